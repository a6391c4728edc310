"""Where an author tells cards to stand, they stand, as far as frames allow it."""

from __future__ import annotations

import pytest

from hld.layout import layout
from hld.layout.hints import as_told
from hld.layout.measure import census
from hld.layout.types import Drawing
from hld.view.types import Graph

from .designs import feed, grouped, layered


def told(graph: Graph, **hints: dict[str, int]) -> Graph:
    """The graph with these ranks or orders of cards."""
    cards = [
        card._replace(**{hint: value[card.id] for hint, value in hints.items() if card.id in value})  # type: ignore[arg-type]
        for card in graph.cards
    ]
    return graph._replace(cards=tuple(cards))


def tops(drawing: Drawing, *names: str) -> list[float]:
    places = {card.card.id: card.box.y for card in drawing.cards}
    return [places[name] for name in names]


def test_cards_stand_in_the_order_told() -> None:
    wanted = ("search", "tweet", "user", "timeline")
    drawing = layout(told(feed(), order={name: index for index, name in enumerate(wanted)}))
    assert tops(drawing, *wanted) == sorted(tops(drawing, *wanted))
    assert not census(drawing).faults


def test_a_rank_is_a_column_of_the_lane() -> None:
    drawing = layout(told(feed(), rank={"user": 2, "search": 2}))
    left = {card.card.id: card.box.x for card in drawing.cards}
    assert left["tweet"] == left["timeline"] < left["user"] == left["search"] < left["kafka"]
    assert not census(drawing).faults


@pytest.mark.parametrize("seed", range(6))
def test_any_hints_leave_a_picture_without_faults(seed: int) -> None:
    for graph in (grouped(seed), layered(20, 30, seed)):
        orders = {card.id: -index for index, card in enumerate(graph.cards) if index % 2}
        ranks = {card.id: 1 + index % 3 for index, card in enumerate(graph.cards) if index % 4 == 0}
        assert not census(layout(told(graph, order=orders, rank=ranks))).faults
        assert not census(layout(told(graph, order=orders))).faults


def test_cards_are_put_before_and_after_frames_that_are_told_an_order() -> None:
    around = {"a": (), "b": ("f",), "c": ("f",), "d": (), "e": ("g",)}
    column = ("a", "b", "c", "d", "e")
    assert as_told(column, around, {"a": 3, "b": 2, "c": 1}) == ("c", "b", "d", "e", "a")
    assert as_told(column, around, {"a": 2, "d": 1}) == ("d", "b", "c", "a", "e")
    assert as_told(column, around, {}) == column
