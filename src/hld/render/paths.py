"""The geometry of lines: rounded corners and arrowheads."""

from __future__ import annotations

from collections.abc import Sequence
from math import hypot

from hld.layout.types import Point
from hld.render.xml import number

__all__ = ["arrowhead", "open_arrowhead", "rounded", "shortened", "without_repeats"]

_ARROW = (10.0, 8.0)  # length and breadth
_RADIUS = 8.0


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
