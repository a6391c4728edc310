"""What every picture has in common: the document around it, its icons, the strokes of its lines, its legend."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from hld.fonts.styles import STYLES
from hld.layout.types import Box, PlacedLegendRow, Point, TextLine
from hld.render.paths import arrowhead, rounded, shortened
from hld.render.text import adjoining, one_line, text
from hld.render.themes import Stroke, Theme
from hld.render.xml import Ids, element, escape, number, start

__all__ = ["LINE_WIDTH", "STRIPE", "Page", "middle", "pill", "rectangle", "tooltip"]

# Metrically alike: whichever of them a reader has, every text keeps its width.
_FONT_FAMILY = "Arial, Helvetica, 'Liberation Sans', sans-serif"
LINE_WIDTH = 1.7
STRIPE = 4.0  # the width of what marks a card with an accent: it leaves room before the plate of an icon
_USUAL = Stroke(LINE_WIDTH)
_HEAT_WIDTHS = {"warm": 2.2, "hot": 3.2}  # so that heat is seen without colours
_HEAT_DASHES = {"unknown": "2 3"}


class Page:
    """One picture in the making: knows the colours and hands out the ids."""

    def __init__(self, theme: Theme, icons: Mapping[str, bytes]) -> None:
        self.theme, self.ids = theme, Ids()
        self.pictures = icons
        self.icons = {path: self.ids.new("icon", path) for path in icons}
        self.accents: dict[str, str] = {}

    def document(self, title: str, description: str, size: tuple[float, float], content: Iterable[str]) -> bytes:
        """The document in UTF-8 around what is drawn, which is told by title and description."""
        return b"\n".join(line.encode() for line in self._document(title, description, size, content))

    def _document(
        self, title: str, description: str, size: tuple[float, float], content: Iterable[str]
    ) -> Iterator[str]:
        width, height = size
        title_id, description_id = self.ids.new("title"), self.ids.new("description")
        yield start(
            "svg",
            xmlns="http://www.w3.org/2000/svg",
            xmlns__xlink="http://www.w3.org/1999/xlink",
            width=width,
            height=height,
            viewBox=f"0 0 {number(width)} {number(height)}",
            role="img",
            aria_labelledby=f"{title_id} {description_id}",
            font_family=_FONT_FAMILY,
            text_rendering="geometricPrecision",
        )
        yield element("title", escape(title), id=title_id)
        yield element("desc", escape(description), id=description_id)
        yield element("defs", *(self._picture(path, data) for path, data in self.pictures.items()))
        yield element("rect", width=width, height=height, fill=self.theme.page)
        yield from content
        yield "</svg>\n"

    # ---- icons ----------------------------------------------------------------------------------

    def _picture(self, path: str, data: bytes) -> str:
        """An icon's picture, to be put in place by `use`."""
        return element("symbol", _image(data), id=self.icons[path], viewBox="0 0 64 64")

    def icon(self, path: str, box: Box, is_dimmed: bool) -> Iterator[str]:
        """An icon in its place, on its plate if the theme has one."""
        place = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
        drawn = [element("use", **place, xlink__href=f"#{self.icons[path]}")]
        if self.theme.plate:
            drawn.insert(0, rectangle(box.grown(3), 6, fill=self.theme.plate))
        if is_dimmed:  # as one: an icon that fades by itself is lost on its plate
            yield element("g", *drawn, opacity=0.45)
        else:
            yield from drawn

    # ---- lines ----------------------------------------------------------------------------------

    def stroke(
        self, route: Sequence[Point], colour: str, protocol: str, is_dashed: bool, width: float | None = None
    ) -> str:
        """The shaft of a line in the manner of its protocol."""
        manner = self.manner(protocol)
        drawn = {"d": rounded(route), "fill": "none"}
        dashes = (manner.dashed if is_dashed else manner.waited) or None
        shaft = element("path", **drawn, stroke=colour, stroke_width=width or manner.width, stroke_dasharray=dashes)
        if manner.core and not width:
            shaft += element("path", **drawn, stroke=self.theme.page, stroke_width=manner.core)
        return shaft

    def manner(self, protocol: str) -> Stroke:
        """How a line of this protocol is drawn."""
        return self.theme.strokes.get(protocol, _USUAL)

    def protocol_colour(self, protocol: str) -> str:
        """The colour that stands for `protocol`."""
        return self.theme.lines.get(protocol, self.theme.lines["call"])

    # ---- heat -----------------------------------------------------------------------------------

    def heated(self, box: Box, radius: float, heat: str) -> str:
        """A card, or a sample of one, by how near it is to what it can do."""
        surface, width = self.theme.heats[heat], _HEAT_WIDTHS.get(heat, 1.4)
        dashes = _HEAT_DASHES.get(heat)
        return rectangle(
            box, radius, fill=surface.fill, stroke=surface.border, stroke_width=width, stroke_dasharray=dashes
        )

    # ---- legend ---------------------------------------------------------------------------------

    def legend_row(self, placed: PlacedLegendRow) -> str:
        """A row of the legend: a badge, a sample of a line or a mere heading, then the texts."""
        texts = (one_line(run, self.theme.inks) for run in adjoining(placed.texts))
        id_ = self.ids.new("legend", placed.row.badge or placed.row.what)
        return element("g", tooltip(placed.row.tooltip), *self._mark(placed), *texts, id=id_)

    def _mark(self, placed: PlacedLegendRow) -> Iterator[str]:
        """What a row of the legend explains."""
        row, mark, colour = placed.row, placed.mark, self.protocol_colour(placed.row.protocol)
        centre = middle(mark)
        if row.is_heading:
            return
        if row.accent:
            stripe = Box(centre.x - STRIPE / 2, mark.y, STRIPE, mark.height)
            yield rectangle(stripe, STRIPE / 2, fill=self.accents[row.accent])
        elif row.heat:
            yield self.heated(mark.grown(-1.5), 4, row.heat)
        elif row.badge:
            ink = self.theme.fault_ink if row.is_fault else self.theme.badge_ink
            colour = self.theme.fault if row.is_fault else self.theme.marks.get(row.mark, colour)
            is_hollow = row.is_reply or row.is_note
            yield pill(mark, colour, ink, is_hollow, is_square=row.is_note)
            baseline = Point(centre.x, centre.y + 0.36 * STYLES["badge"].size)
            sign = TextLine(row.badge, baseline, "badge", 0, is_centred=True)
            yield text(sign, colour if is_hollow else ink)
        else:
            route = (Point(mark.x, centre.y), Point(mark.right, centre.y))
            yield self.stroke(shortened(route), colour, row.protocol, row.is_dashed)
            yield element("path", d=arrowhead(route), fill=colour)


@lru_cache(maxsize=100)
def _image(data: bytes) -> str:
    """An icon as an element; most come in picture after picture, and are far longer than all else of it."""
    return f'<image width="64" height="64" xlink:href="data:{_media_type(data)};base64,{b64encode(data).decode()}"/>'


def _media_type(data: bytes) -> str:
    kinds = {b"\x89PNG": "image/png", b"\xff\xd8": "image/jpeg", b"GIF8": "image/gif"}
    return next((kind for magic, kind in kinds.items() if data.startswith(magic)), "image/svg+xml")


def rectangle(box: Box, radius: float | None, **attributes: str | float | None) -> str:
    """A box with corners rounded by `radius`."""
    return element("rect", x=box.x, y=box.y, width=box.width, height=box.height, rx=radius, **attributes)


def pill(box: Box, fill: str, ink: str, is_hollow: bool, ring: str | None = None, *, is_square: bool = False) -> str:
    """The shape of a badge; a hollow one has the two colours swapped. That of a note is square."""
    if is_hollow:
        radius = 3 if is_square else box.height / 2
        return rectangle(box.grown(-0.75), radius, fill=ink, stroke=fill, stroke_width=1.5)
    return rectangle(box, box.height / 2, fill=fill, stroke=ring, stroke_width=1.5 if ring else None)


def tooltip(text: str) -> str:
    """What pointing at the element around it tells, if anything."""
    return element("title", escape(text)) if text else ""


def middle(box: Box) -> Point:
    """The point in the middle of a box."""
    return Point(box.x + box.width / 2, box.y + box.height / 2)
