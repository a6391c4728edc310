"""A figure as one SVG file, in the manner of the drawings: text as text, icons as data, an id for every part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hld.layout.figure import Figure, Icon, Part, Rectangle, Shape, Trace, Words
from hld.layout.types import Point
from hld.links import safe_link
from hld.render.page import Page, rectangle, tooltip
from hld.render.paths import arrowhead, open_arrowhead, rounded, shortened, without_repeats
from hld.render.text import adjoining, one_line
from hld.render.themes import Theme
from hld.render.themes.roles import ink_of, roles
from hld.render.xml import element

__all__ = ["svg"]

_HEAD = 1.7  # the strokes of an open arrowhead, whatever the line
_PROTOCOL = "line-"  # what the role of a line begins with that is drawn in the manner of a protocol


def svg(figure: Figure, theme: Theme) -> bytes:
    """The picture as an SVG document in UTF-8: no script, and nothing outside the file is needed to show it."""
    page = _Page(figure, theme)
    told = figure.description or figure.title
    return page.document(figure.title or figure.view, told, (figure.width, figure.height), page.elements())


class _Page(Page):
    """One figure in the making."""

    def __init__(self, figure: Figure, theme: Theme) -> None:
        super().__init__(theme, figure.icons)
        self.figure = figure
        self.roles = roles(theme)

    def elements(self) -> Iterator[str]:
        """What is drawn, element by element, from the back to the front."""
        yield from self.shapes(self.figure.shapes)
        yield from map(self.legend_row, self.figure.legend)

    def shapes(self, shapes: Iterable[Shape]) -> Iterator[str]:
        """The elements of shapes, in their order."""
        for shape in shapes:
            match shape:
                case Part():
                    yield self.part(shape)
                case Rectangle():
                    yield self.rectangle(shape)
                case Trace():
                    yield from self.trace(shape)
                case Words():
                    yield from self.words(shape)
                case Icon():
                    yield from self.icon(shape.path, shape.box, shape.is_dimmed)

    def part(self, part: Part) -> str:
        """What is one thing in the spec, under its id."""
        id_ = self.ids.new(part.id)
        content = list(self.shapes(part.shapes))
        link = safe_link(part.link)
        if link:
            content = [element("a", *content, href=link)]
        return element("g", tooltip(part.tooltip), *content, id=id_)

    def rectangle(self, shape: Rectangle) -> str:
        """A box."""
        return rectangle(
            shape.box,
            shape.radius or None,
            fill=self.colour(shape.fill) or "none",
            stroke=self.colour(shape.border),
            stroke_width=shape.thickness if shape.border and shape.thickness != 1 else None,
            stroke_dasharray=shape.dashes or None,
        )

    def trace(self, shape: Trace) -> Iterator[str]:
        """A line with what stands at its ends, or an area."""
        route, colour = without_repeats(shape.points), self.colour(shape.line)
        if len(route) < 2:
            return
        manner = self.manner(shape.line.removeprefix(_PROTOCOL))
        dashes = manner.dashed if shape.is_dashed else manner.waited
        width = shape.thickness or manner.width
        outline = rounded(_bared(route, shape), shape.bend) + ("Z" if shape.is_closed else "")
        yield element(
            "path",
            d=outline,
            fill=self.colour(shape.fill) or "none",
            stroke=colour,
            stroke_width=width if colour else None,
            stroke_dasharray=shape.dashes or dashes or None,
        )
        if manner.core and not shape.thickness:
            yield element("path", d=outline, fill="none", stroke=self.theme.page, stroke_width=manner.core)
        for mark, way in ((shape.start, route[::-1]), (shape.end, route)):
            if mark == "arrow":
                yield element("path", d=arrowhead(way), fill=colour)
            elif mark == "open":
                yield element("path", d=open_arrowhead(way), fill="none", stroke=colour, stroke_width=_HEAD)

    def words(self, shape: Words) -> Iterator[str]:
        """Lines of text."""
        inks = {line.style: self.colour(shape.ink) or ink_of(self.theme, line.style) for line in shape.lines}
        yield from (one_line(run, inks) for run in adjoining(shape.lines))

    def colour(self, role: str) -> str | None:
        """The colour of a role, or None where there is none to be seen."""
        return self.roles[role] if role else None


def _bared(route: tuple[Point, ...], shape: Trace) -> tuple[Point, ...]:
    """A route without what filled arrowheads cover."""
    if shape.end == "arrow":
        route = shortened(route)
    if shape.start == "arrow":
        route = shortened(route[::-1])[::-1]
    return route
