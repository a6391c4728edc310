"""Numbers as people read them."""

from __future__ import annotations

from fractions import Fraction

from hld.units.format import format_quantity
from hld.units.measure import Measure, Named
from hld.units.quantity import Quantity
from hld.units.words import DAY, YEAR

__all__ = ["amount", "grouped", "per_second", "percent", "quantity_of", "short", "time", "told"]

_SECOND = Named(Fraction(1), "s")
_TIMES = (
    Named(Fraction(DAY), "day"), Named(Fraction(3600), "h"), Named(Fraction(60), "min"), _SECOND,
    Named(Fraction(1, 10**3), "ms"), Named(Fraction(1, 10**6), "µs"), Named(Fraction(1, 10**9), "ns"),
)  # fmt: skip
_WORDS = frozenset(("day", "week", "month", "year"))

_ANY = Measure()


def amount(value: Fraction, unit: str, per: tuple[str, ...] = (), of: str = "", measure: Measure = _ANY) -> str:
    """A number in base units, rounded to a few digits: "148,438/s", "868 KB/s", "36 ms", "11.5k USD/month".

    It is written in the units of `measure`, where that has any.
    """
    if value < 0:
        return "-" + amount(-value, unit, per, of, measure)
    if unit == "1/s" and not per and (measure.per_time is None or measure.per_time.factor == 1):
        return per_second(value)
    if unit == "s" and not per:
        return time(value, measure)
    found = quantity_of(value, unit, per, of)
    return format_quantity(found._replace(of=()) if found.bytes or found.money else found, 3, measure)


def told(quantity: Quantity, measure: Measure = _ANY) -> str:
    """A quantity as an author would write it, if that is short, else rounded; data and money without labels.

    It is written in the units of `measure`, where that has any.
    """
    if quantity.bytes or quantity.money:
        quantity = quantity._replace(of=())
    exact = format_quantity(quantity, 0, measure)
    digits = sum(char.isdigit() for char in exact)
    return exact if digits <= 4 else format_quantity(quantity, 3, measure)


def quantity_of(value: Fraction, unit: str, per: tuple[str, ...] = (), of: str = "") -> Quantity:
    """The quantity of a number in base units."""
    above, *below = unit.split("/")
    powers = {"B": 0, "s": 0, "money": 0}
    currency = ""
    for sign, names in ((1, above.split("·")), (-1, below)):
        for name in names:
            word, _, power = name.partition("^")
            if word == "1":
                continue
            if word not in powers:
                currency, word = word, "money"
            powers[word] += sign * int(power or 1)
    labels = tuple(of.split("·")) if of else ()
    return Quantity(value, powers["B"], powers["s"], powers["money"], currency, labels, per)


def per_second(value: Fraction) -> str:
    """A rate: whole numbers with commas above 100 a second, a few digits below, per minute or longer if it is rare."""
    if value >= 1000 and value % 1000 == 0:
        return f"{short(value)}/s"
    if value >= 100:
        return f"{grouped(value)}/s"
    if value >= Fraction(1, 100):
        return f"{short(value)}/s"
    return format_quantity(Quantity(value, seconds=-1), 3) if value else "0/s"


def short(value: Fraction) -> str:
    """A number with three digits."""
    return format_quantity(Quantity(value), 3)


def grouped(value: Fraction) -> str:
    """A whole number with commas."""
    return f"{int(value + Fraction(1, 2)):,}"


def percent(share: Fraction) -> str:
    """A share in percent, with as many digits as it takes to see what is missing of all: "99.69%", "99.99998%"."""
    missing = abs(1 - share)
    places = 2
    while places < 12 and share != 1 and missing * 100 * 10 ** (places - 2) < 1:
        places += 1
    rounded = round(share * 100, places)
    if rounded == 100 and share < 1:
        rounded = Fraction(100) - Fraction(1, 10**places)
    digits = f"{rounded:.{places}f}" if not isinstance(rounded, Fraction) else _decimal(rounded, places)
    return f"{digits.rstrip('0').rstrip('.') if '.' in digits else digits}%"


def _decimal(value: Fraction, places: int) -> str:
    scaled = int(value * 10**places)
    sign = "-" if scaled < 0 else ""
    digits = str(abs(scaled)).rjust(places + 1, "0")
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else sign + digits


def time(seconds: Fraction, measure: Measure = _ANY) -> str:
    """A time: "36 ms", "8.76 h", "5 years"; in the unit of `measure` where it reads well in that."""
    if measure.above is not None and measure.above.suits(seconds):
        return _with_unit(seconds, measure.above)
    if 0 < seconds < Fraction(1, 10**9):
        return "< 1 ns"
    if seconds >= YEAR and seconds % YEAR == 0:
        years = int(seconds // YEAR)
        return f"{years:,} year{'s' if years > 1 else ''}"
    return _with_unit(seconds, next((unit for unit in _TIMES if seconds >= unit.factor), _SECOND))


def _with_unit(seconds: Fraction, unit: Named) -> str:
    number = told(Quantity(seconds / unit.factor))
    return f"{number} {unit.name}{'s' if unit.name in _WORDS and number != '1' else ''}"
