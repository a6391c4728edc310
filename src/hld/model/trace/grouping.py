"""Putting things together that belong together, in the order in which they come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

__all__ = ["grouped", "inverted", "unique"]

K = TypeVar("K")
T = TypeVar("T")


def grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    """The second of each pair, by the first."""
    groups: defaultdict[K, list[T]] = defaultdict(list)
    for key, item in pairs:
        groups[key].append(item)
    return {key: tuple(items) for key, items in groups.items()}


def unique(things: Iterable[T]) -> tuple[T, ...]:
    """Each thing once."""
    return tuple(dict.fromkeys(things))


def inverted(groups: dict[K, tuple[T, ...]]) -> dict[T, tuple[K, ...]]:
    """The keys by their members."""
    return grouped((member, key) for key, members in groups.items() for member in members)
