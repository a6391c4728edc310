"""Widths: where the columns stand, and the tracks between them in which lines run up and down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hld.layout.columns import Column
from hld.layout.order import Bend, Order, Slot
from hld.layout.rows import End, Rows
from hld.tuples import NamedTuple

__all__ = ["Channels", "Jog", "channels"]

TRACK_GAP = 13  # between two lines that run up or down beside each other
_CLOSE = 9  # two lines end to end at nearly one height must not overlap
_SHORT = 10  # between two lines above each other in one track
_HARD = 10_000


class Jog(NamedTuple):
    """A piece of a line that runs up or down in a channel, between the heights at which it comes and goes.

    `sides` says on which side of the channel each of the two ends lies: -1 left, 1 right.
    """

    line: int
    heights: tuple[int, int]
    sides: tuple[int, int]

    @property
    def upper(self) -> int:
        """Its upper end."""
        return min(self.heights)

    @property
    def lower(self) -> int:
        """Its lower end."""
        return max(self.heights)


class Channels(NamedTuple):
    """For each channel (the one left of the first column is 0): how many tracks it has; the track of each jog."""

    tracks: tuple[int, ...]
    track: Mapping[tuple[int, int], int]


def channels(columns: Sequence[Column], order: Order, rows: Rows) -> Channels:
    """Give each jog a track, so that few lines cross."""
    jogs: list[list[Jog]] = [[] for _ in range(len(columns) + 1)]
    for strand in order.strands:
        for column, left, right in strand.steps:
            heights = rows.run[_key(strand.line, left, "right")], rows.run[_key(strand.line, right, "left")]
            if heights[0] != heights[1]:
                jogs[column + 1].append(Jog(strand.line, heights, (-1, 1)))
    where = {card: index for index, column in enumerate(columns) for card in column.cards}
    for loop in rows.loops:
        upper, lower = (rows.run[End(loop.line, card, loop.side)] for card in (loop.upper, loop.lower))
        side = -1 if loop.side == "right" else 1
        jogs[where[loop.upper] + (loop.side == "right")].append(Jog(loop.line, (upper, lower), (side, side)))
    track: dict[tuple[int, int], int] = {}
    counts = []
    for index, crowd in enumerate(jogs):
        found = _tracks(_ordered(crowd))
        track.update(((index, line), at) for line, at in found.items())
        counts.append(max(found.values(), default=-1) + 1)
    return Channels(tuple(counts), track)


def _key(line: int, slot: Slot, side: str) -> End | Bend:
    return slot if isinstance(slot, Bend) else End(line, str(slot), side)


def _ordered(jogs: Sequence[Jog]) -> list[Jog]:
    """The jogs from left to right, so that few cross: each is put where it costs least, until nothing moves."""
    cost = {(a.line, b.line): _cost(a, b) for a in jogs for b in jogs if a is not b}
    ordered: list[Jog] = []
    for jog in jogs:
        ordered.insert(_best_place(jog, ordered, cost), jog)
    for _ in range(3):
        before = list(ordered)
        for jog in jogs:
            ordered.remove(jog)
            ordered.insert(_best_place(jog, ordered, cost), jog)
        if ordered == before:
            break
    return ordered


def _best_place(jog: Jog, ordered: Sequence[Jog], cost: Mapping[tuple[int, int], int]) -> int:
    total = sum(cost[jog.line, other.line] for other in ordered)
    best, least = 0, total
    for index, other in enumerate(ordered, 1):
        total += cost[other.line, jog.line] - cost[jog.line, other.line]
        if total < least:
            best, least = index, total
    return best


def _cost(left: Jog, right: Jog) -> int:
    """How often two jogs cross when one stands left of the other; what must not be costs far more."""
    cost = 0
    for height, side in zip(left.heights, left.sides, strict=True):
        if side > 0:  # leaves to the right, through the other's track
            cost += _crosses(height, right)
            cost += _HARD * any(
                side < 0 and abs(height - other) < _CLOSE
                for other, side in zip(right.heights, right.sides, strict=True)
            )
    for height, side in zip(right.heights, right.sides, strict=True):
        if side < 0:
            cost += _crosses(height, left)
    return cost


def _crosses(height: int, jog: Jog) -> int:
    return 100 if jog.upper - _CLOSE < height < jog.lower + _CLOSE else 0


def _tracks(ordered: Sequence[Jog]) -> dict[int, int]:
    """The leftmost track for each jog that is right of all before it that it stands beside."""
    track: dict[int, int] = {}
    for index, jog in enumerate(ordered):
        beside = (
            track[other.line]
            for other in ordered[:index]
            if other.upper - _SHORT < jog.lower and jog.upper < other.lower + _SHORT
        )
        track[jog.line] = max(beside, default=-1) + 1
    return track
