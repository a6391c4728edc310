"""Ids of a spec as names that other languages take: letters, digits and underscores, each one only once."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping

__all__ = ["names"]

_OTHERS = re.compile(r"[^A-Za-z0-9_]+")


def names(ids: Iterable[str], reserved: Container[str] = ()) -> Mapping[str, str]:
    """A name for each id, alike from run to run. One that is `reserved` in lower case gets an underscore."""
    found: dict[str, str] = {}
    used: set[str] = set()
    for each in dict.fromkeys(ids):
        name = _alone(_plain(each, len(found) + 1, reserved), used)
        used.add(name.lower())
        found[each] = name
    return found


def _plain(id: str, place: int, reserved: Container[str]) -> str:
    """The id with an underscore for whatever is no letter or digit; one with nothing left is told by its place."""
    name = _OTHERS.sub("_", id)
    if not name.strip("_"):
        return f"n{place}"
    if name[0].isdigit() or name[0] == "_":
        name = f"n{name}" if name[0] == "_" else f"n_{name}"
    return f"{name}_" if name.lower() in reserved else name


def _alone(name: str, used: Container[str]) -> str:
    """The name, with a number if another of it is there; upper and lower case are not told apart everywhere."""
    number, found = 1, name
    while found.lower() in used:
        number += 1
        found = f"{name}_{number}"
    return found
