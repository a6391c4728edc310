"""Fewer crossings: slots are moved up and down in their columns while that makes lines cross less often.

`dot` gives the order to begin with. It does not know that a line between two cards of one column is short and
straight only where no other card stands between them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate

__all__ = ["improved"]

_CROSSING = 10
_DETOUR = 25  # a line that must go around the cards between its two in one column
_PASSED = 6  # each of these cards
_UPWARDS = 3  # a line within a column that leads up
_ROUNDS = 6

Columns = list[list[int]]


def improved(
    columns: Sequence[Sequence[int]],
    joins: Sequence[tuple[int, int]],
    within: Sequence[tuple[int, int]],
    solid: Sequence[bool],
    frames: Sequence[tuple[str, ...]],
) -> list[list[int]]:
    """Slots, by number, in a better order.

    `joins` are the pieces of lines between slots of neighbouring columns, left to right; `within` the lines between
    two cards of one column, source first; `solid` says which slots are cards. A slot stays within its frame.
    """
    mover = _Mover(columns, joins, within, solid, frames)
    for _ in range(_ROUNDS):
        if not mover.round():
            break
    return mover.columns


class _Mover:
    def __init__(
        self,
        columns: Sequence[Sequence[int]],
        joins: Sequence[tuple[int, int]],
        within: Sequence[tuple[int, int]],
        solid: Sequence[bool],
        frames: Sequence[tuple[str, ...]],
    ) -> None:
        self.columns: Columns = [list(column) for column in columns]
        self.solid, self.frames = solid, frames
        self.lefts: list[list[int]] = [[] for _ in solid]
        self.rights: list[list[int]] = [[] for _ in solid]
        for left, right in joins:
            self.lefts[right].append(left)
            self.rights[left].append(right)
        self.mates: list[list[tuple[int, bool]]] = [[] for _ in solid]  # the other card, and whether it is the target
        for source, target in within:
            self.mates[source].append((target, True))
            self.mates[target].append((source, False))
        self.place = [0] * len(solid)
        for column in self.columns:
            self._count(column)

    def _count(self, column: Sequence[int]) -> None:
        for index, slot in enumerate(column):
            self.place[slot] = index

    def round(self) -> bool:
        """Try every slot at every place of its column once, in columns from left to right; whether any moved."""
        moved = False
        for column in self.columns:
            if len(column) > 1:
                costs = self._pair_costs(column)
                for slot in sorted(column, key=lambda slot: (-len(self.mates[slot]), self.place[slot])):
                    moved |= self._settle(slot, column, costs)
        return moved

    def _pair_costs(self, column: Sequence[int]) -> dict[tuple[int, int], int]:
        """How much it costs that one slot stands above another: the crossings of their lines to either side."""
        ends = {
            slot: [sorted(self.place[other] for other in side) for side in (self.lefts[slot], self.rights[slot])]
            for slot in column
        }
        return {
            (upper, lower): _CROSSING * sum(_crossings(a, b) for a, b in zip(ends[upper], ends[lower], strict=True))
            for upper in column
            for lower in column
            if upper != lower
        }

    def _settle(self, slot: int, column: list[int], costs: Mapping[tuple[int, int], int]) -> bool:
        """Move a slot to where it costs least within the reach of its frame; stay where nothing is better."""
        before = self.place[slot]
        first, last = self._reach(slot, column)
        others = column[:before] + column[before + 1 :]
        crossing = sum(costs[slot, other] for other in others[first:last])
        best, least = first, None
        now = 0
        detours = self._detours(others, slot)
        for place in range(first, last + 1):
            if place > first:
                passed = others[place - 1]
                crossing += costs[passed, slot] - costs[slot, passed]
            total = crossing + detours(place)
            if place == before:
                now = total
            if least is None or total < least:
                best, least = place, total
        if least is None or least >= now:
            return False
        column[:] = [*others[:best], slot, *others[best:]]
        self._count(column)
        return True

    def _reach(self, slot: int, column: Sequence[int]) -> tuple[int, int]:
        """The first and last place among its neighbours of the same frame."""
        at, frame = self.place[slot], self.frames[slot]
        first = last = at
        while first > 0 and self.frames[column[first - 1]] == frame:
            first -= 1
        while last + 1 < len(column) and self.frames[column[last + 1]] == frame:
            last += 1
        return first, last

    def _detours(self, others: Sequence[int], slot: int) -> Callable[[int], int]:
        """What the lines within the column cost, as a function of the place at which `slot` is put in."""
        tied = [(source, target) for source in (*others, slot) for target, leads in self.mates[source] if leads]
        if not tied:
            return lambda place: 0
        at = {member: index for index, member in enumerate(others)}
        cards = [0, *accumulate(int(self.solid[member]) for member in others)]

        def cost(place: int) -> int:
            total = 0
            for source, target in tied:
                if slot in (source, target):
                    other = at[target if source == slot else source]
                    first, last = (other + 1, place) if other < place else (place, other)
                    between, solid = last - first, cards[last] - cards[first]
                    upwards = (other < place) == (source == slot)
                else:
                    first, last = sorted((at[source], at[target]))
                    inside = first < place <= last
                    between, solid = last - first - 1 + inside, cards[last] - cards[first + 1]
                    solid += inside and self.solid[slot]
                    upwards = at[target] < at[source]
                total += _DETOUR + _PASSED * solid if solid else _CROSSING * between
                total += _UPWARDS * upwards
            return total

        return cost


def _crossings(upper: Sequence[int], lower: Sequence[int]) -> int:
    """How many pairs of ends are the wrong way round when the first slot stands above the second; both sorted."""
    return sum(bisect_left(lower, end) for end in upper)
