"""Sums of many exact numbers, without reducing each of them to its lowest terms on the way."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

__all__ = ["Tally"]

_NOTHING = Fraction(0)


class Tally:
    """A sum kept as numerators by denominator: rates of one design have few denominators between them."""

    __slots__ = ("_sums",)

    def __init__(self) -> None:
        self._sums: dict[int, int] = {}

    def add(self, value: Fraction) -> None:
        """Add a number."""
        below = value.denominator
        self._sums[below] = self._sums.get(below, 0) + value.numerator

    def add_product(self, one: Fraction, other: Fraction) -> None:
        """Add the product of two numbers."""
        below = one.denominator * other.denominator
        self._sums[below] = self._sums.get(below, 0) + one.numerator * other.numerator

    @property
    def total(self) -> Fraction:
        """The sum so far."""
        if not self._sums:
            return _NOTHING
        common = lcm(*self._sums)
        return Fraction(sum(above * (common // below) for below, above in self._sums.items()), common)
