"""The legend: a strip that explains colours and dashes, and the steps in columns."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
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
_SURE = 0.01  # by how much words must be narrower than a line to be sure that they are not broken
_INDENT = 16.0  # of what is within a block of steps
_NARROWEST, _WIDEST = 250.0, 400.0
_FITTING = 0.7  # the share of rows that should fit into one line
_WHOLE = 1.25  # by how much higher columns may be in which flows are whole
#: How full a column is at least that ends before another flow, and before a block of steps.
_FILLED, _WELL_FILLED = 0.45, 0.7
_SPARE = 2 * (badges.HEIGHT + _ROW_GAP)  # by how much higher they may be in any case to have blocks of steps whole

_Words: TypeAlias = tuple[tuple[str, str], ...]
_End: TypeAlias = Callable[["_Pile", int, int], int]


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
    return max((_inset(row, indent) + _told(row).width for row in rows), default=0.0)


def _widest_badge(rows: Iterable[LegendRow]) -> float:
    return max((badges.width(Badge(row.badge, "")) for row in rows if row.badge), default=badges.HEIGHT)


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
    lines: tuple[_Words, ...]
    height: float


class _Told(NamedTuple):
    """The words of a row with their styles, how wide they are in one line, and the row so."""

    words: _Words
    width: float
    line: _Block


def _told(row: LegendRow) -> _Told:
    words = tuple(_words(row))
    line = tuple((f"{' '.join(part.split())} ", style) for part, style in words)
    return _Told(words, sum(text.width(part, style) for part, style in words), _Block(row, (line,), _high(1)))


def _high(lines: int) -> float:
    """The height of a row of so many lines."""
    return max(lines * text.height("legend"), badges.HEIGHT) + _ROW_GAP


class _Pile:
    """Blocks above each other, as from whichever of them: how high they are, and between which a column may end."""

    def __init__(self, blocks: Sequence[_Block]) -> None:
        rows = [block.row for block in blocks]
        self.blocks = blocks
        self.gaps = [_HEADING_GAP if _begins(row) else 0.0 for row in rows]
        self.heights = [0.0, *accumulate(block.height for block in blocks)]  # without the gaps
        self.tops = [0.0, *accumulate(gap + block.height for gap, block in zip(self.gaps, blocks, strict=True))]
        pairs = list(pairwise(rows))
        self.opens = [False, *(_opens(*pair) for pair in pairs)]
        self.flows = [False, *(_are_two_flows(*pair) for pair in pairs)]
        self.groups = [False, *(_are_two_blocks(*pair) for pair in pairs)]
        self.tears = [0, *(_torn_between(*pair) for pair in pairs)]

    def height(self, first: int, end: int) -> float:
        """How high they are from the first up to the one at the end."""
        return self.tops[end] - self.tops[first] - self.gaps[first]

    def end(self, first: int, limit: float) -> int:
        """Up to where they are no higher than that; the first is taken all the same."""
        return max(first + 1, bisect_right(self.tops, self.tops[first] + self.gaps[first] + limit) - 1)


def _in_columns(
    rows: Sequence[LegendRow], left: float, top: float, width: float
) -> tuple[list[PlacedLegendRow], float]:
    indent = _widest_badge(rows) + _GAP
    above: list[PlacedLegendRow] = []
    if sum(map(_begins, rows)) == 1 and _begins(rows[0]) and len(rows) > 1:  # one heading for all columns
        title = _block(_told(rows[0]), width)
        above, rows, top = [_placed(title, left, top, indent)], rows[1:], top + title.height
    column_width, pile, ends = _shared_out(rows, indent, width)
    placed: list[PlacedLegendRow] = []
    for index, (first, end) in enumerate(pairwise((0, *ends))):
        x = left + index * (column_width + _COLUMN_GAP)
        for number in range(first, end):
            y = top + pile.height(first, number + 1) - pile.blocks[number].height
            placed.append(_placed(pile.blocks[number], x, y, indent))
    return above + placed, top + _highest(pile, ends) - _ROW_GAP


def _shared_out(rows: Sequence[LegendRow], indent: float, width: float) -> tuple[float, _Pile, list[int]]:
    """The width of a column, the rows broken for it, and where each ends: few where hardly higher, to break few."""
    told = [_told(row) for row in rows]
    insets = [_inset(row, indent) for row in rows]
    widths = sorted(inset + each.width for inset, each in zip(insets, told, strict=True))
    wanted = min(_WIDEST, max(_NARROWEST, widths[int(len(widths) * _FITTING)]))
    most = max(1, min(len(rows), int((width + _COLUMN_GAP) // (wanted + _COLUMN_GAP))))
    best: tuple[float, _Pile, list[int]] | None = None
    for count in range(most, max(1, most - 1) - 1, -1):
        column = min(widths[-1], (width + _COLUMN_GAP) / count - _COLUMN_GAP)
        pile = _Pile([_block(each, column - inset) for each, inset in zip(told, insets, strict=True)])
        ends = _dealt(pile, count)
        if best is None or _highest(pile, ends) <= _highest(*best[1:]) + badges.HEIGHT + _ROW_GAP:
            best = column, pile, ends
    assert best is not None
    return best


def _begins(row: LegendRow) -> bool:
    """Whether it is the title of what follows, as of a flow."""
    return row.is_heading and not row.depth


def _highest(pile: _Pile, ends: Sequence[int]) -> float:
    """The height of the highest of the columns that end there."""
    return max(pile.height(first, end) for first, end in pairwise((0, *ends)))


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


def _block(told: _Told, width: float) -> _Block:
    """A row broken into lines where it is too wide."""
    if told.width <= width - _SURE:
        return told.line
    lines = tuple(_in_lines(told.words, width))
    return _Block(told.line.row, lines, _high(len(lines)))


def _in_lines(told: _Words, width: float) -> Iterator[_Words]:
    """Words in several styles in lines."""
    lines: list[list[tuple[str, str]]] = [[]]
    used = 0.0
    for words, style in told:
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
    return map(tuple, lines)


def _pieces(words: str, style: str, width: float) -> Iterator[str]:
    """Words with the blank after each; one that is too long is cut."""
    for word in words.removesuffix(" ").split(" "):
        for part in text.broken(word, style, width):
            yield f"{part} "


def _dealt(pile: _Pile, count: int) -> list[int]:
    """Where `count` columns of about one height end, flows and blocks of steps whole where that costs little."""
    free = _lowest(pile, count, _torn)
    lowest = _highest(pile, free)
    kept = _lowest(pile, count, _kept)
    best = kept if _highest(pile, kept) <= _WHOLE * lowest else free
    limit = lowest
    while _torn_there(pile, best) and limit <= max(_WHOLE * lowest, lowest + _SPARE):
        whole = _filled(pile, limit, _whole)
        if len(whole) <= count and _torn_there(pile, whole) < _torn_there(pile, best):
            best = whole
        limit += badges.HEIGHT + _ROW_GAP
    return best


def _torn_there(pile: _Pile, ends: Sequence[int]) -> int:
    """How much is torn of blocks of steps by columns that end there."""
    return sum(pile.tears[end] for end in ends[:-1])


def _lowest(pile: _Pile, count: int, end: _End) -> list[int]:
    """The ends of the columns in which they stand as low as they can, if each column ends where `end` says."""
    limit = pile.height(0, len(pile.blocks)) / count
    step = max(block.height for block in pile.blocks) / 4
    for _ in range(200):
        ends = _filled(pile, limit, end)
        if len(ends) <= count:
            return ends
        limit += step
    return [len(pile.blocks)]


def _filled(pile: _Pile, limit: float, end: _End) -> list[int]:
    """The ends of columns no higher than `limit`."""
    ends: list[int] = []
    first = 0
    while first < len(pile.blocks):
        most = pile.end(first, limit + 0.5)
        first = most if most == len(pile.blocks) else end(pile, first, most)
        ends.append(first)
    return ends


def _torn(pile: _Pile, first: int, most: int) -> int:
    """Where a column ends that has room up to `most`: a heading is not left alone at its foot."""
    while most > first + 1 and pile.opens[most]:
        most -= 1
    return most


def _kept(pile: _Pile, first: int, most: int) -> int:
    """The same if what belongs together is rather left to the next column, as long as this one is well filled."""
    full = pile.heights[most] - pile.heights[first]
    for parts, least in ((pile.flows, _FILLED), (pile.groups, _WELL_FILLED)):
        for end in range(most, first, -1):
            if pile.heights[end] - pile.heights[first] < least * full:
                break
            if parts[end]:
                return end
    return _torn(pile, first, most)


def _whole(pile: _Pile, first: int, most: int) -> int:
    """The same if a block of steps is left to the next column that can hold it, and else torn between two arms."""
    kept = _kept(pile, first, most)
    if not pile.tears[kept]:
        return kept
    begins = next((at for at in range(most, first, -1) if not pile.tears[at]), first)
    ends = next((at for at in range(most + 1, len(pile.blocks)) if not pile.tears[at]), len(pile.blocks))
    if begins > first and pile.height(begins, ends) <= pile.height(first, most):
        return begins
    return next((at for at in range(most, first, -1) if pile.tears[at] == 1), begins if begins > first else kept)


def _are_two_flows(above: LegendRow, below: LegendRow) -> bool:
    return _begins(below) and not _opens(above, below)


def _are_two_blocks(above: LegendRow, below: LegendRow) -> bool:
    """Whether no block of steps holds both rows."""
    return not _opens(above, below) and (
        below.depth == 0 or (below.is_heading and (above.depth == 0 or above.is_heading))
    )


def _torn_between(above: LegendRow, below: LegendRow) -> int:
    """How bad it is for blocks of steps to be torn between two rows: 1 between arms, more within one or further in."""
    if _are_two_blocks(above, below):
        return 0
    return below.depth if below.is_heading and not _opens(above, below) else below.depth + 1


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
