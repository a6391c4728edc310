"""What differs between two designs: found, and applied to one of them."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hld.compare.form import ORDER, renamed
from hld.compare.renames import renames
from hld.compare.types import Change, Difference, Rename, Tree

__all__ = ["apply", "difference"]

_PLACE = {section: place for place, section in enumerate(ORDER)}


def difference(before: Tree, after: Tree) -> Difference:
    """What differs between two designs in the form of `hld.compare.form`, in the order of the sections of a spec."""
    found = renames(before, after)
    start = renamed(before, _names(found))
    changes = [change for key in _keys(start, after) for change in _changes((key,), start.get(key), after.get(key))]
    return Difference(found, tuple(sorted(changes, key=lambda each: _PLACE.get(each.path[0], len(_PLACE)))))


def apply(found: Difference, before: Tree) -> Tree:
    """The first of the two designs with the difference applied: the second one."""
    tree = deepcopy(renamed(before, _names(found.renames)))
    for change in found.changes:
        *way, last = change.path
        place = tree
        for key in way:
            place = place.setdefault(key, {})
        if change.after is None:
            place.pop(last, None)
        else:
            place[last] = change.after
    return {section: value for section, value in tree.items() if value not in ({}, [])}


def _names(found: tuple[Rename, ...]) -> dict[tuple[str, str], str]:
    return {(each.namespace, each.before): each.after for each in found}


def _keys(one: Tree, other: Tree) -> Iterator[str]:
    """The keys of either, those of the first in its order, then those that only the second has."""
    yield from one
    yield from (key for key in other if key not in one)


def _changes(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Change]:
    """Each smallest thing that differs; of an element that only one of the designs has, the whole of it."""
    if before == after:
        return
    is_section = len(path) == 1
    if isinstance(before, dict) and isinstance(after, dict):
        both = (before, after)
    elif is_section and isinstance(before or after, dict) and None in (before, after):
        both = (before or {}, after or {})
    else:
        yield Change(path, before, after)
        return
    for key in _keys(*both):
        yield from _changes((*path, key), both[0].get(key), both[1].get(key))
