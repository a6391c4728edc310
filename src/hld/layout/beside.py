"""Two designs laid out as one, so that what both have stands at the same place in either picture."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hld.layout import text
from hld.layout.cards import Face
from hld.layout.lanes import MANNERS, arranged
from hld.layout.legend import legend
from hld.layout.plan import Manner
from hld.layout.sheet import MARGIN
from hld.layout.types import Drawing, PlacedCard, PlacedFrame, PlacedLine, Point, TextLine
from hld.view.types import Card, Graph, Line

__all__ = ["beside"]


def beside(both: Graph, sides: Sequence[Graph], look: str = "lanes", engine: str = "embedded") -> tuple[Drawing, ...]:
    """A drawing of each of the sides: parts of `both`, by its ids, with words of their own and room for these."""
    said = {
        card.id: [card, *(each for side in sides for each in side.cards if each.id == card.id)] for card in both.cards
    }
    manner = _roomy(MANNERS[look], said)
    whole = arranged(both, manner, look, engine)
    drawn = [_side(whole, side, MANNERS[look]) for side in sides]
    height = max(each.height for each in drawn)
    return tuple(each._replace(height=height) for each in drawn)


def _roomy(manner: Manner, said: dict[str, list[Card]]) -> Manner:
    """The manner with room on each card for whatever any side has on it."""

    def widest(cards: Iterable[Card]) -> float:
        return manner.widest([each for card in cards for each in said[card.id]])

    def face(card: Card, width: float) -> Face:
        return max((manner.face(each, width) for each in said[card.id]), key=lambda found: found.height)

    return manner._replace(widest=widest, face=face)


def _side(whole: Drawing, side: Graph, manner: Manner) -> Drawing:
    """What one side has of the whole drawing; where the other has something is left empty."""
    cards = {card.id: card for card in side.cards}
    lines = {line.id: line for line in side.lines}
    frames = {frame.id: frame for frame in side.frames}
    width = whole.width - 2 * MARGIN
    header = list(_header(whole, side, width))
    lowest = max((lane.box.bottom for lane in whole.lanes), default=max((line.at.y for line in header), default=0.0))
    rows, bottom = legend(side.legend, MARGIN, lowest, width)
    footer = [
        text.line(words, Point(MARGIN, bottom + 24.0 + index * text.height("footer")), "footer")
        for index, words in enumerate(text.parted(side.footer, "footer", width))
    ]
    return whole._replace(
        graph=side,
        height=float(round((footer[-1].at.y if footer else bottom) + MARGIN)),
        texts=(*header, *footer),
        legend=tuple(rows),
        cards=tuple(_card(placed, cards[placed.card.id], manner) for placed in whole.cards if placed.card.id in cards),
        lines=tuple(_line(placed, lines[placed.line.id]) for placed in whole.lines if placed.line.id in lines),
        frames=tuple(
            PlacedFrame(frames[placed.frame.id], placed.box, placed.titles)
            for placed in whole.frames
            if placed.frame.id in frames
        ),
    )


def _header(whole: Drawing, side: Graph, width: float) -> Iterator[TextLine]:
    """The side's title and subtitle where those of the whole begin."""
    for words, style in ((side.title, "title"), (side.subtitle, "subtitle")):
        first = next((line for line in whole.texts if line.style == style), None)
        if first is not None:
            yield text.line(text.shortened(words, style, width), first.at, style)


def _card(placed: PlacedCard, card: Card, manner: Manner) -> PlacedCard:
    return manner.placed(card, manner.face(card, placed.box.width), placed.box)


def _line(placed: PlacedLine, line: Line) -> PlacedLine:
    """A line with its own numbers, in its own direction."""
    own = {(badge.text, badge.is_reply) for badge in line.badges}
    points = placed.points if line.source == placed.line.source else placed.points[::-1]
    badges = tuple(each for each in placed.badges if (each.badge.text, each.badge.is_reply) in own)
    return PlacedLine(line, points, badges)
