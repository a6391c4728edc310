"""The legend: a strip that explains colours and dashes, and the steps in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TypeAlias

from hld.layout import badges, text
from hld.layout.types import Box, PlacedLegendRow, Point, TextLine
from hld.tuples import NamedTuple
from hld.view.types import Badge, LegendRow

__all__ = ["legend", "natural_width"]

_ABOVE = 26.0  # above the whole
_SAMPLE = 30.0  # the length of a sample of a line
_GAP = 9.0  # between the mark and the text
_KEY_GAP = 26.0  # between two samples
_COLUMN_GAP = 34.0
_ROW_GAP = 5.0
_HEADING_GAP = 7.0  # above a heading
_INDENT = 16.0  # of what is within a block of steps
_NARROWEST, _WIDEST = 250.0, 400.0
_FITTING = 0.7  # the share of rows that should fit into one line
_WHOLE = 1.25  # by how much higher columns may be in which flows are whole
#: How full a column is at least that ends before another flow, and before a block of steps.
_FILLED, _WELL_FILLED = 0.45, 0.7

_End: TypeAlias = Callable[[Sequence["_Block"], int], int]


def legend(rows: Sequence[LegendRow], left: float, top: float, width: float) -> tuple[list[PlacedLegendRow], float]:
    """The rows in their places within `width` below `top`, and the y where the legend ends."""
    if not rows:
        return [], top
    top += _ABOVE
    keys = [row for row in rows if row.is_key]
    steps = [row for row in rows if not row.is_key]
    placed, bottom = _strip(keys, left, top, width)
    if steps:
        found, bottom = _in_columns(steps, left, bottom + (12 if keys else 0), width)
        placed += found
    return placed, bottom


def natural_width(rows: Sequence[LegendRow]) -> float:
    """The width of the widest row in one line."""
    indent = _widest_badge(rows) + _GAP
    return max((_width(row, indent) for row in rows), default=0.0)


def _widest_badge(rows: Iterable[LegendRow]) -> float:
    return max((badges.width(Badge(row.badge, "")) for row in rows if row.badge), default=badges.HEIGHT)


def _width(row: LegendRow, indent: float) -> float:
    return _inset(row, indent) + sum(text.width(words, style) for words, style in _words(row))


def _strip(rows: Sequence[LegendRow], left: float, top: float, width: float) -> tuple[list[PlacedLegendRow], float]:
    """Samples of lines and badges side by side."""
    placed = []
    x, y, leading = left, top, text.height("legend")
    for row in rows:
        sample = badges.width(Badge(row.badge, "")) if row.badge else _SAMPLE
        size = sample + _GAP + text.width(row.what, "legend")
        if x > left and x + size > left + width:
            x, y = left, y + leading + _ROW_GAP
        high = badges.HEIGHT if row.badge else leading
        mark = Box(x, y + (leading - high) / 2, sample, high)
        words = text.line(row.what, Point(x + sample + _GAP, y + leading * 0.75), "legend")
        placed.append(PlacedLegendRow(row, mark, (words,)))
        x += size + _KEY_GAP
    return placed, y + leading if rows else top


class _Block(NamedTuple):
    """A row broken for its column: the words of each of its lines with their styles."""

    row: LegendRow
    lines: tuple[tuple[tuple[str, str], ...], ...]
    height: float


def _in_columns(
    rows: Sequence[LegendRow], left: float, top: float, width: float
) -> tuple[list[PlacedLegendRow], float]:
    indent = _widest_badge(rows) + _GAP
    above: list[PlacedLegendRow] = []
    if sum(map(_begins, rows)) == 1 and _begins(rows[0]) and len(rows) > 1:  # one heading for all columns
        title = _block(rows[0], width)
        above, rows, top = [_placed(title, left, top, indent)], rows[1:], top + title.height
    column_width, columns = _shared_out(rows, indent, width)
    placed: list[PlacedLegendRow] = []
    for index, column in enumerate(columns):
        x, y = left + index * (column_width + _COLUMN_GAP), top
        for number, block in enumerate(column):
            y += _gap(column, number)
            placed.append(_placed(block, x, y, indent))
            y += block.height
    return above + placed, top + max(map(_height, columns)) - _ROW_GAP


def _shared_out(rows: Sequence[LegendRow], indent: float, width: float) -> tuple[float, list[list[_Block]]]:
    """The rows in columns, and the width of one: in fewer where hardly higher, as fewer rows are broken there."""
    widths = sorted(_width(row, indent) for row in rows)
    wanted = min(_WIDEST, max(_NARROWEST, widths[int(len(widths) * _FITTING)]))
    most = max(1, min(len(rows), int((width + _COLUMN_GAP) // (wanted + _COLUMN_GAP))))
    best: tuple[float, list[list[_Block]]] | None = None
    for count in range(most, max(1, most - 1) - 1, -1):
        column_width = min(widths[-1], (width + _COLUMN_GAP) / count - _COLUMN_GAP)
        columns = _dealt([_block(row, column_width - _inset(row, indent)) for row in rows], count)
        if best is None or max(map(_height, columns)) <= max(map(_height, best[1])) + badges.HEIGHT + _ROW_GAP:
            best = column_width, columns
    assert best is not None
    return best


def _begins(row: LegendRow) -> bool:
    """Whether it is the title of what follows, as of a flow."""
    return row.is_heading and not row.depth


def _gap(column: Sequence[_Block], number: int) -> float:
    """What is left free above a row of a column."""
    return _HEADING_GAP if number and _begins(column[number].row) else 0.0


def _height(column: Sequence[_Block]) -> float:
    return sum(block.height + _gap(column, number) for number, block in enumerate(column))


def _inset(row: LegendRow, indent: float) -> float:
    """How far from the left of its column the words of a row begin: a block's title stands left of its steps."""
    if row.is_heading:
        return _INDENT * max(0, row.depth - 1)
    return _INDENT * row.depth + (badges.HEIGHT + _GAP if row.is_fault and not row.source else indent)


def _words(row: LegendRow) -> Iterator[tuple[str, str]]:
    """The parts of a row and their styles: from and to, what, how."""
    if row.is_heading:
        yield row.what, "legend" if row.depth else "legend-strong"
        return
    ends = f"{row.source} → {row.target}" if row.target and not row.is_self else row.source
    if ends:
        yield f"{ends}: " if row.what or row.how else ends, "legend"
    if row.what:
        yield row.what + (" " if row.how else ""), "legend-strong"
    if row.how:
        yield f"({row.how})", "legend-faint"


def _block(row: LegendRow, width: float) -> _Block:
    """Break a row of words in several styles into lines."""
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for words, style in _words(row):
        for piece in _pieces(words, style, width):
            size = text.width(piece, style)
            if used and used + size > width and used + text.width(piece.rstrip(), style) > width:
                lines.append([])
                used = 0.0
            line = lines[-1]
            if line and line[-1][1] == style:
                line[-1] = (line[-1][0] + piece, style)
            else:
                line.append((piece, style))
            used += size
    leading = text.height("legend")
    return _Block(row, tuple(tuple(line) for line in lines), max(len(lines) * leading, badges.HEIGHT) + _ROW_GAP)


def _pieces(words: str, style: str, width: float) -> Iterator[str]:
    """Words with the blank after each; one that is too long is cut."""
    for word in words.removesuffix(" ").split(" "):
        for part in text.broken(word, style, width):
            yield f"{part} "


def _dealt(blocks: Sequence[_Block], count: int) -> list[list[_Block]]:
    """The blocks in `count` columns of about one height, flows and blocks of steps whole where that costs little."""
    free = _lowest(blocks, count, _torn)
    whole = _lowest(blocks, count, _kept)
    return whole if max(map(_height, whole)) <= _WHOLE * max(map(_height, free)) else free


def _lowest(blocks: Sequence[_Block], count: int, end: _End) -> list[list[_Block]]:
    """The columns in which they stand as low as they can, if each column ends where `end` says."""
    limit = _height(blocks) / count
    step = max(block.height for block in blocks) / 4
    for _ in range(200):
        columns = _filled(blocks, limit, end)
        if len(columns) <= count:
            return columns
        limit += step
    return [list(blocks)]


def _filled(blocks: Sequence[_Block], limit: float, end: _End) -> list[list[_Block]]:
    """The blocks in columns no higher than `limit`."""
    columns: list[list[_Block]] = []
    left = list(blocks)
    while left:
        most, used = 0, 0.0
        while most < len(left) and (not most or used + _gap(left, most) + left[most].height <= limit + 0.5):
            used += _gap(left, most) + left[most].height
            most += 1
        taken = most if most == len(left) else end(left, most)
        columns.append(left[:taken])
        left = left[taken:]
    return columns


def _torn(blocks: Sequence[_Block], most: int) -> int:
    """How many of the blocks a column takes that has room for `most`: a heading is not left alone at its foot."""
    while most > 1 and _opens(blocks[most - 1].row, blocks[most].row):
        most -= 1
    return most


def _kept(blocks: Sequence[_Block], most: int) -> int:
    """The same if what belongs together is rather left to the next column, as long as this one is well filled."""
    rows = [block.row for block in blocks[: most + 1]]
    heights = list(accumulate(block.height for block in blocks[:most]))
    for parts, least in ((_are_two_flows, _FILLED), (_are_two_blocks, _WELL_FILLED)):
        for taken in range(most, 0, -1):
            if heights[taken - 1] < least * heights[-1]:
                break
            if parts(rows[taken - 1], rows[taken]):
                return taken
    return _torn(blocks, most)


def _are_two_flows(above: LegendRow, below: LegendRow) -> bool:
    return _begins(below) and not _opens(above, below)


def _are_two_blocks(above: LegendRow, below: LegendRow) -> bool:
    """Whether no block of steps holds both rows."""
    return not _opens(above, below) and (
        below.depth == 0 or (below.is_heading and (above.depth == 0 or above.is_heading))
    )


def _opens(above: LegendRow, below: LegendRow) -> bool:
    """Whether one row is the heading of the next, not words of its own."""
    return above.is_heading and (not above.depth or not below.is_heading or below.depth > above.depth)


def _placed(block: _Block, x: float, y: float, indent: float) -> PlacedLegendRow:
    row = block.row
    leading = text.height("legend")
    size = 0.0 if row.is_heading else badges.width(Badge(row.badge, ""))
    texts: list[TextLine] = []
    at = x + _inset(row, indent)
    for index, words in enumerate(block.lines):
        right = at
        for part, part_style in words:
            shown = part.rstrip() if part == words[-1][0] else part
            texts.append(text.line(shown, Point(right, y + index * leading + leading * 0.78), part_style))
            right += text.width(part, part_style)
    left = x if row.is_heading else x + _INDENT * row.depth
    return PlacedLegendRow(row, Box(left, y, size, badges.HEIGHT), tuple(texts))
