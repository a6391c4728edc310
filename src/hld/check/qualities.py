"""What each kind of quality is measured in, and what a non-functional requirement gives as its number."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from hld.model.types import Quality
from hld.spec.types import Leaf

__all__ = ["MEASURES", "Measure", "dimensions", "target"]

SHARE, TIME, MONEY, RATE, SIZE, NUMBER = "a share", "a time", "money", "a rate", "a size", "a number"
MINUTES = "minutes"  # `5m`, which of users is millions


class Measure(NamedTuple):
    """How a kind of quality is measured: in words, by which dimensions, and an example."""

    title: str
    dimensions: frozenset[str]
    example: str


#: The kinds that mean nothing without a number.
MEASURES = {
    "availability": Measure("a share of time", frozenset((SHARE,)), "99.9%"),
    "cost": Measure("money", frozenset((MONEY,)), "< $50k/month"),
    "durability": Measure("a share, or the time that may be lost", frozenset((SHARE, TIME)), "99.999999999%"),
    "latency": Measure("a time", frozenset((TIME,)), "p99 < 200ms"),
    "scalability": Measure("a number, a rate or a size", frozenset((NUMBER, RATE, SIZE)), "100M DAU"),
    "throughput": Measure("a rate", frozenset((RATE,)), "10k requests/s"),
}

#: How a text gives a number of each dimension.
PATTERNS = {
    RATE: r"\d[\d.,]*\s*(?:[^\W\d]+\s*)*(?:/|\bper\b)\s*(?:s|sec|second|m|min|minute|h|hour|d|day|week|month|year)\b"
    r"|\d\s*[kmb]?\s*(?:[rqto]p[sm]|[kmgt]?bps)\b",
    MONEY: r"[$€£¥]\s*\d|\d[\d.,]*\s*[kmb]?\s*(?:usd|eur|gbp|dollars?|euros?)\b",
    SHARE: r"\d\s*%|\bnines?\b|\b(?:no|zero|without)\b.*\bloss\b|\bnever\b.*\blos[et]",
    SIZE: r"\d\s*(?:[kmgtpe]i?b|bytes?)\b",
    TIME: r"\d\s*(?:[nuµm]?s|sec(?:ond)?s?|min(?:ute)?s?|h(?:(?:ou)?rs?)?|d(?:ays?)?|weeks?|months?|years?"
    r"|milli(?:second)?s?)\b|\brpo\s*[=:]?\s*0\b",
    MINUTES: r"\d\s*m\b",
    NUMBER: r"\d",
}


def target(quality: Quality) -> Leaf | None:
    """What the author wrote as its number, or in its place."""
    return quality.entry.leaf("target") or quality.entry.leaf("text")


def dimensions(quality: Quality) -> frozenset[str]:
    """The dimensions of the numbers in `quality`; a number without a unit counts only where none is needed."""
    leaf = target(quality)
    if leaf is None:
        return frozenset()
    found = {name for name in PATTERNS if _pattern(name).search(leaf.text)}
    if MINUTES in found:
        found.remove(MINUTES)
        found.add(NUMBER if quality.kind == "scalability" else TIME)
    if MONEY in found:
        found.discard(RATE)  # "$50k/month" is money
    if found != {NUMBER} or quality.kind != "scalability":
        found.discard(NUMBER)
    return frozenset(found)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(PATTERNS[name], re.IGNORECASE)
