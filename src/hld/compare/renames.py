"""Elements that are the same under another id: told by what is said of them and by where they are used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from hld.compare.form import SECTIONS
from hld.compare.types import Rename, Tree
from hld.model.canonical import Name
from hld.tuples import NamedTuple

__all__ = ["renames"]

#: Two elements are one if at least this share of what is known of either is known of both, and so many facts.
_LEAST_SHARE, _LEAST_FACTS = 0.5, 2
#: What must be the same for that in any case.
_SAME = {
    "component": ("kind",), "operation": ("style",), "requirement": ("text",), "quality": ("kind",), "group": ("kind",),
}  # fmt: skip
_OWN, _CHANGED = "\x00own", "\x00changed"

Facts = frozenset[str]


class _Match(NamedTuple):
    """How alike two elements are; sorts the best first, and equally good ones in the order written."""

    distance: float
    before: int
    after: int


def renames(before: Tree, after: Tree) -> tuple[Rename, ...]:
    """What was renamed, section by section."""
    gone = {space: _only(before, after, section) for section, space in SECTIONS.items()}
    come = {space: _only(after, before, section) for section, space in SECTIONS.items()}
    spaces = {space for space in gone if gone[space] and come[space]}
    if not spaces:
        return ()
    left = _Known(before, {space: gone[space] for space in spaces})
    right = _Known(after, {space: come[space] for space in spaces})
    return tuple(
        Rename(space, old, new)
        for section, space in SECTIONS.items()
        if space in spaces
        for old, new in _pairs(section, space, left, right)
    )


def _only(one: Tree, other: Tree, section: str) -> list[str]:
    """The ids that a section of one form has and that of the other has not."""
    return [name for name in one.get(section, {}) if name not in other.get(section, {})]


def _pairs(section: str, space: str, left: _Known, right: _Known) -> Iterator[tuple[str, str]]:
    """The ids that belong together, each in at most one pair, the most alike first."""
    olds, news = left.ids[space], right.ids[space]
    matches = sorted(
        _Match(1 - share, old, new)
        for old in range(len(olds))
        for new in range(len(news))
        if (share := _alike(section, space, left, olds[old], right, news[new])) >= _LEAST_SHARE
    )
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for match in matches:
        if match.before not in taken_old and match.after not in taken_new:
            taken_old.add(match.before)
            taken_new.add(match.after)
            yield olds[match.before], news[match.after]


def _alike(section: str, space: str, left: _Known, old: str, right: _Known, new: str) -> float:  # noqa: PLR0917
    """The share of the facts of either element that holds for both (Jaccard); 0 where one rules the other out."""
    one, other = left.tree[section][old], right.tree[section][new]
    if any(one.get(key) != other.get(key) for key in _SAME.get(space, ())):
        return 0.0
    facts, others = left.facts[space, old], right.facts[space, new]
    shared = len(facts & others)
    return shared / len(facts | others) if shared >= _LEAST_FACTS else 0.0


class _Known:
    """What is known of some elements of a form: what each says itself, and how others speak of it.

    Ids of the elements in question are hidden in it, so that it is the same whatever they are called.
    """

    def __init__(self, tree: Tree, ids: dict[str, list[str]]) -> None:
        self.tree = tree
        self.ids = ids
        self._hidden = {(space, name) for space, names in ids.items() for name in names}
        self._found: dict[tuple[str, str], set[str]] = {key: set() for key in self._hidden}
        for section, space in SECTIONS.items():
            for name in ids.get(space, ()):
                self._found[space, name].update(self._own(tree[section][name], space, name))
        for section, content in tree.items():
            self._mentions((section,), content)
        self.facts: dict[tuple[str, str], Facts] = {key: frozenset(found) for key, found in self._found.items()}

    def _own(self, value: Any, space: str, name: str, path: tuple[str, ...] = ()) -> Iterator[str]:
        """What an element says of itself, fact by fact."""
        if isinstance(value, dict) and value:
            for key, each in value.items():
                yield from self._own(each, space, name, (*path, self._masked(key, space, name)))
        elif isinstance(value, list) and value and not isinstance(value[0], str):
            for each in value:
                yield _fact(path, self._shown(each, space, name))
        else:
            yield _fact(path, self._shown(value, space, name))

    def _mentions(self, path: tuple[str, ...], value: Any) -> None:
        """Take down each place where one of the elements is spoken of: its path, and the step if it is one."""
        if isinstance(value, dict):
            for key, each in value.items():
                if key == "steps":
                    self._steps(path, each)
                else:
                    self._name(path, key)
                    self._mentions((*path, self._masked(key)), each)
        elif isinstance(value, list):
            for each in value:
                self._mentions(path, each)
        else:
            self._name(path, value)

    def _name(self, path: tuple[str, ...], value: Any) -> None:
        if isinstance(value, Name) and (key := (value.namespace, value.removesuffix("[]"))) in self._hidden:
            self._found[key].add(_fact(path, _OWN))

    def _steps(self, path: tuple[str, ...], steps: list[Tree]) -> None:
        for step in steps:
            for key in set(_names(step)) & self._hidden:
                self._found[key].add(_fact(path, self._shown(step, *key)))

    def _shown(self, value: Any, space: str, name: str) -> Any:
        """A value with the ids hidden: the element's own as that, those of other elements as some that changed."""
        if isinstance(value, dict):
            return {self._masked(key, space, name): self._shown(each, space, name) for key, each in value.items()}
        if isinstance(value, list):
            return [self._shown(each, space, name) for each in value]
        return self._masked(value, space, name)

    def _masked(self, word: Any, space: str = "", name: str = "") -> Any:
        if not isinstance(word, Name):
            return word
        key = (word.namespace, word.removesuffix("[]"))
        if key not in self._hidden:
            return word
        return _OWN if key == (space, name) else _CHANGED


def _names(value: Any) -> Iterator[tuple[str, str]]:
    """Every id that is named within, with its namespace."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from _names(key)
            yield from _names(each)
    elif isinstance(value, list):
        for each in value:
            yield from _names(each)
    elif isinstance(value, Name):
        yield value.namespace, value.removesuffix("[]")


def _fact(path: tuple[str, ...], value: Any) -> str:
    return json.dumps([path, value], sort_keys=True)
