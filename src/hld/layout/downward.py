"""The page of a picture that runs from top to bottom: planned from left to right, and turned when it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.layout import text
from hld.layout.frames import LEADING
from hld.layout.page import FRAME_PAD, FRAME_STEP, Page, depths
from hld.layout.paths import paths
from hld.layout.sheet import LANE_PAD, MARGIN
from hld.layout.types import Box, PlacedFrame, PlacedLane, Point
from hld.view.types import Line

__all__ = ["Downward"]


class Downward(Page):
    """What is planned as a column is a row here, with the title of its lane at the left."""

    def _right(self) -> float:
        return self._left + self.plan.rows.bottom + LANE_PAD

    def _bottom(self) -> float:
        return self.top + self.sheet.right - MARGIN

    @property
    def _left(self) -> float:
        """Where the cards begin: right of the titles of lanes."""
        widest = max((text.width(lane.title, "lane") for lane in self.graph.lanes), default=0.0)
        return MARGIN + widest + 2 * LANE_PAD + 8.0

    def _turned(self, box: Box) -> Box:
        """The place of what is planned at `box`."""
        return Box(self._left + box.y, self.top + box.x - MARGIN, box.height, box.width)

    def _planned(self, card: str) -> Box:
        column, rows = self.plan.column[card], self.plan.rows
        return Box(self.sheet.left[column], rows.top[card], self.sheet.width[column], rows.height[card])

    def _card_box(self, card: str) -> Box:
        return self._turned(self._planned(card))

    def _paths(self) -> Sequence[tuple[Line, tuple[Point, ...]]]:
        planned = {card: self._planned(card) for card in self.plan.column}
        return [
            (line, tuple(Point(self._left + point.y, self.top + point.x - MARGIN) for point in points))
            for line, points in paths(self.plan, self.sheet, planned, 0.0)
        ]

    def _lanes(self) -> Iterator[PlacedLane]:
        for index, (first, last) in self.sheet.lanes.items():
            lane, top = self.graph.lanes[index], self.top + first - MARGIN
            title = text.line(lane.title, Point(MARGIN + LANE_PAD, top + 23.0), "lane")
            yield PlacedLane(lane, Box(MARGIN, top, self.right - MARGIN, last - first), title)

    def _frames(self) -> Iterator[PlacedFrame]:
        depth = depths(self.plan.order.frames.values())
        for frame in self.graph.frames:
            if frame.id in depth:
                members = [self.boxes[card] for card in self.boxes if frame.id in self.plan.order.frames[card]]
                pad = FRAME_PAD + FRAME_STEP * depth[frame.id]
                top, bottom = min(box.y for box in members) - pad, max(box.bottom for box in members) + pad
                left, right = (self._left + height for height in self.plan.rows.frames[frame.id])
                titles = tuple(
                    text.line(words, Point(left + 10.0, top + 18.0 + LEADING * index), "frame")
                    for index, words in enumerate(self.plan.rows.titles[frame.id])
                )
                yield PlacedFrame(frame, Box(left, top, right - left, bottom - top), titles)
