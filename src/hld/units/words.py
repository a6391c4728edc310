"""The words of quantities: multipliers, units of data, time, money and rate, and the labels of what is counted."""

from __future__ import annotations

from fractions import Fraction

from hld.tuples import NamedTuple
from hld.units.quantity import UnitError

__all__ = [
    "COUNTS", "CURRENCIES", "CURRENCY_SIGNS", "DAY", "MONTH", "NUMERALS", "PEOPLE", "REQUESTS", "STANDARD", "TIMES",
    "YEAR", "Calendar", "Unit", "label", "plural", "rate_unit", "size_unit",
]  # fmt: skip


class Unit(NamedTuple):
    """What a word multiplies a number by, and the exponents of the dimensions it brings."""

    factor: Fraction
    bytes: int = 0
    seconds: int = 0
    of: str = ""


DAY = 86_400
MONTH = 30 * DAY
"""Seconds of a month: 30 days, as in service level agreements and on whiteboards."""
YEAR = 365 * DAY
"""Seconds of a year: 365 days."""

COUNTS = {
    **dict.fromkeys(("k", "K", "thousand"), 10**3),
    **dict.fromkeys(("M", "m", "mn", "mio", "million", "millions"), 10**6),
    **dict.fromkeys(("B", "b", "bn", "G", "billion", "billions"), 10**9),
    **dict.fromkeys(("T", "tn", "trillion", "trillions"), 10**12),
}
"""What stands after a number and multiplies it. Only single letters tell case."""

TIMES = {
    **dict.fromkeys(("ns", "nanosecond"), Fraction(1, 10**9)),
    **dict.fromkeys(("us", "µs", "μs", "microsecond"), Fraction(1, 10**6)),
    **dict.fromkeys(("ms", "msec", "millisecond"), Fraction(1, 10**3)),
    **dict.fromkeys(("s", "sec", "second"), Fraction(1)),
    **dict.fromkeys(("m", "min", "minute"), Fraction(60)),
    **dict.fromkeys(("h", "hr", "hour"), Fraction(3600)),
    **dict.fromkeys(("d", "day"), Fraction(DAY)),
    **dict.fromkeys(("w", "wk", "week"), Fraction(7 * DAY)),
    **dict.fromkeys(("mo", "mon", "month"), Fraction(MONTH)),
    **dict.fromkeys(("y", "yr", "year"), Fraction(YEAR)),
}
"""Seconds of a unit of time. `m` is a minute."""
for _word in tuple(TIMES):
    if len(_word) > 2:
        TIMES[_word + "s"] = TIMES[_word]
TIMES["hrs"], TIMES["yrs"], TIMES["wks"] = TIMES["hr"], TIMES["yr"], TIMES["wk"]


class Calendar(NamedTuple):
    """How long a day, a month and a year are counted, in seconds, and how many bytes a character has."""

    day: Fraction = Fraction(DAY)
    month: Fraction = Fraction(MONTH)
    year: Fraction = Fraction(YEAR)
    char: Fraction = Fraction(1)

    def seconds(self, word: str) -> Fraction | None:
        """The seconds of a unit of time, None where the word is none."""
        usual = TIMES.get(word.lower())
        if usual is None or usual < DAY:
            return usual
        return {DAY: self.day, 7 * DAY: 7 * self.day, MONTH: self.month, YEAR: self.year}[int(usual)]

    def bytes(self, word: str) -> Fraction | None:
        """The bytes of a unit of data, None where the word is none; raises UnitError for one that is two."""
        factor = size_unit(word)
        return self.char if factor is not None and word.lower().startswith("char") else factor


STANDARD = Calendar()
"""Days of 86,400 s, months of 30 days, years of 365, one byte a character."""

CURRENCY_SIGNS = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}
_CODES = """
AED ARS AUD BGN BRL CAD CHF CLP CNY COP CZK DKK EGP EUR GBP HKD HUF IDR ILS INR JPY KES KRW MAD
MXN MYR NGN NOK NZD PEN PHP PKR PLN RON RSD RUB SAR SEK SGD THB TRY TWD UAH USD VND ZAR
"""
CURRENCIES = frozenset(_CODES.split())
_NUMERALS = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
NUMERALS = {word: number for number, word in enumerate(_NUMERALS.split())}

PEOPLE = frozenset(("account", "dau", "mau", "wau", "people", "person", "user"))
"""Labels that all mean a user. Daily active users are users, not users per day."""
REQUESTS = frozenset(("call", "op", "operation", "query", "req", "request"))
"""Labels that all mean a request."""

_PREFIXES = {"": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5, "e": 6}
_LONG_PREFIXES = {"kilo": 1, "mega": 2, "giga": 3, "tera": 4, "peta": 5, "exa": 6}
_PER_SECOND = {
    "rps": "request", "qps": "request", "tps": "request", "ops": "request", "iops": "request", "hz": "",
}  # fmt: skip
_BYTES = ("b", "byte", "bytes", "octet", "octets", "char", "chars", "character", "characters")
_ONE_BYTE = Fraction(1)


def size_unit(word: str) -> Fraction | None:
    """The bytes of a unit of data (`MB`, `KiB`, `Mbit`, `chars`); None where the word is none.

    Prefixes count in thousands, those with an i in 1024. Raises UnitError for `Mb`, which may be either of two.
    """
    folded = word.lower()
    if folded in _BYTES:
        return _ONE_BYTE
    for unit, share in (("bits", Fraction(1, 8)), ("bit", Fraction(1, 8)), ("bytes", _ONE_BYTE), ("byte", _ONE_BYTE)):
        if folded.endswith(unit):
            power = _LONG_PREFIXES.get(folded[: -len(unit)], _PREFIXES.get(folded[: -len(unit)]))
            return None if power is None else share * 1000**power
    if not folded.endswith("b") or len(folded) > 3:
        return None
    if folded.endswith("ib") and folded[:-2] in _PREFIXES and folded[:-2]:
        return Fraction(1024 ** _PREFIXES[folded[:-2]])
    if len(folded) != 2 or folded[0] not in _PREFIXES:
        return None
    if word[0].isupper() and word[1] == "b":
        raise UnitError(f"'{word}' may mean bytes or bits", f"write {word[0]}B for bytes or {word[0]}bit for bits")
    return Fraction(1000 ** _PREFIXES[folded[0]])


def rate_unit(word: str) -> Unit | None:
    """The unit of a word that holds a `per second`: `rps`, `Gbps`; None for other words."""
    folded = word.lower()
    if folded in _PER_SECOND:
        return Unit(Fraction(1), seconds=-1, of=_PER_SECOND[folded])
    if not folded.endswith("ps") or len(folded) > 5:
        return None
    prefix = folded[:-3]
    if prefix not in _PREFIXES or folded[-3:-2] != "b":
        return None
    share = _ONE_BYTE if word[-3] == "B" else Fraction(1, 8)
    return Unit(share * 1000 ** _PREFIXES[prefix], bytes=1, seconds=-1)


def label(word: str) -> str:
    """The singular of what is counted, one word for all that mean the same ("DAU" is a user, "query" a request)."""
    word = _singular(word.lower())
    if word in PEOPLE:
        return "user"
    return "request" if word in REQUESTS else word


def plural(word: str) -> str:
    """The plural of a label, if the label can be told from it again."""
    hisses = word.endswith(("ch", "sh", "x"))
    for candidate in (f"{word[:-1]}ies" if word.endswith("y") else f"{word}s" * (not hisses), f"{word}es"):
        if label(candidate) == word:
            return candidate
    return word


def _singular(word: str) -> str:
    if len(word) < 4 or word.endswith(("ss", "us", "is", "series", "news")) or not word.endswith("s"):
        return word[:-1] if word in ("ops",) else word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes", "zes", "tuses")) else word[:-1]
