"""From a graph to a page, as wide as the badges on it need."""

from __future__ import annotations

from hld.layout import cards, classic
from hld.layout.downward import Downward
from hld.layout.page import Page
from hld.layout.plan import Manner, plan
from hld.layout.sheet import badge_room, sheet, wider
from hld.layout.types import Drawing
from hld.view.types import Graph

__all__ = ["MANNERS", "arranged", "lanes"]

_WIDENINGS, _MANY = 5, 120  # how often channels are made wider for the badges in them; but for so many lines

MANNERS: dict[str, Manner] = {
    "lanes": Manner(cards.widest, cards.face, cards.placed, cards.reach),
    "classic": Manner(classic.widest, classic.face, classic.placed, classic.reach),
}


def lanes(graph: Graph, look: str, engine: str) -> Drawing:
    """Lay out the picture with its cards in the manner of this look."""
    return arranged(graph, MANNERS[look], look, engine)


def arranged(graph: Graph, manner: Manner, look: str, engine: str) -> Drawing:
    """Lay out the picture with its cards in a manner."""
    found = plan(graph, manner, engine)
    made = Downward if graph.is_downward else Page
    room = badge_room(found)
    for _ in range(_WIDENINGS if len(graph.lines) <= _MANY else 2):
        page = made(found, sheet(found, room), manner)
        lines, crowded = page.lines()
        if not crowded:
            break
        for channel, more in wider(found, page.sheet, crowded):
            room[channel] = max(room[channel], more)
    return page.drawing(look, lines)
