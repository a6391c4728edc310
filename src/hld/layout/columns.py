"""Which column each card stands in: a lane is one column, or several where it holds many cards."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hld.view.types import Card, Graph, Line

__all__ = ["Column", "columns"]

_TALLEST = 14  # cards above each other in a small picture


class Column(NamedTuple):
    """Cards above each other; `lane` is the index of the lane they belong to."""

    lane: int
    cards: tuple[str, ...]


def columns(graph: Graph) -> tuple[Column, ...]:
    """The columns of all lanes that hold cards, left to right."""
    tallest = max(_TALLEST, math.ceil(1.5 * math.sqrt(len(graph.cards))))
    return tuple(
        Column(index, cards)
        for index, lane in enumerate(graph.lanes)
        for cards in _split([card for card in graph.cards if card.lane == lane.id], graph.lines, tallest)
    )


def _split(cards: Sequence[Card], lines: Sequence[Line], tallest: int) -> Iterator[tuple[str, ...]]:
    """The cards of a lane in as many columns as needed, those that others call further right."""
    count = math.ceil(len(cards) / tallest)
    if count <= 1:
        if cards:
            yield tuple(card.id for card in cards)
        return
    depth = _depths([card.id for card in cards], lines)
    ordered = sorted((card.id for card in cards), key=depth.__getitem__)
    size = math.ceil(len(ordered) / count)
    for start in range(0, len(ordered), size):
        yield tuple(ordered[start : start + size])


def _depths(ids: Sequence[str], lines: Sequence[Line]) -> Mapping[str, int]:
    """How many lines within the lane lead to each card, at most; a circle counts once around."""
    depth = dict.fromkeys(ids, 0)
    within = [line for line in lines if line.source in depth and line.target in depth and line.source != line.target]
    for _ in range(4):
        for line in within:
            depth[line.target] = min(4, max(depth[line.target], depth[line.source] + 1))
    return depth
