"""The classic look: large icons with their text below, as the `diagrams` package draws them, but in good order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hld.layout import text
from hld.layout.cards import Face, mark, on_one
from hld.layout.types import Box, PlacedCard, Point, TextLine
from hld.view.types import Card

__all__ = ["face", "placed", "reach", "widest"]

_ICON = 64.0
_PAD = 8.0
_GAP = 6.0  # between icon and text
_CLEAR, _BESIDE_TEXT = 4.0, 8.0  # between the end of a line and the icon, or the text, that it leads to
_NARROWEST, _WIDEST = 104.0, 150.0
_WIDEST_CLIENT = 166.0  # where it tells what it runs on, on one line


def widest(cards: Iterable[Card]) -> float:
    """The one width in which all the cards of a lane can be drawn."""
    return max((min(_most(card), _natural_width(card)) for card in cards), default=_NARROWEST)


def _most(card: Card) -> float:
    return _WIDEST_CLIENT if card.runs_on else _WIDEST


def _natural_width(card: Card) -> float:
    details = (*card.details, card.runs_on)
    longest = max(text.width(card.title, "card"), *(text.width(words, "detail") for words in details))
    return max(_NARROWEST, float(round(longest + 2 * _PAD + 0.5)))


def face(card: Card, width: float) -> Face:
    """The card's text broken for `width`, below the icon."""
    room = width - 2 * _PAD
    title = text.broken(card.title, "card", room)
    detail = (*(line for words in card.details for line in text.parted(words, "detail", room)), *on_one(card, room))
    lines = len(title) * text.height("card") + len(detail) * text.height("detail")
    return Face(title, detail, width, float(round(2 * _PAD + _ICON + _GAP + lines + 0.5)), _PAD + _ICON / 2)


def placed(card: Card, lines: Face, box: Box) -> PlacedCard:
    """The icon, and the text in the middle below it."""
    top = box.y + (box.height - lines.height) / 2 + _PAD
    icon = Box(box.x + (box.width - _ICON) / 2, top, _ICON, _ICON)
    middle = box.x + box.width / 2
    return PlacedCard(card, box, icon, tuple(_texts(lines, middle, top + _ICON + _GAP)), mark(card, box))


def reach(end: Point, before: Point, card: PlacedCard) -> Point:
    """A line ends at the icon or at the text below it, whichever it comes to; a mark or heat has a border."""
    if card.mark is not None or card.card.heat:
        return end
    seen = list(_seen(card))
    if end.y == before.y:
        met = [box for box in seen if box.y - _CLEAR <= end.y <= box.bottom + _CLEAR] or seen
        left, right = min(box.x for box in met) - _CLEAR, max(box.right for box in met) + _CLEAR
        return Point(max(end.x, left) if before.x < end.x else min(end.x, right), end.y)
    met = [box for box in seen if box.x - _CLEAR <= end.x <= box.right + _CLEAR] or seen
    top, bottom = min(box.y for box in met) - _CLEAR, max(box.bottom for box in met) + _CLEAR
    return Point(end.x, max(end.y, top) if before.y < end.y else min(end.y, bottom))


def _seen(card: PlacedCard) -> Iterator[Box]:
    """What a line must not come nearer to than `_CLEAR`: the icon, and the texts with some more room beside them."""
    yield card.icon
    for line in card.texts:
        size, aside = text.size(line.style), _BESIDE_TEXT - _CLEAR
        yield Box(line.at.x - line.width / 2 - aside, line.at.y - 0.75 * size, line.width + 2 * aside, size)


def _texts(lines: Face, middle: float, top: float) -> Iterator[TextLine]:
    y = top
    for style, words in (("card", lines.title), ("detail", lines.detail)):
        for line in words:
            y += text.height(style)
            yield text.line(line, Point(middle, y - text.height(style) * 0.27), style, is_centred=True)
