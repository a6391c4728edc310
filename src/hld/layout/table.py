"""A table as shapes: columns as wide as their words want and the page allows, rows as high as their words need."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

from hld.layout import text
from hld.layout.figure import Body, Part, Rectangle, Shape, Trace, paragraph
from hld.layout.flowing import flowed, least_width, natural_width
from hld.layout.types import Box, Point
from hld.view.tables import Column, Row, Table

__all__ = ["Wants", "table", "wants"]

_PAD_X, _PAD_Y = 10.0, 7.0
_WIDEST = 340.0  # no column wants more
_TITLE_GAP = 8.0  # below the title
_HEADING_STYLE = "frame"
_HAIR = 1.0
_LONGEST_TITLE = 90.0  # of a column, in one line

#: For each column the least width that it can do with, and the one it wants, both with the room at its sides.
Wants: TypeAlias = Sequence[tuple[float, float]]


def wants(tables: Sequence[Table]) -> Wants:
    """What the columns of tables with the same columns want, so that they can stand below each other."""
    return [_want(column, index, tables) for index, column in enumerate(tables[0].columns)]


def table(data: Table, wanted: Wants, width: float) -> Body:
    """A table `width` wide, or wider where its longest words need it."""
    columns = _columns(wanted, width)
    width = sum(columns)
    lefts = list(accumulate(columns, initial=0.0))
    shapes: list[Shape] = []
    top = 0.0
    for line, style in ((data.title, "lane"), (data.lead, "legend")):
        lines = text.broken(line, style, width)
        shapes += paragraph(lines, Point(0.0, top), style, "ink" if style == "lane" else "")
        top += len(lines) * text.height(style)
    top += _TITLE_GAP
    heading = list(_heading(data, columns, lefts, top))
    begin, top = top, top + _heading_height(data, columns)
    rows: list[Shape] = []
    for index, row in enumerate(data.rows):
        part, height = _row(data, row, columns, lefts, top, is_striped=index % 2 == 0)
        rows.append(part)
        top += height
    outline = Rectangle(Box(0.0, begin, width, top - begin), border="dimmed-border", radius=6.0)
    shapes += [*rows, *heading, outline]
    return Body(tuple(shapes), width, top)


# ---- columns ------------------------------------------------------------------------------------


def _want(column: Column, index: int, tables: Sequence[Table]) -> tuple[float, float]:
    cells = [row.cells[index] for each in tables for row in each.rows]
    title = text.width(column.title, _HEADING_STYLE)
    least = max((min(title, _LONGEST_TITLE), *map(least_width, cells)))
    wanted = max((title, *map(natural_width, cells)))
    return least + 2 * _PAD_X, max(least, min(_WIDEST, wanted)) + 2 * _PAD_X


def _columns(wanted: Wants, width: float) -> list[float]:
    """The widths of columns that fill `width`: those that want little get it, the others are as wide as each other."""
    most = sum(high for _, high in wanted)
    if width >= most:
        return [high * width / most for _, high in wanted]
    limit = 0.0
    for edge in sorted(edge for column in wanted for edge in column):
        if sum(_limited(wanted, edge)) > width:
            break
        limit = edge
    growing = sum(low <= limit < high for low, high in wanted)
    spare = width - sum(_limited(wanted, limit))
    return _limited(wanted, limit + max(0.0, spare) / growing if growing else limit)


def _limited(wanted: Wants, limit: float) -> list[float]:
    """What the columns get if none gets more than `limit`, but for those that cannot do with it."""
    return [min(high, max(low, limit)) for low, high in wanted]


# ---- rows ---------------------------------------------------------------------------------------


def _heading_lines(data: Table, columns: Sequence[float]) -> list[tuple[str, ...]]:
    return [
        text.broken(column.title, _HEADING_STYLE, width - 2 * _PAD_X)
        for column, width in zip(data.columns, columns, strict=True)
    ]


def _heading_height(data: Table, columns: Sequence[float]) -> float:
    return max(map(len, _heading_lines(data, columns))) * text.height(_HEADING_STYLE) + 2 * _PAD_Y


def _heading(data: Table, columns: Sequence[float], lefts: Sequence[float], top: float) -> Iterator[Shape]:
    """The names of the columns, and the rule below them."""
    bottom = top + _heading_height(data, columns)
    for lines, left in zip(_heading_lines(data, columns), lefts, strict=False):
        yield from paragraph(lines, Point(left + _PAD_X, top + _PAD_Y), _HEADING_STYLE)
    yield _rule(bottom, lefts[-1], "border", 1.4)


def _row(
    data: Table, row: Row, columns: Sequence[float], lefts: Sequence[float], top: float, *, is_striped: bool
) -> tuple[Part, float]:
    """A row as one part, and its height: that of its highest cell."""
    cells = [flowed(cell, width - 2 * _PAD_X) for cell, width in zip(row.cells, columns, strict=True)]
    height = max(cell.height for cell in cells) + 2 * _PAD_Y
    name = f"{data.id}-{row.id}"
    shapes: list[Shape] = []
    if is_striped:
        shapes.append(Rectangle(Box(0.0, top, lefts[-1], height), "surface"))
    shapes.append(_rule(top, lefts[-1], "dimmed-border", _HAIR))
    for cell, left in zip(cells, lefts, strict=False):
        shapes += cell.shapes(Point(left + _PAD_X, top + _PAD_Y), name)
    return Part(f"row-{name}", tuple(shapes), row.tooltip), height


def _rule(y: float, width: float, role: str, thickness: float) -> Trace:
    return Trace((Point(0.0, y), Point(width, y)), role, thickness)
