"""Sums of many exact numbers, without reducing each of them to its lowest terms on the way."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

__all__ = ["Tally"]

_NOTHING = Fraction(0)


class Tally:
    """A sum kept as numerators by denominator: rates of one design have few denominators between them."""

    __slots__ = ("_only", "_sums")

    def __init__(self) -> None:
        self._sums: dict[int, int] = {}
        self._only: Fraction | None = None  # a first number, as it is: often there is no other

    def add(self, value: Fraction) -> None:
        """Add a number."""
        if self._only is None and not self._sums:
            self._only = value
        else:
            self.add_ratio(*value.as_integer_ratio())

    def add_ratio(self, above: int, below: int) -> None:
        """Add one whole number by another, to those of its denominator."""
        sums = self._sums
        if self._only is not None:
            first, parts = self._only.as_integer_ratio()
            sums[parts] = first
            self._only = None
        sums[below] = sums.get(below, 0) + above

    def add_quotient(self, one: Fraction, other: Fraction) -> None:
        """Add what one number above zero is of another."""
        above, below = one.as_integer_ratio()
        times, parts = other.as_integer_ratio()
        self.add_ratio(above * parts, below * times)

    @property
    def total(self) -> Fraction:
        """The sum so far."""
        if self._only is not None:
            return self._only
        if not self._sums:
            return _NOTHING
        if len(self._sums) == 1:
            ((below, above),) = self._sums.items()
            return Fraction(above, below)
        common = lcm(*self._sums)
        return Fraction(sum(above * (common // below) for below, above in self._sums.items()), common)
