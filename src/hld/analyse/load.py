"""What reaches each component: how often, reads and writes apart, and how busy that keeps one instance."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hld.analyse.conventions import Reader
from hld.analyse.rates import NOTHING_KNOWN, Rate, Rates, Sum
from hld.analyse.service import own_latency, rated, works_one_by_one
from hld.analyse.tally import Tally
from hld.analyse.types import Load, Number, Origin
from hld.model.types import Access, Component, Flow, Model, Step
from hld.tuples import NamedTuple

__all__ = ["Entered", "entered"]

_READS = frozenset(("read", "query"))
_MEAN = Fraction(0)


class Entered(NamedTuple):
    """What enters a component: all, reads and writes apart.

    `busy` are the instances that the peak keeps busy if each works at its full capacity; `capacity` is what one can
    do, at the mix of this load. `entries` are the steps that enter it, each with its rate.
    """

    load: Load
    reads: Load
    writes: Load
    busy: Number
    capacity: Number
    entries: tuple[tuple[Flow, Step, Rate], ...]


class _Gathered:
    __slots__ = ("busy", "busy_default", "busy_why", "entries", "is_mixed", "reads", "total", "writes")

    def __init__(self) -> None:
        self.total = Sum()
        self.reads: Sum | None = None
        self.writes: Sum | None = None
        self.busy = Tally()
        self.busy_default = False
        self.busy_why = ""
        self.entries: list[tuple[Flow, Step, Rate]] = []
        self.is_mixed = False

    def accessed(self, is_read: bool) -> Sum:
        """The sum of its reads, or of its writes: most components have neither."""
        if is_read:
            self.reads = self.reads or Sum()
            return self.reads
        self.writes = self.writes or Sum()
        return self.writes


def entered(model: Model, rates: Rates, reader: Reader) -> Mapping[str, Entered]:
    """What enters each component of the design."""
    gathered = {name: _Gathered() for name in model.components}
    capacities = {name: rated(reader, component) for name, component in model.components.items()}
    usual = {name: each.any for name, each in capacities.items()}
    for found in rates.of.values():
        work = _work(found.flow, reader)
        for step, arrivals in zip(found.flow.steps, found.arrivals, strict=True):
            for name, factor in arrivals:
                into = gathered[name]
                rate = found.rate.scaled(factor)
                into.total.add(rate)
                into.entries.append((found.flow, step, rate))
                capacity = usual[name]
                if isinstance(step.label, Access) and model.components[name] is step.target.target:
                    is_read = step.label.op in _READS
                    into.accessed(is_read).add(rate)
                    capacity = capacities[name].reads if is_read else capacities[name].writes
                if name in work:
                    capacity = _by_time(model.components[name], capacity, work[name])
                into.is_mixed = into.is_mixed or capacity is not usual[name]
                _keep_busy(into, rate, capacity)
    return {name: _told(model.components[name], each, usual[name]) for name, each in gathered.items()}


def _work(flow: Flow, reader: Reader) -> dict[str, Fraction]:
    """The time that components work by themselves in a flow, where steps say so."""
    found: dict[str, Fraction] = {}
    for step in flow.steps:
        if step.is_internal and step.source.target is not None and "latency" in step.entry.entries:
            time = own_latency(reader, step.entry, _MEAN)
            if time is not None and time[0].value is not None:
                found[step.source.target.id] = found.get(step.source.target.id, Fraction(0)) + time[0].value
    return found


def _by_time(component: Component, capacity: Number, time: Fraction) -> Number:
    """The capacity of a worker that states no rate, by the time its own steps take in this flow."""
    if not time or not works_one_by_one(component) or "capacity" in component.entry:
        return capacity
    at_once = component.entry.value("threads", 1)
    return Number(Fraction(at_once if isinstance(at_once, int) else 1) / time, "1/s", Origin.DERIVED)


def _keep_busy(into: _Gathered, rate: Rate, capacity: Number) -> None:
    if not rate.is_known or rate.why:
        into.busy_why = into.busy_why or rate.why
    if not rate.is_known:
        return
    if capacity.value is None:
        into.busy_why = into.busy_why or capacity.why
        return
    into.busy.add_quotient(rate.peak, capacity.value)
    into.busy_default |= capacity.origin is Origin.DEFAULT or rate.peak_origin is Origin.DEFAULT


def _told(component: Component, each: _Gathered, usual: Number) -> Entered:
    total = each.total.rate
    if not each.entries:
        total = Rate(why=f"no flow enters '{component.id}'")
    load = total.load
    busy = Number(None, why=load.peak.why)
    if load.peak.value is not None:
        origin = Origin.DEFAULT if each.busy_default else Origin.DERIVED
        total_busy = each.busy.total
        value = None if not total_busy and each.busy_why else total_busy
        busy = Number(value, "1", origin, bool(each.busy_why) and value is not None, each.busy_why)
    capacity = usual
    if each.is_mixed and busy.value and load.peak.value:
        mixed = load.peak.value / busy.value
        if mixed != usual.value:
            capacity = Number(mixed, "1/s", busy.origin)
    reads = NOTHING_KNOWN.load if each.reads is None else each.reads.rate.load
    writes = NOTHING_KNOWN.load if each.writes is None else each.writes.rate.load
    return Entered(load, reads, writes, busy, capacity, tuple(each.entries))
