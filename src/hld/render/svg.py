"""A drawing as one SVG file that opens anywhere: text as text, icons as data, an id for every element."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from hld.fonts.styles import STYLES
from hld.layout.types import (
    Box,
    Drawing,
    PlacedBadge,
    PlacedCard,
    PlacedFrame,
    PlacedLane,
    PlacedLegendRow,
    PlacedLine,
    Point,
    TextLine,
)
from hld.render.paths import arrowhead, crossings, rounded, shortened, without_repeats
from hld.render.text import adjoining, one_line, text
from hld.render.themes import Stroke, Surface, Theme
from hld.render.xml import Ids, element, escape, number, start
from hld.tuples import NamedTuple
from hld.view.types import Line

__all__ = ["svg"]

# Metrically alike: whichever of them a reader has, every text keeps its width.
_FONT_FAMILY = "Arial, Helvetica, 'Liberation Sans', sans-serif"
_LINE_WIDTH, _DIMMED_WIDTH, _FAULT_WIDTH = 1.7, 1.3, 2.4
_USUAL = Stroke(_LINE_WIDTH)
_GAP = 3.0  # what the lower of two crossing lines leaves free on either side of the upper one
_DASHES = "7 5"
_FRAME_DASHES = {"trust": "6 4", "zone": "2 3"}
_MARK = 16.0  # the "!" of a fault
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)


def svg(drawing: Drawing, theme: Theme) -> bytes:
    """The picture as an SVG document in UTF-8: no script, and nothing outside the file is needed to show it."""
    return "\n".join(_Page(drawing, theme).elements()).encode() + b"\n"


class _Fault(NamedTuple):
    """A place to mark, and what is wrong there."""

    box: Box
    messages: tuple[str, ...]
    id: str


class _Page:
    """One picture in the making: knows the colours and hands out the ids."""

    def __init__(self, drawing: Drawing, theme: Theme) -> None:
        self.drawing, self.theme, self.ids = drawing, theme, Ids()
        self.is_classic = drawing.look == "classic"
        self.surfaces = dict(_surfaces(drawing, theme))
        self.icons = {path: self.ids.new("icon", path) for path in drawing.icons}
        # What is dimmed lies below what is not.
        self.lines = sorted(drawing.lines, key=lambda placed: not placed.line.is_dimmed)

    def elements(self) -> Iterator[str]:
        """The document, element by element, from the back to the front."""
        drawing, theme = self.drawing, self.theme
        graph, title, description = drawing.graph, self.ids.new("title"), self.ids.new("description")
        yield start(
            "svg",
            xmlns="http://www.w3.org/2000/svg",
            xmlns__xlink="http://www.w3.org/1999/xlink",
            width=drawing.width,
            height=drawing.height,
            viewBox=f"0 0 {number(drawing.width)} {number(drawing.height)}",
            role="img",
            aria_labelledby=f"{title} {description}",
            font_family=_FONT_FAMILY,
            text_rendering="geometricPrecision",
        )
        yield element("title", escape(graph.title or graph.view), id=title)
        yield element("desc", escape(graph.description or _counted(drawing)), id=description)
        yield element("defs", *(self.icon(path, data) for path, data in drawing.icons.items()))
        yield element("rect", width=drawing.width, height=drawing.height, fill=theme.page)
        yield from map(self.lane, drawing.lanes)
        yield from map(self.frame, drawing.frames)
        yield from self.connections()
        yield from map(self.card, drawing.cards)
        yield from (self.badge(badge, placed) for placed in self.lines for badge in placed.badges)
        yield from map(self.fault, self.faults())
        yield from map(self.legend_row, drawing.legend)
        yield from (text(line, theme.inks[line.style]) for line in drawing.texts)
        yield "</svg>"

    # ---- behind everything ----------------------------------------------------------------------

    def icon(self, path: str, data: bytes) -> str:
        """An icon's picture, to be put in place by `use`."""
        content = f"data:{_media_type(data)};base64,{b64encode(data).decode()}"
        picture = element("image", width=64, height=64, xlink__href=content)
        return element("symbol", picture, id=self.icons[path], viewBox="0 0 64 64")

    def lane(self, placed: PlacedLane) -> str:
        """A column with its title."""
        surface = self.surfaces[placed.lane.id]
        shape = _rectangle(placed.box, 12, fill=surface.fill, stroke=surface.border)
        return element("g", shape, text(placed.title, surface.ink), id=self.ids.new("lane", placed.lane.id))

    def frame(self, placed: PlacedFrame) -> str:
        """A box around cards with its title."""
        frame, surface = placed.frame, self.theme.frame
        shape = _rectangle(
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
        for index, (placed, route) in enumerate(zip(self.lines, routes, strict=True)):
            yield self.connection(placed, route, gaps.get(index, []))

    def gap(self, at: Point, is_level: bool) -> str:
        """The bit of ground that sets off the upper of two lines at their crossing."""
        along, across = _LINE_WIDTH, _LINE_WIDTH / 2 + _GAP
        reach = Point(along, across) if is_level else Point(across, along)
        box = Box(at.x - reach.x, at.y - reach.y, 2 * reach.x, 2 * reach.y)
        return element("rect", x=box.x, y=box.y, width=box.width, height=box.height, fill=self.ground(at))

    def connection(self, placed: PlacedLine, route: tuple[Point, ...], gaps: Iterable[str]) -> str:
        """A line with its arrow, or arrows."""
        line, colour = placed.line, self.line_colour(placed)
        content = [_tooltip(line.tooltip), *gaps]
        if len(route) > 1:
            ends = [route, route[::-1]] if line.both_ways else [route]
            shaft = shortened(route)
            if line.both_ways:
                shaft = shortened(shaft[::-1])[::-1]
            content += [
                self.stroke(shaft, colour, line.protocol, line.is_dashed, _marked_width(line)),
                element("path", d="".join(map(arrowhead, ends)), fill=colour),
            ]
            if line.tooltip:  # a thin line is hard to hit with a pointer
                content.append(element("path", d=rounded(route), fill="none", stroke_width=12, pointer_events="stroke"))
        return element("g", *content, id=self.ids.new("line", line.id))

    def line_colour(self, placed: PlacedLine) -> str:
        """The colour of a line and its arrows."""
        if placed.line.faults:
            return self.theme.fault
        return self.theme.dimmed_line if placed.line.is_dimmed else self.protocol_colour(placed.line.protocol)

    def stroke(
        self, route: Sequence[Point], colour: str, protocol: str, is_dashed: bool, width: float | None = None
    ) -> str:
        """The shaft of a line in the manner of its protocol."""
        manner = self.theme.strokes.get(protocol, _USUAL)
        return element(
            "path",
            d=rounded(route),
            fill="none",
            stroke=colour,
            stroke_width=width or manner.width,
            stroke_dasharray=(manner.dashed if is_dashed else manner.waited) or None,
        )

    def protocol_colour(self, protocol: str) -> str:
        """The colour that stands for `protocol`."""
        return self.theme.lines.get(protocol, self.theme.lines["call"])

    def ground(self, at: Point) -> str:
        """The colour of what lies behind `at`."""
        spot = Box(at.x, at.y, 0, 0)
        fills = (self.surfaces[placed.lane.id].fill for placed in self.drawing.lanes if placed.box.holds(spot))
        return next(fills, self.theme.page)

    def badge(self, placed: PlacedBadge, line: PlacedLine) -> str:
        """A step's number on its line; that of a reply is hollow."""
        badge, box = placed.badge, placed.box
        fill, ink = self.badge_colours(placed, line)
        pill = _pill(box, fill, ink, badge.is_reply, self.ground(_middle(box)))
        label = text(placed.text, fill if badge.is_reply else ink)
        return element("g", _tooltip(badge.tooltip), pill, label, id=self.ids.new("badge", line.line.id, badge.text))

    def badge_colours(self, placed: PlacedBadge, line: PlacedLine) -> tuple[str, str]:
        """The colour of a badge, and of what is written on it."""
        if placed.badge.is_fault or line.line.faults:
            return self.theme.fault, self.theme.fault_ink
        if line.line.is_dimmed:
            return self.theme.dimmed.ink, self.theme.badge_ink
        return self.protocol_colour(line.line.protocol), self.theme.badge_ink

    # ---- cards ----------------------------------------------------------------------------------

    def card(self, placed: PlacedCard) -> str:
        """A component: its icon and its texts, in a box unless the look is classic."""
        card, theme = placed.card, self.theme
        link = _safe_link(card.link)
        inks = [theme.dimmed.ink if card.is_dimmed else theme.inks[line.style] for line in placed.texts]
        content = [*self.box(placed), *self.symbol(placed), *map(text, placed.texts, inks)]
        if link:
            content = [element("a", *content, href=link)]
        return element("g", _tooltip(card.tooltip), *content, id=self.ids.new("component", card.id))

    def box(self, placed: PlacedCard) -> Iterator[str]:
        """The outline of a card."""
        card, theme = placed.card, self.theme
        dashes = None if card.icon else _DASHES
        if card.faults:
            colours = {"fill": theme.card, "stroke": theme.fault}
            yield _rectangle(placed.box, 9, **colours, stroke_width=_FAULT_WIDTH, stroke_dasharray=dashes)
        elif self.is_classic:  # nothing to see, but the whole card answers to the pointer
            yield _rectangle(placed.box, 9, fill="none", pointer_events="all")
        elif card.is_dimmed:
            yield _rectangle(placed.box, 9, fill=theme.dimmed.fill, stroke=theme.dimmed.border)
        else:
            yield _rectangle(placed.box, 9, fill=theme.card, stroke=self.surface(card.lane).ink, stroke_width=1.4)

    def symbol(self, placed: PlacedCard) -> Iterator[str]:
        """The icon of a card, on its plate if the theme has one."""
        icon, box = self.icons.get(placed.card.icon), placed.icon
        if icon is None:
            yield from self.no_symbol(box)
            return
        opacity = 0.45 if placed.card.is_dimmed else None
        if self.theme.plate:
            yield _rectangle(box.grown(3), 6, fill=self.theme.plate, opacity=opacity)
        place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        yield element("use", **place, opacity=opacity, xlink__href=f"#{icon}")

    def no_symbol(self, box: Box) -> Iterator[str]:
        """What stands in place of the icon of something that is not declared."""
        ink = self.theme.inks["detail"]
        yield _rectangle(box, 6, fill="none", stroke=ink, stroke_width=1.2, stroke_dasharray="3 3")
        middle = _middle(box)
        sign = TextLine("?", Point(middle.x, middle.y + 0.36 * STYLES["title"].size), "title", 0, is_centred=True)
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
        middle, theme = _middle(fault.box), self.theme
        radius = fault.box.width / 2
        disc = element("circle", cx=middle.x, cy=middle.y, r=radius, fill=theme.fault, stroke=theme.page)
        sign = TextLine("!", Point(middle.x, middle.y + 0.36 * STYLES["lane"].size), "lane", 4, is_centred=True)
        content = _tooltip("\n".join(fault.messages)), disc, text(sign, theme.fault_ink)
        return element("g", *content, id=self.ids.new("fault", fault.id))

    # ---- legend ---------------------------------------------------------------------------------

    def legend_row(self, placed: PlacedLegendRow) -> str:
        """A row of the legend: a badge, a sample of a line or a mere heading, then the texts."""
        texts = (one_line(run, self.theme.inks) for run in adjoining(placed.texts))
        id_ = self.ids.new("legend", placed.row.badge or placed.row.what)
        return element("g", _tooltip(placed.row.tooltip), *self.mark(placed), *texts, id=id_)

    def mark(self, placed: PlacedLegendRow) -> Iterator[str]:
        """What a row of the legend explains."""
        row, mark, colour = placed.row, placed.mark, self.protocol_colour(placed.row.protocol)
        middle = _middle(mark)
        if row.is_heading:
            return
        if row.badge:
            ink = self.theme.fault_ink if row.is_fault else self.theme.badge_ink
            colour = self.theme.fault if row.is_fault else colour
            yield _pill(mark, colour, ink, row.is_reply)
            baseline = Point(middle.x, middle.y + 0.36 * STYLES["badge"].size)
            sign = TextLine(row.badge, baseline, "badge", 0, is_centred=True)
            yield text(sign, colour if row.is_reply else ink)
        else:
            route = (Point(mark.x, middle.y), Point(mark.right, middle.y))
            yield self.stroke(shortened(route), colour, row.protocol, row.is_dashed)
            yield element("path", d=arrowhead(route), fill=colour)


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


def _media_type(data: bytes) -> str:
    kinds = {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif"}
    return next((kind for magic, kind in kinds.items() if data.startswith(magic)), "image/svg+xml")


def _rectangle(box: Box, radius: float, **attributes: str | float | None) -> str:
    return element("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=radius, **attributes)


def _pill(box: Box, fill: str, ink: str, is_hollow: bool, ring: str | None = None) -> str:
    """The shape of a badge; a hollow one has the two colours swapped."""
    if is_hollow:
        return _rectangle(box.grown(-0.75), box.height / 2, fill=ink, stroke=fill, stroke_width=1.5)
    return _rectangle(box, box.height / 2, fill=fill, stroke=ring, stroke_width=1.5 if ring else None)


def _tooltip(text: str) -> str:
    return element("title", escape(text)) if text else ""


def _marked_width(line: Line) -> float | None:
    """The width of a line that is not drawn as usual."""
    return _FAULT_WIDTH if line.faults else _DIMMED_WIDTH if line.is_dimmed else None


def _safe_link(link: str) -> str:
    """`link` if it leads to a web page or a neighbouring file, else nothing: a script is never called."""
    link = "".join(char for char in link if char > " ")  # as browsers do before they look at the scheme
    scheme = _SCHEME.match(link)
    return link if scheme is None or scheme[1].lower() in ("http", "https") else ""


def _middle(box: Box) -> Point:
    return Point(box.x + box.width / 2, box.y + box.height / 2)


def _square(middle: Point) -> Box:
    return Box(middle.x - _MARK / 2, middle.y - _MARK / 2, _MARK, _MARK)


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
