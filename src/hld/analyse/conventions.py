"""How the arithmetic counts: days, months, characters, headroom; and quantities read under that."""

from __future__ import annotations

from fractions import Fraction
from typing import Protocol

from hld.analyse.types import Conventions, Number, Origin
from hld.catalog.defaults import RTT_REGIONS, UTILISATION
from hld.spec.types import Leaf, Record
from hld.tuples import NamedTuple
from hld.units.dimensions import unit_of
from hld.units.parse import duration
from hld.units.quantity import Quantity, UnitError
from hld.units.words import DAY, STANDARD, Calendar

__all__ = ["Reader", "conventions", "number"]

_PEAK_DURATION = Fraction(600)
_HORIZON_YEARS = 5
_MONTH_DAYS, _YEAR_DAYS = 30, 365
#: A convention outside of these is a slip of the pen: a day of no length would have us divide by zero.
_LEAST, _MOST = Fraction(1, 10**6), Fraction(10**12)


class Parser(Protocol):
    """Reads a quantity under a calendar."""

    def __call__(self, text: str, calendar: Calendar = ...) -> Quantity:
        """The quantity that is written; raises UnitError."""


def conventions(root: Record) -> Conventions:
    """Those that the spec sets, and the usual ones for the rest."""
    record = root.record("conventions")
    stated: set[str] = set()

    def read(name: str, usual: Fraction, calendar: Calendar = STANDARD) -> Fraction:
        leaf = None if record is None else record.leaf(name)
        if leaf is None or not isinstance(leaf.value, Quantity):
            return usual
        value = leaf.value.value if calendar is STANDARD else _again(leaf, duration, calendar).value
        if not _LEAST <= value <= _MOST:
            return usual
        stated.add(name)
        return value

    day = read("day", Fraction(DAY))
    by_day = Calendar(day, _MONTH_DAYS * day, _YEAR_DAYS * day)
    month = read("month", by_day.month, by_day)
    year = read("year", by_day.year, by_day)
    return Conventions(
        day=day,
        month=month,
        year=year,
        bytes_per_char=read("bytes_per_char", Fraction(1)),
        utilisation=min(read("utilisation", UTILISATION[0]), Fraction(1)),
        peak_duration=read("peak_duration", _PEAK_DURATION, by_day),
        off_peak=read("off_peak", Fraction(1)),
        horizon=read("horizon", _HORIZON_YEARS * year, Calendar(day, month, year)),
        rtt=read("rtt", RTT_REGIONS[0]),
        stated=frozenset(stated),
    )


class Reader(NamedTuple):
    """Reads the quantities of a spec under its own conventions; `cold` are the caches that count as empty."""

    conventions: Conventions
    calendar: Calendar
    cold: frozenset[str] = frozenset()

    @classmethod
    def under(cls, conventions: Conventions, cold: frozenset[str] = frozenset()) -> Reader:
        """The reader for these conventions."""
        calendar = Calendar(conventions.day, conventions.month, conventions.year, conventions.bytes_per_char)
        return cls(conventions, STANDARD if calendar == STANDARD else calendar, cold)

    def quantity(self, record: Record | None, key: str, parser: Parser) -> Quantity | None:
        """The quantity under `key`, which a field of this parser holds; None where there is none."""
        leaf = None if record is None else record.leaf(key)
        if leaf is None or not isinstance(leaf.value, Quantity):
            return None
        return leaf.value if self.calendar is STANDARD else _again(leaf, parser, self.calendar)

    def share(self, record: Record | None, key: str) -> Fraction | None:
        """The ratio under `key`, which no calendar changes; None where there is none."""
        leaf = None if record is None else record.leaf(key)
        return leaf.value.value if leaf is not None and isinstance(leaf.value, Quantity) else None


def _again(leaf: Leaf, parser: Parser, calendar: Calendar) -> Quantity:
    """The quantity of a leaf, read anew under another calendar."""
    try:
        return parser(leaf.text, calendar)
    except UnitError:
        assert isinstance(leaf.value, Quantity), "only quantities are read again"
        return leaf.value


def number(quantity: Quantity, origin: Origin) -> Number:
    """The number of a quantity, with its labels."""
    return Number(
        quantity.value, unit_of(quantity), origin, False, "", tuple(dict.fromkeys(quantity.over)), "·".join(quantity.of)
    )
