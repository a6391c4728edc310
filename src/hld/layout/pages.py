"""A page of tables and cards: one below the other, in one width."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, islice

from hld.layout.dives import CARD_WIDTH, card
from hld.layout.figure import Body, Caption, Figure, Shape, figure, moved
from hld.layout.table import table, wants
from hld.layout.types import Point
from hld.view.tables import Card, Column, Page, Table

__all__ = ["page"]

_WIDEST, _NARROWEST = 1300.0, 760.0
_BETWEEN = 30.0  # two tables
_CARD_GAP = 20.0
_ABREAST = 2  # cards


def page(data: Page) -> Figure:
    """The tables and cards of a page in their places; cards that follow each other stand side by side."""
    body = _stacked(tuple(_bodies(data.parts)))
    return figure(Caption(data.view, data.title, data.subtitle, data.footer, data.description), body)


def _bodies(parts: Sequence[Table | Card]) -> Iterator[tuple[Body, float]]:
    tables = _tables([part for part in parts if isinstance(part, Table)])
    for kind, run in groupby(parts, key=type):
        if kind is Table:
            yield from islice(tables, len(tuple(run)))
        else:
            yield from _cards([part for part in run if isinstance(part, Card)])


def _tables(tables: Sequence[Table]) -> Iterator[tuple[Body, float]]:
    """Each table as wide as the widest wants to be, with the gap below it; those with the same columns line up."""
    alike: dict[tuple[Column, ...], list[Table]] = {}
    for each in tables:
        alike.setdefault(each.columns, []).append(each)
    wanted = {columns: wants(group) for columns, group in alike.items()}
    widest = max((sum(most for _, most in each) for each in wanted.values()), default=0.0)
    for each in tables:
        yield table(each, wanted[each.columns], min(_WIDEST, max(_NARROWEST, widest))), _BETWEEN


def _cards(cards: Sequence[Card]) -> Iterator[tuple[Body, float]]:
    """Rows of cards side by side."""
    for first in range(0, len(cards), _ABREAST):
        row = [card(each) for each in cards[first : first + _ABREAST]]
        shapes: list[Shape] = []
        for index, each in enumerate(row):
            shapes += moved(each.shapes, Point(index * (CARD_WIDTH + _CARD_GAP), 0.0))
        width = len(row) * (CARD_WIDTH + _CARD_GAP) - _CARD_GAP
        yield Body(tuple(shapes), width, max(each.height for each in row)), _CARD_GAP


def _stacked(bodies: Sequence[tuple[Body, float]]) -> Body:
    shapes: list[Shape] = []
    y = gap = 0.0
    for body, below in bodies:
        shapes += moved(body.shapes, Point(0.0, y + gap))
        y, gap = y + gap + body.height, below
    return Body(tuple(shapes), max((body.width for body, _ in bodies), default=0.0), y)
