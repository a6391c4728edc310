"""What one instance of a component does: how long it takes, how much it can do, stated or by default."""

from __future__ import annotations

from fractions import Fraction
from functools import cache

from hld.analyse.conventions import Reader
from hld.analyse.types import Number, Origin, unknown
from hld.catalog.defaults import INFINITE, default_of
from hld.catalog.products import product_named
from hld.model.types import Component
from hld.spec.types import Record
from hld.tuples import NamedTuple
from hld.units.dimensions import unit_of
from hld.units.parse import duration, rate

__all__ = [
    "P99", "Rated", "Times", "is_elastic", "is_managed", "latency", "own_latency", "rated", "stated_at", "stated_times",
    "usual_latency", "works_one_by_one",
]  # fmt: skip

P99 = Fraction(99)
_PERCENTILES = {"p50": Fraction(50), "p90": Fraction(90), "p95": Fraction(95), "p99": P99, "p999": Fraction(999, 10)}
_MEAN = Fraction(0)
_BY_TIME = frozenset(("worker", "function", "scheduler"))

#: What works on many messages at the same time, so that nothing follows from how long one of them takes.
_STREAMING = frozenset(("apache beam", "dataflow", "flink", "kafka connect", "kafka streams", "spark", "storm"))

#: Kinds of which the provider of a managed one runs as many as it takes.
_ELASTIC = frozenset(("api-gateway", "function", "key-value", "load-balancer", "object-store", "queue", "topic"))


def is_managed(component: Component) -> bool:
    """Whether its provider keeps it running, redundancy included."""
    stated = component.entry.value("managed")
    if stated is not None:
        return bool(stated)
    product = product_named(component.tech) if component.tech else None
    return product is not None and product.is_managed


def is_elastic(component: Component) -> bool:
    """Whether there are as many as it takes: its provider sees to that, or nothing limits it; and none is stated."""
    if "capacity" in component.entry:
        return False
    if component.kind.name in _ELASTIC and is_managed(component):
        return not (works_one_by_one(component) and "latency" in component.entry)
    return _is_endless(component.kind.name)


@cache
def _is_endless(kind: str) -> bool:
    return default_of(kind).read_rate == INFINITE


def latency(reader: Reader, component: Component, percentile: Fraction) -> tuple[Number, bool]:
    """How long an entry takes at a percentile (0: on average), and whether another one stands in for it.

    A higher percentile than asked for is on the safe side; a lower one alone gives a lower bound.
    """
    return own_latency(reader, component.entry, percentile) or usual_latency(component, percentile)


def usual_latency(component: Component, percentile: Fraction) -> tuple[Number, bool]:
    """The same of a component that states nothing."""
    is_at_it = percentile is P99 or percentile == P99
    usual = _usual_latency(component.kind.name, not is_at_it and percentile > P99)
    if usual is None:
        return unknown(f"how long '{component.id}' takes is not stated", "s"), False
    return usual, not is_at_it


@cache
def _usual_latency(kind: str, is_beyond: bool) -> Number | None:
    """The 99th percentile of a kind by default; a lower bound where one beyond it is asked for."""
    row = default_of(kind)
    return None if row.latency is None else Number(row.latency, "s", Origin.DEFAULT, is_beyond, row.row)


class Times:
    """The times of the components of a design at a percentile, each read once."""

    def __init__(self, reader: Reader, percentile: Fraction) -> None:
        self._reader = reader
        self._percentile = percentile
        self._known: dict[str, tuple[Number, bool]] = {}

    def of(self, component: Component) -> tuple[Number, bool]:
        """What `latency` says of a component."""
        found = self._known.get(component.id)
        if found is None:
            found = self._known[component.id] = latency(self._reader, component, self._percentile)
        return found


def own_latency(reader: Reader, entry: Record, percentile: Fraction) -> tuple[Number, bool] | None:
    """The same as a component or a step states it; None where it states nothing."""
    stated = stated_times(reader, entry)
    if not stated:
        return None
    if percentile in stated:
        return Number(stated[percentile], "s", Origin.STATED), False
    above = [mark for mark in stated if mark > percentile]
    mark = min(above) if above else max(stated)
    why = "" if above else f"only p{float(mark):g} is stated" if mark else "only the mean is stated"
    return Number(stated[mark], "s", Origin.STATED, not above, why), True


def stated_times(reader: Reader, entry: Record) -> dict[Fraction, Fraction]:
    """The seconds that a component or a step states, by percentile; 0 is the mean."""
    record = entry.record("latency")
    if record is None:
        return {}
    return {
        mark: found.value
        for key, mark in (("mean", _MEAN), *_PERCENTILES.items())
        if (found := reader.quantity(record, key, duration)) is not None
    }


def stated_at(reader: Reader, component: Component) -> Fraction | None:
    """The time that a component states for one piece of work: the mean if it is known, else the percentile it gives."""
    found = own_latency(reader, component.entry, _MEAN)
    return None if found is None else found[0].value


class Rated(NamedTuple):
    """What one instance can do in a second: of reads, of writes, of anything else."""

    reads: Number
    writes: Number

    @property
    def any(self) -> Number:
        """Of what is neither: the lesser of both."""
        if self.reads.value is None or self.writes.value is None:
            return self.reads
        return self.reads if self.reads.value <= self.writes.value else self.writes


def rated(reader: Reader, component: Component) -> Rated:
    """The rate that it states, else what follows from the time it takes (workers), else the default of its kind."""
    record = component.entry.record("capacity")
    both = _rate(reader, record, "rate")
    reads, writes = _rate(reader, record, "read_rate") or both, _rate(reader, record, "write_rate") or both
    if reads is not None or writes is not None:
        missing = unknown(f"the capacity of '{component.id}' is stated for one kind of access only", "1/s")
        return Rated(reads or missing, writes or missing)
    time = stated_at(reader, component) if works_one_by_one(component) else None
    if time:
        at_once = component.entry.value("threads", 1)
        number = Number(Fraction(at_once if isinstance(at_once, int) else 1) / time, "1/s", Origin.DERIVED)
        return Rated(number, number)
    if component.kind.name in _ELASTIC and is_elastic(component):
        elastic = unknown(f"the provider of '{component.id}' runs as many as it takes", "1/s")
        return Rated(elastic, elastic)
    usual = _usual_rates(component.kind.name)
    if usual is None:
        missing = unknown(f"the capacity of '{component.id}' is not stated", "1/s")
        return Rated(missing, missing)
    return usual


@cache
def _usual_rates(kind: str) -> Rated | None:
    row = default_of(kind)
    if row.read_rate is None or row.write_rate is None:
        return None
    reads, writes = (Number(value, "1/s", Origin.DEFAULT, why=row.row) for value in (row.read_rate, row.write_rate))
    return Rated(reads, writes)


def works_one_by_one(component: Component) -> bool:
    """Whether an instance takes the next piece of work when it is done with the last, as workers do."""
    product = product_named(component.tech) if component.tech else None
    return component.kind.name in _BY_TIME and (product is None or product.name not in _STREAMING)


def _rate(reader: Reader, record: Record | None, key: str) -> Number | None:
    found = reader.quantity(record, key, rate)
    if found is None or unit_of(found) != "1/s" or not found.value:
        return None
    return Number(found.value, "1/s", Origin.STATED)
