"""The lines as points: from card to card through their tracks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from hld.layout import badges
from hld.layout.channels import TRACK_GAP
from hld.layout.order import Strand
from hld.layout.plan import Plan
from hld.layout.rows import End, Loop, runs
from hld.layout.sheet import Sheet
from hld.layout.types import Box, Point
from hld.view.types import Line

__all__ = ["paths"]

_DROP, _DROP_APART = 26.0, 8.0  # the room of a line straight down, and between two beside each other
_CORNER, _CORNER_LEAST = 20.0, 12.0  # between such a line and the corner of its card; where that is low

Points = tuple[Point, ...]


def paths(plan: Plan, sheet: Sheet, boxes: Mapping[str, Box], origin: float) -> list[tuple[Line, Points]]:
    """Each line with its points; work within a card has none. `origin` is the y at which heights begin."""
    walk = _Walk(plan, sheet, boxes, origin)
    found: dict[int, Points] = {strand.line: walk.across(strand) for strand in plan.order.strands}
    found.update((loop.line, walk.around(loop)) for loop in plan.rows.loops)
    found.update(walk.drops())
    return [(line, walk.directed(line, found.get(index, ()))) for index, line in enumerate(plan.graph.lines)]


class _Walk:
    def __init__(self, plan: Plan, sheet: Sheet, boxes: Mapping[str, Box], origin: float) -> None:
        self.plan, self.sheet, self.boxes, self.origin = plan, sheet, boxes, origin

    def directed(self, line: Line, points: Points) -> Points:
        """Paths are made from left to right or top to bottom; a line may go the other way."""
        first, last = ((self.plan.column[card], self.plan.rows.top[card]) for card in (line.source, line.target))
        return points if first <= last else tuple(reversed(points))

    def across(self, strand: Strand) -> Points:
        """A line from column to column."""
        first, last = str(strand.slots[0]), str(strand.slots[-1])
        heights = [self.origin + self.plan.rows.run[place] for place in runs(strand)]
        points = [Point(self.boxes[first].right, heights[0])]
        for index, (here, there) in enumerate(pairwise(heights)):
            if here != there:
                x = self._track(strand.column + index + 1, strand.line)
                points += [Point(x, here), Point(x, there)]
        points.append(Point(self.boxes[last].x, heights[-1]))
        return tuple(points)

    def around(self, loop: Loop) -> Points:
        """A line around the cards between its two."""
        x = self._track(self.plan.column[loop.upper] + (loop.side == "right"), loop.line)
        box = self.boxes[loop.upper]
        edge = box.right if loop.side == "right" else box.x
        above, below = (
            self.origin + self.plan.rows.run[End(loop.line, card, loop.side)] for card in (loop.upper, loop.lower)
        )
        return Point(edge, above), Point(x, above), Point(x, below), Point(edge, below)

    def drops(self) -> Iterator[tuple[int, Points]]:
        """Lines straight down, those between the same two cards beside each other."""
        beside: dict[tuple[str, str], list[int]] = {}
        for drop in self.plan.rows.drops:
            beside.setdefault((drop.upper, drop.lower), []).append(drop.line)
        for (upper, lower), lines in beside.items():
            above, below = self.boxes[upper], self.boxes[lower]
            middle = above.x + above.width / 2
            for line, offset in zip(lines, self._side_by_side(lines, above.width), strict=True):
                yield line, (Point(middle + offset, above.bottom), Point(middle + offset, below.y))

    def _side_by_side(self, lines: Sequence[int], width: float) -> list[float]:
        """How far from the middle of the cards each of several lines straight down stands."""
        graph = self.plan.graph
        across = [[] if graph.is_downward else list(map(badges.width, graph.lines[line].badges)) for line in lines]
        widths = [max([_DROP, *each]) for each in across]
        offsets = [sum(widths[:index]) + widths[index] / 2 + _DROP_APART * index for index in range(len(lines))]
        middle = (offsets[0] + offsets[-1]) / 2
        spread = offsets[-1] - offsets[0]
        corner = _CORNER_LEAST if graph.is_downward else _CORNER
        fitting = min(1.0, (width - 2 * corner) / spread) if spread else 1.0
        return [round((offset - middle) * fitting, 1) for offset in offsets]

    def _track(self, channel: int, line: int) -> float:
        return self.sheet.track[channel] + self.plan.channels.track[channel, line] * TRACK_GAP
