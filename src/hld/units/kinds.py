"""The kinds of quality that a non-functional requirement may be of, and what measures each."""

from __future__ import annotations

import re
from collections.abc import Callable

from hld.tuples import NamedTuple
from hld.units.parse import duration, money, quantity, rate, ratio
from hld.units.quantity import Quantity

__all__ = ["KINDS", "METRICS", "Kind", "kind_named", "metric_named"]


class Kind(NamedTuple):
    """A kind of quality: the dimensions of its number (none: it has no number), and an example of one.

    `measurable` kinds mean nothing without a number. `at_least` says which way its comparison goes by default.
    """

    name: str
    dimensions: frozenset[str]
    measurable: bool
    at_least: bool
    example: str
    parsers: tuple[Callable[[str], Quantity], ...] = (quantity,)


def _kind(
    name: str,
    dimensions: str,
    example: str,
    *parsers: Callable[[str], Quantity],
    must: bool = False,
    least: bool = True,
) -> Kind:
    return Kind(name, frozenset(dimensions.split()), must, least, example, parsers or (quantity,))


KINDS = {
    kind.name: kind
    for kind in (
        _kind("cap", "", "availability over consistency"),
        _kind("consistency", "time", "strong for Payment", duration, least=False),
        _kind("availability", "share", "99.9%", ratio, must=True),
        _kind("environment", "", "mobile 3G 1 Mbps, 4 GB RAM"),
        _kind("scalability", "number rate size", "100M DAU, peak 3x at night", must=True),
        _kind("latency", "time", "feed p99 < 200ms", duration, must=True, least=False),
        _kind("durability", "share time", "99.999999999% of Image", ratio, duration, must=True),
        _kind("security", "", "encrypt personal data at rest"),
        _kind("fault-tolerance", "time share", "RTO < 5 min", duration, least=False),
        _kind("maintainability", "time", "MTTR < 30 min", duration, least=False),
        _kind("cost", "money", "< $50k/month", money, must=True, least=False),
        _kind("compliance", "", "GDPR"),
        _kind("throughput", "rate", "10k requests/s", rate, must=True),
        _kind("retention", "time", "7 years for Payment", duration),
    )
}
"""The kinds of quality that a requirement may be of."""

_ALIASES = {
    "performance": "latency", "speed": "latency", "response-time": "latency", "freshness": "consistency",
    "uptime": "availability", "rpo": "durability", "rto": "fault-tolerance", "resilience": "fault-tolerance",
    "reliability": "fault-tolerance", "operability": "maintainability", "mttr": "maintainability",
    "accuracy": "consistency", "correctness": "consistency", "integrity": "consistency", "ordering": "consistency",
    "elasticity": "scalability", "storage": "scalability", "robustness": "fault-tolerance",
    "redundancy": "fault-tolerance",
    "observability": "maintainability", "extensibility": "maintainability", "confidentiality": "security",
    "archiving": "retention", "archival": "retention",
    "budget": "cost", "privacy": "security", "scale": "scalability", "capacity": "scalability", "qps": "throughput",
}  # fmt: skip


METRICS = {"rpo": "RPO < 1 min", "rto": "RTO < 5 min", "mttr": "MTTR < 30 min", "mtbf": "MTBF > 90 days",
           "mttd": "MTTD < 5 min"}  # fmt: skip
"""What is measured as a time whatever the kind is, each with an example."""


def metric_named(name: str) -> str:
    """The one of `METRICS` that an id names, "" for none."""
    return next((word for word in re.split(r"[-_\s]+", name.lower()) if word in METRICS), "")


def kind_named(name: str) -> str:
    """The kind that an id or a word names: itself, its last words (`feed-latency`), any of them; "" for none."""
    parts = re.sub(r"[\s_]+", "-", name.strip().lower()).rstrip("-0123456789").split("-")
    candidates = (*("-".join(parts[at:]) for at in range(len(parts))), *parts)
    return next((kind for each in candidates if (kind := each if each in KINDS else _ALIASES.get(each, ""))), "")
