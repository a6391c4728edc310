"""The known name that a misspelt one most likely meant."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["closest", "distance", "is_slip", "meant", "nearest", "squash"]

_JOINERS = str.maketrans("_ ", "--")
_LONG = 8
_SEPARATORS = str.maketrans("", "", "-_ ")


def squash(name: str) -> str:
    """The form in which two spellings of one name are equal: lower case without blanks, `-` and `_`."""
    return name.lower().translate(_SEPARATORS)


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate closest to `name`, if it is close enough to be a slip of the pen; of equals the first in order."""
    return next(iter(closest(name, candidates)), None)


def meant(names: Iterable[str]) -> str:
    """The question that a hint asks: "did you mean 'graph'?"."""
    return f"did you mean {' or '.join(repr(name) for name in names)}?"


def is_slip(name: str, near: str) -> bool:
    """Whether `name` is a slip of the pen for `near` beyond doubt.

    That is one letter, two in a long word, or case and joiners alone. Names that differ in digits are two names.
    """
    name, near = squash(name), squash(near)
    if [char for char in name if char.isdigit()] != [char for char in near if char.isdigit()]:
        return False
    limit = min(_allowed(max(len(name), len(near))), 1 if min(len(name), len(near)) < _LONG else 2)
    return distance(name, near, limit) <= limit


def closest(name: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """The candidate closest to `name`, all of them, by letters, if several are: none if none is close enough.

    Spellings that differ in case, blanks, `-` and `_` alone are the closest. Otherwise edits are counted as by
    Damerau and Levenshtein (a swap of neighbours is one), on what is left when a last word both share is
    taken away (`user-db`, `usr-db`): none is allowed in up to 2 letters, 1 in up to 4, 2 in longer ones.
    """
    best: list[str] = []
    least = 3
    wanted = name.lower().translate(_JOINERS)
    head, _, tail = wanted.rpartition("-")
    ending = "-" + tail if head and tail else ""
    shortest = len(wanted.translate(_SEPARATORS)) - 2
    whole, stem = _Word(wanted.translate(_SEPARATORS)), _Word(head.translate(_SEPARATORS))
    for candidate in candidates:
        if len(candidate) < shortest:
            continue
        folded = candidate.lower().translate(_JOINERS)
        if ending and folded.endswith(ending) and len(folded) > len(ending):
            found = stem.edits(folded[: -len(ending)].translate(_SEPARATORS), min(least, 2))
        else:
            found = whole.edits(folded.translate(_SEPARATORS), min(least, 2))
        if found < least:
            best, least = [candidate], found
            if not least:
                break
        elif found == least < 3:
            best.append(candidate)
    return tuple(best) if len(best) < 2 else _most_alike(wanted, best)


def _most_alike(name: str, candidates: Iterable[str]) -> tuple[str, ...]:
    """Of candidates equally many edits away, those that begin and end most like `name`, by letters."""
    shared = {each: _shared(name, each.lower()) for each in candidates}
    most = max(shared.values())
    return tuple(sorted(each for each, count in shared.items() if count == most))


def _shared(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning and at their end."""
    start = _alike(one, other)
    return start + min(_alike(one[::-1], other[::-1]), min(len(one), len(other)) - start)


def _alike(one: str, other: str) -> int:
    """How many letters two words have in common at their beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (left, right) in pairs if left != right), min(len(one), len(other)))


def distance(one: str, other: str, limit: int) -> int:
    """The number of letters inserted, deleted, replaced or swapped with a neighbour; `limit` + 1 if there are more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    beyond = limit + 1
    before: list[int] = []
    row = [min(count, beyond) for count in range(len(other) + 1)]
    for i, letter in enumerate(one, 1):
        # What lies further than `limit` off the diagonal is beyond it, so only that band is worked out.
        start, end = max(1, i - limit), min(len(other), i + limit)
        last, before, row = before, row, [beyond] * (len(other) + 1)
        row[0] = min(i, beyond)
        for j in range(start, end + 1):
            against = other[j - 1]
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row[j] = cost
        if min(row[start - 1 : end + 1]) > limit:
            return beyond
    return min(row[-1], beyond)


def _allowed(length: int) -> int:
    """How many edits a word of this length may be away."""
    if length <= 2:
        return 0
    return 1 if length <= 4 else 2


class _Word:
    """A misspelt word made ready to be compared with many."""

    __slots__ = ("letters", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.letters = frozenset(text)

    def edits(self, other: str, limit: int) -> int:
        """The edits between the word and `other` if they are few enough, else a number above `limit`."""
        if self.text == other:
            return 0
        length = len(self.text)
        limit = min(limit, _allowed(max(length, len(other))))
        if limit < 1 or abs(length - len(other)) > limit:
            return 3
        if len(self.letters.symmetric_difference(other)) > 2 * limit:  # each edit changes two letters at most
            return 3
        found = distance(self.text, other, limit)
        return found if found <= limit else 3
