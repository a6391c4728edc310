"""How often each flow, each step and each hop happens, on average and at peak.

The rate of a flow is the one it states, else the estimate of its id (times the users, if it is per user), else how
often its schedule starts it; a flow that a broker starts inherits the rates of the steps that publish there. A step
is taken as often as its source was reached: `xN`, branches and misses multiply, and the factor carries on to what is
reached through the step. What cannot be known counts as nothing, and makes the sum a lower bound.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

from hld.analyse.conventions import Reader
from hld.analyse.estimates import Estimates, per_label
from hld.analyse.tally import Tally
from hld.analyse.types import Load, Number, Origin, Problem, StepLoad
from hld.catalog.kinds import Role
from hld.model import walk
from hld.model.types import Call, Component, Condition, Delivery, Flow, Model, Reference, Step
from hld.tuples import NamedTuple
from hld.units.dimensions import multiplied, unit_of
from hld.units.parse import duration, rate, ratio
from hld.units.quantity import Quantity, UnitError

__all__ = ["NOTHING_KNOWN", "Factor", "FlowRate", "Rate", "Rates", "hit_of"]

_ONE = Fraction(1)
_NONE = Fraction(0)
_EVERY = re.compile(r"(?i)\bevery\s+(\d[\w.]*\s*[a-zµ]*|[a-z]+)\b")
_WORDS = {"hourly": 3600, "daily": 86400, "nightly": 86400, "weekly": 604800}
_UNNAMED = "?"
_SAFE = frozenset(("GET", "HEAD"))


class Factor(NamedTuple):
    """How often something happens for each run of its flow; `why` says what is missing in it, if anything."""

    value: Fraction = _ONE
    why: str = ""
    is_default: bool = False

    def times(self, other: Factor) -> Factor:
        """Both after each other."""
        if other is _AS_OFTEN:
            return self
        if self is _AS_OFTEN:
            return other
        return Factor(self.value * other.value, self.why or other.why, self.is_default or other.is_default)


_AS_OFTEN = Factor()


class Rate(NamedTuple):
    """A rate before it is told: `origin` holds for the average, the peak may rest on the usual factor besides."""

    average: Fraction = _NONE
    peak: Fraction = _NONE
    origin: Origin = Origin.DERIVED
    peak_origin: Origin = Origin.DERIVED
    why: str = ""
    is_known: bool = False

    def scaled(self, factor: Factor) -> Rate:
        """It so many times."""
        if factor is _AS_OFTEN:
            return self
        origin = Origin.DEFAULT if factor.is_default else self.origin
        return Rate(
            self.average * factor.value,
            self.peak * factor.value,
            Origin.DERIVED if origin is Origin.STATED else origin,
            _later(self.peak_origin, origin),
            self.why or factor.why,
            self.is_known and not (factor.why and not factor.value),
        )

    @property
    def load(self) -> Load:
        """It as numbers: unknown if nothing of it is known, a lower bound if something is missing."""
        if not self.is_known:
            return _unknown(self.why)
        is_lower = bool(self.why)
        return Load(
            Number(self.average, "1/s", self.origin, is_lower, self.why),
            Number(self.peak, "1/s", self.peak_origin, is_lower, self.why),
        )


NOTHING_KNOWN = Rate()


@lru_cache(maxsize=16)
def _unknown(why: str) -> Load:
    return Load(Number(None, "1/s", why=why), Number(None, "1/s", why=why))


class Sum:
    """Adds rates up; what is unknown makes the sum a lower bound."""

    __slots__ = ("average", "is_known", "origin", "peak", "peak_origin", "why")

    def __init__(self) -> None:
        self.average = Tally()
        self.peak = Tally()
        self.origin = Origin.DERIVED
        self.peak_origin = Origin.DERIVED
        self.why = ""
        self.is_known = False

    def add(self, rate: Rate) -> None:
        """Add a rate."""
        if rate.is_known:
            self.average.add(rate.average)
            self.peak.add(rate.peak)
            self.origin = _later(self.origin, rate.origin)
            self.peak_origin = _later(self.peak_origin, rate.peak_origin)
            self.is_known = True
        self.why = self.why or rate.why

    @property
    def rate(self) -> Rate:
        """The sum so far."""
        if not self.is_known:
            return Rate(why=self.why) if self.why else NOTHING_KNOWN
        return Rate(self.average.total, self.peak.total, self.origin, self.peak_origin, self.why, self.is_known)


def _later(one: Origin, other: Origin) -> Origin:
    if one is other is Origin.DERIVED:
        return one
    return Origin.DEFAULT if Origin.DEFAULT in (one, other) else Origin.DERIVED


class FlowRate(NamedTuple):
    """The rate of a flow, where that is from, and the factors of its steps in their order."""

    flow: Flow
    rate: Rate
    begins: str
    factors: tuple[Factor, ...]
    arrivals: tuple[tuple[tuple[str, Factor], ...], ...]

    @property
    def steps(self) -> tuple[StepLoad, ...]:
        """The loads of its steps."""
        own = self.rate.load
        return tuple(
            StepLoad(step.number, own if factor is _AS_OFTEN else self.rate.scaled(factor).load, factor.value)
            for step, factor in zip(self.flow.steps, self.factors, strict=True)
        )


def hit_of(reader: Reader, component: Component | None) -> Fraction | None:
    """The share of reads that a cache or a CDN answers, where that is stated."""
    if component is not None and component.id in reader.cold:
        return _NONE
    found = None if component is None else reader.share(component.entry, "hit")
    return None if found is None else min(found, _ONE)


class Rates:
    """The rates of all flows of a design."""

    def __init__(self, model: Model, estimates: Estimates, reader: Reader, peak: Number) -> None:
        self._model = model
        self._estimates = estimates
        self._reader = reader
        self._peak = peak
        self._shares: dict[tuple[str, str], dict[int, Factor]] = {}
        self._conditions: dict[str, dict[str, dict[int, str]]] = {}
        self.of: dict[str, FlowRate] = {}
        self._work_out()

    def _work_out(self) -> None:
        """The flows that state a rate first, then those that these set off, as far as that goes."""
        walked = {flow.id: self._walked(flow) for flow in self._model.flows.values()}
        published = self._published(walked)
        waiting: dict[str, Flow] = {}
        for flow in self._model.flows.values():
            found, begins = self._stated(flow)
            if found is None and _starts_at_broker(flow):
                waiting[flow.id] = flow
            else:
                rate = found or Rate(why=f"the rate of flow '{flow.id}' is not known")
                self.of[flow.id] = FlowRate(flow, rate, begins if found else "unknown", *walked[flow.id])
        for flow in self._in_order(waiting, published):
            rate = self._inherited(flow, published)
            self.of[flow.id] = FlowRate(flow, rate, "message" if rate.is_known else "unknown", *walked[flow.id])
        self.of = {flow: self.of[flow] for flow in self._model.flows}

    # What is stated

    def _stated(self, flow: Flow) -> tuple[Rate | None, str]:
        """The rate that the flow states or its estimate gives, and in which of these ways."""
        leaf = flow.entry.leaf("rate")
        value = None if leaf is None else leaf.value
        origin = Origin.STATED
        found: Quantity | Problem | None = None
        if isinstance(value, Quantity):
            found = self._reader.quantity(flow.entry, "rate", rate)
        elif isinstance(value, str):
            found, origin = self._estimate(value)
        elif value is not None and leaf is not None:
            found, origin = self._estimates.formula(value, leaf), Origin.DERIVED
        elif "every" in flow.entry:
            return self._every(flow, self._reader.quantity(flow.entry, "every", duration)), "every"
        else:
            found, origin = self._estimate(flow.id)
            if found is None:
                found, begins = self._scheduled(flow), "every"
                return (None, "") if found is None else (self._every(flow, found), begins)
        if isinstance(found, Problem):
            return Rate(why=f"the rate of flow '{flow.id}': {found.message}"), "stated"
        return self._per_second(flow, found, origin), "stated"

    def _estimate(self, name: str) -> tuple[Quantity | None, Origin]:
        found = self._estimates.get(name)
        if found is None:
            return None, Origin.STATED
        return found.quantity, found.number.origin

    def _per_second(self, flow: Flow, found: Quantity | None, origin: Origin) -> Rate:
        """A rate in a second of the whole system: what is per user is multiplied by the users."""
        if found is None:
            return Rate(why=f"the rate of flow '{flow.id}' is not known")
        if not found.over and unit_of(found) != "1/s":
            return Rate(why=f"the rate of flow '{flow.id}' is no number in a time")
        for label in found.over:
            counted = self._estimates.population(label)
            if counted is None:
                cure = per_label(label, self._estimates)
                return Rate(why=f"the rate of flow '{flow.id}' is per {label}: {cure}")
            try:
                found = multiplied(found, counted[1]._replace(of=(label,)))
            except UnitError as error:
                return Rate(why=f"the rate of flow '{flow.id}': {error}")
            origin = _later(Origin.DERIVED, origin)
        if unit_of(found) != "1/s":
            return Rate(why=f"the rate of flow '{flow.id}' is no number in a time")
        return self._peaked(flow, found.value, origin)

    def _peaked(self, flow: Flow, average: Fraction, origin: Origin) -> Rate:
        own = self._reader.share(flow.entry, "peak")
        factor = self._peak.value if own is None else own
        peak_origin = Origin.DERIVED if own is not None else self._peak.origin
        return Rate(average, average * (factor or _ONE), origin, _later(origin, peak_origin), is_known=True)

    def _every(self, flow: Flow, period: Quantity | None) -> Rate:
        """The rate of what a clock starts: it has no peak."""
        if period is None or not period.value:
            return Rate(why=f"the rate of flow '{flow.id}' is not known")
        often = 1 / period.value
        return Rate(often, often, Origin.DERIVED, Origin.DERIVED, is_known=True)

    def _scheduled(self, flow: Flow) -> Quantity | None:
        """The period of the scheduler that starts the flow."""
        start = flow.steps[0].source.target if flow.steps else None
        text = "" if start is None else start.entry.text("schedule")
        if text.strip().lower() in _WORDS:
            return Quantity(Fraction(_WORDS[text.strip().lower()]), seconds=1)
        match = _EVERY.search(text[:200])
        if match is None:
            return None
        try:
            return duration(match[1] if match[1][0].isdigit() else f"1 {match[1]}", self._reader.calendar)
        except UnitError:
            return None

    # What messages set off

    def _published(
        self, walked: dict[str, tuple[tuple[Factor, ...], tuple[tuple[tuple[str, Factor], ...], ...]]]
    ) -> dict[tuple[str, str], list[tuple[str, Factor]]]:
        """The steps that publish, by broker and message ("": all of that broker, "?": those unnamed)."""
        found: dict[tuple[str, str], list[tuple[str, Factor]]] = {}
        for flow in self._model.flows.values():
            for step, factor in zip(flow.steps, walked[flow.id][0], strict=True):
                broker = step.target.target
                if not step.is_async or broker is None or broker.role is not Role.BROKER:
                    continue
                message = _message(step)
                for name in ("", message or _UNNAMED):
                    found.setdefault((broker.id, name), []).append((flow.id, factor))
        return found

    def _sources(
        self, flow: Flow, published: dict[tuple[str, str], list[tuple[str, Factor]]]
    ) -> list[tuple[str, Factor]]:
        """Who sets the flow off: those who publish its first message, or an unnamed one, to its broker."""
        step = flow.steps[0]
        broker = step.source.target
        assert broker is not None, "only flows that a broker starts are asked"
        message = _message(step)
        if not message:
            return published.get((broker.id, ""), [])
        return [*published.get((broker.id, message), ()), *published.get((broker.id, _UNNAMED), ())]

    def _in_order(
        self, waiting: dict[str, Flow], published: dict[tuple[str, str], list[tuple[str, Factor]]]
    ) -> Iterator[Flow]:
        """The waiting flows, each after those that set it off; what goes round in a circle comes last."""
        needs = {
            name: {source for source, _ in self._sources(flow, published) if source in waiting and source != name}
            for name, flow in waiting.items()
        }
        after: dict[str, list[str]] = {}
        for name, sources in needs.items():
            for source in sources:
                after.setdefault(source, []).append(name)
        ready = deque(name for name in waiting if not needs[name])
        done: set[str] = set()
        while ready:
            name = ready.popleft()
            done.add(name)
            yield waiting[name]
            for other in after.get(name, ()):
                needs[other].discard(name)
                if not needs[other]:
                    ready.append(other)
        yield from (flow for name, flow in waiting.items() if name not in done)

    def _inherited(self, flow: Flow, published: dict[tuple[str, str], list[tuple[str, Factor]]]) -> Rate:
        total = Sum()
        for source, factor in self._sources(flow, published):
            found = self.of.get(source)
            if source == flow.id or found is None:
                total.why = total.why or f"flow '{flow.id}' is set off by what it sets off itself"
            else:
                total.add(found.rate.scaled(factor))
        if not total.is_known and not total.why:
            return Rate(why=f"nothing says how often flow '{flow.id}' is set off")
        return total.rate

    # How often the steps are taken

    def _walked(self, flow: Flow) -> tuple[tuple[Factor, ...], tuple[tuple[tuple[str, Factor], ...], ...]]:
        """For each step its factor, and what it brings to each component it enters."""
        anew = walk.goes_on(flow)
        reached: dict[str, Factor] = {}
        if flow.steps:
            reached[_id(flow.steps[0].source)] = _AS_OFTEN
        own = set(reached)
        factors = []
        arrivals = []
        for step in flow.steps:
            if step in anew:
                own = {_id(step.source)}
            factor = self._factor(flow, step, reached.get(_id(step.source), _AS_OFTEN))
            factors.append(factor)
            entered = () if step.is_reply or step.is_internal else tuple(self._entered(step, factor))
            for name, part in entered:
                if name not in own:
                    own.add(name)
                    reached[name] = part
            arrivals.append(entered)
        return tuple(factors), tuple(arrivals)

    def _factor(self, flow: Flow, step: Step, base: Factor) -> Factor:
        factor = base
        if step.times != 1:
            factor = factor.times(self.count(step.times))
        if step.condition is not None:
            factor = factor.times(self._share(step.condition))
        for block in step.blocks:
            if block.kind == "loop":
                factor = factor.times(
                    self.count(block.times) if block.times else Factor(_ONE, f"how often loop {block.number} runs")
                )
            elif block.kind in ("alt", "opt"):
                factor = factor.times(self._branch(flow, block.kind, block.number, block.arm))
        return factor

    def count(self, times: int | str) -> Factor:
        """How often something is repeated: a number, or the estimate of a name."""
        if isinstance(times, int):
            return Factor(Fraction(times))
        found = self._estimates.known(times)
        if found is None or unit_of(found) != "1":
            return Factor(_ONE, f"'{times}' is not known")
        return Factor(found.value)

    def _share(self, condition: Condition) -> Factor:
        """How often a condition holds."""
        if condition.kind == "share" and condition.share is not None:
            return Factor(_percent(condition.text))
        if condition.kind in ("miss", "hit"):
            cache = condition.cache.target if condition.cache is not None else None
            hit = hit_of(self._reader, cache)
            if hit is None:
                name = condition.cache.name if condition.cache is not None else "the cache"
                return Factor(_NONE, f"the hit ratio of '{name}' is not stated")
            return Factor(1 - hit if condition.kind == "miss" else hit)
        return Factor(_NONE, f"how often '{condition.text}' holds is not known")

    def _branch(self, flow: Flow, kind: str, number: str, arm: int) -> Factor:
        """How often an arm of an alternative is taken."""
        key = (flow.id, number)
        if key not in self._shares:
            self._shares[key] = self._arms(flow, kind, number)
        return self._shares[key].get(arm, _AS_OFTEN)

    def _arms(self, flow: Flow, kind: str, number: str) -> dict[int, Factor]:
        conditions = self._blocks(flow)[number]
        found: dict[int, Factor] = {}
        rest = _ONE
        is_known = True
        for arm, condition in sorted(conditions.items()):
            if kind == "alt" and condition.strip().lower() in ("else", "otherwise"):
                continue
            share = self._text_share(condition)
            found[arm] = share
            rest -= share.value
            is_known = is_known and not share.why
        for arm, condition in conditions.items():
            if arm not in found:
                why = "" if is_known else f"how often '{condition}' holds is not known"
                found[arm] = Factor(max(rest, _NONE) if is_known else _NONE, why)
        return found

    def _blocks(self, flow: Flow) -> dict[str, dict[int, str]]:
        """The conditions of the arms of each block of a flow, by its number."""
        if flow.id not in self._conditions:
            found: dict[str, dict[int, str]] = {}
            for step in flow.steps:
                for block in step.blocks:
                    found.setdefault(block.number, {})[block.arm] = block.condition
            self._conditions[flow.id] = found
        return self._conditions[flow.id]

    def _text_share(self, condition: str) -> Factor:
        """How often the condition of a block holds: a percentage, a miss or a hit of a cache, else unknown."""
        word, _, rest = condition.strip().partition(" ")
        if condition.strip().endswith("%"):
            share = _percent(condition.strip())
            return Factor(share) if share <= 1 else Factor(_NONE, f"'{condition}' is no share")
        if word in ("miss", "hit") and (cache := self._model.components.get(rest.strip())) is not None:
            hit = hit_of(self._reader, cache)
            if hit is not None:
                return Factor(1 - hit if word == "miss" else hit)
            return Factor(_NONE, f"the hit ratio of '{cache.id}' is not stated")
        return Factor(_NONE, f"how often '{condition}' holds is not known")

    def _entered(self, step: Step, factor: Factor) -> Iterator[tuple[str, Factor]]:
        """The components that a step enters, and how often; behind a CDN only what it does not have is asked for."""
        for node in step.nodes[1:]:
            if node.target is not None:
                yield node.target.id, factor
                if node.target.kind.name == "cdn" and _is_read(step):
                    hit = hit_of(self._reader, node.target)
                    factor = factor if hit is None else factor.times(Factor(1 - hit))


def _percent(text: str) -> Fraction:
    """The share of a percentage, exactly; more than all where the text is none."""
    try:
        return ratio(text).value
    except UnitError:
        return Fraction(2)


def _is_read(step: Step) -> bool:
    """Whether a CDN may answer the step: it is no call that changes something."""
    label = step.label
    return not (isinstance(label, Call) and label.method and label.method not in _SAFE)


def _starts_at_broker(flow: Flow) -> bool:
    start = flow.steps[0].source.target if flow.steps else None
    return start is not None and start.role is Role.BROKER


def _message(step: Step) -> str:
    return step.label.message.name if isinstance(step.label, Delivery) else ""


def _id(node: Reference[Component]) -> str:
    return node.name if node.target is None else node.target.id
