"""Charts on their page: bars below each other, and lines over time, with their scales."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from hld.layout import text
from hld.layout.figure import (
    SAMPLE_HEIGHT,
    Body,
    Caption,
    Figure,
    Part,
    Rectangle,
    Sample,
    Shape,
    Trace,
    figure,
    paragraph,
    words,
)
from hld.layout.types import Box, Point
from hld.view.chart import HOT, UNKNOWN, Bar, BarChart, Curve, LineChart, Mark, Tick

__all__ = ["bar_chart", "line_chart"]

_CURVES = ("line-http", "line-message", "line-storage", "line-rpc", "line-socket", "line-graphql", "line-push")
_DASHES = ("", "12 4", "3 3", "14 3 3 3", "7 3")  # of curves in turn: what has no colour is told apart by them
_FAINT, _UNKNOWN = "4 3", "2 3"  # the outlines of bars that are hollow
_ROW, _THICK = 38.0, 16.0
_EDGE = 1.5  # how thick the outline of a hollow bar is
_SCALE = 560.0  # the length of a bar of the whole scale
_GAP = 14.0
_NAME = 220.0
_TOLD = 300.0
_HIGH = 300.0  # of a chart of lines
_ABOVE = 22.0  # for what is written over marks
_BELOW = 26.0  # for what is written under the scale


def bar_chart(chart: BarChart) -> Figure:
    """The page of a chart of bars."""
    samples = tuple(_sample(heat, told) for heat, told in chart.meanings)
    caption = Caption(chart.view, chart.title, chart.subtitle, chart.footer, chart.description, (), samples)
    return figure(caption, _bars(chart))


def _sample(heat: str, told: str) -> Sample:
    box = Box(0.0, 3.0, 22.0, SAMPLE_HEIGHT - 6.0)
    return Sample((_block(box, heat),), box.width, told)


def _block(box: Box, heat: str, *, is_faint: bool = False) -> Rectangle:
    """A bar, or a sample of one: hollow if it does not count, or is not known and long enough to show that."""
    role = f"bar-{heat}"
    if is_faint or (heat == UNKNOWN and box.width > 2 * _EDGE + 1.0):
        return Rectangle(box.grown(-_EDGE / 2), "page", role, 3.0, _EDGE, _FAINT if is_faint else _UNKNOWN)
    return Rectangle(box, role, radius=3.0)


def _bars(chart: BarChart) -> Body:
    left = min(_NAME, max([_name_width(bar) for bar in chart.bars] or [0.0])) + _GAP
    unit = _SCALE / chart.most if chart.most else 0.0
    levels = _levels(chart.marks, unit)
    top = _ABOVE * max([level + 1 for level in levels] or [0])
    bottom = top + _ROW * len(chart.bars)
    shapes: list[Shape] = [*_grid(chart.ticks, {mark.at for mark in chart.marks}, left, (top, bottom), unit)]
    right = left + _SCALE
    for mark, level in zip(chart.marks, levels, strict=True):
        x = left + mark.at * unit
        y = _ABOVE * level + 0.7 * _ABOVE
        line = Trace((Point(x, y + 5.0), Point(x, bottom)), "ink", 1.5, dashes="5 4")
        shapes.append(Part(f"mark-{mark.told}", (line, _above(mark.told, Point(x, y), left, right))))
    for index, bar in enumerate(chart.bars):
        part, end = _bar(bar, Point(left, top + index * _ROW), unit)
        shapes.append(part)
        right = max(right, end)
    return Body(tuple(shapes), right, bottom + _BELOW)


def _levels(marks: Sequence[Mark], unit: float) -> list[int]:
    """The line that each mark is written on, so that none lies on another."""
    ends: list[float] = []
    found = []
    for mark in marks:
        half = text.width(mark.told, "legend-strong") / 2 + 6.0
        x = mark.at * unit
        level = next((index for index, end in enumerate(ends) if x - half > end), len(ends))
        if level == len(ends):
            ends.append(0.0)
        ends[level] = x + half
        found.append(level)
    return found


def _name_width(bar: Bar) -> float:
    return max(text.width(bar.title, "card"), text.width(bar.subtitle, "detail"))


def _grid(
    ticks: Sequence[Tick], marked: Collection[float], left: float, span: tuple[float, float], unit: float
) -> Iterator[Shape]:
    """A line for each place of the scale, with what it is; where a mark has its own line, that is enough."""
    top, bottom = span
    for tick in ticks:
        x = left + tick.at * unit
        if tick.at not in marked:
            yield Trace((Point(x, top), Point(x, bottom)), "border", 1.0)
        yield words(tick.told, Point(x, bottom + 18.0), "detail", is_centred=True)


def _bar(bar: Bar, at: Point, unit: float) -> tuple[Part, float]:
    """A bar with its name before it and its number behind it, and where all that ends."""
    middle = at.y + _ROW / 2
    title = text.shortened(bar.title, "card", _NAME)
    baseline = middle + 0.36 * text.size("card") - (text.height("detail") / 2 if bar.subtitle else 0.0)
    shapes: list[Shape] = [words(title, Point(at.x - _GAP - text.width(title, "card"), baseline), "card")]
    if bar.subtitle:
        below = text.shortened(bar.subtitle, "detail", _NAME)
        x = at.x - _GAP - text.width(below, "detail")
        shapes.append(words(below, Point(x, baseline + text.height("detail")), "detail"))
    begins, ends = at.x + bar.begins * unit, at.x + bar.ends * unit
    box = Box(begins, middle - _THICK / 2, max(ends - begins, 2.0), _THICK)
    shapes.append(_block(box, bar.heat, is_faint=bar.is_faint))
    if bar.is_open:
        x = box.x + box.width
        line = Trace((Point(x, middle), Point(x + 16.0, middle)), f"bar-{bar.heat}", 2.0, end="arrow")
        shapes.append(line)
        box = box._replace(width=box.width + 18.0)
    told = text.shortened(bar.told, "legend", _TOLD)
    x = box.x + box.width + 8.0
    ink = "fault" if bar.heat == HOT else ""
    width = text.width(told, "legend")
    plate = Rectangle(Box(x - 3.0, middle - 10.0, width + 6.0, 20.0), "page")
    shapes += [plate, words(told, Point(x, middle + 0.36 * text.size("legend")), "legend", ink)]
    return Part(bar.id, tuple(shapes), bar.tooltip), x + width


def _above(told: str, at: Point, left: float, right: float) -> Shape:
    """A text over a mark, moved so far that it stays on the chart."""
    half = text.width(told, "legend-strong") / 2
    return words(told, Point(min(max(at.x, left + half), right - half), at.y), "legend-strong", is_centred=True)


# Lines -----------------------------------------------------------------------------------------------------------


def line_chart(chart: LineChart) -> Figure:
    """The page of a chart of lines."""
    caption = Caption(chart.view, chart.title, chart.subtitle, chart.footer, chart.description)
    return figure(caption, _lines(chart))


def _lines(chart: LineChart) -> Body:
    if not chart.curves and chart.if_none:
        lines = text.broken(chart.if_none, "legend", _SCALE)
        width = max(text.width(line, "legend") for line in lines)
        return Body(paragraph(lines, Point(0.0, 0.0), "legend"), width, len(lines) * text.height("legend"))
    left = max([text.width(tick.told, "detail") for tick in chart.up] or [0.0]) + _GAP
    across = _SCALE / chart.last if chart.last else 0.0
    up = _HIGH / chart.most if chart.most else 0.0
    shapes: list[Shape] = []
    for tick in chart.up:
        y = _HIGH - tick.at * up
        shapes.append(Trace((Point(left, y), Point(left + _SCALE, y)), "border", 1.0))
        place = Point(left - _GAP + 4.0 - text.width(tick.told, "detail"), y + 0.36 * text.size("detail"))
        shapes.append(words(tick.told, place, "detail"))
    for tick in chart.across:
        x = left + tick.at * across
        shapes.append(words(tick.told, Point(x, _HIGH + 20.0), "detail", is_centred=True))
    ends = _ends(chart.curves, up)
    right = left + _SCALE
    for index, curve in enumerate(chart.curves):
        role, dashes = _CURVES[index % len(_CURVES)], _DASHES[index % len(_DASHES)]
        points = tuple(Point(left + x * across, _HIGH - y * up) for x, y in curve.points)
        line = Trace(points, role, 2.5, dashes=dashes)
        said = f"{curve.title}: {curve.told}"
        at = Point(left + _SCALE + 16.0, ends[index])
        leader = Trace((points[-1], Point(at.x - 4.0, at.y)), role, 1.0)
        label = words(said, Point(at.x, at.y + 0.36 * text.size("legend")), "legend", role)
        shapes.append(Part(curve.id, (leader, line, label), curve.tooltip))
        right = max(right, at.x + text.width(said, "legend"))
    bottom = max([_HIGH, *(end + text.height("legend") for end in ends)]) + _BELOW
    return Body(tuple(shapes), right, bottom)


def _ends(curves: Sequence[Curve], up: float) -> list[float]:
    """How high what is told of each curve stands: at its end, unless another stands there."""
    high = text.height("legend") + 2.0
    wanted = sorted(range(len(curves)), key=lambda index: (-curves[index].points[-1][1], index))
    found: dict[int, float] = {}
    free = -high
    for index in wanted:
        y = max(_HIGH - curves[index].points[-1][1] * up, free + high)
        found[index] = free = y
    return _lifted([found[index] for index in range(len(curves))], wanted, high)


def _lifted(ends: list[float], order: Sequence[int], high: float) -> list[float]:
    """The same moved up as far as it takes for the lowest to stand above the scale, where there is room."""
    limit = _HIGH
    for index in reversed(order):
        if ends[index] <= limit:
            break
        ends[index] = max(limit, 0.0)
        limit = ends[index] - high
    return ends
