"""Scales: round numbers at even distances, as many as can be read."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["steps", "times"]

_ROUND = (1, 2, 5, 10)
_UNITS = (Fraction(86_400), Fraction(3_600), Fraction(60))


def times(most: Fraction) -> tuple[Fraction, ...]:
    """The same for seconds: whole or half days, hours, minutes where there is one."""
    unit = next((each for each in _UNITS if most >= each), Fraction(1))
    return tuple(each * unit for each in steps(most / unit))


def steps(most: Fraction, count: int = 5) -> tuple[Fraction, ...]:
    """Round numbers from 0 up to the first that is `most` or more, at most one more than `count` and 0."""
    if most <= 0:
        return (Fraction(0), Fraction(1))
    power = Fraction(1)
    while power * count < most:
        power *= 10
    while power * count >= most:
        power /= 10
    step = next(power * each for each in _ROUND if power * each * count >= most)
    found = [Fraction(0)]
    while found[-1] < most:
        found.append(found[-1] + step)
    return tuple(found)
