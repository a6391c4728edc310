"""How large a card must be for its text, and where icon and text stand in it."""

from __future__ import annotations

from collections.abc import Iterable

from hld.layout import text
from hld.layout.types import Box, PlacedCard, Point, TextLine
from hld.tuples import NamedTuple
from hld.view.types import Card

__all__ = ["ICON", "Face", "face", "mark", "on_one", "placed", "reach", "widest"]

ICON = 34.0
_PAD = 11.0  # between the border and what is in the card
_TEXT_GAP = 11.0  # between icon and text
_TEXT_LEFT = _PAD + ICON + _TEXT_GAP
_NARROWEST, _WIDEST = 150.0, 206.0
_WIDEST_CLIENT = 222.0  # where it tells what it runs on, on one line
_LOWEST = 56.0
_MARK = 16.0  # the size of the sign on a card with faults, or that differs


class Face(NamedTuple):
    """A card's lines of text as broken for its width, the size it needs, and the height where lines rather meet it."""

    title: tuple[str, ...]
    detail: tuple[str, ...]
    width: float
    height: float
    middle: float


def widest(cards: Iterable[Card]) -> float:
    """The one width in which all the cards of a lane can be drawn."""
    return max((min(_most(card), _natural_width(card)) for card in cards), default=_NARROWEST)


def _most(card: Card) -> float:
    return _WIDEST_CLIENT if card.runs_on else _WIDEST


def _natural_width(card: Card) -> float:
    lines = ((card.title, "card"), *((words, "detail") for words in (*card.details, card.runs_on)))
    longest = max(text.width(line, style) for line, style in lines)
    return max(_NARROWEST, float(round(_TEXT_LEFT + longest + _PAD + _mark_room(card) + 0.5)))


def _mark_room(card: Card) -> float:
    return _MARK if card.faults or card.mark else 0.0


def face(card: Card, width: float) -> Face:
    """The card's text broken for `width`; the card grows in height with its lines."""
    room = width - _TEXT_LEFT - _PAD - _mark_room(card)
    title = text.broken(card.title, "card", room)
    detail = (*(line for words in card.details for line in text.parted(words, "detail", room)), *on_one(card, room))
    height = len(title) * text.height("card") + len(detail) * text.height("detail") + 2 * _PAD
    height = max(_LOWEST, float(round(height + 0.5)))
    return Face(title, detail, width, height, height / 2)


def on_one(card: Card, room: float) -> tuple[str, ...]:
    """What a client runs on, on one line."""
    return (text.clipped(card.runs_on, "detail", room),) if card.runs_on else ()


def placed(card: Card, lines: Face, box: Box) -> PlacedCard:
    """The card in its box: the icon at the left, the text beside it, both in the middle of the height."""
    icon = Box(box.x + _PAD, box.y + (box.height - ICON) / 2, ICON, ICON)
    return PlacedCard(card, box, icon, tuple(_texts(lines, box)), mark(card, box))


def reach(end: Point, before: Point, card: PlacedCard) -> Point:
    """A line ends at the card's border."""
    return end


def mark(card: Card, box: Box) -> Box | None:
    """Where a card that has faults, or differs, is marked: in its upper right corner."""
    return Box(box.right - _MARK - 5, box.y + 5, _MARK, _MARK) if card.faults or card.mark else None


def _texts(lines: Face, box: Box) -> Iterable[TextLine]:
    total = len(lines.title) * text.height("card") + len(lines.detail) * text.height("detail")
    y = box.y + (box.height - total) / 2
    for style, words in (("card", lines.title), ("detail", lines.detail)):
        for line in words:
            y += text.height(style)
            yield text.line(line, Point(box.x + _TEXT_LEFT, y - text.height(style) * 0.27), style)
