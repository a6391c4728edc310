"""Exact numbers for programs."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["plain"]


def plain(value: Fraction | None) -> int | float | None:
    """A number as JSON has it: whole where it is whole; None stays."""
    if value is None:
        return None
    if value.denominator == 1:
        return int(value)
    try:
        return float(value)
    except OverflowError:
        return int(value)
