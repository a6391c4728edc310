"""A sequence on its page: lifelines side by side, as far apart as what is written between them needs.

What an arrow says stands above it, in the gap beside the one who speaks, so that no text lies over a lifeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import starmap

from hld.layout import pills, text
from hld.layout.figure import (
    SAMPLE_HEIGHT,
    Body,
    Caption,
    Figure,
    Icon,
    Part,
    Rectangle,
    Sample,
    Shape,
    Trace,
    figure,
    moved,
    paragraph,
    words,
)
from hld.layout.types import Box, Point
from hld.tuples import NamedTuple
from hld.view import wording
from hld.view.sequence import Bar, Closing, Divider, Heading, Lifeline, Message, Opening, Row, SequenceView

__all__ = ["sequence"]

_ICON, _BELOW_ICON = 28.0, 7.0
_HEAD_PAD, _HEAD_TEXT, _HEAD_LEAST = 9.0, 128.0, 96.0
_HEADS_APART = 20.0
_BAR, _STACK = 10.0, 5.0  # the breadth of a bar, and how far one lies beside the one below it
_LEAF = 11.0  # how far a bar goes on after its last arrow
_LABEL = 230.0  # the most that a line of what an arrow says is wide
_WORD = 300.0  # the same where a word is wider: a path is rather not broken
_BESIDE = 17.0  # between a lifeline and a text beside it
_LOOP = Point(26.0, 22.0)  # of an arrow that leads back
_GAP = 108.0  # between two lifelines, at least
_ABOVE_LINE, _BELOW_LINE = 5.0, 15.0
_TAB = Point(42.0, 19.0)  # the corner of a block with its operator
_LEFT, _RIGHT, _NEST = 58.0, 26.0, 11.0  # from the outer lifelines to a block's sides; for each block within
_TALL, _STRIPE = 640.0, 760.0  # from when names stand below too; how often they are repeated in between
_HEADING = 420.0  # the most that a line of a flow's name is wide
_BAND, _ABOVE_BAND, _BELOW_BAND = 6.0, 16.0, 12.0  # within and around the strip that a flow's name stands on
_TAIL = 9.0  # of the lifelines below the last row
_ANSWERING = "3 3"  # the dashes of what comes back


class _Label(NamedTuple):
    """What a row says: its lines, the number before them, and the size of both together."""

    lines: tuple[str, ...]
    style: str
    number: str
    width: float
    height: float


class _Fold(NamedTuple):
    """A block: its rows, the outer lifelines of all that happens in it, how many blocks deep others lie in it."""

    opening: Opening
    rows: tuple[int, int]
    left: int
    right: int
    nested: int


class _Level(NamedTuple):
    """The heights of a row: where it begins, where its arrow or rule lies, where it ends."""

    top: float
    line: float
    bottom: float


def sequence(view: SequenceView) -> Figure:
    """The page of a sequence."""
    caption = Caption(
        view.view, view.title, view.subtitle, view.footer, view.description, view.legend, tuple(_samples(view))
    )
    found = figure(caption, _Sheet(view).body())
    return found._replace(icons={icon: view.images.get(icon) or data for icon, data in found.icons.items()})


# ---- what is written ----------------------------------------------------------------------------


def _label(row: Row) -> _Label:
    if isinstance(row, Message):
        style = "legend" if row.is_passed_on or row.manner == "answer" else "legend-strong"
        number = f"{row.number} !" if row.faults else row.number
        before = pills.width(number) + 6.0 if number else 0.0
        word = max((text.width(each, style) for each in row.text.split()), default=0.0)
        lines = text.broken(row.text, style, max(_LABEL - before, min(word, _WORD)))
        high = max(len(lines) * text.height(style), pills.HEIGHT if number else 0.0)
        return _Label(lines, style, number, before + _widest(lines, style), high)
    if isinstance(row, Heading):
        lines = text.broken(row.text, "lane", _HEADING)
        return _Label(lines, "lane", "", _widest(lines, "lane"), len(lines) * text.height("lane"))
    if isinstance(row, Closing) or not row.guard:
        return _Label((), "legend", "", 0.0, 0.0)
    lines = text.broken(f"[{row.guard}]", "legend", _LABEL)
    return _Label(lines, "legend", "", _widest(lines, "legend"), len(lines) * text.height("legend"))


def _widest(lines: Iterable[str], style: str) -> float:
    return max((text.width(line, style) for line in lines), default=0.0)


class _Head(NamedTuple):
    title: tuple[str, ...]
    detail: tuple[str, ...]
    width: float
    height: float


def _head(lifeline: Lifeline) -> _Head:
    title = text.broken(lifeline.title, "card", _HEAD_TEXT)
    detail = text.parted(lifeline.subtitle, "detail", _HEAD_TEXT)
    width = max(_widest(title, "card"), _widest(detail, "detail"))
    height = _ICON + _BELOW_ICON + len(title) * text.height("card") + len(detail) * text.height("detail")
    return _Head(title, detail, max(_HEAD_LEAST, float(round(width + 2 * _HEAD_PAD + 0.5))), height + 2 * _HEAD_PAD)


# ---- the sheet ----------------------------------------------------------------------------------


class _Sheet:
    def __init__(self, view: SequenceView) -> None:
        self.view = view
        self.index = {lifeline.id: at for at, lifeline in enumerate(view.lifelines)}
        self.heads = [_head(lifeline) for lifeline in view.lifelines]
        self.labels = [_label(row) for row in view.rows]
        self.folds = list(_folds(view.rows, self.index))
        self.x = self._places()
        self.top = max((head.height for head in self.heads), default=0.0)
        self.stripes: list[float] = []
        self.levels = list(self._levels())
        self.bottom = (self.levels[-1].bottom if self.levels else self.top) + _TAIL
        self.is_tall = self.bottom - self.top > _TALL

    def body(self) -> Body:
        """Everything drawn, from (0, 0)."""
        shapes = [
            *(self._block(fold) for fold in self.folds),
            *map(self._line, self.view.lifelines),
            *starmap(self._strip, self._headings().items()),
            *map(self._bar, self.view.bars),
            *(self._corner(fold) for fold in self.folds),
            *self._rows(),
            *(self._stripe(lifeline, y) for y in self.stripes for lifeline in self.view.lifelines),
            *(self._named(lifeline, 0.0, "lifeline") for lifeline in self.view.lifelines),
        ]
        height = self.bottom
        if self.is_tall:
            shapes += [self._named(lifeline, self.bottom, "foot") for lifeline in self.view.lifelines]
            height += self.top
        left, right = self._sides()
        return Body(moved(shapes, Point(-left, 0.0)), right - left, height)

    # ---- from left to right ---------------------------------------------------------------------

    def _places(self) -> list[float]:
        """The x of each lifeline: what stands between two decides how far they are apart."""
        count = len(self.heads)
        gaps = [_GAP] * count
        for at in range(count - 1):
            gaps[at] = max(_GAP, (self.heads[at].width + self.heads[at + 1].width) / 2 + _HEADS_APART)
        for row, label in zip(self.view.rows, self.labels, strict=True):
            if isinstance(row, Message):
                gap, room = self._gap(row), self._room(row)
                gaps[gap] = max(gaps[gap], label.width + room)
        for fold in self.folds:
            guards = [self.labels[at].width for at in _guards(fold, self.view.rows)]
            beyond = self._beyond(fold)
            gaps[fold.left] = max(gaps[fold.left], max(guards, default=0.0) + 2 * _BESIDE + self._stacks())
            gaps[fold.right] = max(gaps[fold.right], beyond + _RIGHT + _NEST * fold.nested + _BESIDE)
            if fold.left:
                gaps[fold.left - 1] = max(gaps[fold.left - 1], _LEFT + _NEST * fold.nested + _BESIDE)
        return [float(round(sum(gaps[:at]))) for at in range(count)]

    def _gap(self, message: Message) -> int:
        """The gap that a message is told in: the one beside who speaks; the index is that of the lifeline before it."""
        source, target = self.index[message.source], self.index[message.target]
        return source if source <= target else source - 1

    def _room(self, message: Message) -> float:
        """What a message wants beside its words."""
        return self._stacks() + (_LOOP.x + 2 * _BESIDE if message.source == message.target else 2 * _BESIDE)

    def _stacks(self) -> float:
        """How far bars upon bars reach to the right at most."""
        return _STACK * max((bar.depth for bar in self.view.bars), default=0)

    def _beyond(self, fold: _Fold) -> float:
        """How far what is told within a block reaches to the right of its last lifeline."""
        first, last = fold.rows
        reach = 0.0
        for row, label in zip(self.view.rows[first : last + 1], self.labels[first : last + 1], strict=True):
            if isinstance(row, Message) and self.index[row.source] == self.index[row.target] == fold.right:
                reach = max(reach, label.width + self._room(row) - _BESIDE)
        if fold.left == fold.right:
            guards = [self.labels[at].width for at in _guards(fold, self.view.rows)]
            reach = max(reach, max(guards, default=0.0) + _BESIDE + self._stacks())
        return reach

    def _sides(self) -> tuple[float, float]:
        """How far the whole reaches to the left and to the right."""
        lefts = [x - head.width / 2 for x, head in zip(self.x, self.heads, strict=True)]
        rights = [x + head.width / 2 for x, head in zip(self.x, self.heads, strict=True)]
        boxes = [self._box(fold) for fold in self.folds]
        told = [
            self.x[self.index[row.source]] + label.width + self._room(row) - _BESIDE
            for row, label in zip(self.view.rows, self.labels, strict=True)
            if isinstance(row, Message) and row.source == row.target
        ]
        left = min([*lefts, *(box.x for box in boxes)], default=0.0)
        bands = [left + label.width + 2 * _BESIDE for label in self._headings().values()]
        right = max([*rights, *(box.right for box in boxes), *told, *bands], default=0.0)
        return left, right

    def _headings(self) -> dict[int, _Label]:
        """What is said of the flows that begin, by the row."""
        return {at: self.labels[at] for at, row in enumerate(self.view.rows) if isinstance(row, Heading)}

    # ---- from top to bottom ---------------------------------------------------------------------

    def _levels(self) -> Iterator[_Level]:
        """The heights of the rows, with stripes of names between them where no block is open."""
        y, depth, striped = self.top + 14.0, 0, self.top
        left = sum(_level(row, label, 0.0).bottom for row, label in zip(self.view.rows, self.labels, strict=True))
        for row, label in zip(self.view.rows, self.labels, strict=True):
            if depth == 0 and y - striped > _STRIPE and left > _STRIPE / 2:
                self.stripes.append(y)
                striped = y
                y += self._stripe_height() + 10.0
            level = _level(row, label, y)
            depth += isinstance(row, Opening) - isinstance(row, Closing)
            yield level
            left -= level.bottom - y
            y = level.bottom

    def _stripe_height(self) -> float:
        return max(len(head.title) for head in self.heads) * text.height("detail") + 8.0

    # ---- lifelines ------------------------------------------------------------------------------

    def _line(self, lifeline: Lifeline) -> Shape:
        x = self.x[self.index[lifeline.id]]
        return Trace((Point(x, self.top), Point(x, self.bottom)), "border", 1.0, dashes="5 4")

    def _named(self, lifeline: Lifeline, top: float, kind: str) -> Part:
        """The head of a lifeline, or the same at its foot."""
        at = self.index[lifeline.id]
        head, x = self.heads[at], self.x[at]
        box = Box(x - head.width / 2, top, head.width, self.top)
        ink, thickness = ("fault", 2.4) if lifeline.faults else (f"lane-{lifeline.tier}-ink", 1.4)
        dashes = "" if lifeline.icon else "7 5"
        y = top + (self.top - head.height) / 2 + _HEAD_PAD
        icon = Box(x - _ICON / 2, y, _ICON, _ICON)
        below = y + _ICON + _BELOW_ICON
        shapes = [
            Rectangle(box, "card", ink, 9.0, thickness, dashes),
            *([Icon(lifeline.icon, icon)] if lifeline.icon else _unknown(icon)),
            *paragraph(head.title, Point(x, below), "card", is_centred=True),
            *paragraph(head.detail, Point(x, below + len(head.title) * text.height("card")), "detail", is_centred=True),
        ]
        if lifeline.faults:
            shapes += pills.pill("!", Point(box.right - pills.HEIGHT - 4.0, top + 4.0), "fault", "fault-ink")
        told = "\n".join(lifeline.faults) or lifeline.tooltip
        return Part(f"{kind}-{lifeline.id}", tuple(shapes), told, lifeline.link)

    def _stripe(self, lifeline: Lifeline, y: float) -> Part:
        """The name of a lifeline again, on its way down."""
        at = self.index[lifeline.id]
        head, x = self.heads[at], self.x[at]
        width = max(_widest(head.title, "detail") + 12.0, 40.0)
        height = len(head.title) * text.height("detail") + 8.0
        y += (self._stripe_height() - height) / 2
        box = Box(x - width / 2, y, width, height)
        return Part(
            f"name-{lifeline.id}",
            (
                Rectangle(box, "surface", "border", 5.0),
                *paragraph(head.title, Point(x, y + 4.0), "detail", is_centred=True),
            ),
        )

    def _bar(self, bar: Bar) -> Part:
        """A lifeline at work."""
        first, last = self.view.rows[bar.first], self.levels[bar.last]
        top = self.levels[bar.first].line
        if isinstance(first, Message) and first.source == first.target:
            top -= _LOOP.y + 4.0
        elif isinstance(first, Message) and first.source == bar.lifeline:
            top -= 4.0
        x = self.x[self.index[bar.lifeline]] - _BAR / 2 + _STACK * bar.depth
        box = Box(x, top, _BAR, last.line + _LEAF - top)
        return Part(f"work-{bar.lifeline}", (Rectangle(box, "surface", "border", 2.0),))

    def _edge(self, lifeline: str, row: int, is_right: bool) -> float:
        """Where an arrow meets a lifeline: at the side of its bars, if it is at work."""
        x = self.x[self.index[lifeline]]
        depths = [bar.depth for bar in self.view.bars if bar.lifeline == lifeline and bar.first <= row <= bar.last]
        if not depths:
            return x
        return x + _BAR / 2 + _STACK * max(depths) if is_right else x - _BAR / 2

    def _strip(self, at: int, label: _Label) -> Part:
        """The name of a flow that begins, on a strip across all lifelines."""
        left, right = self._sides()
        level = self.levels[at]
        box = Box(left, level.top + _ABOVE_BAND, right - left, label.height + 2 * _BAND)
        shapes: tuple[Shape, ...] = (
            Rectangle(box, "surface", "border", 5.0),
            *paragraph(label.lines, Point(left + _BESIDE, box.y + _BAND), label.style),
        )
        return Part(f"flow-{self.view.rows[at].id}", shapes)

    # ---- messages -------------------------------------------------------------------------------

    def _rows(self) -> Iterator[Part]:
        for at, row in enumerate(self.view.rows):
            if isinstance(row, Message):
                told = "\n".join((row.tooltip, *row.faults))
                shapes = self._loop(at, row) if row.source == row.target else self._arrow(at, row)
                yield Part(f"message-{row.id}", tuple(shapes), told)

    def _arrow(self, at: int, row: Message) -> Iterator[Shape]:
        label, level = self.labels[at], self.levels[at]
        goes_right = self.index[row.source] < self.index[row.target]
        start = self._edge(row.source, at, goes_right)
        end = self._edge(row.target, at, not goes_right)
        yield _stroke((Point(start, level.line), Point(end, level.line)), row)
        gap = self._gap(row)
        middle = (self.x[gap] + self.x[gap + 1] + self._stacked_right(gap, at)) / 2
        yield from _told(label, row, Point(middle - label.width / 2, level.line - _ABOVE_LINE - label.height))

    def _stacked_right(self, gap: int, row: int) -> float:
        """How far bars upon bars reach into a gap from its left."""
        lifeline = self.view.lifelines[gap].id
        return max(0.0, self._edge(lifeline, row, True) - self.x[gap] - _BAR / 2)

    def _loop(self, at: int, row: Message) -> Iterator[Shape]:
        """An arrow that leads back to where it comes from."""
        label, level = self.labels[at], self.levels[at]
        edge = self._edge(row.source, at, True)
        right, top = edge + _LOOP.x, level.line - _LOOP.y
        yield _stroke((Point(edge, top), Point(right, top), Point(right, level.line), Point(edge, level.line)), row)
        middle = level.line - _LOOP.y / 2
        yield from _told(label, row, Point(right + 9.0, middle - label.height / 2))

    # ---- blocks ---------------------------------------------------------------------------------

    def _box(self, fold: _Fold) -> Box:
        first, last = fold.rows
        left = self.x[fold.left] - _LEFT - _NEST * fold.nested
        right = self.x[fold.right] + max(self._beyond(fold) + 10.0, _RIGHT) + _NEST * fold.nested
        top, bottom = self.levels[first].line, self.levels[last].line
        return Box(left, top, right - left, bottom - top)

    def _block(self, fold: _Fold) -> Part:
        """The outline of a block, and the rules between its arms."""
        box = self._box(fold)
        rules = [
            Trace(
                (Point(box.x, self.levels[at].line), Point(box.right, self.levels[at].line)),
                "border",
                1.0,
                dashes="6 4",
            )
            for at in _guards(fold, self.view.rows)[1:]
        ]
        return Part(f"block-{fold.opening.id}", (Rectangle(box, "", "border", 4.0, 1.2), *rules))

    def _corner(self, fold: _Fold) -> Part:
        """What kind of block it is, and when each of its arms happens."""
        box = self._box(fold)
        corners = (
            Point(box.x, box.y),
            Point(box.x + _TAB.x, box.y),
            Point(box.x + _TAB.x, box.y + _TAB.y - 7.0),
            Point(box.x + _TAB.x - 7.0, box.y + _TAB.y),
            Point(box.x, box.y + _TAB.y),
        )
        middle = Point(box.x + _TAB.x / 2 - 1.0, box.y + 13.5)
        shapes: list[Shape] = [
            Trace(corners, "border", 1.2, fill="surface", is_closed=True),
            words(fold.opening.operator, middle, "frame", is_centred=True),
        ]
        for at in _guards(fold, self.view.rows):
            label, y = self.labels[at], self.levels[at].line + 3.0
            x = self.x[fold.left] + _BESIDE - 3.0 + self._stacked_right(fold.left, at)
            shapes += paragraph(label.lines, Point(x, y), label.style, "muted")
        return Part(f"when-{fold.opening.id}", tuple(shapes))


def _level(row: Row, label: _Label, y: float) -> _Level:
    """The heights of a row that begins at `y`."""
    match row:
        case Heading():
            line = y + _ABOVE_BAND + label.height + 2 * _BAND
            return _Level(y, line, line + _BELOW_BAND)
        case Opening():
            return _Level(y, y + 7.0, y + 7.0 + max(_TAB.y, label.height + 4.0) + 7.0)
        case Divider():
            return _Level(y, y + 4.0, y + 4.0 + label.height + 9.0)
        case Closing():
            return _Level(y, y + 4.0, y + 4.0 + 13.0)
        case _ if row.source == row.target:
            high = max(label.height, _LOOP.y)
            line = y + 6.0 + high / 2 + _LOOP.y / 2
            return _Level(y, line, y + 6.0 + high + _BELOW_LINE)
        case _:
            line = y + label.height + _ABOVE_LINE
            return _Level(y, line, line + _BELOW_LINE)


def _folds(rows: Sequence[Row], index: Mapping[str, int]) -> Iterator[_Fold]:
    """The blocks, outer ones first."""
    for at, row in enumerate(rows):
        if isinstance(row, Opening):
            end, deepest = _extent(rows, at)
            inside = [each for each in rows[at:end] if isinstance(each, Message)]
            ends = [index[end_] for each in inside for end_ in (each.source, each.target)]
            yield _Fold(row, (at, end), min(ends), max(ends), deepest - 1)


def _extent(rows: Sequence[Row], start: int) -> tuple[int, int]:
    """The row that closes the block opened by row `start`, and how deep blocks lie in it, itself counted."""
    depth = deepest = 0
    for at in range(start, len(rows)):
        depth += isinstance(rows[at], Opening) - isinstance(rows[at], Closing)
        deepest = max(deepest, depth)
        if depth == 0:
            return at, deepest
    raise AssertionError("every block is closed")


def _guards(fold: _Fold, rows: Sequence[Row]) -> list[int]:
    """The rows that say when the arms of a block happen."""
    first, last = fold.rows
    return [
        at for at in range(first, last) if isinstance(row := rows[at], (Opening, Divider)) and row.id == fold.opening.id
    ]


# ---- strokes ------------------------------------------------------------------------------------


def _stroke(points: tuple[Point, ...], row: Message) -> Trace:
    """An arrow in its manner: filled where it calls, open where nobody waits or an answer comes back."""
    role = "fault" if row.faults else f"line-{row.protocol}"
    match row.manner:
        case "answer":
            return Trace(points, "dimmed-line", 1.3, dashes=_ANSWERING, end="open")
        case "reply":
            return Trace(points, role, 1.4, dashes=_ANSWERING, end="open")
        case "async":
            return Trace(points, role, is_dashed=True, end="open", bend=8.0)
        case _:
            return Trace(points, role, end="arrow", bend=8.0)


def _told(label: _Label, row: Message, at: Point) -> Iterator[Shape]:
    """The number and the words of a message, from their upper left corner."""
    left = at.x
    if label.number:
        role = "fault" if row.faults else f"line-{row.protocol}"
        ink = "fault-ink" if row.faults else "badge-ink"
        yield from pills.pill(label.number, at, role, ink, is_hollow=row.manner == "reply")
        left += pills.width(label.number) + 6.0
    high = len(label.lines) * text.height(label.style)
    ink = "muted" if label.style == "legend" else ""
    yield from paragraph(label.lines, Point(left, at.y + (label.height - high) / 2), label.style, ink)


def _unknown(box: Box) -> tuple[Shape, ...]:
    """What stands in place of the icon of something that is not declared."""
    middle = Point(box.x + box.width / 2, box.y + box.height / 2 + 0.36 * text.size("card"))
    return (
        Rectangle(box, "", "muted", 6.0, 1.2, "3 3"),
        words("?", middle, "card", "muted", is_centred=True),
    )


# ---- legend -------------------------------------------------------------------------------------


def _samples(view: SequenceView) -> Iterator[Sample]:
    """What the arrows in use mean."""
    told = [row for row in view.rows if isinstance(row, Message) and not row.faults]
    sent = {(row.protocol, row.manner): row for row in reversed(told) if row.source != row.target}
    for protocol, meanings in wording.TRAVELS.items():
        for manner, meaning in zip(("call", "async"), meanings, strict=True):
            if (protocol, manner) in sent:
                yield _sample(sent[protocol, manner], meaning)
    reply = next((row for row in told if row.manner == "reply"), None)
    if reply is not None:
        yield _sample(reply, "reply")
    answer = next((row for row in told if row.manner == "answer"), None)
    if answer is not None:
        yield _sample(answer, "answer, as the API declares it")
    if view.bars:
        bar = Rectangle(Box(0.0, 0.0, _BAR, SAMPLE_HEIGHT), "surface", "border", 2.0)
        yield Sample((bar,), _BAR, "at work")


def _sample(row: Message, meaning: str) -> Sample:
    line = (Point(0.0, SAMPLE_HEIGHT / 2), Point(34.0, SAMPLE_HEIGHT / 2))
    return Sample((_stroke(line, row),), 34.0, meaning)
