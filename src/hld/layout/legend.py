"""The legend: a strip that explains colours and dashes, and the steps in columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

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
    widths = sorted(_width(row, indent) for row in rows)
    natural = widths[-1]
    wanted = min(_WIDEST, max(_NARROWEST, widths[int(len(widths) * _FITTING)]))
    count = max(1, min(len(rows), int((width + _COLUMN_GAP) // (wanted + _COLUMN_GAP))))
    column_width = min(natural, (width + _COLUMN_GAP) / count - _COLUMN_GAP)
    blocks = [_block(row, column_width - _inset(row, indent)) for row in rows]
    placed: list[PlacedLegendRow] = []
    bottom = top
    for index, column in enumerate(_dealt(blocks, count)):
        x, y = left + index * (column_width + _COLUMN_GAP), top
        for block in column:
            y += _HEADING_GAP if block.row.is_heading and not block.row.depth and y > top else 0.0
            placed.append(_placed(block, x, y, indent))
            y += block.height
        bottom = max(bottom, y - _ROW_GAP)
    return placed, bottom


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
    """The blocks in `count` columns of about one height; a heading is not left alone at the foot of one."""
    limit = sum(block.height for block in blocks) / count
    tallest = max(block.height for block in blocks)
    for _ in range(200):
        columns = _filled(blocks, limit)
        if len(columns) <= count:
            return columns
        limit += tallest / 4
    return _filled(blocks, float("inf"))


def _filled(blocks: Sequence[_Block], limit: float) -> list[list[_Block]]:
    columns: list[list[_Block]] = [[]]
    used = 0.0
    for index, block in enumerate(blocks):
        needed = block.height
        if block.row.is_heading and index + 1 < len(blocks):
            needed += blocks[index + 1].height
        if columns[-1] and used + needed > limit + 0.5:
            columns.append([])
            used = 0.0
        columns[-1].append(block)
        used += block.height
    return columns


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
