"""The page: full-height lanes by tier, cards in them, lines at right angles, title and legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hld.layout import text
from hld.layout.badges import place_badges
from hld.layout.frames import LEADING
from hld.layout.legend import legend, natural_width
from hld.layout.paths import paths
from hld.layout.placing import icon as icon_bytes
from hld.layout.plan import Manner, Plan
from hld.layout.sheet import LANE_PAD, MARGIN, Sheet
from hld.layout.types import Box, Drawing, PlacedFrame, PlacedLane, PlacedLine, Point, TextLine
from hld.view.types import Graph, Line

__all__ = ["FRAME_PAD", "FRAME_STEP", "Page", "depths"]

_HEAD = 40.0  # the height of a lane's title
FRAME_PAD, FRAME_STEP = 10.0, 6.0  # between a frame and the cards at its sides, and for each frame within
_LEAST_WIDTH = 592.0  # of the texts of the smallest picture, if they need so much


class Page:
    """A picture that runs from left to right, everything in its place but the badges."""

    def __init__(self, found: Plan, widths: Sheet, manner: Manner) -> None:
        self.plan, self.sheet, self.graph = found, widths, found.graph
        self.right = self._right()
        if self.right < MARGIN + _LEAST_WIDTH:
            self.right = max(self.right, MARGIN + min(_LEAST_WIDTH, _text_width(self.graph)))
        self.header = list(self._header())
        self.top = (self.header[-1].at.y if self.header else 0.0) + 22.0
        self.origin = self.top + _HEAD
        self.bottom = self._bottom()
        self.boxes = {card: self._card_box(card) for card in found.column}
        self.cards = {
            card.id: manner.placed(card, found.drawn[card.id], self.boxes[card.id]) for card in self.graph.cards
        }
        self.manner = manner
        self.lanes = tuple(self._lanes())
        self.frames = tuple(self._frames())

    def drawing(self, look: str, lines: tuple[PlacedLine, ...]) -> Drawing:
        """Everything in its place."""
        graph = self.graph
        rows, bottom = legend(graph.legend, MARGIN, self.bottom, self.right - MARGIN)
        footer = [
            text.line(words, Point(MARGIN, bottom + 24.0 + index * text.height("footer")), "footer")
            for index, words in enumerate(text.parted(graph.footer, "footer", self.right - MARGIN))
        ]
        return Drawing(
            graph,
            float(round(self.right + MARGIN)),
            float(round((footer[-1].at.y if footer else bottom) + MARGIN)),
            (*self.header, *footer),
            self.lanes,
            self.frames,
            tuple(self.cards.values()),
            lines,
            tuple(rows),
            {
                icon: graph.images.get(icon) or icon_bytes(icon)
                for icon in sorted({card.icon for card in graph.cards if card.icon})
            },
            look,
        )

    def lines(self) -> tuple[tuple[PlacedLine, ...], list[int]]:
        """The lines with their badges, and those without room for them."""
        routed = [(line, self._reaching(line, points)) for line, points in self._paths()]
        named = [at.title for at in self.lanes] + [title for at in self.frames for title in at.titles]
        titles = [_title_box(title) for title in named]
        borders = list(_borders([*(at.box for at in self.lanes), *(at.box for at in self.frames)]))
        placed, crowded = place_badges(routed, self.boxes, titles, borders, self.manner.ends)
        return tuple(PlacedLine(*line, found) for line, found in zip(routed, placed, strict=True)), crowded

    def _right(self) -> float:
        """Where the lanes end at the right."""
        return self.sheet.right

    def _bottom(self) -> float:
        """Where the lanes end below."""
        return self.origin + self.plan.rows.bottom + LANE_PAD

    def _paths(self) -> Sequence[tuple[Line, tuple[Point, ...]]]:
        """Each line with its points."""
        return paths(self.plan, self.sheet, self.boxes, self.origin)

    def _reaching(self, line: Line, points: tuple[Point, ...]) -> tuple[Point, ...]:
        """The line up to what can be seen of its cards."""
        if not points:
            return points
        first = self.manner.reach(points[0], points[1], self.cards[line.source])
        return (first, *points[1:-1], self.manner.reach(points[-1], points[-2], self.cards[line.target]))

    def _header(self) -> Iterator[TextLine]:
        y = 20.0
        for words, style in ((self.graph.title, "title"), (self.graph.subtitle, "subtitle")):
            for line in text.parted(words, style, self.right - MARGIN):
                y += text.height(style)
                yield text.line(line, Point(MARGIN, y - text.height(style) * 0.25), style)

    def _card_box(self, card: str) -> Box:
        column, rows = self.plan.column[card], self.plan.rows
        top = self.origin + rows.top[card]
        return Box(self.sheet.left[column], top, self.sheet.width[column], float(rows.height[card]))

    def _lanes(self) -> Iterator[PlacedLane]:
        for index, (left, right) in self.sheet.lanes.items():
            lane = self.graph.lanes[index]
            words = text.shortened(lane.title, "lane", right - left - 2 * LANE_PAD)
            title = text.line(words, Point(left + LANE_PAD, self.top + 23.0), "lane")
            yield PlacedLane(lane, Box(left, self.top, right - left, self.bottom - self.top), title)

    def _frames(self) -> Iterator[PlacedFrame]:
        depth = depths(self.plan.order.frames.values())
        for frame in self.graph.frames:
            if frame.id in depth:
                members = [self.boxes[card] for card in self.boxes if frame.id in self.plan.order.frames[card]]
                pad = FRAME_PAD + FRAME_STEP * depth[frame.id]
                left, right = min(box.x for box in members) - pad, max(box.right for box in members) + pad
                top, bottom = (self.origin + height for height in self.plan.rows.frames[frame.id])
                titles = tuple(
                    text.line(words, Point(left + 10.0, top + 18.0 + LEADING * index), "frame")
                    for index, words in enumerate(self.plan.rows.titles[frame.id])
                )
                yield PlacedFrame(frame, Box(left, top, right - left, bottom - top), titles)


def depths(around: Iterable[tuple[str, ...]]) -> dict[str, int]:
    """How many frames deep others lie in each frame."""
    depth: dict[str, int] = {}
    for path in around:
        for index, frame in enumerate(path):
            depth[frame] = max(depth.get(frame, 0), len(path) - 1 - index)
    return depth


def _text_width(graph: Graph) -> float:
    """The width that title, footer and legend would have in lines of their own."""
    words = ((graph.title, "title"), (graph.subtitle, "subtitle"), (graph.footer, "footer"))
    return max(natural_width(graph.legend), *(text.width(line, style) for line, style in words))


def _title_box(title: TextLine) -> Box:
    return Box(title.at.x - 2, title.at.y - 12, title.width + 4, 16)


def _borders(boxes: Sequence[Box]) -> Iterator[Box]:
    """The sides of boxes as thin boxes."""
    for box in boxes:
        for x in (box.x, box.right):
            yield Box(x - 1, box.y, 2, box.height)
        for y in (box.y, box.bottom):
            yield Box(box.x, y - 1, box.width, 2)
