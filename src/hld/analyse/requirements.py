"""Whether the requirements that name a number are met: target, value, margin, verdict, and what that rests on.

A number that is only a lower bound can fail a ceiling and pass a floor, never the other way round; all else that is
not known is unknown. A requirement without a scope holds for every flow that a client starts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType

from hld.analyse.conventions import Reader
from hld.analyse.estimates import Estimates
from hld.analyse.rates import Rates
from hld.analyse.retention import kept
from hld.analyse.service import P99
from hld.analyse.types import (
    Availability,
    Component,
    Cost,
    Flow,
    Instances,
    Latency,
    Number,
    Origin,
    Requirement,
    Verdict,
    provenance,
    unknown,
)
from hld.catalog.defaults import default_of
from hld.catalog.kinds import Role
from hld.model import trace, walk
from hld.model import types as model_types
from hld.model.types import Entity, Model, Quality, end_id
from hld.model.types import Flow as Story
from hld.tuples import NamedTuple
from hld.units.dimensions import same_dimension, unit_of
from hld.units.kinds import metric_named
from hld.units.measure import Measure, Named, measure_of
from hld.units.parse import duration, money, quantity, size
from hld.units.quantity import Quantity
from hld.units.target import Target, target
from hld.units.words import STANDARD, Calendar

__all__ = ["Worked", "requirements", "verdict_on"]

_DERIVED = frozenset(("search-index", "warehouse"))
_EVERYWHERE = frozenset(("all", "any", "api", "everything", "system"))
_OVER = frozenset((">", ">="))


class Worked(NamedTuple):
    """What has been worked out so far, for the requirements to be held against."""

    model: Model
    estimates: Estimates
    rates: Rates
    reader: Reader
    flows: Mapping[str, Flow]
    components: Mapping[str, Component]
    cost: Cost
    latency: Callable[[Story, Fraction], Latency]


def requirements(worked: Worked) -> dict[str, Requirement]:
    """The requirements with a number, by id, in the order written."""
    found = {}
    for quality in worked.model.qualities.values():
        asked = _asked(quality, worked.reader.calendar)
        if asked.value is None or not asked.fits or not asked.is_quantified:
            continue
        answer = _ANSWERS.get(quality.kind)
        if answer is not None:
            told = answer(worked, quality, asked)
            found[quality.id] = _borne(worked, quality, told) if quality.kind in _LOADS else told
    return found


def _borne(worked: Worked, quality: Quality, told: Requirement) -> Requirement:
    """The answer, if the components in its scope do as much as is asked of them.

    One that has too few instances by what is stated of it makes it fail. Where only a default says what an instance
    does, nobody knows.
    """
    short = list(_short(worked, quality))
    if told.verdict is not Verdict.PASS or not short:
        return told
    stated = [each for each in short if each[1].capacity.origin is not Origin.DEFAULT]
    name, found = (stated or short)[0]
    why = f"'{name}' has {found.most} and needs {int(found.needed.value or 0):,}{'' if stated else ' by default'}"
    return told._replace(verdict=Verdict.FAIL if stated else Verdict.UNKNOWN, why=why)


def _short(worked: Worked, quality: Quality) -> Iterator[tuple[str, Instances]]:
    """The components of the flows that it holds for that have too few instances, in the order declared."""
    steps = (step for story in _scope(worked, quality) for step in story.steps)
    names = {end_id(node) for step in steps for node in step.nodes}
    for each in worked.components.values():
        if each.id in names and each.instances is not None and each.instances.verdict is Verdict.FAIL:
            yield each.id, each.instances


def _asked(quality: Quality, calendar: Calendar) -> Target:
    """What it asks for; times are counted as the spec counts them."""
    leaf = quality.entry.leaf("target") or quality.entry.leaf("text")
    found = target("" if leaf is None else leaf.text, quality.kind, metric_named(quality.id))
    again = _PARSERS.get(found.dimension)
    if calendar is STANDARD or again is None or not found.written:
        return found
    return found._replace(value=again(found.written, calendar))


_PARSERS = {"money": money, "rate": quantity, "time": duration, "size": size}


def verdict_on(value: Number, op: str, wanted: Fraction) -> Verdict:
    """Whether a number is what is asked for."""
    if value.value is None:
        return Verdict.UNKNOWN
    holds = _COMPARED[op](value.value, wanted)
    if not value.lower_bound:
        return Verdict.PASS if holds else Verdict.FAIL
    if op in _OVER:
        return Verdict.PASS if holds else Verdict.UNKNOWN
    return Verdict.UNKNOWN if holds else Verdict.FAIL


_COMPARED: dict[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda value, wanted: value < wanted,
    "<=": lambda value, wanted: value <= wanted,
    ">": lambda value, wanted: value > wanted,
    ">=": lambda value, wanted: value >= wanted,
    "=": lambda value, wanted: value == wanted,
}


def _margin(value: Number, op: str, wanted: Fraction) -> Fraction | None:
    """The share of the target that is left over; negative where it is missed.

    Of what is nearly all of the time it is the share of the rest: of the time that it may be down.
    """
    if value.value is None or not wanted:
        return None
    if op in _OVER and 0 < wanted < 1 and value.unit == "1":
        return 1 - (1 - value.value) / (1 - wanted)
    return (value.value - wanted) / wanted if op in _OVER else (wanted - value.value) / wanted


def _told(
    worked: Worked, quality: Quality, asked: Target, value: Number, *, flow: str = "", verdict: Verdict | None = None
) -> Requirement:
    assert asked.value is not None, "only requirements with a number are answered"
    said = verdict_on(value, asked.op, asked.value.value) if verdict is None else verdict
    return Requirement(
        quality.id,
        quality.kind,
        asked.value,
        asked.op,
        value,
        _margin(value, asked.op, asked.value.value),
        said,
        value.origin,
        flow,
        value.why,
        measure=_measure(worked, asked, asked.value),
    )


def _measure(worked: Worked, asked: Target, wanted: Quantity) -> Measure:
    """The units that it asks in; money without a time is money a month."""
    found = measure_of(asked.written, wanted, worked.reader.calendar)
    if wanted.money and found.per_time is None:
        return found._replace(per_time=Named(worked.reader.conventions.month, "month"))
    return found


# What flows are asked


def _scope(worked: Worked, quality: Quality) -> tuple[Story, ...]:
    """The flows that a requirement holds for: those in its scope or serving what is, else all that clients start."""
    model = worked.model
    names = [name for name in quality.scope if name.lower() not in _EVERYWHERE]
    if not names:
        return tuple(flow for flow in model.flows.values() if _is_client_facing(flow))
    return tuple(dict.fromkeys(flow for name in names for flow in _named(model, name)))


def _is_client_facing(flow: Story) -> bool:
    start = walk.initiator(flow)
    return start is not None and start.role in (Role.CLIENT, Role.EXTERNAL)


def _named(model: Model, name: str) -> Iterator[Story]:
    """The flows that a word in a scope stands for: of this id, covering it, calling it, or through it."""
    if name in model.flows:
        yield model.flows[name]
        return
    if name in model.requirements:
        yield from trace.flows_covering(model, model.requirements[name])
    for operation in model.operations.values():
        if name in (operation.id, operation.key):
            yield from trace.flows_calling(model, operation)
    if name in model.components:
        yield from walk.flows_through(model, model.components[name])


def _worst(
    worked: Worked, quality: Quality, asked: Target, figure: Callable[[Story], tuple[Number, Verdict | None]]
) -> Requirement:
    """The requirement as the worst of its flows answers it: one that fails, else an unknown one, else the least."""
    assert asked.value is not None, "only requirements with a number are answered"
    stories = _scope(worked, quality)
    if not stories:
        return _told(worked, quality, asked, unknown("no flow is in its scope", unit_of(asked.value)))
    found = []
    for story in stories:
        value, said = figure(story)
        found.append((story.id, value, verdict_on(value, asked.op, asked.value.value) if said is None else said))
    order = {Verdict.FAIL: 0, Verdict.UNKNOWN: 1, Verdict.PASS: 2}
    wanted = asked.value.value

    def rank(each: tuple[str, Number, Verdict]) -> tuple[int, Fraction]:
        margin = _margin(each[1], asked.op, wanted)
        return order[each[2]], margin if margin is not None else Fraction(-(10**9))

    flow, value, said = min(found, key=rank)
    return _told(worked, quality, asked, value, flow=flow, verdict=said)._replace(by_flow=tuple(found))


def _latency(worked: Worked, quality: Quality, asked: Target) -> Requirement:
    percentile = _percentile(asked)

    budgets: dict[str, Latency] = {}

    def figure(story: Story) -> tuple[Number, Verdict | None]:
        found = budgets[story.id] = worked.latency(story, percentile)
        value = found.budget
        wait = _queue_wait(worked, story)
        if wait is not None and value.value is not None:
            if wait.value is None:
                value = value._replace(lower_bound=True, why=value.why or wait.why)
            else:
                value = value._replace(
                    value=(value.value or Fraction(0)) + wait.value, origin=provenance([value.origin, wait.origin])
                )
        return value, _of_branches(value, found, asked)

    found = _worst(worked, quality, asked, figure)
    return found._replace(percentile=percentile, latencies=MappingProxyType(budgets))


def _percentile(asked: Target) -> Fraction:
    """The percentile that is asked for: the 99th if nothing is said, 0 for the mean."""
    if asked.percentile is not None:
        return asked.percentile
    if asked.metric in ("mean", "average", "avg"):
        return Fraction(0)
    return Fraction(50) if asked.metric == "median" else P99


def _queue_wait(worked: Worked, story: Story) -> Number | None:
    """How long the message that starts a flow waits for its consumer at peak; None where no broker starts it."""
    first = story.steps[0] if story.steps else None
    broker = None if first is None else first.source.target
    consumer = None if first is None else first.target.target
    if broker is None or consumer is None or broker.role is not Role.BROKER:
        return None
    figures = worked.components.get(consumer.id)
    found = (each for each in figures.backlogs if each.broker == broker.id) if figures is not None else ()
    return next((each.wait for each in found), None)


def _of_branches(value: Number, found: Latency, asked: Target) -> Verdict | None:
    """The verdict on a latency: unknown where a branch of unknown frequency decides, or a stand-in percentile fails."""
    assert asked.value is not None and value is not None, "only requirements with a number are answered"
    wanted = asked.value.value
    if value.value is None or asked.op in _OVER:
        return None
    said = verdict_on(value, asked.op, wanted)
    if said is Verdict.PASS and found.at_most is not None:
        most = value.value - (found.budget.value or Fraction(0)) + found.at_most
        return Verdict.PASS if _COMPARED[asked.op](most, wanted) else Verdict.UNKNOWN
    waited = value.value - (found.budget.value or Fraction(0))
    if said is Verdict.FAIL and found.mixed and not value.lower_bound and _COMPARED[asked.op](waited, wanted):
        return Verdict.UNKNOWN  # some step is only known at a higher percentile
    return said


def _availability(worked: Worked, quality: Quality, asked: Target) -> Requirement:
    def figure(story: Story) -> tuple[Number, Verdict | None]:
        return _up(worked, worked.flows[story.id].availability, asked)

    return _worst(worked, quality, asked, figure)


def _up(worked: Worked, found: Availability, asked: Target) -> tuple[Number, Verdict | None]:
    """The share of time that a flow is up, and the verdict: unknown if all of it rests on defaults."""
    assert asked.value is not None, "only requirements with a number are answered"
    down = found.down
    if down.value is None:
        return found.up, None
    failed = not _COMPARED[asked.op](1 - down.value, asked.value.value)
    if found.parts and not any(_is_stated(worked, name) for name, _ in found.parts):
        value = found.up._replace(why="no component states its availability", lower_bound=False)
        return value, Verdict.UNKNOWN
    if down.lower_bound and not failed:
        return found.up._replace(lower_bound=False), Verdict.UNKNOWN
    return found.up._replace(lower_bound=False), Verdict.FAIL if failed else Verdict.PASS


def _is_stated(worked: Worked, part: str) -> bool:
    """Whether the availability of a component, or of one of a pair (`db or queue`), is more than a default."""
    found = (worked.components.get(name) for name in part.split(" or "))
    return any(
        each.availability.bare.origin is not Origin.DEFAULT
        for each in found
        if each is not None and each.availability is not None
    )


# What the whole is asked


def _scalability(worked: Worked, quality: Quality, asked: Target) -> Requirement:
    """What the estimates reckon with, against what is asked for: users, a rate, or data."""
    assert asked.value is not None, "only requirements with a number are answered"
    wanted = asked.value
    if unit_of(wanted) == "1/s":
        same = _estimated(worked, wanted)
        return _throughput(worked, quality, asked) if same is None else _told(worked, quality, asked, same)
    label = (*wanted.of, "user")[0]
    if unit_of(wanted) == "1":
        counted = worked.estimates.population(label)
        if counted is None:
            return _told(worked, quality, asked, unknown(f"no estimate says how many {label}s there are"))
        estimate = worked.estimates.get(counted[0])
        origin = Origin.STATED if estimate is None else estimate.number.origin
        return _told(worked, quality, asked, Number(counted[1].value, "1", origin, why=f"capacity.{counted[0]}"))
    estimates = (each for each in worked.estimates.capacity.values() if each.quantity is not None)
    alike = next((each for each in estimates if each.quantity and same_dimension(each.quantity, wanted)), None)
    if alike is None:
        return _told(worked, quality, asked, unknown("no estimate is of this kind", unit_of(wanted)))
    return _told(worked, quality, asked, alike.number._replace(why=f"capacity.{alike.name}"))


def _estimated(worked: Worked, wanted: Quantity) -> Number | None:
    """The estimate of the same thing in a time as is asked for: `100M urls/day`; None where there is none."""
    for each in worked.estimates.capacity.values():
        found = each.quantity
        if (
            found is not None
            and wanted.of
            and found.of == wanted.of
            and not found.over
            and same_dimension(found, wanted)
        ):
            return each.number._replace(why=f"capacity.{each.name}")
    return None


def _throughput(worked: Worked, quality: Quality, asked: Target) -> Requirement:
    """The peak rate of the flows in its scope together."""
    assert asked.value is not None, "only requirements with a number are answered"
    stories = _scope(worked, quality)
    if unit_of(asked.value) != "1/s":
        return _told(worked, quality, asked, unknown("no estimate is of this kind", unit_of(asked.value)))
    rates = [worked.flows[story.id].rate.peak for story in stories]
    known = [rate for rate in rates if rate.value is not None]
    if not known:
        return _told(worked, quality, asked, unknown("no flow in its scope has a rate", "1/s"))
    missing = next((rate.why for rate in rates if not rate.is_exact), "")
    value = sum((rate.value for rate in known if rate.value is not None), Fraction(0))
    return _told(
        worked,
        quality,
        asked,
        Number(value, "1/s", provenance([rate.origin for rate in known]), bool(missing), missing),
    )


def _durability(worked: Worked, quality: Quality, asked: Target) -> Requirement:
    """The least durability of the stores that keep what is in its scope, where their kind is known to promise one.

    What can be derived from elsewhere may be lost. That nothing is ever lost is promised by no store.
    """
    assert asked.value is not None, "only requirements with a number are answered"
    if asked.dimension == "time":
        return _told(worked, quality, asked, unknown("how much may be lost is a matter of copies and backups", "s"))
    model = worked.model
    named = [model.entities[name] for name in quality.scope if name in model.entities]
    entities = named or list(model.entities.values())
    stores = {store.id: store for entity in entities for store in _keepers(model, entity)}
    if not stores:
        return _told(worked, quality, asked, unknown("nothing in its scope is written to a store"))
    rows = {name: default_of(store.kind.name) for name, store in stores.items()}
    silent = [f"'{name}'" for name, row in rows.items() if row.durability is None]
    if silent:
        return _told(
            worked, quality, asked, unknown(f"how likely {', '.join(silent)} is to lose something is not known")
        )
    row = min(rows.values(), key=lambda each: each.durability or Fraction(0))
    found = Number(row.durability, "1", Origin.DEFAULT, why=row.row)
    if asked.value.value < 1:
        return _told(worked, quality, asked, found)
    never = found._replace(why="no store promises that nothing is ever lost")
    return _told(worked, quality, asked, never, verdict=Verdict.UNKNOWN)


def _keepers(model: Model, entity: Entity) -> Iterator[model_types.Component]:
    """The stores that it is written to and that are no mere copy of others."""
    for touch in trace.writers(model, entity):
        store = touch.store
        is_copy = store is None or store.kind.name in _DERIVED or store.entry.value("derived") is True
        if store is not None and store.role is Role.STORE and not is_copy and touch.op != "delete":
            yield store


def _retention(worked: Worked, quality: Quality, asked: Target) -> Requirement:
    """How long what is in its scope is kept, as the design states it."""
    assert asked.value is not None, "only requirements with a number are answered"
    names = tuple(name for name in quality.scope if name.lower() not in _EVERYWHERE)
    if not names and "scope" in quality.entry and not quality.scope:
        said = ", ".join(f"'{leaf.text}'" for leaf in quality.entry.leaves("scope"))
        return _told(worked, quality, asked, unknown(f"nothing in the design is called {said}", "s"))
    value, verdict = kept(worked.model, names, asked.op, asked.value, worked.reader)
    told = _told(worked, quality, asked, value, verdict=verdict)
    return told._replace(measure=Measure())  # 30 days are no 0.0822 years


def _cost(worked: Worked, quality: Quality, asked: Target) -> Requirement:
    """The cost of the design in the time that the requirement names; a month if it names none."""
    assert asked.value is not None, "only requirements with a number are answered"
    wanted, cost = asked.value, worked.cost.total
    if wanted.seconds == 0:
        wanted = wanted._replace(value=wanted.value / worked.reader.conventions.month, seconds=-1)
        asked = asked._replace(value=wanted)
    if cost.value is not None and worked.cost.currency != wanted.currency:
        return _told(worked, quality, asked, unknown(f"costs are in {worked.cost.currency}", unit_of(wanted)))
    return _told(worked, quality, asked, cost)


def _recovery(worked: Worked, quality: Quality, asked: Target) -> Requirement:
    """The longest stated time to come back, over what is in its scope: of failover, or of repair."""
    assert asked.value is not None, "only requirements with a number are answered"
    if asked.dimension != "time" or asked.metric == "mtbf":
        return _told(worked, quality, asked, unknown("nothing to hold it against is stated", unit_of(asked.value)))
    keys = ("failover_time", "mttr") if asked.metric != "mttr" else ("mttr",)
    times = list(_times(worked, keys))
    if not times:
        return _told(worked, quality, asked, unknown(f"no component states its {keys[0]}", "s"))
    return _told(worked, quality, asked, Number(max(times), "s", Origin.STATED))


def _times(worked: Worked, keys: Iterable[str]) -> Iterator[Fraction]:
    for component in worked.model.components.values():
        found: Quantity | None = None
        for key in keys:
            found = found or worked.reader.quantity(component.entry, key, duration)
        if found is not None:
            yield found.value


#: Kinds whose number is what is asked of the design.
_LOADS = frozenset(("scalability", "throughput"))

_ANSWERS: dict[str, Callable[[Worked, Quality, Target], Requirement]] = {
    "latency": _latency,
    "availability": _availability,
    "scalability": _scalability,
    "throughput": _throughput,
    "durability": _durability,
    "cost": _cost,
    "fault-tolerance": _recovery,
    "maintainability": _recovery,
    "retention": _retention,
}
