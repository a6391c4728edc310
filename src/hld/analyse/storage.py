"""How stores and brokers grow: writes × size × copies × (1 + indexes), kept for the retention or the horizon."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.conventions import Reader
from hld.analyse.load import Entered
from hld.analyse.rates import Sum
from hld.analyse.sizes import Sizes
from hld.analyse.types import Growth, Number, provenance, unknown
from hld.catalog.kinds import Role
from hld.model.types import Access, Component, Delivery, Model
from hld.spec.types import Record
from hld.units.parse import duration

__all__ = ["growth", "retention"]

_KEEPERS = frozenset((Role.STORE, Role.CACHE, Role.BROKER))


def growth(model: Model, component: Component, found: Entered, sizes: Sizes, reader: Reader) -> tuple[Growth, ...]:
    """What is written to a store or a cache, or published to a broker, by entity or message."""
    if component.role not in _KEEPERS:
        return ()
    return tuple(
        _growth(model, component, (thing, total), sizes, reader) for thing, total in _written(component, found).items()
    )


def _written(component: Component, found: Entered) -> dict[str, Sum]:
    totals: dict[str, Sum] = {}
    for _, step, rate in found.entries:
        for thing in _things(component, step.label):
            totals.setdefault(thing, Sum()).add(rate)
    return totals


def _things(component: Component, label: object) -> Iterator[str]:
    if component.role is Role.BROKER:
        if isinstance(label, Delivery):
            yield label.message.name
    elif isinstance(label, Access) and label.op == "write":
        for reference in label.entities:
            yield reference.name if reference.target is None else reference.target.id


def _growth(model: Model, component: Component, written: tuple[str, Sum], sizes: Sizes, reader: Reader) -> Growth:
    thing, total = written
    is_message = component.role is Role.BROKER
    size = sizes.message(thing) if is_message else sizes.entity(thing, component)
    rate = total.rate.load.average
    copies = _copies(component)
    index = reader.share(component.entry, "index_overhead")
    factor = copies * (1 + index) if index else copies
    kept_for, is_stated = retention(model, component, thing, reader)
    if rate.value is None or size.value is None:
        why = rate.why if rate.value is None else size.why
        return Growth(thing, size, rate, copies, unknown(why, "B/s"), unknown(why, "B"), kept_for, is_stated)
    origin = provenance([rate.origin, size.origin])
    is_lower = rate.lower_bound or size.lower_bound
    why = rate.why if rate.lower_bound else size.why if size.lower_bound else ""
    taken = Number(rate.value * size.value * factor, "B/s", origin, is_lower, why)
    if kept_for is None and component.role is not Role.STORE and not is_stated:
        kept = unknown(f"how long '{component.id}' keeps '{thing}' is not stated", "B")
    else:
        seconds = reader.conventions.horizon if kept_for is None else kept_for
        kept = taken._replace(value=(taken.value or Fraction(0)) * seconds, unit="B")
    return Growth(thing, size, rate, copies, taken, kept, kept_for, is_stated)


def _copies(component: Component) -> int:
    record = component.entry.record("replication")
    factor = None if record is None else record.value("factor")
    return factor if isinstance(factor, int) and factor > 0 else 1


def retention(model: Model, component: Component | None, thing: str, reader: Reader) -> tuple[Fraction | None, bool]:
    """How long a thing is kept there (anywhere), None for ever, and whether that is stated."""
    for record, key in _records(model, component, thing):
        leaf = None if record is None else record.leaf(key)
        if leaf is None or leaf.value is None:
            continue
        if leaf.value == "forever":
            return None, True
        found = reader.quantity(record, key, duration)
        if found is not None:
            return found.value, True
    return None, False


def _records(model: Model, component: Component | None, thing: str) -> Iterator[tuple[Record | None, str]]:
    entity = model.entities.get(thing)
    if component is None:
        yield (None if entity is None else entity.entry), "retention"
        return
    if component.role is Role.BROKER:
        message = model.messages.get(thing)
        yield (None if message is None else message.entry), "retention"
        yield component.entry, "retention"
        yield component.entry, "max_age"
        return
    if component.role is not Role.CACHE:
        stores = component.entry.record("stores")
        yield (None if stores is None else stores.record(thing)), "retention"
        yield component.entry, "retention"
        yield (None if entity is None else entity.entry), "retention"
    yield component.entry, "ttl"
