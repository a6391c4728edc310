"""Boxes by the cells of a coarse grid they lie in, to ask quickly what is near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Generic, TypeVar

from hld.layout.types import Box

__all__ = ["Grid"]

T = TypeVar("T")
_CELL = 128.0


class Grid(Generic[T]):
    """Boxes with what they stand for."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[tuple[float, float, float, float, T]]] = defaultdict(list)

    def add(self, box: Box, thing: T) -> None:
        """Put in a box."""
        x, y, width, height = box
        right, bottom = x + width, y + height
        for cell in _cells(x, y, right, bottom):
            self._cells[cell].append((x, y, right, bottom, thing))

    def touching(self, box: Box) -> list[T]:
        """What overlaps `box`; a thing that lies in several cells may be there more than once."""
        x, y, width, height = box
        right, bottom = x + width, y + height
        return [
            thing
            for cell in _cells(x, y, right, bottom)
            for left, top, end, foot, thing in self._cells.get(cell, ())
            if x < end and left < right and y < foot and top < bottom
        ]


def _cells(left: float, top: float, right: float, bottom: float) -> Iterator[tuple[int, int]]:
    columns = range(int(left // _CELL), int(right // _CELL) + 1)
    return product(columns, range(int(top // _CELL), int(bottom // _CELL) + 1))
