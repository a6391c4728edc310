"""The time of a simulation: whole nanoseconds, so that the order of events is the same on every machine."""

from __future__ import annotations

from collections.abc import Generator
from fractions import Fraction
from typing import Any

__all__ = ["NANO", "Events", "in_words", "nanoseconds", "seconds"]

#: What the clock counts in a second.
NANO = 1_000_000_000

#: What happens one thing after the other, waiting in between.
Events = Generator[Any, Any, Any]


def nanoseconds(time: float | Fraction) -> int:
    """Seconds as the clock counts them."""
    return round(time * NANO)


def seconds(time: float) -> float:
    """The time of the clock as it is told: in seconds, to the microsecond."""
    return round(time / NANO, 6)


def in_words(time: float) -> str:
    """Seconds for people."""
    return f"{time:.3g} s" if time < 120 else f"{time / 60:.3g} min"
