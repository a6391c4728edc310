"""Arithmetic on quantities: dimensions are kept, labels cancel by name, and what does not fit is an error."""

from __future__ import annotations

from fractions import Fraction

from hld.tuples import NamedTuple
from hld.units.quantity import Quantity, UnitError

__all__ = [
    "Dimension", "bounded", "dimension_of", "divided", "multiplied", "same_dimension", "summed", "unit_of",
]  # fmt: skip

_BITS = 4_000
"""Binary digits that the top and the bottom of a number may have: more than any estimate needs."""


class Dimension(NamedTuple):
    """The hard dimensions of a quantity: exponents of data, time and money, and the currency."""

    bytes: int
    seconds: int
    money: int
    currency: str


def dimension_of(quantity: Quantity) -> Dimension:
    """The hard dimensions of a quantity."""
    return Dimension(quantity.bytes, quantity.seconds, quantity.money, quantity.currency)


def same_dimension(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities can be compared and added."""
    return dimension_of(one) == dimension_of(other)


def unit_of(quantity: Quantity) -> str:
    """The base unit of a quantity: "B/s", "1/s", "s", "USD/s", "1" for a number alone."""
    powers = ((quantity.currency or "money", quantity.money), ("B", quantity.bytes), ("s", quantity.seconds))
    above = [_power(name, power) for name, power in powers if power > 0]
    below = [_power(name, -power) for name, power in powers if power < 0]
    return "/".join(["·".join(above) or "1", *below])


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}^{power}"


def multiplied(one: Quantity, other: Quantity) -> Quantity:
    """The product; a label above the line of one cancels the same label below that of the other."""
    above, below = _cancelled((*one.of, *other.of), (*one.over, *other.over))
    return _made(one, other, 1, one.value * other.value)._replace(of=above, over=below)


def divided(one: Quantity, other: Quantity) -> Quantity:
    """The quotient. Raises UnitError where the divisor is zero."""
    if not other.value:
        raise UnitError("a division by zero", "give what stands after '/' a value above zero")
    above, below = _cancelled((*one.of, *other.over), (*one.over, *other.of))
    return _made(one, other, -1, one.value / other.value)._replace(of=above, over=below)


def summed(one: Quantity, other: Quantity, sign: int = 1) -> Quantity:
    """The sum, or with `sign` -1 the difference. Raises UnitError for quantities of different kinds."""
    if not same_dimension(one, other):
        raise UnitError(
            f"{_named(one)} and {_named(other)} cannot be added", "both sides must be of one kind, and per the same"
        )
    if sorted(one.over) != sorted(other.over):
        odd = next(name for name in (*one.over, *other.over) if one.over.count(name) != other.over.count(name))
        raise UnitError(f"one side is per {odd} and the other is not", f"multiply one by the number of {odd}s")
    of = one.of if one.of == other.of else ()
    total = one._replace(value=one.value + sign * other.value, of=of)
    at_least, approximate = one.at_least or other.at_least, one.approximate or other.approximate
    return bounded(total._replace(at_least=at_least, approximate=approximate))


def bounded(quantity: Quantity) -> Quantity:
    """The quantity itself. Raises UnitError where its number has grown beyond reason."""
    value = quantity.value
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > _BITS:
        raise UnitError("a number beyond all reason", "check the factors: one of them is far too large or too small")
    return quantity


def _made(one: Quantity, other: Quantity, way: int, value: Fraction) -> Quantity:
    money = one.money + way * other.money
    if one.currency and other.currency and one.currency != other.currency:
        raise UnitError(f"{one.currency} and {other.currency} are mixed", "write all amounts in one currency")
    return bounded(
        Quantity(
            value,
            one.bytes + way * other.bytes,
            one.seconds + way * other.seconds,
            money,
            (one.currency or other.currency) if money else "",
            at_least=one.at_least or other.at_least,
            approximate=one.approximate or other.approximate,
        )
    )


def _cancelled(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The labels that are left of each side once those on both are taken away, as often as they are on both."""
    if not above or not below:
        return above, below
    rest = list(above)
    left = []
    for name in below:
        if name in rest:
            rest.remove(name)
        else:
            left.append(name)
    return tuple(rest), tuple(left)


_NAMES = {"1": "a number", "s": "a time", "B": "an amount of data", "1/s": "a rate", "B/s": "data in a time"}


def _named(quantity: Quantity) -> str:
    """A quantity's kind for people."""
    unit = unit_of(quantity)
    return _NAMES.get(unit, "an amount of money" if quantity.money == 1 and not quantity.seconds else unit)
