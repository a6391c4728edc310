"""A drawing as one SVG file that opens anywhere: text as text, icons as data, an id for every element."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from hld.fonts.styles import STYLES
from hld.layout.overpasses import crossings, gap
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
from hld.links import safe_link
from hld.render.page import LINE_WIDTH, STRIPE, Page, middle, pill, rectangle, tooltip
from hld.render.paths import arrowhead, rounded, shortened, struck_out, without_repeats
from hld.render.text import text
from hld.render.themes import Surface, Theme
from hld.render.xml import element
from hld.tuples import NamedTuple
from hld.view.types import SIGNS, Card, Line

__all__ = ["svg"]

_DIMMED_WIDTH, _FAULT_WIDTH = 1.3, 2.4
_DASHES = "7 5"
_FRAME_DASHES = {"trust": "6 4", "zone": "2 3"}
_MARK = 16.0  # the "!" of a fault
_OTHER_WIDTH = 2.6  # of what differs between two designs
_STRIKE_WIDTH = 1.4  # of the strokes that cross out a line
_OTHER_DASHES = {
    "removed": "6 4",
    "changed": "9 2 2 2",
    "renamed": "9 2 2 2",
}  # of the borders of cards, without colours


def svg(drawing: Drawing, theme: Theme) -> bytes:
    """The picture as an SVG document in UTF-8: no script, and nothing outside the file is needed to show it."""
    graph, page = drawing.graph, _Page(drawing, theme)
    told = graph.description or _counted(drawing)
    return page.document(graph.title or graph.view, told, (drawing.width, drawing.height), page.elements())


class _Fault(NamedTuple):
    """A place to mark, and what is wrong there."""

    box: Box
    messages: tuple[str, ...]
    id: str


class _Page(Page):
    """One drawing in the making."""

    def __init__(self, drawing: Drawing, theme: Theme) -> None:
        super().__init__(theme, drawing.icons)
        self.drawing = drawing
        self.is_classic = drawing.look == "classic"
        self.surfaces = dict(_surfaces(drawing, theme))
        self.accents.update(_accents(drawing, theme))
        # What is dimmed lies below what is not.
        self.lines = sorted(drawing.lines, key=lambda placed: not placed.line.is_dimmed)

    def elements(self) -> Iterator[str]:
        """What is drawn, element by element, from the back to the front."""
        drawing, theme = self.drawing, self.theme
        yield from map(self.lane, drawing.lanes)
        yield from map(self.frame, drawing.frames)
        yield from self.connections()
        yield from map(self.card, drawing.cards)
        yield from (self.badge(badge, placed) for placed in self.lines for badge in placed.badges)
        yield from map(self.fault, self.faults())
        yield from (self.sign(card) for card in drawing.cards if card.card.mark and not card.card.faults)
        yield from map(self.legend_row, drawing.legend)
        yield from (text(line, theme.inks[line.style]) for line in drawing.texts)

    # ---- behind everything ----------------------------------------------------------------------

    def lane(self, placed: PlacedLane) -> str:
        """A column with its title."""
        surface = self.surfaces[placed.lane.id]
        shape = rectangle(placed.box, 12, fill=surface.fill, stroke=surface.border)
        return element("g", shape, text(placed.title, surface.ink), id=self.ids.new("lane", placed.lane.id))

    def frame(self, placed: PlacedFrame) -> str:
        """A box around cards with its title."""
        frame, surface = placed.frame, self.theme.frame
        shape = rectangle(
            placed.box,
            10,
            fill="none",
            stroke=surface.border,
            stroke_width=1.2,
            stroke_dasharray=_FRAME_DASHES.get(frame.kind),
        )
        titles = (text(line, surface.ink) for line in placed.titles)
        return element("g", shape, *titles, id=self.ids.new("frame", frame.id))

    # ---- lines ----------------------------------------------------------------------------------

    def connections(self) -> Iterator[str]:
        """All lines, each leaving a gap in those below where it crosses them."""
        routes = [without_repeats(placed.points) for placed in self.lines]
        gaps: dict[int, list[str]] = {}
        for index, point, is_level in crossings(routes):
            gaps.setdefault(index, []).append(self.gap(point, is_level))
        met = Counter(route[-1] for route in routes if route)
        for index, (placed, route) in enumerate(zip(self.lines, routes, strict=True)):
            is_joined = bool(route) and met[route[-1]] > 1
            yield self.connection(placed, route, gaps.get(index, []), is_joined=is_joined)

    def gap(self, at: Point, is_level: bool) -> str:
        """The bit of ground that sets off the upper of two lines at their crossing."""
        box = gap(at, is_level, LINE_WIDTH)
        return element("rect", x=box.x, y=box.y, width=box.width, height=box.height, fill=self.ground(at))

    def connection(
        self, placed: PlacedLine, route: tuple[Point, ...], gaps: Iterable[str], *, is_joined: bool = False
    ) -> str:
        """A line with its arrow, or arrows. One that is joined by others on its way has its dashes where they have."""
        line, colour = placed.line, self.line_colour(placed)
        content = [tooltip(line.tooltip), *gaps]
        if len(route) > 1:
            ends = [route, route[::-1]] if line.both_ways else [route]
            shaft = shortened(route)
            if line.both_ways:
                shaft = shortened(shaft[::-1])[::-1]
            if is_joined:
                shaft = shaft[::-1]
            content += [
                self.stroke(shaft, colour, line.protocol, line.is_dashed, _marked_width(line)),
                element("path", d="".join(map(arrowhead, ends)), fill=colour),
            ]
            if line.mark == "removed":  # dashes would say that nobody waits
                strokes = struck_out(shaft, [badge.box for badge in placed.badges])
                content.append(element("path", d=strokes, fill="none", stroke=colour, stroke_width=_STRIKE_WIDTH))
            if line.tooltip:  # a thin line is hard to hit with a pointer
                content.append(element("path", d=rounded(route), fill="none", stroke_width=12, pointer_events="stroke"))
        return element("g", *content, id=self.ids.new("line", line.id))

    def line_colour(self, placed: PlacedLine) -> str:
        """The colour of a line and its arrows."""
        if placed.line.faults:
            return self.theme.fault
        if placed.line.mark:
            return self.theme.marks[placed.line.mark]
        return self.theme.dimmed_line if placed.line.is_dimmed else self.protocol_colour(placed.line.protocol)

    def ground(self, at: Point) -> str:
        """The colour of what lies behind `at`."""
        spot = Box(at.x, at.y, 0, 0)
        fills = (self.surfaces[placed.lane.id].fill for placed in self.drawing.lanes if placed.box.holds(spot))
        return next(fills, self.theme.page)

    def badge(self, placed: PlacedBadge, line: PlacedLine) -> str:
        """A step's number on its line; that of a reply is hollow."""
        badge, box = placed.badge, placed.box
        fill, ink = self.badge_colours(placed, line)
        is_hollow = badge.is_reply or badge.is_note
        shape = pill(box, fill, ink, is_hollow, self.ground(middle(box)), is_square=badge.is_note)
        label = text(placed.text, fill if is_hollow else ink)
        return element("g", tooltip(badge.tooltip), shape, label, id=self.ids.new("badge", line.line.id, badge.text))

    def badge_colours(self, placed: PlacedBadge, line: PlacedLine) -> tuple[str, str]:
        """The colour of a badge, and of what is written on it."""
        if placed.badge.is_fault or line.line.faults:
            return self.theme.fault, self.theme.fault_ink
        if placed.badge.mark or line.line.mark:
            return self.theme.marks[placed.badge.mark or line.line.mark], self.theme.badge_ink
        if line.line.is_dimmed:
            return self.theme.dimmed.ink, self.theme.badge_ink
        return self.protocol_colour(line.line.protocol), self.theme.badge_ink

    # ---- cards ----------------------------------------------------------------------------------

    def card(self, placed: PlacedCard) -> str:
        """A component: its icon and its texts, in a box unless the look is classic."""
        card = placed.card
        link = safe_link(card.link)
        inks = [self.card_ink(card, line.style) for line in placed.texts]
        content = [*self.box(placed), *self.symbol(placed), *map(text, placed.texts, inks)]
        if link:
            content = [element("a", *content, href=link)]
        return element("g", tooltip(card.tooltip), *content, id=self.ids.new("component", card.id))

    def card_ink(self, card: Card, style: str) -> str:
        """The colour of what is written on a card."""
        if card.is_dimmed:
            return self.theme.dimmed.ink
        return self.theme.heats[card.heat].ink if card.heat and style == "detail" else self.theme.inks[style]

    def box(self, placed: PlacedCard) -> Iterator[str]:
        """The outline of a card."""
        card, theme = placed.card, self.theme
        dashes = None if card.icon else _DASHES
        if card.faults:
            colours = {"fill": theme.card, "stroke": theme.fault}
            yield rectangle(placed.box, 9, **colours, stroke_width=_FAULT_WIDTH, stroke_dasharray=dashes)
        elif card.mark:
            manner = {"stroke_width": _OTHER_WIDTH, "stroke_dasharray": _OTHER_DASHES.get(card.mark)}
            yield rectangle(placed.box, 9, fill=theme.card, stroke=theme.marks[card.mark], **manner)
        elif card.heat:
            yield self.heated(placed.box, 9, card.heat)
        elif self.is_classic:  # nothing to see, but the whole card answers to the pointer
            yield rectangle(placed.box, 9, fill="none", pointer_events="all")
        elif card.is_dimmed:
            yield rectangle(placed.box, 9, fill=theme.dimmed.fill, stroke=theme.dimmed.border)
        else:
            yield rectangle(placed.box, 9, fill=theme.card, stroke=self.surface(card.lane).ink, stroke_width=1.4)
        if card.accent and not card.is_dimmed:
            stripe = Box(placed.box.x + 2, placed.box.y + 9, STRIPE, placed.box.height - 18)
            yield rectangle(stripe, STRIPE / 2, fill=self.accents[card.accent])

    def symbol(self, placed: PlacedCard) -> Iterator[str]:
        """The icon of a card, on its plate if the theme has one."""
        card = placed.card
        if card.icon in self.icons:
            yield from self.icon(card.icon, placed.icon, card.is_dimmed)
        else:
            yield from self.no_symbol(placed.icon)

    def no_symbol(self, box: Box) -> Iterator[str]:
        """What stands in place of the icon of something that is not declared."""
        ink = self.theme.inks["detail"]
        yield rectangle(box, 6, fill="none", stroke=ink, stroke_width=1.2, stroke_dasharray="3 3")
        centre = middle(box)
        sign = TextLine("?", Point(centre.x, centre.y + 0.36 * STYLES["title"].size), "title", 0, is_centred=True)
        yield text(sign, ink)

    def surface(self, lane: str) -> Surface:
        """The colours of a lane, be it drawn or not."""
        return self.surfaces.get(lane) or self.theme.lanes.get(lane) or self.theme.frame

    # ---- faults ---------------------------------------------------------------------------------

    def faults(self) -> Iterator[_Fault]:
        """Every place to mark."""
        for card in self.drawing.cards:
            if card.card.faults:
                corner = _square(Point(card.box.right - 4, card.box.y + 1))
                yield _Fault(card.mark or corner, card.card.faults, card.card.id)
        taken = [badge.box for placed in self.lines for badge in placed.badges]
        taken += [placed.box for placed in self.drawing.cards]
        for line in self.lines:
            is_marked = any(badge.badge.is_fault for badge in line.badges)
            if line.line.faults and len(line.points) > 1 and not is_marked:
                place = _free_place(line.points, taken)
                taken.append(place)
                yield _Fault(place, line.line.faults, line.line.id)

    def fault(self, fault: _Fault) -> str:
        """The mark: an exclamation mark in a disc, telling what is wrong when pointed at."""
        disc = self.disc("!", fault.box, self.theme.fault, self.theme.fault_ink)
        return element("g", tooltip("\n".join(fault.messages)), *disc, id=self.ids.new("fault", fault.id))

    def sign(self, placed: PlacedCard) -> str:
        """The mark of a card that differs between two designs."""
        card, theme = placed.card, self.theme
        box = placed.mark or _square(Point(placed.box.right - 4, placed.box.y + 1))
        disc = self.disc(SIGNS[card.mark], box, theme.marks[card.mark], theme.badge_ink)
        return element("g", tooltip(card.mark), *disc, id=self.ids.new("mark", card.id))

    def disc(self, sign: str, box: Box, fill: str, ink: str) -> Iterator[str]:
        """A sign in a disc."""
        centre = middle(box)
        yield element("circle", cx=centre.x, cy=centre.y, r=box.width / 2, fill=fill, stroke=self.theme.page)
        at = Point(centre.x, centre.y + 0.36 * STYLES["lane"].size)
        yield text(TextLine(sign, at, "lane", 4, is_centred=True), ink)


def _surfaces(drawing: Drawing, theme: Theme) -> Iterator[tuple[str, Surface]]:
    """The colours of each lane: by tier, and in turn for an author's own."""
    others = 0
    for placed in drawing.lanes:
        if placed.lane.id in theme.lanes:
            yield placed.lane.id, theme.lanes[placed.lane.id]
        else:
            yield placed.lane.id, theme.other_lanes[others % len(theme.other_lanes)]
            others += 1


def _counted(drawing: Drawing) -> str:
    return f"{len(drawing.cards)} components, {len(drawing.lines)} connections"


def _accents(drawing: Drawing, theme: Theme) -> Iterator[tuple[str, str]]:
    """The colours of the author's words that mark cards, in turn."""
    words = dict.fromkeys(card.card.accent for card in drawing.cards if card.card.accent)
    for index, word in enumerate(words):
        yield word, theme.accents[index % len(theme.accents)]


def _marked_width(line: Line) -> float | None:
    """The width of a line that is not drawn as usual."""
    if line.mark and not line.faults:
        return LINE_WIDTH if line.mark == "removed" else _OTHER_WIDTH
    return _FAULT_WIDTH if line.faults else _DIMMED_WIDTH if line.is_dimmed else None


def _square(centre: Point) -> Box:
    return Box(centre.x - _MARK / 2, centre.y - _MARK / 2, _MARK, _MARK)


def _free_place(points: Sequence[Point], taken: Sequence[Box]) -> Box:
    """A place for a mark on a line, near the middle of a long leg if one is free, else above the middle."""
    legs = sorted(pairwise(points), key=lambda leg: -abs(leg[0].x - leg[1].x) - abs(leg[0].y - leg[1].y))
    places = [
        _square(Point(start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share))
        for start, end in legs
        for share in (0.5, 0.35, 0.65, 0.2, 0.8)
    ]
    above = places[0]._replace(y=places[0].y - _MARK - 2)
    return next((place for place in places if not any(map(place.overlaps, taken))), above)
