"""The formulas of availability, queues and scaling, with nothing of a design in them.

Shares that are nearly one are kept as what is missing of one, as exact fractions, so that nothing is lost: four
regions at 99.95 % are down for 6.25e-14 of the time.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from fractions import Fraction

__all__ = [
    "MOST", "all_of", "any_of", "at_least_once", "erlang_c", "k_of_n", "mm1", "over_zones", "trimmed", "usl",
    "usl_peak", "waiting_time",
]  # fmt: skip

MOST = 10_000
"""Instances up to which `k of n` and waiting lines are worked out."""

_ONE = Fraction(1)
_BITS = 700
_EXACT = 64
_DIGITS = 10**80


def trimmed(value: Fraction) -> Fraction:
    """The number itself while it is short; else rounded to 80 digits behind the point, or 80 of its own."""
    if value.denominator.bit_length() <= _BITS or not value:
        return value
    scale = _DIGITS
    while abs(value) * scale < _DIGITS // 10**20:
        scale *= _DIGITS
    return Fraction(round(value * scale), scale)


def all_of(downs: Iterable[Fraction]) -> Fraction:
    """The share of time that not all are up, each down for its own share: 1 − Π(1 − u)."""
    above, below = 1, 1
    for down in downs:
        part, whole = down.as_integer_ratio()
        above *= whole - part
        below *= whole
        if below.bit_length() > _BITS:
            above, below = trimmed(Fraction(above, below)).as_integer_ratio()
    return Fraction(below - above, below)


def at_least_once(share: Fraction, count: Fraction) -> Fraction:
    """The chance that one of so many happens which happens with this share each: 1 − (1 − share)ᴺ."""
    if count <= 1 or share >= 1:
        return min(share * min(count, _ONE), _ONE)
    if count.denominator == 1 and count <= _EXACT:
        return trimmed(1 - (1 - share) ** int(count))
    return Fraction(-math.expm1(float(count) * math.log1p(-float(share))))


def any_of(downs: Iterable[Fraction]) -> Fraction:
    """The share of time that all are down at once: Π u."""
    product = _ONE
    for down in downs:
        product = trimmed(product * down)
    return product


def k_of_n(k: int, n: int, down: Fraction) -> Fraction:
    """The share of time that fewer than k of n alike instances are up: Σ C(n,j) uʲ (1−u)ⁿ⁻ʲ over j > n − k.

    Raises ValueError for more than `MOST` instances.
    """
    if n > MOST:
        raise ValueError(f"more than {MOST} instances")
    if k <= 0 or not down:
        return Fraction(0)
    if k > n or down >= 1:
        return _ONE
    up = 1 - down
    first = n - k + 1
    term = math.comb(n, first) * trimmed(_power(down, first) * _power(up, n - first))
    ratio = down / up
    total = Fraction(0)
    for failed in range(first, n + 1):
        total += term
        if failed == n or (term < total / _DIGITS and failed > n * down):
            break
        term = trimmed(term * ratio * Fraction(n - failed, failed + 1))
    return min(trimmed(total), _ONE)


def _power(value: Fraction, exponent: int) -> Fraction:
    """A power by squaring, trimmed on the way."""
    result, base = _ONE, value
    while exponent:
        if exponent & 1:
            result = trimmed(result * base)
        base = trimmed(base * base)
        exponent >>= 1
    return result


def over_zones(k: int, n: int, down: Fraction, zones: int, zone_down: Fraction) -> Fraction:
    """The same for instances spread evenly over zones, each of which fails as a whole besides."""
    total = Fraction(0)
    for lost in range(zones + 1):
        left = n * (zones - lost) // zones
        chance = math.comb(zones, lost) * _power(zone_down, lost) * _power(1 - zone_down, zones - lost)
        total += trimmed(chance * k_of_n(k, left, down))
    return min(trimmed(total), _ONE)


def erlang_c(servers: int, offered: float) -> float:
    """The chance that an arrival has to wait, with so many servers and so much work offered (in servers).

    1 where the work is more than they can do. Raises ValueError for more than `MOST` servers.
    """
    if servers > MOST:
        raise ValueError(f"more than {MOST} servers")
    if servers < 1 or offered >= servers:
        return 1.0
    blocked = 1.0
    for count in range(1, servers + 1):
        blocked = offered * blocked / (count + offered * blocked)
    busy = offered / servers
    return blocked / (1 - busy * (1 - blocked))


def waiting_time(servers: int, arrivals: float, served: float) -> float:
    """The mean wait for one of so many servers, each of which serves so many in a second; infinite if too few."""
    spare = servers * served - arrivals
    return erlang_c(servers, arrivals / served) / spare if spare > 0 else math.inf


def mm1(arrivals: Fraction, served: Fraction) -> Fraction | None:
    """The mean time in a line with one server, waiting included: 1 / (μ − λ). None where the line grows for ever."""
    return 1 / (served - arrivals) if served > arrivals else None


def usl(instances: float, one: float, contention: float, coherency: float) -> float:
    """What so many instances do by the universal scalability law, one alone doing `one`."""
    return one * instances / (1 + contention * (instances - 1) + coherency * instances * (instances - 1))


def usl_peak(contention: float, coherency: float) -> float:
    """The number of instances beyond which more of them do less: √((1 − σ) / κ); infinite without coherency."""
    return math.sqrt((1 - contention) / coherency) if coherency > 0 else math.inf
