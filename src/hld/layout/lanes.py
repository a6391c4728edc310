"""The lanes look: full-height columns by tier, cards in them, lines at right angles."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hld.layout import badges, cards, text
from hld.layout.channels import TRACK_GAP, Channels, channels
from hld.layout.columns import Column, columns
from hld.layout.graph import icon_bytes
from hld.layout.legend import legend
from hld.layout.order import Bend, Order, Slot, Strand, order
from hld.layout.rows import End, Rows, rows
from hld.layout.types import (
    Box,
    Drawing,
    PlacedBadge,
    PlacedCard,
    PlacedFrame,
    PlacedLane,
    PlacedLine,
    Point,
    TextLine,
)
from hld.view.types import Graph, Line

__all__ = ["lanes"]

_MARGIN = 28.0
_LANE_PAD = 15.0  # between a lane's border and its cards
_FRAME_PAD, _FRAME_STEP = 10.0, 6.0  # between a frame and the cards at its sides, and for each frame within
_LANE_HEAD = 40.0  # the height of a lane's title
_ZONE = 50.0  # between two lanes, at least
_INNER_ZONE = 60.0  # between two columns of one lane, at least
_TRACK_PAD = 15.0  # between the tracks and the lane beside them
_DROP_GAP, _DROP_APART = 26.0, 8.0  # the room of a line straight down, and between two beside each other
_WIDENINGS, _WIDER = 5, 32.0  # how often, and by how much, channels are made wider for the badges in them
_ROW_ENDS = 34.0  # the room of a straight line beside its badges
_LEAST_WIDTH = 620.0  # so that title and legend have room on the smallest picture


class _Sheet(NamedTuple):
    """The x of each column's cards, the first track of each channel, the box of each lane, and the right edge."""

    left: tuple[float, ...]
    width: tuple[float, ...]
    track: tuple[float, ...]
    lanes: Mapping[int, tuple[float, float]]
    right: float
    pad: float


def lanes(graph: Graph, engine: str) -> Drawing:
    """Lay out the picture."""
    standing = columns(graph)
    faces = _faces(graph, standing)
    ordered = order(graph, standing, faces, engine)
    heights = rows(graph, ordered, faces)
    tracks = channels(standing, ordered, heights)
    room = _badge_room(graph.lines, ordered, len(standing))
    pad = _lane_pad(ordered)
    page = _Page(graph, standing, faces, ordered, heights, tracks, _sheet(standing, tracks, faces, room, pad))
    for _ in range(_WIDENINGS):
        drawing, crowded = page.drawing()
        if not crowded:
            break
        for channel, more in page.wanted(crowded):
            room[channel] = max(room[channel], more)
        page = _Page(graph, standing, faces, ordered, heights, tracks, _sheet(standing, tracks, faces, room, pad))
    return page.drawing()[0] if crowded else drawing


def _faces(graph: Graph, standing: Sequence[Column]) -> dict[str, cards.Face]:
    by_id = {card.id: card for card in graph.cards}
    faces = {}
    for lane in {column.lane: None for column in standing}:
        members = [by_id[card] for column in standing if column.lane == lane for card in column.cards]
        width = cards.widest(members)
        faces.update((card.id, cards.face(card, width)) for card in members)
    return faces


# ---- widths -------------------------------------------------------------------------------------


def _sheet(
    standing: Sequence[Column], tracks: Channels, faces: Mapping[str, cards.Face], needs: Sequence[float], pad: float
) -> _Sheet:
    left, width, first_track = [], [], []
    spans: dict[int, tuple[float, float]] = {}
    x = _MARGIN
    for index, column in enumerate(standing):
        lane_begins = index == 0 or standing[index - 1].lane != column.lane
        zone = _zone(index, lane_begins, tracks.tracks[index], needs[index], pad)
        first_track.append(x + (zone - (tracks.tracks[index] - 1) * TRACK_GAP) / 2)
        x += zone + (pad if lane_begins else 0.0)
        left.append(x)
        width.append(max(faces[card].width for card in column.cards))
        x += width[-1]
        begin = spans[column.lane][0] if column.lane in spans else left[-1] - pad
        spans[column.lane] = (begin, x + pad)
        if index + 1 == len(standing) or standing[index + 1].lane != column.lane:
            x += pad
    count = tracks.tracks[-1]
    first_track.append(x + _TRACK_PAD)
    x += _TRACK_PAD + (count - 1) * TRACK_GAP if count else 0.0
    return _Sheet(tuple(left), tuple(width), tuple(first_track), spans, x, pad)


def _lane_pad(ordered: Order) -> float:
    """The room between a lane's border and its cards: more where frames stand in it."""
    deepest = max(map(len, ordered.frames.values()), default=0)
    return _LANE_PAD + _FRAME_STEP * deepest if deepest else _LANE_PAD


def _zone(index: int, lane_begins: bool, count: int, need: float, pad: float) -> float:
    """The width of a channel between lanes, or between the cards of one lane."""
    if index == 0:
        return 2 * _TRACK_PAD + (count - 1) * TRACK_GAP if count else 0.0
    tracks = 2 * _TRACK_PAD + (count - 1) * TRACK_GAP if count else 0.0
    if lane_begins:
        return max(_ZONE, tracks, need - 2 * pad)
    return max(_INNER_ZONE, tracks + 2 * _TRACK_PAD, need)


def _badge_room(lines: Sequence[Line], ordered: Order, count: int) -> list[float]:
    """The room that the badges of lines between neighbouring columns want in each channel."""
    needs = [0.0] * (count + 1)
    for strand in ordered.strands:
        row = badges.row_width(lines[strand.line].badges)
        if len(strand.slots) == 2 and row:
            needs[strand.column + 1] = max(needs[strand.column + 1], min(row, 130.0) + _ROW_ENDS)
    return needs


# ---- the page -----------------------------------------------------------------------------------


class _Page:
    def __init__(
        self,
        graph: Graph,
        standing: Sequence[Column],
        faces: Mapping[str, cards.Face],
        ordered: Order,
        heights: Rows,
        tracks: Channels,
        sheet: _Sheet,
    ) -> None:
        self.graph, self.standing, self.faces = graph, standing, faces
        self.ordered, self.heights, self.tracks, self.sheet = ordered, heights, tracks, sheet
        self.column = {card: index for index, column in enumerate(standing) for card in column.cards}
        self.right = max(sheet.right, _LEAST_WIDTH)
        self.header = list(self._header())
        self.lane_top = (self.header[-1].at.y if self.header else 0.0) + 22.0
        self.origin = self.lane_top + _LANE_HEAD
        self.lane_bottom = self.origin + heights.bottom + _LANE_PAD

    def wanted(self, crowded: Sequence[int]) -> Iterator[tuple[int, float]]:
        """The channels that lines without room for their badges go through, and the room they want there.

        A line that passes several columns wants it in the last.
        """
        channels = {strand.line: strand.column + len(strand.slots) - 1 for strand in self.ordered.strands}
        for loop in self.heights.loops:
            channels[loop.line] = self.column[loop.upper] + (loop.side == "right")
        for line in crowded:
            if line in channels:
                gap = self._gap(channels[line])
                row = badges.row_width(self.graph.lines[line].badges)
                yield channels[line], gap + max(_WIDER, (row + _ROW_ENDS - gap) / 2)

    def _gap(self, channel: int) -> float:
        """The width between the cards at either side of a channel."""
        if not 0 < channel < len(self.standing):
            return 0.0
        return self.sheet.left[channel] - self.sheet.left[channel - 1] - self.sheet.width[channel - 1]

    def drawing(self) -> tuple[Drawing, list[int]]:
        """Everything in its place, and the lines whose badges found no room."""
        graph = self.graph
        boxes = {card.id: self._card_box(card.id) for card in graph.cards}
        placed_cards = tuple(cards.placed(card, self.faces[card.id], boxes[card.id]) for card in graph.cards)
        placed_lanes = tuple(self._lanes())
        frames = tuple(self._frames())
        lines, crowded = self._lines(boxes, placed_lanes, frames)
        rows, bottom = legend(graph.legend, _MARGIN, self.lane_bottom + 26.0, self.right - _MARGIN)
        footer = []
        if graph.footer:
            bottom += 24.0
            footer = [text.line(graph.footer, Point(_MARGIN, bottom), "footer")]
        drawing = Drawing(
            graph,
            float(round(self.right + _MARGIN)),
            float(round(bottom + _MARGIN)),
            (*self.header, *footer),
            placed_lanes,
            frames,
            placed_cards,
            lines,
            tuple(rows),
            {icon: icon_bytes(icon) for icon in sorted({card.icon for card in graph.cards})},
        )
        return drawing, crowded

    def _header(self) -> Iterator[TextLine]:
        y = 20.0
        for words, style in ((self.graph.title, "title"), (self.graph.subtitle, "subtitle")):
            for line in text.broken(words, style, self.right - _MARGIN):
                y += text.height(style)
                yield text.line(line, Point(_MARGIN, y - text.height(style) * 0.25), style)

    def _card_box(self, card: str) -> Box:
        column = self.column[card]
        return Box(
            self.sheet.left[column],
            self.origin + self.heights.top[card],
            self.sheet.width[column],
            float(self.heights.height[card]),
        )

    def _lanes(self) -> Iterator[PlacedLane]:
        for index, (left, right) in self.sheet.lanes.items():
            lane = self.graph.lanes[index]
            box = Box(left, self.lane_top, right - left, self.lane_bottom - self.lane_top)
            title = text.line(lane.title, Point(left + _LANE_PAD, self.lane_top + 23.0), "lane")
            yield PlacedLane(lane, box, title)

    def _frames(self) -> Iterator[PlacedFrame]:
        for frame in self.graph.frames:
            if frame.id not in self.heights.frames:
                continue
            depth = self._depth(frame.id)
            top, bottom = (self.origin + height for height in self.heights.frames[frame.id])
            inside = [
                self.column[card]
                for card in self.column
                if frame.id in self.ordered.frames[card]
            ]
            pad = _FRAME_PAD + _FRAME_STEP * depth
            left = self.sheet.left[min(inside)] - pad
            right = self.sheet.left[max(inside)] + self.sheet.width[max(inside)] + pad
            title = text.line(frame.title, Point(left + 10.0, top + 18.0), "frame")
            yield PlacedFrame(frame, Box(left, top, right - left, bottom - top), title)

    def _depth(self, frame: str) -> int:
        """How many frames deep others lie in this one."""
        return max(
            (len(path) - 1 - path.index(frame) for path in self.ordered.frames.values() if frame in path), default=0
        )

    # ---- lines ----

    def _lines(
        self, boxes: Mapping[str, Box], placed_lanes: Sequence[PlacedLane], frames: Sequence[PlacedFrame]
    ) -> tuple[tuple[PlacedLine, ...], list[int]]:
        paths: dict[int, tuple[Point, ...]] = {}
        for strand in self.ordered.strands:
            paths[strand.line] = self._across(strand, boxes)
        for loop in self.heights.loops:
            paths[loop.line] = self._around(loop.line, loop.upper, loop.lower, loop.side, boxes)
        paths.update(self._drops(boxes))
        routed = [(line, self._directed(line, paths.get(index, ()))) for index, line in enumerate(self.graph.lines)]
        titles = [_title_box(item.title) for item in (*placed_lanes, *frames)]
        borders = list(_borders([lane.box for lane in placed_lanes] + [frame.box for frame in frames]))
        placed, crowded = badges.place_badges(routed, boxes, titles, borders)
        lines = tuple(PlacedLine(line, points, found) for (line, points), found in zip(routed, placed, strict=True))
        return lines, crowded

    def _directed(self, line: Line, points: tuple[Point, ...]) -> tuple[Point, ...]:
        """Paths are made from left to right or top to bottom; a line may go the other way."""
        if not points:
            return ()
        first = self.column[line.source], self.heights.top[line.source]
        last = self.column[line.target], self.heights.top[line.target]
        return points if first <= last else tuple(reversed(points))

    def _run(self, line: int, slot: Slot, side: str) -> float:
        key = slot if isinstance(slot, Bend) else End(line, str(slot), side)
        return self.origin + self.heights.run[key]

    def _track(self, channel: int, line: int) -> float:
        return self.sheet.track[channel] + self.tracks.track[channel, line] * TRACK_GAP

    def _across(self, strand: Strand, boxes: Mapping[str, Box]) -> tuple[Point, ...]:
        first, last = str(strand.slots[0]), str(strand.slots[-1])
        points = [Point(boxes[first].right, self._run(strand.line, first, "right"))]
        for column, left, right in strand.steps:
            here, there = self._run(strand.line, left, "right"), self._run(strand.line, right, "left")
            if here != there:
                x = self._track(column + 1, strand.line)
                points += [Point(x, here), Point(x, there)]
        points.append(Point(boxes[last].x, self._run(strand.line, last, "left")))
        return tuple(points)

    def _around(self, line: int, upper: str, lower: str, side: str, boxes: Mapping[str, Box]) -> tuple[Point, ...]:
        x = self._track(self.column[upper] + (side == "right"), line)
        edge = boxes[upper].right if side == "right" else boxes[upper].x
        above, below = (self._run(line, card, side) for card in (upper, lower))
        return Point(edge, above), Point(x, above), Point(x, below), Point(edge, below)

    def _drops(self, boxes: Mapping[str, Box]) -> Iterator[tuple[int, tuple[Point, ...]]]:
        beside: dict[tuple[str, str], list[int]] = {}
        for drop in self.heights.drops:
            beside.setdefault((drop.upper, drop.lower), []).append(drop.line)
        for (upper, lower), lines in beside.items():
            middle = boxes[upper].x + boxes[upper].width / 2
            for line, offset in zip(lines, self._side_by_side(lines, boxes[upper].width), strict=True):
                yield line, (Point(middle + offset, boxes[upper].bottom), Point(middle + offset, boxes[lower].y))

    def _side_by_side(self, lines: Sequence[int], width: float) -> list[float]:
        """How far from the middle of the cards each of several lines straight down stands."""
        widths = [max([_DROP_GAP, *map(badges.width, self.graph.lines[line].badges)]) for line in lines]
        offsets = [sum(widths[:index]) + widths[index] / 2 + _DROP_APART * index for index in range(len(lines))]
        middle = (offsets[0] + offsets[-1]) / 2
        spread = offsets[-1] - offsets[0]
        fitting = min(1.0, (width - 40.0) / spread) if spread else 1.0
        return [round((offset - middle) * fitting, 1) for offset in offsets]


def _title_box(title: TextLine) -> Box:
    return Box(title.at.x - 2, title.at.y - 12, title.width + 4, 16)


def _borders(boxes: Sequence[Box]) -> Iterator[Box]:
    """The sides of boxes as thin boxes."""
    for box in boxes:
        for x in (box.x, box.right):
            yield Box(x - 1, box.y, 2, box.height)
        for y in (box.y, box.bottom):
            yield Box(box.x, y - 1, box.width, 2)

