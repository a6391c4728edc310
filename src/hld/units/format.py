"""Quantities to text, in the units that people think in."""

from __future__ import annotations

from fractions import Fraction

from hld.units.measure import Measure, Named
from hld.units.quantity import Quantity
from hld.units.words import DAY, MONTH, YEAR, plural

__all__ = ["format_quantity", "format_share"]

_COUNTS = ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "k"))
_SIZES = tuple(
    (Fraction(1000**power), f"{prefix}B") for power, prefix in reversed(tuple(enumerate(" KMGTPE"))) if power
)
_TIMES = (
    (Fraction(DAY), "day"), (Fraction(3600), "h"), (Fraction(60), "min"), (Fraction(1), "s"),
    (Fraction(1, 10**3), "ms"), (Fraction(1, 10**6), "µs"), (Fraction(1, 10**9), "ns"),
)  # fmt: skip
_WORDS = frozenset(("day", "week", "month", "year"))
_SECONDS = {"s": 1, "min": 60, "h": 3600, "day": DAY, "week": 7 * DAY, "month": MONTH, "year": YEAR}
_PER_TIME = {unit: Named(Fraction(seconds), unit) for unit, seconds in _SECONDS.items()}
_PER_SIZE = {unit: Named(Fraction(1000**power), unit) for power, unit in enumerate(("B", "KB", "MB", "GB", "TB"))}
_ANY = Measure()
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def format_quantity(quantity: Quantity, digits: int = 0, measure: Measure = _ANY) -> str:
    """The quantity as an author would write it.

    With `digits` it is rounded to that many significant digits, for people; without, every digit is kept, in
    whichever unit of time or data they come to an end, so that the text is the same quantity again. `measure` are
    the units to write it in; a unit of data or time in which the number would be hard to read is not taken.
    """
    value, below = _below(quantity, digits, measure)
    text = _above(quantity, value, digits, measure)
    marks = ("~" if quantity.approximate else "", "+" if quantity.at_least else "")
    number, _, words = text.partition(" ")
    return f"{marks[0]}{number}{marks[1]}{' ' if words else ''}{words}{below}"


def format_share(value: Fraction) -> str:
    """A share as a percentage, every digit kept where it has an end: "99.99%"."""
    return f"{_number(value * 100, 0 if _ends(value) else 6)}%"


def _above(quantity: Quantity, value: Fraction, digits: int, measure: Measure) -> str:
    """The number with what stands above the line."""
    unit = measure.above
    powers = [(name, power) for name, power in (("B", quantity.bytes), ("s", quantity.seconds)) if power > 0]
    if sum(power for _, power in powers) > 1:
        text = f"{_count(value, digits)} {'·'.join(name + _raised(power) for name, power in powers)}"
    elif unit is not None and (not digits or unit.suits(value)):
        text = _plain(value / unit.factor, unit.name, digits)
    elif quantity.bytes == 1:
        text = _with_unit(value, _SIZES, digits) or f"{_number(value, digits)} byte{'s' if value != 1 else ''}"
    elif quantity.seconds == 1:
        text = _time(value, digits)
    else:
        text = _count(value, digits)
    if quantity.money > 0:
        text = f"{text} {quantity.currency}{_raised(quantity.money)}"
    for name in quantity.of:
        own = measure.requests if name == "request" else ""
        text = f"{text} {own or (name if value == 1 else plural(name))}"
    return text


def _below(quantity: Quantity, digits: int, measure: Measure) -> tuple[Fraction, str]:
    """The value per what it is per, and the text of that: `/user/day`."""
    value = quantity.value
    text = "".join(f"/{name}" for name in quantity.over)
    if quantity.money < 0:
        text = f"{text}/{quantity.currency}{_raised(-quantity.money)}"
    if quantity.bytes < 0:
        power = -quantity.bytes
        per = measure.per_size or (_PER_SIZE["GB"] if digits else _shortest(value, _PER_SIZE, power))
        value, text = value * per.factor**power, f"{text}/{per.name}{_raised(power)}"
    if quantity.seconds < 0:
        power = -quantity.seconds
        per = measure.per_time or _period(quantity, value, digits, power)
        value, text = value * per.factor**power, f"{text}/{per.name}{_raised(power)}"
    return value, text


def _raised(power: int) -> str:
    """A power behind its unit: "²"; none for the first."""
    return "" if power == 1 else str(power).translate(_SUPERSCRIPT)


def _period(quantity: Quantity, value: Fraction, digits: int, power: int) -> Named:
    """The time that a quantity is best written per."""
    if not digits:
        return _shortest(value, _PER_TIME, power)
    if quantity.money or quantity.over:
        return _PER_TIME["month" if quantity.money else "day"]
    return next((per for per in _PER_TIME.values() if value * per.factor**power >= 1), _PER_TIME["s"])


def _shortest(value: Fraction, units: dict[str, Named], power: int) -> Named:
    """The unit per which the value has the fewest digits, of those per which it has an end."""
    fitting = [per for per in units.values() if _ends(value * per.factor**power)]
    return min(fitting, key=lambda per: _length(value * per.factor**power), default=next(iter(units.values())))


def _length(value: Fraction) -> int:
    return len(_decimal(value).replace(".", "").strip("0")) + 2 * (value < 1)


def _with_unit(value: Fraction, units: tuple[tuple[Fraction, str], ...], digits: int) -> str:
    for factor, unit in units:
        if value >= factor:
            return f"{_number(value / factor, digits)} {unit}"
    return ""


def _time(value: Fraction, digits: int) -> str:
    if not digits:
        for factor, unit in _TIMES:
            if value and (value / factor).denominator == 1:
                return _plain(value / factor, unit, digits)
    for factor, unit in _TIMES:
        if value >= factor:
            return _plain(value / factor, unit, digits)
    return f"{_number(value, digits)} s"


def _plain(value: Fraction, unit: str, digits: int) -> str:
    """A number with its unit; those that are words have a plural."""
    return f"{_number(value, digits)} {unit}{'s' if unit in _WORDS and value != 1 else ''}"


def _count(value: Fraction, digits: int) -> str:
    for factor, suffix in _COUNTS:
        if value >= factor:
            return f"{_number(value / factor, digits)}{suffix}"
    return _number(value, digits)


def _number(value: Fraction, digits: int) -> str:
    """A number in decimal; exactly, unless `digits` are wanted or it never ends (then to 15)."""
    if not digits and _ends(value):
        return _decimal(value)
    digits = digits or 15
    if not value:
        return "0"
    exponent = 0
    while abs(value) >= Fraction(10) ** (exponent + 1):
        exponent += 1
    while abs(value) < Fraction(10) ** exponent:
        exponent -= 1
    step = Fraction(10) ** (exponent - digits + 1)
    return _decimal(round(value / step) * step)


def _ends(value: Fraction) -> bool:
    """Whether the decimals of a number come to an end: its denominator is made of twos and fives."""
    denominator = value.denominator
    for factor in (2, 5):
        while denominator % factor == 0:
            denominator //= factor
    return denominator == 1


def _decimal(value: Fraction) -> str:
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
    digits = str(abs(value * 10**places).numerator).rjust(places + 1, "0")
    whole, part = (digits[:-places], digits[-places:]) if places else (digits, "")
    return f"{'-' if value < 0 else ''}{whole}{'.' if part else ''}{part}"
