"""The units in which a quantity is written, so that another can be set beside it in the same."""

from __future__ import annotations

import re
from fractions import Fraction

from hld.tuples import NamedTuple
from hld.units.quantity import Quantity, UnitError
from hld.units.words import STANDARD, TIMES, Calendar, label, rate_unit, size_unit

__all__ = ["Measure", "Named", "measure_of"]

_PER = r"\s+(?:per|an?|each|every)\s+|\s*/\s*"
_WORD = r"[^\W\d_]+"
_TIME_WORDS = ("ns", "µs", "ms", "s", "min", "h", "day", "week", "month", "year")
_SIZE_WORDS = tuple(f"{prefix}{unit}" for unit in ("B", "iB", "bit") for prefix in "KMGTPE")
_REQUEST = "request"
_LEAST, _MOST = Fraction(1, 100), 1_000


class Named(NamedTuple):
    """A unit: what it is in base units, and its name."""

    factor: Fraction
    name: str

    def suits(self, value: Fraction) -> bool:
        """Whether a value, in base units, reads well in this one: without counting digits."""
        return _LEAST <= value / self.factor < _MOST


class Measure(NamedTuple):
    """The unit of data or time above the line, and those of data and of time below it; None where there is none.

    `requests` is the word that its author has for requests, where that is another one: "queries".
    """

    above: Named | None = None
    per_size: Named | None = None
    per_time: Named | None = None
    requests: str = ""


def measure_of(text: str, quantity: Quantity, calendar: Calendar = STANDARD) -> Measure:
    """The units in which `quantity` is written; of a sum of times (`1h 30min`) there is no single one."""
    above, *below = re.split(_PER, text.strip(), flags=re.IGNORECASE)
    sizes = [unit for term in below if (unit := _size(_last(term)))]
    times = [unit for term in below if (unit := _time(_last(term), calendar))]
    words = re.findall(_WORD, above)
    found = _above(words, quantity, calendar)
    second = Named(Fraction(1), "s")
    is_per_second = quantity.seconds < 0 and not times and any(rate_unit(word) for word in words)
    per_time = times[0] if times else second if is_per_second else None
    return Measure(found, sizes[0] if sizes else None, per_time, _requests(words, quantity))


def _requests(words: list[str], quantity: Quantity) -> str:
    """What requests are called, as "queries" or "calls"."""
    if _REQUEST not in quantity.of:
        return ""
    return next((word for word in words if label(word) == _REQUEST and word.lower().removesuffix("s") != _REQUEST), "")


def _above(words: list[str], quantity: Quantity, calendar: Calendar) -> Named | None:
    if quantity.seconds == 1:
        times = [unit for word in words if (unit := _time(word, calendar))]
        return times[0] if len(times) == 1 else None
    if quantity.bytes == 1:
        return next((unit for word in reversed(words) if (unit := _size(_amount(word)))), None)
    return None


def _last(term: str) -> str:
    words: list[str] = re.findall(_WORD, term)
    return words[-1] if words else ""


def _amount(word: str) -> str:
    """The unit of data in a word that says `per second` as well: "Gbit" of "Gbps"."""
    if rate_unit(word) is None:
        return word
    return word[:-2] if word[-3] == "B" else f"{word[:-3]}bit"


def _time(word: str, calendar: Calendar) -> Named | None:
    usual, seconds = TIMES.get(word.lower()), calendar.seconds(word)
    name = next((name for name in _TIME_WORDS if TIMES[name] == usual), "")
    return Named(seconds, name) if seconds is not None and name else None


def _size(word: str) -> Named | None:
    try:
        factor = size_unit(word)
    except UnitError:
        return None
    name = next((name for name in _SIZE_WORDS if size_unit(name) == factor), "")
    return Named(factor, name) if factor is not None and name else None
