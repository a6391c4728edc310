"""Quotes put into a text that is no YAML without them, so that the rest of it can be read."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

__all__ = ["Patches", "Stretch"]

Stretch = tuple[int, int, int]
"""Line, column and end column of a part of a line, from 0."""


class Patches:
    """The quotes put into a text, by line. False when there are none."""

    __slots__ = ("_inserted",)

    def __init__(self) -> None:
        self._inserted: dict[int, list[int]] = {}

    def __bool__(self) -> bool:
        return bool(self._inserted)

    def quote(self, stretches: Iterable[Stretch | None], lines: tuple[str, ...]) -> bool:
        """Quote each stretch; False, and nothing done, where one is None or was quoted before, or there is none."""
        wanted: list[Stretch] = []
        for stretch in stretches:
            if stretch is None or self._touches(stretch):
                return False
            wanted.append(stretch)
        for line, start, end in wanted:
            within = [at for at in range(start, end) if lines[line][at] == "'"]
            self._inserted[line] = sorted([*self._inserted.get(line, ()), start, *within, end])
        return bool(wanted)

    def _touches(self, stretch: Stretch) -> bool:
        line, start, end = stretch
        return any(start <= at <= end for at in self._inserted.get(line, ()))

    def apply(self, lines: tuple[str, ...]) -> str:
        """The text with the quotes in it."""
        return "\n".join(
            self._line(number, line) if number in self._inserted else line for number, line in enumerate(lines)
        )

    def _line(self, number: int, line: str) -> str:
        ends = [0, *self._inserted[number], len(line)]
        return "'".join(line[start:end] for start, end in pairwise(ends))

    def back(self, line: int, column: int) -> int:
        """The column in the text as written of a column in the text with the quotes in it."""
        for at in self._inserted.get(line, ()):
            if at >= column:
                break
            column -= 1
        return column
