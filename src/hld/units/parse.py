"""Texts to quantities, typed by the field that holds them: `5m` is minutes in one and millions in another."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from hld.tuples import NamedTuple
from hld.units.quantity import Quantity, UnitError
from hld.units.words import (
    COUNTS,
    CURRENCIES,
    CURRENCY_SIGNS,
    NUMERALS,
    STANDARD,
    TIMES,
    Calendar,
    Unit,
    label,
    rate_unit,
)

__all__ = [
    "LENGTH", "boolean", "capacity", "count", "duration", "estimate_type", "int_range", "integer", "money", "quantity",
    "rate", "ratio", "size", "without_decimal_comma",
]  # fmt: skip

LENGTH = 200
"""Characters that a quantity may have."""

_NUMBER = r"(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d[\d_]*)(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d{1,3}(?![\w.]))?"
_DECIMAL_COMMA = r"(?<![\d,])\d+(,)\d{1,2}(?![\d,])"
_WORD = r"[^\W\d_][\w-]*|%|\S"
_WHOLE = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d[\d_]*)"
_RANGE = r"([\d_,]+)\s*(?:\.\.\.?|…|–|-|to)\s*([\d_,]+)"
_OF_TO = r"([\d._]+)\s*:\s*([\d._]+)(?:\s+([^\W\d]\w*)\s*[:/]\s*([^\W\d]\w*))?"
_NINES = r"(?i)(\d+(?:\.\d+)?|[a-z]+)\s*(?:-\s*)?nines?"
_TIMES = r"(?:[xX×]\s*(?P<after>[\d._]+)|(?P<before>[\d._]+)\s*[xX×])"
_BYTES = r"[\d.]\s+B\s*(?:$|/|per\b)"
_PER = r"(?i)\s+(?:per|an?|each|every)\s+|\s*/\s*"
_TRUE = frozenset(("true", "yes", "on"))
_FALSE = frozenset(("false", "no", "off"))
_MANY = frozenset(("k", "K", "M", "B", "thousand", "million", "billion"))
_MULTIPLIERS = frozenset("kKMmBbT")


class _Text(NamedTuple):
    """A quantity's text in parts: marks, number, words above the line, and terms below it."""

    text: str
    number: Fraction
    words: tuple[str, ...]
    below: tuple[str, ...]
    currency: str
    approximate: bool
    at_least: bool


def quantity(text: str, calendar: Calendar = STANDARD) -> Quantity:
    """Any quantity, told by its units: `250M users`, `1 MB`, `200ms`, `99.9%`, `10k rps`, `$50k/month`.

    A bare `m` or `B` after the number is a million or a billion here; set off by a blank, as in `100 B`, it is bytes.
    """
    text = _bounded(text)
    parts = _split(text)._replace(words=("bytes",)) if re.search(_BYTES, text) else None
    return _ratio(text) or _build(parts or _split(text), _any_word, calendar)


def duration(text: str, calendar: Calendar = STANDARD) -> Quantity:
    """A time: `200ms`, `.25ms`, `5m` (minutes), `1h 30min`, `30d`, `5 years`."""
    text = _bounded(text)
    terms = _terms_of_time(text, calendar)
    if terms is None:
        parts = _split(text)
        if len(parts.words) == 2 and parts.words[0] in _MANY and not parts.below and parts.words[1].lower() in TIMES:
            return _build(parts, _any_word, calendar)
        if parts.number == 0 and not parts.words and not parts.below:
            return Quantity(Fraction(0), seconds=1)
        if not parts.words:
            raise UnitError(f"'{text}' has no unit", f"write {text}ms, {text}s or {text} min")
        unit = parts.words[0] if parts.words else ""
        raise UnitError(f"'{text}' is no duration: '{unit}' is no unit of time", "write it like 200ms, 5 min, 30 days")
    return terms


def size(text: str, calendar: Calendar = STANDARD) -> Quantity:
    """An amount of data: `1 MB`, `1.5gb`, `10B` (bytes), `280 chars`, `1 KiB`, `8 Mbit`."""
    text = _bounded(text)
    parts = _split(text)
    if not parts.words and not parts.below:
        if parts.number == 0:
            return Quantity(Fraction(0), bytes=1)
        raise UnitError(f"'{text}' has no unit", f"write {text} B, {text} KB or {text} MB")
    found = _build(parts, _size_word, calendar)
    if (found.bytes, found.seconds, found.money) != (1, 0, 0):
        raise UnitError(f"'{text}' is no amount of data", "write it like 1 MB, 280 chars, 4 KiB")
    return found


def count(text: str, calendar: Calendar = STANDARD) -> Quantity:
    """A number of things: `100M+ DAU`, `250m`, `10B`, `1.5 billion`, `200 followers/tweet`."""
    text = _bounded(text)
    found = _build(_split(text), _any_word, calendar)
    if (found.bytes, found.seconds, found.money) != (0, 0, 0):
        raise UnitError(f"'{text}' is no count", "write it like 250M users, 10k, 200 followers/tweet")
    return found


def rate(text: str, calendar: Calendar = STANDARD) -> Quantity:
    """So much per time: `5k/s`, `10k rps`, `1 Gbps`, `500 MB/s`, `2 tweets per user per day`."""
    text = _bounded(text)
    found = _build(_split(text), _any_word, calendar)
    if found.seconds != -1 or found.money or found.bytes not in (0, 1):
        raise UnitError(
            f"'{text}' is no rate: it says no 'per time'",
            f"write {text}/s or {text}/day" if found.seconds == 0 else "write it like 5k/s, 10 requests/user/day",
        )
    return found


def money(text: str, calendar: Calendar = STANDARD) -> Quantity:
    """An amount with its currency, perhaps per time or amount: `$50k/month`, `0.023 USD/GB/month`."""
    text = _bounded(text)
    parts = _split(text)
    if not parts.currency:
        raise UnitError(f"'{text}' names no currency", f"write ${text} or {text} USD")
    return _build(parts, _any_word, calendar)


def ratio(text: str) -> Quantity:
    """A share or a ratio: `99.9%`, `four nines`, `10:1 read:write`, `3x`, `0.95`."""
    text = _bounded(text)
    found = _ratio(text)
    if found is None:
        if not any(char.isdigit() for char in text):
            raise UnitError(f"'{text}' is no ratio: it holds no number", "write it like 95%, four nines, 10:1 or 3x")
        parts = _split(text)
        if parts.words or parts.below or parts.currency:
            raise UnitError(f"'{text}' is no ratio", "write it like 95%, four nines, 10:1 or 3x")
        found = _build(parts, _count_word, STANDARD)
    return found


def integer(text: str) -> int:
    """A whole number: `3`, `1,000`, `10k`."""
    text = _bounded(text)
    if re.fullmatch(_WHOLE, text):
        return int(text.replace(",", "").replace("_", ""))
    try:
        parts = _split(text)
    except UnitError:
        raise UnitError(f"'{text}' is no whole number", "write it in digits, like 3") from None
    factor = COUNTS.get(parts.words[0]) if len(parts.words) == 1 else 1 if not parts.words else None
    if factor is None or parts.below or parts.currency or (parts.number * factor).denominator != 1:
        raise UnitError(f"'{text}' is no whole number", "write it in digits, like 3")
    return int(parts.number * factor)


def boolean(text: str) -> bool:
    """`true`, `yes`, `on` or `false`, `no`, `off`."""
    folded = text.strip().lower()
    if folded in _TRUE:
        return True
    if folded in _FALSE:
        return False
    raise UnitError(f"'{text}' is neither true nor false", "write true or false")


def int_range(text: str) -> tuple[int, int]:
    """Two whole numbers, the smaller first: `20..60`."""
    match = re.fullmatch(_RANGE, _bounded(text))
    if match is None:
        raise UnitError(f"'{text}' is no range", "write two whole numbers with .. between them, like 20..60")
    low, high = (integer(part) for part in match.groups())
    if low > high:
        raise UnitError(f"'{text}' ends before it begins", f"write {high}..{low}")
    return low, high


def estimate_type(name: str) -> Callable[[str, Calendar], Quantity]:
    """The parser for the estimate of this name: its last word may tell sizes and times from counts."""
    last = name.replace("-", "_").rsplit("_", 1)[-1].lower() if "_" in name or "-" in name else ""
    if last in ("size", "bytes"):
        return size
    if last in ("time", "ttl", "window", "duration", "latency"):
        return duration
    return quantity


def capacity(name: str, text: str, calendar: Calendar = STANDARD) -> Quantity:
    """The estimate of this name: a bare `5m` is 5 million, unless the name ends in `_size`, `_time` or the like."""
    special = estimate_type(name)
    return _read(quantity if re.search(r"[/%:$€£¥₹]|\bper\b", text) else special, text, calendar)


@lru_cache(maxsize=4096)
def _read(parser: Callable[[str, Calendar], Quantity], text: str, calendar: Calendar) -> Quantity:
    """What a text says, found once: estimates are read, then worked out, and look alike."""
    return parser(text, calendar)


def _bounded(text: str) -> str:
    text = text.strip()
    if not text:
        raise UnitError("nothing is written", "write a number with its unit")
    if len(text) > LENGTH:
        raise UnitError(f"'{text[:20]}…' is too long for a quantity", "write a number with its unit")
    return text


def _split(text: str) -> _Text:
    """Take a text apart, or raise that it holds no number."""
    rest = text
    approximate = rest[0] in "~≈"
    rest = rest.lstrip("~≈ ")
    if rest.startswith(("-", "−")):
        raise UnitError(f"'{text}' is negative", "write it without '-'")
    currency = CURRENCY_SIGNS.get(rest[:1], "") or (rest[:3] if rest[:3] in CURRENCIES else "")
    rest = rest[len(currency) if rest[:3] == currency else 1 :].lstrip() if currency else rest
    match = re.match(_NUMBER, rest)
    digits = match.group() if match else ""
    if not any(char.isdigit() for char in digits):
        raise UnitError(f"'{text}' is no quantity: it holds no number", "write a number with its unit")
    number = _exact(digits)
    rest = rest[len(digits) :]
    if with_point := without_decimal_comma(text):
        raise UnitError(f"'{text}' has a decimal comma", f"write '{with_point}'")
    above, *below = re.split(_PER, rest)
    at_least = "+" in above
    words = tuple(re.findall(_WORD, above.replace("+", " ", 1)))
    if words and words[-1] in CURRENCIES and not currency:
        currency, words = words[-1], words[:-1]
    return _Text(text, number, words, tuple(below), currency, approximate, at_least)


def without_decimal_comma(text: str) -> str:
    """A quantity such as "99,9 %" with a point for its comma; "" if it has no such comma."""
    match = re.search(_DECIMAL_COMMA, text)
    if match is None:
        return ""
    return text[: match.start(1)] + "." + text[match.end(1) :].replace(" %", "%")


def _exact(digits: str) -> Fraction:
    """The number that is written, to the last digit."""
    digits = digits.replace(",", "").replace("_", "")
    _, _, exponent = digits.lower().partition("e")
    if exponent and abs(int(exponent)) > 30:
        raise UnitError(f"'{digits}' is too large or too small a number", "write it with a unit, like 10B")
    return Fraction(digits)


_Word = Callable[[str, Calendar], Unit | None]


def _count_word(word: str, calendar: Calendar) -> Unit | None:
    factor = COUNTS.get(word if len(word) == 1 else word.lower())
    return None if factor is None else Unit(Fraction(factor))


def _size_word(word: str, calendar: Calendar) -> Unit | None:
    factor = calendar.bytes(word)
    if factor is not None:
        return Unit(factor, bytes=1)
    return None if word in _MULTIPLIERS else _count_word(word, calendar)


def _any_word(word: str, calendar: Calendar) -> Unit | None:
    """A multiplier first, then data, time and rate."""
    if word == "%":
        return Unit(Fraction(1, 100))
    multiplier = _count_word(word, calendar)
    if multiplier is not None:
        return multiplier
    factor = calendar.bytes(word)
    if factor is not None:
        return Unit(factor, bytes=1)
    seconds = calendar.seconds(word)
    return rate_unit(word) if seconds is None else Unit(seconds, seconds=1)


def _build(parts: _Text, meaning: _Word, calendar: Calendar) -> Quantity:
    """Multiply a number by its words: first multipliers, then one unit, then what is counted."""
    value, size_power, time_power = parts.number, 0, 0
    labels: list[str] = []
    seen_unit = False
    for word in parts.words:
        unit = None if labels else meaning(word, calendar)
        if unit is None:
            if not word[0].isalpha():
                raise UnitError(
                    f"'{word}' does not belong into the quantity '{parts.text}'", "write a number and a unit"
                )
            labels.append(label(word))
            continue
        is_unit = bool(unit.bytes or unit.seconds or word == "%")
        if seen_unit and is_unit:
            raise UnitError(f"'{parts.text}' has two units", "write one number with one unit")
        seen_unit = seen_unit or is_unit
        value *= unit.factor
        size_power += unit.bytes
        time_power += unit.seconds
        labels += [unit.of] if unit.of else []
    over: list[str] = []
    for term in parts.below:
        factor, size_below, time_below, name = _below(term, parts.text, calendar)
        value /= factor
        size_power -= size_below
        time_power -= time_below
        over += [name] if name else []
    return Quantity(
        value,
        size_power,
        time_power,
        int(bool(parts.currency)),
        parts.currency,
        tuple(labels[-1:]),
        tuple(over),
        parts.at_least,
        parts.approximate,
    )


def _below(term: str, text: str, calendar: Calendar) -> tuple[Fraction, int, int, str]:
    """The factor, the powers of data and time, and the label of one term below the line: `day`, `GB`, `user`."""
    match = re.fullmatch(r"\s*([\d_,.]*)\s*([^\W\d_][\w -]*)", term)
    if match is None:
        raise UnitError(f"'{text}' does not say per what", "write it like 10/s or 2 tweets/user/day")
    digits, name = match.groups()
    number = _exact(digits) if digits.strip("._,") else Fraction(1)
    if not number:
        raise UnitError(f"'{text}' divides by zero", "write what it is per")
    word = name.split()[-1]
    seconds = calendar.seconds(word)
    if seconds is not None:
        return number * seconds, 0, 1, ""
    amount = calendar.bytes(word)
    if amount is not None:
        return number * amount, 1, 0, ""
    return number * COUNTS.get(name.split()[0], 1) if " " in name else number, 0, 0, label(word)


def _terms_of_time(text: str, calendar: Calendar) -> Quantity | None:
    """A sum of times (`1h 30min`); None where the text is none."""
    rest = text.lstrip("~≈ ")
    total = Fraction(0)
    found = False
    while rest:
        match = re.match(r"\s*((?:\d[\d_,]*)?(?:\.\d+)?)\s*([^\W\d_]+)\s*", rest)
        if match is None or not any(char.isdigit() for char in match.group(1)):
            break
        unit = None if match.group(2) == "M" else calendar.seconds(match.group(2))
        if unit is None:
            break
        total += _exact(match.group(1)) * unit
        found = True
        rest = rest[match.end() :]
    if not found or rest not in ("", "+"):
        return None
    return Quantity(total, seconds=1, approximate=text[0] in "~≈", at_least=rest == "+")


def _ratio(text: str) -> Quantity | None:
    """A ratio in one of its own spellings; None for other texts."""
    approximate = text[0] in "~≈"
    bare = text.lstrip("~≈ ")
    at_least = bare.endswith("+")
    bare = bare.rstrip("+")
    if bare.endswith("%") and re.fullmatch(r"[\d._]+\s*%", bare):
        return Quantity(_number(bare[:-1].strip(), text) / 100, approximate=approximate, at_least=at_least)
    match = re.fullmatch(_TIMES, bare)
    if match:
        number = _number(match["after"] or match["before"], text)
        return Quantity(number, approximate=approximate, at_least=at_least)
    match = re.fullmatch(_OF_TO, bare)
    if match:
        above, below = _number(match[1], text), _number(match[2], text)
        if not below:
            raise UnitError(f"'{text}' divides by zero", "write it like 10:1")
        of, over = ((label(match[3]),), (label(match[4]),)) if match[3] else ((), ())
        return Quantity(above / below, of=of, over=over, approximate=approximate)
    match = re.fullmatch(_NINES, bare)
    return None if match is None else Quantity(1 - _ten_to_minus(match[1], text), approximate=approximate)


def _number(digits: str, text: str) -> Fraction:
    if not re.fullmatch(r"\d[\d_]*(?:\.\d+)?|\.\d+", digits):
        raise UnitError(f"'{text}' is no ratio", "write it like 95%, 10:1 or 3x")
    return _exact(digits)


def _ten_to_minus(nines: str, text: str) -> Fraction:
    """What is left over by a number of nines; exact for whole ones, to six digits for others."""
    exponent = NUMERALS.get(nines.lower())
    if exponent is None and nines[0].isdigit():
        if float(nines) > 30:
            raise UnitError(f"'{text}' are too many nines", "write it like 99.99%")
        if "." in nines:
            return Fraction(f"{Decimal(10) ** -Decimal(nines):.6}")
        exponent = int(nines)
    if exponent is None:
        raise UnitError(f"'{text}' says no number of nines", "write it like 'four nines' or 99.99%")
    return Fraction(1, 10**exponent)
