"""Boxes by the cells of a coarse grid they lie in, to ask quickly what is near."""

from __future__ import annotations

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
        self._cells: dict[tuple[int, int], list[tuple[Box, T]]] = {}

    def add(self, box: Box, thing: T) -> None:
        """Put in a box."""
        for cell in _cells(box):
            self._cells.setdefault(cell, []).append((box, thing))

    def touching(self, box: Box) -> list[T]:
        """What overlaps `box`; a thing that lies in several cells may be there more than once."""
        near = self._cells
        return [thing for cell in _cells(box) for other, thing in near.get(cell, ()) if box.overlaps(other)]


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    columns = range(int(box.x // _CELL), int(box.right // _CELL) + 1)
    rows = range(int(box.y // _CELL), int(box.bottom // _CELL) + 1)
    return product(columns, rows)
