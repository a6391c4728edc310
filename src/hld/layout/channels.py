"""Widths: where the columns stand, and the tracks between them in which lines run up and down."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TypeAlias

from hld.layout.columns import Column
from hld.layout.order import Bend, Order
from hld.layout.rows import CLOSE, End, Rows, runs
from hld.tuples import NamedTuple

__all__ = ["Channels", "Jog", "channels"]

TRACK_GAP = 13  # between two lines that run up or down beside each other
_ALIKE = 3  # heights that differ by less look like one line
_SHORT = 10  # between two lines above each other in one track
_HARD = 10_000

Run: TypeAlias = End | Bend
_Piece: TypeAlias = tuple[Run, Run, int]  # of a line, from one column to the next, with the line's index


class Jog(NamedTuple):
    """A piece of a line that runs up or down in a channel, between the heights at which it comes and goes.

    `sides` says on which side of the channel each of its ends lies: -1 left, 1 right. A line has two ends; the stem of
    a bundle has more. `line` is the first of a bundle.
    """

    line: int
    heights: tuple[int, ...]
    sides: tuple[int, ...]

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
    shared: dict[tuple[int, int], int] = {}
    for channel, pieces in enumerate(_pieces(order, len(columns) + 1)):
        for joined in _stems(pieces):
            jog = _jog(joined, rows)
            if jog is not None:
                jogs[channel].append(jog)
                shared.update(((channel, line), jog.line) for _, _, line in joined)
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
    track.update((place, track[place[0], first]) for place, first in shared.items())
    return Channels(tuple(counts), track)


def _pieces(order: Order, count: int) -> list[list[_Piece]]:
    """The pieces of lines in each channel."""
    found: list[list[_Piece]] = [[] for _ in range(count)]
    for strand in order.strands:
        for index, (left, right) in enumerate(pairwise(runs(strand))):
            found[strand.column + index + 1].append((left, right, strand.line))
    return found


def _stems(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """The pieces that run up and down as one: those that have an end in common."""
    lefts, rights = Counter(left for left, _, _ in pieces), Counter(right for _, right, _ in pieces)
    found: dict[Run, list[_Piece]] = {}
    for piece in pieces:
        left, right, _ = piece
        found.setdefault(left if lefts[left] >= rights[right] else right, []).append(piece)
    yield from found.values()


def _jog(joined: Sequence[_Piece], rows: Rows) -> Jog | None:
    """How pieces run up and down, unless they are straight."""
    lefts = sorted({rows.run[left] for left, _, _ in joined})
    rights = sorted({rows.run[right] for _, right, _ in joined})
    if lefts == rights and len(lefts) == 1:
        return None
    sides = (*(-1 for _ in lefts), *(1 for _ in rights))
    return Jog(joined[0][2], (*lefts, *rights), sides)


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
            coming = (other for other, side in zip(right.heights, right.sides, strict=True) if side < 0)
            cost += max((_meets(height, other) for other in coming), default=0)
    for height, side in zip(right.heights, right.sides, strict=True):
        if side < 0:
            cost += _crosses(height, left)
    return cost


def _meets(leaving: int, coming: int) -> int:
    """What it costs that a line leaves at one height before another has come at nearly the same."""
    apart = abs(leaving - coming)
    return 0 if apart >= CLOSE else _HARD if apart >= _ALIKE else 2 * _HARD


def _crosses(height: int, jog: Jog) -> int:
    return 100 if jog.upper - CLOSE < height < jog.lower + CLOSE else 0


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
