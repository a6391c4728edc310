"""The geometry of lines: rounded corners and arrowheads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from hld.layout.types import Box, Point
from hld.render.xml import number

__all__ = ["arrowhead", "open_arrowhead", "rounded", "shortened", "struck_out", "without_repeats"]

_ARROW = (10.0, 8.0)  # length and breadth
_RADIUS = 8.0
_STRIKE, _STRIKE_EVERY = 4.0, 20.0  # how far a stroke across a line reaches to each side, and how often there is one


def _towards(start: Point, end: Point, distance: float) -> Point:
    """The point `distance` from `start` in the direction of `end`."""
    length = hypot(end.x - start.x, end.y - start.y) or 1.0
    return Point(start.x + (end.x - start.x) * distance / length, start.y + (end.y - start.y) * distance / length)


def _length(start: Point, end: Point) -> float:
    return hypot(end.x - start.x, end.y - start.y)


def _place(point: Point) -> str:
    return f"{number(point.x)} {number(point.y)}"


def rounded(points: Sequence[Point], radius: float = _RADIUS) -> str:
    """Path data of a polyline whose corners are rounded, by at most half of the shorter leg."""
    if not points:
        return ""
    parts = [f"M{_place(points[0])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        bend = min(radius, _length(before, corner) / 2, _length(corner, after) / 2)
        parts.append(f"L{_place(_towards(corner, before, bend))}")
        parts.append(f"Q{_place(corner)} {_place(_towards(corner, after, bend))}")
    parts.append(f"L{_place(points[-1])}")
    return "".join(parts)


def without_repeats(points: Sequence[Point]) -> tuple[Point, ...]:
    """The polyline without points that repeat the one before."""
    return tuple(point for before, point in zip((None, *points), points, strict=False) if point != before)


def arrowhead(points: Sequence[Point]) -> str:
    """Path data of a triangle with its tip at the last point, in the direction of the last leg."""
    tip, left, right = _barbs(points)
    return f"M{_place(tip)}L{_place(left)}L{_place(right)}Z"


def open_arrowhead(points: Sequence[Point]) -> str:
    """Path data of the two strokes of an arrowhead at the last point."""
    tip, left, right = _barbs(points)
    return f"M{_place(left)}L{_place(tip)}L{_place(right)}"


def struck_out(points: Sequence[Point], taken: Sequence[Box]) -> str:
    """Path data of the slanted strokes that cross out a polyline, wherever it is not under what is `taken`."""
    stretches = (stretch for start, end in pairwise(points) for stretch in _seen(start, end, taken))
    return "".join(
        f"M{_place(Point(at.x - _STRIKE, at.y + _STRIKE))}L{_place(Point(at.x + _STRIKE, at.y - _STRIKE))}"
        for start, end in stretches
        for at in _strokes(start, end)
    )


def _seen(start: Point, end: Point, taken: Sequence[Box]) -> Iterator[tuple[Point, Point]]:
    """The stretches of an upright or level leg that no box covers."""
    length, at = _length(start, end), 0.0
    for begins, ends in sorted(_under(start, end, box) for box in taken if box.overlaps(_around(start, end))):
        yield _towards(start, end, at), _towards(start, end, min(max(begins, at), length))
        at = min(max(at, ends), length)
    yield _towards(start, end, at), end


def _around(start: Point, end: Point) -> Box:
    x, y = min(start.x, end.x), min(start.y, end.y)
    return Box(x, y, max(start.x, end.x) - x, max(start.y, end.y) - y).grown(1.0)


def _under(start: Point, end: Point, box: Box) -> tuple[float, float]:
    """How far from the start of a leg it goes under a box, and how far it comes out again."""
    near, far = sorted(
        (place.x - start.x) * (end.x - start.x) + (place.y - start.y) * (end.y - start.y)
        for place in (Point(box.x, box.y), Point(box.right, box.bottom))
    )
    length = _length(start, end) or 1.0
    return near / length, far / length


def _strokes(start: Point, end: Point) -> Iterator[Point]:
    """Where strokes cross a stretch, in its middle if there is one alone; none where there is no room for one."""
    length = _length(start, end)
    count = max(1, int((length - 2 * _RADIUS) // _STRIKE_EVERY) + 1)
    first = (length - (count - 1) * _STRIKE_EVERY) / 2
    if first > _STRIKE:
        yield from (_towards(start, end, first + index * _STRIKE_EVERY) for index in range(count))


def _barbs(points: Sequence[Point]) -> tuple[Point, Point, Point]:
    """The tip of an arrowhead and its two other corners."""
    length, breadth = _ARROW
    tip, base = points[-1], _towards(points[-1], points[-2], length)
    across_x, across_y = (tip.y - base.y) / length * breadth / 2, (base.x - tip.x) / length * breadth / 2
    left = Point(base.x + across_x, base.y + across_y)
    right = Point(base.x - across_x, base.y - across_y)
    return tip, left, right


def shortened(points: Sequence[Point]) -> tuple[Point, ...]:
    """The polyline without the part that its arrowhead covers, so that the tip stays sharp."""
    last = _length(points[-2], points[-1])
    return (*points[:-1], _towards(points[-1], points[-2], min(_ARROW[0] - 1, last)))
