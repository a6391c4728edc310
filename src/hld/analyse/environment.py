"""What the clients run on, as the design states it: what their link carries, how long it takes, and their memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.analyse.conventions import Reader
from hld.analyse.types import Environment
from hld.model.environment import environments
from hld.model.types import Model
from hld.spec.types import Record
from hld.units.parse import duration, rate, size
from hld.units.quantity import Quantity, UnitError
from hld.units.words import Calendar

__all__ = ["environment"]

#: Powers of data and of time: so much in a time, a time, and so much.
_LINK, _TIME, _SIZE = (1, -1), (0, 1), (1, 0)
_FIELDS = (("bandwidth", rate), ("rtt", duration), ("memory", size))

_CLAUSE = r";|,(?!\d)"
_QUANTITY = r"(?<![\w.])\d[\d.,]*\s*[^\W\d_/]+(?:/\w+)?"
_ROUND_TRIP = r"(?i)\b(?:rtt|round[- ]?trip|latency|delay|ping)\b"
_MEMORY = r"(?:[sd]?ram|memory)\b(?!\s+(?:card|disk|stick))"
_BEFORE_MEMORY = rf"(?i)({_QUANTITY})\s+(?:of\s+)?{_MEMORY}"
_AFTER_MEMORY = rf"(?i)\b{_MEMORY}\s*(?:of\b|[:=(])?\s*({_QUANTITY})"


def environment(model: Model, reader: Reader) -> Environment:
    """The slowest link that the design states of its clients, and the largest memory: none of them has more."""
    found = [each for record in environments(model) for each in _stated(record, reader)]
    return Environment(
        min((each.value for each in found if _dimension(each) == _LINK and each.value), default=None),
        max((each.value for each in found if _dimension(each) == _TIME), default=None),
        max((each.value for each in found if _dimension(each) == _SIZE and each.value), default=None),
    )


def _dimension(quantity: Quantity) -> tuple[int, int]:
    return quantity.bytes, quantity.seconds


def _stated(record: Record, reader: Reader) -> Iterator[Quantity]:
    """What a record says: in fields of its own, and of what they leave out in its text."""
    fields = [reader.quantity(record, key, parser) for key, parser in _FIELDS]
    known = [each for each in fields if each is not None]
    yield from known
    of = {_dimension(each) for each in known}
    words = _in_words(record.text("text") or record.text("target"), reader.calendar)
    yield from (each for each in words if _dimension(each) not in of)


def _in_words(text: str, calendar: Calendar) -> Iterator[Quantity]:
    """What a text says: "mobile 3G 1 Mbps, 80 ms RTT, 4 GB RAM"."""
    for clause in re.split(_CLAUSE, text):
        of_link = (_quantity(each, calendar) for each in re.findall(_QUANTITY, clause))
        for found in filter(None, of_link):
            if found.bytes or re.search(_ROUND_TRIP, clause):
                yield found
        of_memory = re.findall(_BEFORE_MEMORY, clause) or re.findall(_AFTER_MEMORY, clause)
        yield from filter(None, (_amount(each, calendar) for each in of_memory))


def _quantity(text: str, calendar: Calendar) -> Quantity | None:
    """Data in a time, or a time; None for anything else."""
    for parser in (rate, duration):
        try:
            found = parser(text, calendar)
        except UnitError:
            continue
        if _dimension(found) in (_LINK, _TIME):
            return found
    return None


def _amount(text: str, calendar: Calendar) -> Quantity | None:
    """An amount of data; None for anything else."""
    try:
        return size(text, calendar)
    except UnitError:
        return None
