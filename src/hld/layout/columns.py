"""Which column each card stands in: a lane is one column, or several where one would be a tangle."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from hld.tuples import NamedTuple
from hld.view.types import Card, Graph, Line

__all__ = ["Column", "columns"]

_TALLEST, _BROADEST = 14, 6  # cards above each other in a small picture, and beside each other
_BRANCHING = 3  # lines within a lane at one card that cannot all be short and straight in one column
_DEEPEST = 2


class Column(NamedTuple):
    """Cards above each other; `lane` is the index of the lane they belong to."""

    lane: int
    cards: tuple[str, ...]


def columns(graph: Graph) -> tuple[Column, ...]:
    """The columns of all lanes that hold cards, left to right."""
    tallest = max(_BROADEST if graph.is_downward else _TALLEST, math.ceil(1.5 * math.sqrt(len(graph.cards))))
    return tuple(
        Column(index, cards)
        for index, lane in enumerate(graph.lanes)
        for cards in _split([card for card in graph.cards if card.lane == lane.id], graph.lines, tallest)
    )


def _split(members: Sequence[Card], lines: Sequence[Line], tallest: int) -> Iterator[tuple[str, ...]]:
    """The cards of a lane in as many columns as needed, those that others call further right.

    A card that has a rank stands in that column.
    """
    if not members:
        return
    cards = [card.id for card in members]
    within = _within(cards, lines)
    depth = _depths(cards, within)
    ranks = {card.id: card.rank - 1 for card in members if card.rank > 0}
    if ranks:
        places = {card: ranks.get(card, depth[card] if _branches(within) else 0) for card in cards}
        levels = [[card for card in cards if places[card] == level] for level in sorted(set(places.values()))]
    elif _branches(within):
        levels = [[card for card in cards if depth[card] == level] for level in range(max(depth.values()) + 1)]
    else:
        levels = [sorted(cards, key=depth.__getitem__)]
    for level in levels:
        size = math.ceil(len(level) / math.ceil(len(level) / tallest)) if level else 1
        for start in range(0, len(level), size):
            yield tuple(level[start : start + size])


def _within(cards: Sequence[str], lines: Sequence[Line]) -> list[tuple[str, str]]:
    """The pairs of cards in one lane that a line joins."""
    members = set(cards)
    pairs = ((line.source, line.target) for line in lines if line.source in members and line.target in members)
    return list(dict.fromkeys((source, target) for source, target in pairs if source != target))


def _branches(within: Sequence[tuple[str, str]]) -> bool:
    """Whether a card has more lines within its lane than there is room for above and below it."""
    mates: dict[str, set[str]] = {}
    for source, target in within:
        mates.setdefault(source, set()).add(target)
        mates.setdefault(target, set()).add(source)
    return any(len(around) >= _BRANCHING for around in mates.values())


def _depths(cards: Sequence[str], within: Sequence[tuple[str, str]]) -> Mapping[str, int]:
    """How many lines within the lane lead to each card, at most; a line that closes a circle is not counted."""
    targets: dict[str, list[str]] = {card: [] for card in cards}
    entered = {target for _, target in within}
    for source, target in within:
        targets[source].append(target)
    finished = _finished([*(card for card in cards if card not in entered), *cards], targets)
    position = {card: index for index, card in enumerate(reversed(finished))}
    depth = dict.fromkeys(cards, 0)
    for card in reversed(finished):
        for target in targets[card]:
            if position[target] > position[card]:
                depth[target] = min(_DEEPEST, max(depth[target], depth[card] + 1))
    return depth


def _finished(starts: Sequence[str], targets: Mapping[str, Sequence[str]]) -> list[str]:
    """The cards in the order in which a depth-first walk leaves them."""
    seen: set[str] = set()
    finished: list[str] = []
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        stack = [(start, iter(targets[start]))]
        while stack:
            card, rest = stack[-1]
            onward = next((target for target in rest if target not in seen), None)
            if onward is None:
                finished.append(card)
                stack.pop()
            else:
                seen.add(onward)
                stack.append((onward, iter(targets[onward])))
    return finished
