"""Where lines cross, so that the lower one can leave a gap."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hld.layout.types import Box, Point

__all__ = ["crossings", "gap"]

_GAP = 3.0  # what the lower of two crossing lines leaves free on either side of the upper one

_Leg = tuple[float, float, float, int]  # where it lies, from, to, the index of its line


def crossings(lines: Sequence[Sequence[Point]]) -> Iterator[tuple[int, Point, bool]]:
    """Where a line crosses one that comes before it: index of the upper line, the point, whether it runs level there.

    Only level and upright legs are looked at, and their ends do not count.
    """
    upright = sorted(_legs(lines, is_level=False))
    places = [leg[0] for leg in upright]
    for y, left, right, across in _legs(lines, is_level=True):
        for x, top, bottom, down in upright[bisect_right(places, left) : bisect_left(places, right)]:
            if top < y < bottom and across != down:
                yield max(across, down), Point(x, y), across > down


def _legs(lines: Sequence[Sequence[Point]], is_level: bool) -> list[_Leg]:
    legs: list[_Leg] = []
    for index, points in enumerate(lines):
        for start, end in pairwise(points):
            if is_level and start.y == end.y:
                legs.append((start.y, min(start.x, end.x), max(start.x, end.x), index))
            elif not is_level and start.x == end.x:
                legs.append((start.x, min(start.y, end.y), max(start.y, end.y), index))
    return legs


def gap(at: Point, is_level: bool, width: float) -> Box:
    """The bit of ground that sets off the upper of two lines, of this width, where it crosses the lower one."""
    along, across = width, width / 2 + _GAP
    reach = Point(along, across) if is_level else Point(across, along)
    return Box(at.x - reach.x, at.y - reach.y, 2 * reach.x, 2 * reach.y)
