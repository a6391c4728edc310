"""Lines bundled: those in one manner between a card and the cards of one group run as one as far as they can.

A card that many lines leave is a hub. Drawn one by one, they fill the channel beside it and the columns that they pass;
as a bundle they are a stem with branches, and each has its number on a branch of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from hld.tuples import NamedTuple
from hld.view.types import Line

__all__ = ["Bundle", "bundles"]

_MANY = 100  # lines of a picture in which whatever can be is bundled
_HUB = 8  # lines of a bundle in any other
_PAIR = 2

Key: TypeAlias = tuple[object, ...]


class Bundle(NamedTuple):
    """Lines that share a stem, by their indices, and where that begins: left or right, seen from its branches."""

    lines: tuple[int, ...]
    side: str


def bundles(
    lines: Sequence[Line], ends: Mapping[int, tuple[str, str]], around: Mapping[str, tuple[str, ...]]
) -> tuple[Bundle, ...]:
    """The bundles of a picture. `ends` are the left and the right card of a line, `around` the frames of a card.

    A line is in one bundle at most, the larger of those at its two ends.
    """
    least = _PAIR if len(ends) > _MANY else _HUB
    keys = {
        index: (_key(lines[index], pair, "left", around), _key(lines[index], pair, "right", around))
        for index, pair in ends.items()
        if not lines[index].both_ways
    }
    found = _gathered(keys)
    chosen = {index: max(pair, key=lambda key: len(found[key])) for index, pair in keys.items()}
    gathered = _gathered({index: (key,) for index, key in chosen.items()})
    return tuple(Bundle(tuple(members), str(key[0])) for key, members in gathered.items() if len(members) >= least)


def _key(line: Line, ends: tuple[str, str], side: str, around: Mapping[str, tuple[str, ...]]) -> Key:
    """What lines have in common that can share a stem at this end."""
    near, far = ends if side == "left" else (ends[1], ends[0])
    manner = (line.protocol, line.is_dashed, line.mark, line.faults)
    return (side, near, line.source == near, around[far], manner)


def _gathered(keys: Mapping[int, Sequence[Key]]) -> dict[Key, list[int]]:
    found: dict[Key, list[int]] = {}
    for index, each in keys.items():
        for key in each:
            found.setdefault(key, []).append(index)
    return found
