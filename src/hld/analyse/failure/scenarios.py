"""The scenarios that a spec tells, of the whole and of its deep dives, played through."""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.failure.outcome import tried
from hld.analyse.failure.types import ANY, Event, Outcome
from hld.model.types import Model
from hld.spec.types import Leaf, Record

__all__ = ["events", "played_through"]


def played_through(model: Model) -> tuple[Outcome, ...]:
    """What becomes of the design in each scenario, in the order written."""
    return tuple(tried(model, event) for event in events(model))


def events(model: Model) -> tuple[Event, ...]:
    """What happens in each scenario that says so; one in words alone cannot be played."""
    return tuple(event for event in _events(model.spec.root) if event._replace(name="", expect="", place="") != Event())


def _events(root: Record) -> Iterator[Event]:
    yield from _those_of(root, "")
    for name, dive in root.records("deep_dives"):
        yield from _those_of(dive, name)


def _those_of(record: Record, place: str) -> Iterator[Event]:
    found = [each for each in record.items("scenarios") if isinstance(each, Record)]
    for number, each in enumerate(found, 1):
        name = each.text("name") or each.text("description")
        usual = f"{place} {number}" if place and len(found) > 1 else place or f"scenario {number}"
        settings = each.record("set")
        values = {} if settings is None else settings.entries
        yield Event(
            name=name or usual,
            kill=tuple(leaf.text for leaf in each.leaves("kill")),
            settings=tuple((path, value.text) for path, value in values.items() if isinstance(value, Leaf)),
            zone=_lost(each, "zone_loss"),
            region=_lost(each, "region_loss"),
            partitions=_partition(each),
            expect=each.text("expect"),
            place=place,
        )


def _lost(record: Record, key: str) -> str:
    """The zone or region that is lost: any, one by its name, or none."""
    value = record.value(key, False)
    return ANY if value is True else str(value) if value else ""


def _partition(record: Record) -> tuple[tuple[str, ...], ...]:
    names = tuple(leaf.text for leaf in record.leaves("partition"))
    return (names,) if names else ()
