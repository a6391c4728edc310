"""Frames moved out of the way: to the top or bottom of what they lie in, where fewer lines then run through them.

`dot` keeps a frame together and does not mind what passes through it. A line does so that goes on above the frame in
one column and below it in the next, when the frame reaches over both.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

__all__ = ["out_of_the_way"]

S = TypeVar("S", bound=Hashable)

_INTRUSION, _CROSSING = 5, 1
_ROUNDS, _MOST = 3, 12  # how often a frame is moved, and in pictures of how many frames at most

Columns = tuple[tuple[S, ...], ...]
Paths = Mapping[S, tuple[str, ...]]


def out_of_the_way(
    columns: Columns[S],
    around: Paths[S],
    joins: Sequence[tuple[S, S]],
    within: Sequence[tuple[S, S]],
    untangled: Callable[[Columns[S]], Columns[S]],
) -> Columns[S]:
    """The columns with frames where they are least in the way, the rest `untangled` after each move.

    `around` are the frames of each slot, outermost first; `joins` the pieces of lines between slots of neighbouring
    columns, `within` the lines between slots of one column.
    """
    frames = list(dict.fromkeys(frame for path in around.values() for frame in path))
    best, least = columns, _cost(columns, around, joins, within)
    for _ in range(_ROUNDS if len(frames) <= _MOST else 0):
        if not _intrusions(best, around, joins, within):
            break
        tried = [_moved(best, around, frame, to_top) for frame in frames for to_top in (True, False)]
        costs = [_cost(each, around, joins, within) for each in tried]
        found = untangled(tried[costs.index(min(costs))])
        cost = _cost(found, around, joins, within)
        if cost >= least:
            break
        best, least = found, cost
    return best


def _moved(columns: Columns[S], around: Paths[S], frame: str, to_top: bool) -> Columns[S]:
    """The columns with a frame at the top or bottom of the frame around it, or of the page."""
    path = next(path[: path.index(frame)] for path in around.values() if frame in path)
    depth = len(path)

    def arranged(column: Sequence[S]) -> tuple[S, ...]:
        level = [slot for slot in column if around[slot][:depth] == path]
        own = [slot for slot in level if frame in around[slot]]
        others = [slot for slot in level if frame not in around[slot]]
        if not own:
            return tuple(column)
        start = column.index(level[0])
        return (*column[:start], *(own + others if to_top else others + own), *column[start + len(level) :])

    return tuple(map(arranged, columns))


def _cost(columns: Columns[S], around: Paths[S], joins: Sequence[tuple[S, S]], within: Sequence[tuple[S, S]]) -> int:
    place = {slot: index for column in columns for index, slot in enumerate(column)}
    column_of = {slot: index for index, column in enumerate(columns) for slot in column}
    beside: dict[int, list[tuple[int, int]]] = {}
    for left, right in joins:
        beside.setdefault(column_of[left], []).append((place[left], place[right]))
    crossings = sum(
        (one[0] - other[0]) * (one[1] - other[1]) < 0
        for ends in beside.values()
        for index, one in enumerate(ends)
        for other in ends[:index]
    )
    detours = sum(abs(place[one] - place[other]) - 1 for one, other in within)
    return _CROSSING * (crossings + detours) + _INTRUSION * _intrusions(columns, around, joins, within)


def _intrusions(
    columns: Columns[S], around: Paths[S], joins: Sequence[tuple[S, S]], within: Sequence[tuple[S, S]]
) -> int:
    """How many pieces of lines pass from above a frame to below it, or back."""
    place: dict[S, tuple[int, int]] = {}
    reach: dict[tuple[str, int], int] = {}  # the first place of a frame in a column
    for number, column in enumerate(columns):
        for index, slot in enumerate(column):
            place[slot] = (number, index)
            for frame in around[slot]:
                reach.setdefault((frame, number), index)
    by_column: dict[int, list[str]] = {}
    for frame, number in reach:
        by_column.setdefault(number, []).append(frame)
    count = 0
    for left, right in (*joins, *within):
        (first, above), (last, below) = place[left], place[right]
        for frame in by_column.get(first, ()):
            if frame not in around[left] and frame not in around[right] and (frame, last) in reach:
                count += (above < reach[frame, first]) != (below < reach[frame, last])
    return count
