"""Numbers to know: what a component of a kind does where its author says nothing. Pure data, with its sources.

Every number may be overruled in a spec, and a result that rests on one of these says so. They were gathered in
2026 from the sources named; of the ranges given there the cautious end is taken.
"""

from __future__ import annotations

from fractions import Fraction

from hld.tuples import NamedTuple

__all__ = [
    "CONNECTIONS", "DEFAULTS", "FACTS", "INFINITE", "PEAK", "PRIMITIVES", "RTT_REGIONS", "UTILISATION", "ZONE",
    "Default", "Fact", "default_of",
]  # fmt: skip


class Default(NamedTuple):
    """What one instance of a kind does: 99th percentile in seconds, requests per second, share of time it is up.

    None is unknown, `INFINITE` no limit worth counting. `durability` is the share of things kept over a year.
    """

    kind: str
    latency: Fraction | None = None
    read_rate: Fraction | None = None
    write_rate: Fraction | None = None
    availability: Fraction | None = None
    durability: Fraction | None = None
    source: str = ""

    @property
    def row(self) -> str:
        """What a result that rests on it names."""
        return f"default of {self.kind}"


INFINITE = Fraction(10**12)
"""A rate that no design reaches."""

_INTERVIEWS = "Hello Interview, Numbers to know (2025)"
_ROUNDS = "The System Round, capacity cheat sheet (2025)"
_SLA = "service level agreements of cloud providers (2025)"


def _row(  # noqa: PLR0917
    kind: str, milliseconds: str, rate: str, percent: str, source: str, writes: str = "", durable: str = ""
) -> Default:
    """A row of the table; an empty text is unknown."""
    reads = _number(rate)
    return Default(
        kind,
        _number(milliseconds, Fraction(1, 1000)),
        reads,
        _number(writes) if writes else reads,
        _number(percent, Fraction(1, 100)),
        _number(durable, Fraction(1, 100)),
        source,
    )


def _number(text: str, factor: Fraction = Fraction(1)) -> Fraction | None:
    if not text:
        return None
    return INFINITE if text == "no limit" else Fraction(text) * factor


DEFAULTS = {
    row.kind: row
    for row in (
        _row("dns", "20", "no limit", "99.99", _SLA),
        _row("cdn", "10", "no limit", "99.9", _SLA),
        _row("load-balancer", "1", "100000", "99.99", _INTERVIEWS),
        _row("waf", "5", "50000", "99.95", _ROUNDS),
        _row("api-gateway", "5", "50000", "99.95", _ROUNDS),
        _row("web-server", "2", "50000", "99.9", _ROUNDS),
        _row("service", "20", "5000", "99.9", _ROUNDS),
        _row("worker", "", "5000", "99.9", _ROUNDS),
        _row("function", "", "5000", "99.9", _ROUNDS),
        _row("scheduler", "", "5000", "99.9", _ROUNDS),
        _row("cache", "1", "100000", "99.9", _INTERVIEWS),
        _row("queue", "5", "100000", "99.95", _INTERVIEWS),
        _row("topic", "5", "100000", "99.95", _INTERVIEWS),
        _row("stream", "5", "100000", "99.95", _INTERVIEWS),
        _row("sql", "10", "50000", "99.9", _INTERVIEWS, writes="10000"),
        _row("key-value", "5", "20000", "99.9", _ROUNDS),
        _row("document", "10", "20000", "99.9", _ROUNDS),
        _row("columnar", "10", "20000", "99.9", _ROUNDS),
        _row("graph", "10", "10000", "99.9", _ROUNDS),
        _row("time-series", "10", "20000", "99.9", _ROUNDS),
        _row("vector", "20", "5000", "99.9", _ROUNDS),
        _row("search-index", "20", "5000", "99.9", _ROUNDS),
        _row("object-store", "50", "5500", "99.9", "Amazon S3 user guide, per prefix (2025)", writes="3500",
             durable="99.999999999"),
    )
}  # fmt: skip
"""By kind. A kind that has no row (warehouse, block store, external, client) is unknown."""


def default_of(kind: str) -> Default:
    """The defaults of a kind; all unknown for one that has none."""
    return DEFAULTS.get(kind) or Default(kind)


class Fact(NamedTuple):
    """A number that formulas use as `facts.<name>`, as text with its unit."""

    value: str
    source: str
    year: int


_DEAN = "J. Dean, Numbers everyone should know; system-design-primer"
FACTS = {
    "mem_read_1MB": Fact("250 us", _DEAN, 2012),
    "ssd_read_1MB": Fact("1 ms", _DEAN, 2012),
    "hdd_read_1MB": Fact("30 ms", _DEAN, 2012),
    "network_read_1MB": Fact("10 ms", _DEAN, 2012),
    "memory_reference": Fact("100 ns", _DEAN, 2012),
    "ssd_random_read": Fact("150 us", _DEAN, 2012),
    "disk_seek": Fact("10 ms", _DEAN, 2012),
    "rtt_datacenter": Fact("0.5 ms", _DEAN, 2012),
    "rtt_ca_nl": Fact("150 ms", _DEAN, 2012),
    "movie_2h": Fact("1.5 GB", "a film in standard definition", 2012),
    "book": Fact("2.5 MB", "plain text with a cover", 2012),
}
"""Built-in facts; those of a spec stand over them. What changes with the years, such as users of a product, is not
here."""

PEAK = (Fraction(2), "Alex Xu, System Design Interview (2020)")
"""The peak load as a multiple of the average."""
UTILISATION = (Fraction(7, 10), "the knee of the queueing curve; AWS and SRE practice")
"""The share of its capacity that an instance should run at."""
RTT_REGIONS = (Fraction(1, 10), "the middle of 50 to 150 ms; system-design-primer, Hello Interview")
"""Seconds of a round trip between regions."""
ZONE = (Fraction(9995, 10000), _SLA)
"""The share of time that a zone is up."""
CONNECTIONS = (Fraction(100_000), _INTERVIEWS)
"""Standing connections that one instance holds."""

PRIMITIVES = {
    "id": 8, "uuid": 16, "int": 8, "integer": 8, "float": 8, "double": 8, "number": 8, "bool": 1, "boolean": 1,
    "time": 8, "timestamp": 8, "datetime": 8, "date": 8, "duration": 8, "money": 16, "decimal": 16, "enum": 4,
    "string": 64, "text": 256, "url": 128, "email": 64, "phone": 16, "geo": 16, "point": 16, "ip": 16, "json": 512,
}  # fmt: skip
"""Bytes of a field of a type, where its size is not stated."""
