"""Words in several manners, broken to fit a width: the contents of cells and cards."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from hld.layout import text
from hld.layout.figure import Part, Rectangle, Shape, Trace, Words
from hld.layout.types import Box, Point, TextLine
from hld.tuples import NamedTuple
from hld.view.tables import TICK, Cell, Line, Piece

__all__ = ["LEADING", "Flowed", "flowed", "least_width", "natural_width"]

LEADING = 18.0
_BASELINE = 13.0  # below the top of a line
_INDENT = 12.0  # of a code's second line
_PILL_HEIGHT = 16.0
_PILL_PAD = 7.0
_TICK = (Point(0.0, 4.0), Point(2.8, 6.8), Point(8.0, 0.8))  # within its own box
_TICK_WIDTH = 12.0  # with the gap after it
_LONGEST_WORD = 110.0  # a longer one is cut where the place is narrow
_BLANKS = re.compile(r"([ \t\r\n\f\v]+)")
_STYLES = {"": "legend", "strong": "legend-strong", "faint": "legend-faint", "code": "legend", "key": "legend-strong",
           "pill": "badge"}  # fmt: skip
_BLANK = text.width(" ", "legend")


class _Run(NamedTuple):
    """Words that stand in one line, in one manner, from `x` on."""

    piece: Piece
    words: str
    x: float
    width: float


_Chunk: TypeAlias = list[tuple[Piece, str]]  # what is not parted, since no blank is within


class Flowed(NamedTuple):
    """The lines that a text takes, and the height of them all."""

    lines: tuple[tuple[_Run, ...], ...]

    @property
    def height(self) -> float:
        """How much room they need."""
        return LEADING * len(self.lines)

    @property
    def width(self) -> float:
        """The width of the longest line."""
        return max((line[-1].x + line[-1].width for line in self.lines if line), default=0.0)

    def shapes(self, at: Point, name: str = "") -> Iterator[Shape]:
        """The lines from the top left corner `at`; `name` is what the ids of links within begin with."""
        for index, line in enumerate(self.lines):
            top = at.y + index * LEADING
            plain = [run for run in line if not _is_apart(run)]
            if plain:
                yield Words(tuple(_text(run, at.x, top) for run in plain))
            for run in filter(_is_apart, line):
                yield from _pill(run, at.x, top) if run.piece.manner == "pill" else _link(run, at.x, top, name)


def flowed(cell: Cell, width: float) -> Flowed:
    """The lines of a cell within `width`."""
    indent = _INDENT if len(cell) > 1 else 0.0
    return Flowed(tuple(line for written in cell for line in _broken(written, width, indent * _is_code(written))))


def _is_code(line: Line) -> bool:
    """Whether it is one of a list of things, of which the second line of one must not look like the next."""
    return bool(line) and line[0].manner == "code"


def natural_width(cell: Cell) -> float:
    """How wide the cell is if no line is broken."""
    return max((sum(map(_chunk_width, _chunks(line))) + _blanks(line) for line in cell), default=0.0)


def least_width(cell: Cell) -> float:
    """How wide it is if every line is broken at every blank; words of more than some width can be cut."""
    return max((_least(chunk) for line in cell for chunk in _chunks(line)), default=0.0)


def _least(chunk: _Chunk) -> float:
    is_pill = any(piece.manner == "pill" for piece, _ in chunk)
    return _chunk_width(chunk) if is_pill else min(_LONGEST_WORD, _chunk_width(chunk))


def _blanks(line: Line) -> float:
    return _BLANK * max(0, sum(1 for _ in _chunks(line)) - 1)


def _width(piece: Piece, words: str) -> float:
    if piece.manner != "pill":
        return text.width(words, _STYLES[piece.manner])
    is_ticked, word = _ticked(words)
    return text.width(word, "badge") + 2 * _PILL_PAD + _TICK_WIDTH * is_ticked


def _ticked(words: str) -> tuple[bool, str]:
    """Whether a tick stands before the words of a pill, and the words without it."""
    word = words.removeprefix(f"{TICK} ")
    return word != words, word


def _chunk_width(chunk: _Chunk) -> float:
    return sum(_width(piece, words) for piece, words in chunk)


def _chunks(line: Line) -> Iterator[_Chunk]:
    """What stands between two blanks, in whatever manners; a pill is not parted."""
    chunk: _Chunk = []
    for piece in line:
        parts = [piece.text] if piece.manner == "pill" else _BLANKS.split(piece.text)
        for part in filter(None, parts):
            if piece.manner != "pill" and part.isspace():
                if chunk:
                    yield chunk
                chunk = []
            else:
                chunk.append((piece, part))
    if chunk:
        yield chunk


def _broken(line: Line, width: float, indent: float = 0.0) -> Iterator[tuple[_Run, ...]]:
    """A line as one or more, those after the first indented."""
    runs: list[_Run] = []
    begin = 0.0
    for chunk in _chunks(line):
        used, gap = (runs[-1].x + runs[-1].width, _BLANK) if runs else (begin, 0.0)
        if runs and used + gap + _chunk_width(chunk) > width:
            yield tuple(runs)
            runs, begin = [], indent
            used, gap = begin, 0.0
        pieces = chunk if used + gap + _chunk_width(chunk) <= width else list(_cut(chunk, width - indent))
        for piece, words in pieces:
            if runs and used + gap + _width(piece, words) > width:
                yield tuple(runs)
                runs, begin = [], indent
                used, gap = begin, 0.0
            runs = _added(runs, piece, words, used + gap, bool(gap))
            used, gap = runs[-1].x + runs[-1].width, 0.0
    if runs:
        yield tuple(runs)


def _cut(chunk: _Chunk, width: float) -> Iterator[tuple[Piece, str]]:
    """A chunk that is too wide for a line, in parts that are not; of a pill the beginning."""
    for piece, words in chunk:
        if piece.manner == "pill":
            yield piece, text.shortened(words, _STYLES["pill"], width - 2 * _PILL_PAD)
        else:
            yield from ((piece, part) for part in text.broken(words, _STYLES[piece.manner], width))


def _added(runs: list[_Run], piece: Piece, words: str, x: float, is_parted: bool) -> list[_Run]:
    """The runs of a line with more words: as part of the last run if they are of its piece."""
    last = runs[-1] if runs else None
    if last is not None and last.piece is piece:
        joined = f"{last.words} {words}" if is_parted else last.words + words
        return [*runs[:-1], last._replace(words=joined, width=_width(piece, joined))]
    if last is not None and is_parted and not _is_apart(last):
        wider = f"{last.words} "
        runs = [*runs[:-1], last._replace(words=wider, width=_width(last.piece, wider))]
        x = runs[-1].x + runs[-1].width
    return [*runs, _Run(piece, words, x, _width(piece, words))]


# ---- shapes -------------------------------------------------------------------------------------

#: The fill, border and ink of a pill by its tone; that of a protocol is filled with the colour of its lines.
_TONES = {
    "": ("", "muted", "muted", ""),
    "pass": ("page", "lane-data-ink", "lane-data-ink", ""),
    "fail": ("fault", "", "fault-ink", ""),
    "unknown": ("page", "muted", "muted", "3 2"),
}


def _is_apart(run: _Run) -> bool:
    """Whether it is drawn by itself."""
    return run.piece.manner == "pill" or bool(run.piece.link)


def _text(run: _Run, left: float, top: float) -> TextLine:
    return text.line(run.words, Point(left + run.x, top + _BASELINE), _STYLES[run.piece.manner])


def _link(run: _Run, left: float, top: float, name: str) -> Iterator[Shape]:
    written = Words((_text(run, left, top),), "line-http")
    yield Part(f"link-{name}", (written,), link=run.piece.link)


def _pill(run: _Run, left: float, top: float) -> Iterator[Shape]:
    """A word in a pill; the colour is that of its tone, and the border tells pass, fail and unknown apart in grey."""
    tone = run.piece.tone
    fill, border, ink, dashes = _TONES.get(tone) or (f"line-{tone}", "", "badge-ink", "")
    box = Box(left + run.x, top + (LEADING - _PILL_HEIGHT) / 2, run.width, _PILL_HEIGHT)
    yield Rectangle(box.grown(-0.5) if border else box, fill, border, _PILL_HEIGHT / 2, 1.0, dashes)
    is_ticked, word = _ticked(run.words)
    if is_ticked:
        corner = Point(box.x + _PILL_PAD, box.y + _PILL_HEIGHT / 2 - _TICK[0].y)
        yield Trace(tuple(Point(corner.x + at.x, corner.y + at.y) for at in _TICK), ink, 1.8)
    left = box.x + _PILL_PAD + _TICK_WIDTH * is_ticked
    yield Words((text.line(word, Point(left, box.y + _PILL_HEIGHT / 2 + 0.36 * text.size("badge")), "badge"),), ink)
