"""A picture that is not a graph, as shapes in the order in which they are drawn. Units are CSS pixels.

How a new view is made with it:

1. `view/<name>.py` takes the model and says what is to be drawn, as frozen data without a coordinate.
2. `layout/<name>.py` draws that as shapes from the point (0, 0) to the right and down, measuring every text with
   `hld.layout.text`, and hands them with their size to `figure`, which puts title, legend and footer around them.
   What belongs together and has a name in the spec is a `Part`: it gets an id, and may have a tooltip and a link.
3. `hld.render` draws a `Figure` in every format and theme; there is nothing to be done for that.

A colour is never a value but a role, which each theme knows (`hld.render.themes.roles` has them all): "ink" and
"muted" for what is written, "page", "card" and "surface" for areas, "border" for outlines, "line-http" and so on for
what travels, "lane-edge-fill", "lane-edge-border" and "lane-edge-ink" for tiers, "fault" for what is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias, TypeVar

from hld.layout import text
from hld.layout.legend import legend, natural_width
from hld.layout.placing import icon as icon_bytes
from hld.layout.types import Box, PlacedLegendRow, Point, TextLine
from hld.tuples import NamedTuple
from hld.view.types import LegendRow

__all__ = [
    "MARGIN", "SAMPLE_HEIGHT", "Body", "Caption", "Figure", "Icon", "Part", "Rectangle", "Sample", "Shape", "Trace",
    "Words", "every_shape", "figure", "moved", "paragraph", "words",
]  # fmt: skip

MARGIN = 28.0
SAMPLE_HEIGHT = 18.0
_LEAST_WIDTH = 592.0  # of title, legend and footer, if they need so much
_ABOVE = 26.0  # between the picture and its legend
_SAMPLE_GAP, _SAMPLES_APART, _ROW_GAP = 9.0, 26.0, 5.0


class Rectangle(NamedTuple):
    """A box with a fill or a border or both; a dashed border has its `dashes` as SVG does ("6 4")."""

    box: Box
    fill: str = ""
    border: str = ""
    radius: float = 0.0
    thickness: float = 1.0
    dashes: str = ""


class Trace(NamedTuple):
    """A line through points, its corners rounded by `bend`. One that is closed is an area and may have a fill.

    Its width and its dashes are the theme's for what travels there ("line-cache" is thick in print), unless they are
    given. `start` and `end` are "" (nothing), "arrow" (a filled triangle) or "open" (two strokes).
    """

    points: tuple[Point, ...]
    line: str = ""
    thickness: float = 0.0
    is_dashed: bool = False
    dashes: str = ""
    start: str = ""
    end: str = ""
    bend: float = 0.0
    fill: str = ""
    is_closed: bool = False


class Words(NamedTuple):
    """Measured lines of text, in the ink of their style unless one is given.

    Lines that continue each other, in whatever styles, are one text to the reader and to the pointer.
    """

    lines: tuple[TextLine, ...]
    ink: str = ""


class Icon(NamedTuple):
    """The icon at a class path below `diagrams` ("onprem.queue.Kafka")."""

    path: str
    box: Box
    is_dimmed: bool = False


class Part(NamedTuple):
    """Shapes that are one thing in the spec: `id` is unique on the page ("lifeline-api"), `tooltip` tells more.

    A link that leads to neither a web page nor a neighbouring file is left out.
    """

    id: str
    shapes: tuple[Shape, ...]
    tooltip: str = ""
    link: str = ""


Shape: TypeAlias = Rectangle | Trace | Words | Icon | Part
Kind = TypeVar("Kind", Rectangle, Trace, Words, Icon, Part)


class Figure(NamedTuple):
    """A whole page. `icons` maps each icon's class path to its PNG bytes, each icon once."""

    view: str
    title: str
    description: str
    width: float
    height: float
    shapes: tuple[Shape, ...]
    legend: tuple[PlacedLegendRow, ...]
    icons: Mapping[str, bytes]


class Sample(NamedTuple):
    """An entry of the strip below a picture: a sign from (0, 0) within `SAMPLE_HEIGHT`, and what it means."""

    shapes: tuple[Shape, ...]
    width: float
    told: str


class Caption(NamedTuple):
    """What is written around a picture; `description` is for those who cannot see it.

    `samples` explain the signs in use; `legend` has rows as the pictures of graphs have them.
    """

    view: str
    title: str
    subtitle: str = ""
    footer: str = ""
    description: str = ""
    legend: tuple[LegendRow, ...] = ()
    samples: tuple[Sample, ...] = ()


class Body(NamedTuple):
    """The shapes of a picture, drawn from (0, 0), and the size of the area they take."""

    shapes: tuple[Shape, ...]
    width: float
    height: float


def figure(caption: Caption, body: Body) -> Figure:
    """The page: title and subtitle, the body, the legend, the footer."""
    right = MARGIN + max(body.width, min(_LEAST_WIDTH, _written_width(caption)))
    header, top = _header(caption, right)
    strip, bottom = _strip(caption.samples, top + body.height, right)
    rows, bottom = legend(caption.legend, MARGIN, bottom, right - MARGIN)
    footer, end = _footer(caption, bottom, right)
    shapes = (*moved(body.shapes, Point(MARGIN, top)), *strip, *header, *footer)
    return Figure(
        caption.view,
        caption.title,
        caption.description,
        float(round(right + MARGIN)),
        float(round(end + MARGIN)),
        shapes,
        tuple(rows),
        {path: icon_bytes(path) for path in sorted({each.path for each in every_shape(shapes, Icon)})},
    )


def _written_width(caption: Caption) -> float:
    lines = ((caption.title, "title"), (caption.subtitle, "subtitle"), (caption.footer, "footer"))
    return max(natural_width(caption.legend), *(text.width(line, style) for line, style in lines))


def _strip(samples: Sequence[Sample], top: float, right: float) -> tuple[list[Part], float]:
    """The samples side by side, and the y where they end."""
    if not samples:
        return [], top
    x, y = MARGIN, top + _ABOVE
    found = []
    for sample in samples:
        width = sample.width + _SAMPLE_GAP + text.width(sample.told, "legend")
        if x > MARGIN and x + width > right:
            x, y = MARGIN, y + SAMPLE_HEIGHT + _ROW_GAP
        told = words(sample.told, Point(x + sample.width + _SAMPLE_GAP, y + SAMPLE_HEIGHT * 0.72), "legend")
        found.append(Part(f"legend-{sample.told}", (*moved(sample.shapes, Point(x, y)), told)))
        x += width + _SAMPLES_APART
    return found, y + SAMPLE_HEIGHT


def _header(caption: Caption, right: float) -> tuple[list[Words], float]:
    """Title and subtitle, and the y where the body begins."""
    y = 20.0
    found = []
    for told, style in ((caption.title, "title"), (caption.subtitle, "subtitle")):
        for line in text.parted(told, style, right - MARGIN):
            y += text.height(style)
            found.append(words(line, Point(MARGIN, y - text.height(style) * 0.25), style))
    return found, y + 22.0


def _footer(caption: Caption, bottom: float, right: float) -> tuple[list[Words], float]:
    """The footer's lines, and the y where all that is written ends."""
    lines = text.parted(caption.footer, "footer", right - MARGIN)
    places = [Point(MARGIN, bottom + 24.0 + index * text.height("footer")) for index in range(len(lines))]
    found = [words(line, at, "footer") for line, at in zip(lines, places, strict=True)]
    return found, places[-1].y if places else bottom


# ---- shapes -------------------------------------------------------------------------------------


def words(told: str, at: Point, style: str, ink: str = "", *, is_centred: bool = False) -> Words:
    """One line of text at a place."""
    return Words((text.line(told, at, style, is_centred=is_centred),), ink)


def paragraph(
    lines: Sequence[str], at: Point, style: str, ink: str = "", *, is_centred: bool = False
) -> tuple[Words, ...]:
    """Lines of text below each other; `at` is the top left corner of the first, or, centred, the middle of its top."""
    leading = text.height(style)
    return tuple(
        words(line, Point(at.x, at.y + leading * (index + 0.73)), style, ink, is_centred=is_centred)
        for index, line in enumerate(lines)
    )


def moved(shapes: Iterable[Shape], by: Point) -> tuple[Shape, ...]:
    """The shapes at another place."""
    return tuple(_moved(shape, by) for shape in shapes)


def _moved(shape: Shape, by: Point) -> Shape:
    match shape:
        case Part():
            return shape._replace(shapes=moved(shape.shapes, by))
        case Words():
            return shape._replace(lines=tuple(line._replace(at=_point(line.at, by)) for line in shape.lines))
        case Trace():
            return shape._replace(points=tuple(_point(point, by) for point in shape.points))
        case _:
            return shape._replace(box=shape.box._replace(x=shape.box.x + by.x, y=shape.box.y + by.y))


def _point(at: Point, by: Point) -> Point:
    return Point(at.x + by.x, at.y + by.y)


def every_shape(shapes: Iterable[Shape], kind: type[Kind]) -> Iterator[Kind]:
    """All shapes of a kind, those within parts too, in the order in which they are drawn."""
    for shape in shapes:
        if isinstance(shape, kind):
            yield shape
        if isinstance(shape, Part):
            yield from every_shape(shape.shapes, kind)
