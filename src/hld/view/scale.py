"""Scales: round numbers at even distances, as many as can be read."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["steps"]

_ROUND = (1, 2, 5, 10)


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
