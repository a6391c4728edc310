"""Fewer crossings: slots are moved up and down in their columns while that makes lines cross less often.

`dot` gives the order to begin with. It does not know that a line between two cards of one column is short and
straight only where no other card stands between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

__all__ = ["improved"]

_CROSSING = 10
_DETOUR = 25  # a line that must go around the cards between its two in one column
_PASSED = 6  # each of these cards
_UPWARDS = 3  # a line within a column that leads up
_ROUNDS, _MANY = 6, 800  # how often all slots are tried; but for so many

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
    for _ in range(_ROUNDS if len(solid) <= _MANY else 2):
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
        reach: dict[str, set[int]] = {}
        for number, column in enumerate(columns):
            for slot in column:
                for frame in frames[slot][:1]:
                    reach.setdefault(frame, set()).add(number)
        self.wide = {frame for frame, held in reach.items() if len(held) > 1}  # in several columns
        self.longest = max(map(len, columns), default=0)
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
                for slot in sorted(column, key=lambda slot: (-len(self.mates[slot]), self.place[slot])):
                    moved |= self._settle(slot, column)
                moved |= self._exchange(column)
        return moved

    def _exchange(self, column: list[int]) -> bool:
        """Let neighbours change places that are not of one frame, where fewer lines cross then; whether any did.

        A frame that reaches over several columns stays; so does what lines within the column hold together.
        """
        groups = self._groups(column)
        moved = False
        for at in range(len(groups) - 1):
            upper, lower = groups[at], groups[at + 1]
            are_free = self._is_free(upper) and self._is_free(lower)
            if are_free and sum(more for slot in upper for more in self._steps(slot, lower)) < 0:
                groups[at], groups[at + 1] = lower, upper
                column[:] = [slot for group in groups for slot in group]
                self._count(column)
                moved = True
        return moved

    def _groups(self, column: Sequence[int]) -> list[list[int]]:
        """The slots of a column, those of an outermost frame together."""
        found: list[list[int]] = []
        for slot in column:
            frame = self.frames[slot][:1]
            if frame and found and self.frames[found[-1][0]][:1] == frame:
                found[-1].append(slot)
            else:
                found.append([slot])
        return found

    def _is_free(self, group: Sequence[int]) -> bool:
        is_wide = any(frame in self.wide for frame in self.frames[group[0]][:1])
        return not is_wide and not any(self.mates[slot] for slot in group)

    def _steps(self, slot: int, others: Sequence[int]) -> list[int]:
        """For each of the others, how many more lines cross if the slot stands below it than if it stands above."""
        more = [0] * len(others)
        place = self.place
        for sides in (self.lefts, self.rights):
            if not sides[slot]:
                continue
            ends = [0] * self.longest
            for end in sides[slot]:
                ends[place[end]] += 1
            upto = list(accumulate(ends))
            balance = [2 * count - own - upto[-1] for count, own in zip(upto, ends, strict=True)]
            for index, other in enumerate(others):
                for end in sides[other]:
                    more[index] += balance[place[end]]
        return more

    def _settle(self, slot: int, column: list[int]) -> bool:
        """Move a slot to where it costs least within the reach of its frame; stay where nothing is better."""
        before = self.place[slot]
        first, last = self._reach(slot, column)
        others = column[:before] + column[before + 1 :]
        crossings = accumulate(self._steps(slot, others[first:last]), initial=0)  # more than at the first place
        best, least = first, None
        now = 0
        detours = self._detours(others, slot)
        for place, crossing in enumerate(crossings, first):
            total = _CROSSING * crossing + detours[place]
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

    def _detours(self, others: Sequence[int], slot: int) -> list[int]:
        """What the lines within the column cost, by the place at which `slot` is put in among the others."""
        tied = [(source, target) for source in (*others, slot) for target, leads in self.mates[source] if leads]
        own = [0] * (len(others) + 1)
        if not tied:
            return own
        rises = [0] * (len(others) + 2)  # by how much the cost of the other lines is more than one place before
        at = {member: index for index, member in enumerate(others)}
        cards = [0, *accumulate(int(self.solid[member]) for member in others)]
        for source, target in tied:
            if slot in (source, target):
                other = at[target if source == slot else source]
                for place in range(len(own)):
                    first, last = (other + 1, place) if other < place else (place, other)
                    own[place] += _detour(last - first, cards[last] - cards[first])
                    own[place] += _UPWARDS * ((other < place) == (source == slot))
            else:
                first, last = sorted((at[source], at[target]))
                between, solid = last - first - 1, cards[last] - cards[first + 1]
                more = _detour(between + 1, solid + self.solid[slot]) - _detour(between, solid)
                rises[first + 1] += more
                rises[last + 1] -= more
        return [mine + theirs for mine, theirs in zip(own, accumulate(rises[:-1]), strict=True)]


def _detour(between: int, solid: int) -> int:
    """What a line within a column costs that passes so many slots, so many of them cards."""
    return _DETOUR + _PASSED * solid if solid else _CROSSING * between
