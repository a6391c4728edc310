"""The order that an author tells cards of a column to stand in, as far as frames allow it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any, TypeVar

from hld.tuples import NamedTuple

__all__ = ["as_told"]

S = TypeVar("S")


class _Unit(NamedTuple):
    """A slot, or all those of a frame; `order` is the first that one of them is told."""

    slots: tuple[Any, ...]
    is_frame: bool
    order: int | None


def as_told(
    column: Sequence[S], around: Mapping[S, tuple[str, ...]], told: Mapping[str, int], depth: int = 0
) -> tuple[S, ...]:
    """The slots of a column with those that are told an order in it; the frames stay in the order they have.

    `around` are the frames around each slot, outermost first.
    """
    units: list[_Unit] = []
    for frame, group in groupby(column, key=lambda slot: around[slot][depth : depth + 1]):
        slots = tuple(group)
        if frame:
            orders = [told[slot] for slot in slots if isinstance(slot, str) and slot in told]
            units.append(_Unit(as_told(slots, around, told, depth + 1), True, min(orders, default=None)))
        else:
            units += [_Unit((slot,), False, told.get(slot) if isinstance(slot, str) else None) for slot in slots]
    return tuple(slot for unit in _arranged(units) for slot in unit.slots)


def _arranged(units: Sequence[_Unit]) -> list[_Unit]:
    """Cards take each other's places; where frames are told an order too, cards go before the first that is later."""
    if not any(unit.is_frame and unit.order is not None for unit in units):
        waiting = iter(sorted((unit for unit in units if unit.order is not None), key=_order))
        return [unit if unit.order is None else next(waiting) for unit in units]
    placed = [unit for unit in units if unit.is_frame or unit.order is None]
    for unit in sorted((unit for unit in units if not unit.is_frame and unit.order is not None), key=_order):
        later = (
            index for index, other in enumerate(placed) if other.order is not None and _order(other) > _order(unit)
        )
        placed.insert(next(later, len(placed)), unit)
    return placed


def _order(unit: _Unit) -> int:
    return unit.order if unit.order is not None else 0
