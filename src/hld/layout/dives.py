"""A trade-off as a card of shapes: the question, the options side by side, and what was decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.layout import text
from hld.layout.figure import Body, Part, Rectangle, Shape, moved, paragraph
from hld.layout.flowing import Flowed, flowed
from hld.layout.types import Box, Point
from hld.view import tables
from hld.view.tables import Card, Fact, Option, Piece

__all__ = ["CARD_WIDTH", "card"]

CARD_WIDTH = 640.0
_PAD = 18.0
_GAP = 12.0
_OPTION_PAD = 12.0
_LEAST_OPTION = 180.0
_SIGN = 16.0  # the room of "+" and "–" before what speaks for and against
_NAMES = 90.0  # the column of the names of facts
_FACT_GAP = 5.0


def card(data: Card, width: float = CARD_WIDTH) -> Body:
    """The card with everything on it, from (0, 0)."""
    inner = width - 2 * _PAD
    blocks = [
        _shapes(flowed(((_title(data), *_area(data)),), inner), f"dive-{data.id}"),
        _question(data, inner),
        _shapes(flowed(tables.faults(data.faults), inner), ""),
        _options(data.options, inner),
        _facts(data.facts, inner, data.id),
    ]
    shapes: list[Shape] = []
    y = _PAD - 4
    for block in blocks:
        if block.height:
            shapes += moved(block.shapes, Point(_PAD, y))
            y += block.height + _GAP
    height = y - _GAP + _PAD
    outline = Rectangle(Box(0.0, 0.0, width, height), "card", "border", 10.0, 1.2)
    return Body((Part(f"dive-{data.id}", (outline, *shapes)),), width, height)


def _shapes(lines: Flowed, name: str) -> Body:
    return Body(tuple(lines.shapes(Point(0.0, 0.0), name)), lines.width, lines.height)


def _title(data: Card) -> Piece:
    return Piece(data.title, "strong", link=data.link)


def _area(data: Card) -> tuple[Piece, ...]:
    return (Piece(" "), tables.pill(data.area)) if data.area else ()


def _question(data: Card, width: float) -> Body:
    lines = text.broken(data.question, "subtitle", width)
    return Body(paragraph(lines, Point(0.0, 0.0), "subtitle", "ink"), width, len(lines) * text.height("subtitle"))


# ---- options ------------------------------------------------------------------------------------


def _options(options: Sequence[Option], width: float) -> Body:
    """The options side by side, in rows of as many as have room; those of a row are equally high."""
    if not options:
        return Body((), width, 0.0)
    fitting = max(1, min(len(options), int((width + _GAP) // (_LEAST_OPTION + _GAP))))
    rows = -(-len(options) // fitting)
    count = -(-len(options) // rows)
    each = (width - _GAP * (count - 1)) / count
    shapes: list[Shape] = []
    y = 0.0
    for first in range(0, len(options), count):
        row = options[first : first + count]
        contents = [_option(option, each - 2 * _OPTION_PAD) for option in row]
        height = max(content.height for content in contents) + 2 * _OPTION_PAD
        for index, (option, content) in enumerate(zip(row, contents, strict=True)):
            x = index * (each + _GAP)
            shapes.append(_frame(option, Box(x, y, each, height)))
            shapes += moved(content.shapes, Point(x + _OPTION_PAD, y + _OPTION_PAD))
        y += height + _GAP
    return Body(tuple(shapes), width, y - _GAP)


def _frame(option: Option, box: Box) -> Rectangle:
    """The box of an option; a thick border sets off the one that was chosen."""
    if option.is_chosen:
        return Rectangle(box, "surface", "lane-data-ink", 8.0, 2.0)
    return Rectangle(box, "surface", "dimmed-border", 8.0)


def _option(option: Option, width: float) -> Body:
    """What is said of an option: its name, whether it was chosen, what it would be, what speaks for and against it."""
    chosen = (Piece(" "), tables.pill(f"{tables.TICK} chosen", "pass")) if option.is_chosen else ()
    variant = f"variant: {option.variant}" if option.variant not in ("", "base") else ""
    head = flowed(
        tables.cell(
            (*tables.words(option.name, "strong"), *chosen),
            tables.words(option.description),
            tables.words(variant or ("this design" if option.variant else ""), "faint"),
        ),
        width,
    )
    shapes = list(head.shapes(Point(0.0, 0.0)))
    y = head.height
    for sign, words, ink in _arguments(option):
        lines = flowed((tables.words(words),), width - _SIGN)
        shapes += paragraph((sign,), Point(2.0, y + 1.0), "legend-strong", ink)
        shapes += lines.shapes(Point(_SIGN, y))
        y += lines.height
    return Body(tuple(shapes), width, y)


def _arguments(option: Option) -> Iterator[tuple[str, str, str]]:
    """What speaks for it with a plus, what against it with a minus."""
    for words in filter(str.strip, option.pros):
        yield "+", words, "lane-data-ink"
    for words in filter(str.strip, option.cons):
        yield "–", words, "fault"


# ---- facts --------------------------------------------------------------------------------------


def _facts(facts: Sequence[Fact], width: float, name: str) -> Body:
    """Names on the left, what is said under them on the right."""
    shapes: list[Shape] = []
    y = 0.0
    for fact in facts:
        label = flowed((tables.words(fact.name, "strong" if fact.is_main else "faint"),), _NAMES)
        content = flowed(fact.lines, width - _NAMES)
        shapes += label.shapes(Point(0.0, y))
        shapes += content.shapes(Point(_NAMES, y), name)
        y += max(label.height, content.height) + _FACT_GAP
    return Body(tuple(shapes), width, max(0.0, y - _FACT_GAP))
