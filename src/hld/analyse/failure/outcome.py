"""What becomes of a design when something happens: its flows, its requirements, and the load that moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from hld.analyse.failure.broken import broken
from hld.analyse.failure.change import changed, is_placed, shrunk
from hld.analyse.failure.play import Broken, Counts, Played, is_missed, is_publishing, play, softened, with_steps
from hld.analyse.failure.types import Event, Fate, Moved, Outcome, Quality, State
from hld.analyse.instances import most_of
from hld.analyse.regions import regions_of
from hld.analyse.run import analyse, worked_out
from hld.analyse.service import is_managed
from hld.analyse.types import Analysis, Number, Requirement, Verdict, unknown
from hld.catalog.kinds import OUTSIDE, Role
from hld.errors import UsageError
from hld.model import trace
from hld.model.types import Component, Delivery, Flow, Model, Step
from hld.tuples import NamedTuple

__all__ = ["what_if"]

#: Qualities that what happens bears on at once; others are a matter of the design and not of the moment.
_AT_ONCE = frozenset(("latency", "availability", "throughput"))
_WORST = tuple(State)


def what_if(model: Model, event: Event) -> Outcome:
    """What becomes of the design. Raises UsageError for an event that speaks of what is not there."""
    altered = changed(model, event.settings)
    found = broken(altered, event)
    altered, gone = shrunk(altered, event.zone, found.gone)
    found = found._replace(gone=gone)
    before = analyse(model)
    steady = before if altered is model else worked_out(altered)
    played = _played(altered, found, _counts(steady))
    then = _with_flows(altered, {name: each.flow for name, each in played.items()})
    after = worked_out(then)
    work = _Work(model, altered, event, found, before, steady, after, played)
    return work.outcome()


def tried(model: Model, event: Event) -> Outcome:
    """The same; an event that speaks of what is not there is told as a problem."""
    try:
        return what_if(model, event)
    except UsageError as error:
        return Outcome(event, problem=str(error), hint=error.hint)


class _Work(NamedTuple):
    """The design before, as it is altered, and with what is left of its flows; and what each comes to."""

    model: Model
    altered: Model
    event: Event
    broken: Broken
    before: Analysis
    steady: Analysis
    after: Analysis
    played: Mapping[str, Played]

    def outcome(self) -> Outcome:
        """All of it."""
        moved = tuple(self._moved())
        flows = {name: self._flow(name, each, moved) for name, each in self.played.items()}
        return Outcome(
            self.event,
            tuple(flows.values()),
            tuple(_requirements(self.altered, flows)),
            tuple(self._quality(each, flows) for each in self.before.requirements.values()),
            moved,
            tuple(self._notes()),
        )

    # Load

    def _moved(self) -> Iterator[Moved]:
        for component in self.altered.components.values():
            if component.role in OUTSIDE:
                continue
            found = self._load(component)
            if found is not None:
                yield found

    def _load(self, component: Component) -> Moved | None:
        """How the load of a component changes, if it does, or how many are left of it."""
        was = self.before.components.get(component.id)
        before = unknown("it was not there", "1/s") if was is None else was.load.peak
        if component.id in self.broken.gone:
            why = self.broken.gone[component.id]
            return Moved(component.id, before, Number(Fraction(0), "1/s"), 0, unknown(why), Verdict.FAIL, True, why)
        now = self.after.components[component.id]
        after = now.load.peak
        if before.value is not None and not self._is_entered(component.id):
            after = Number(Fraction(0), "1/s")
        left = most_of(component)
        old = self.model.components.get(component.id)
        is_less = old is not None and left != most_of(old)
        needed = now.instances.needed if now.instances is not None else unknown("it is not ours to run")
        wanted = was.instances.needed.value if was is not None and was.instances is not None else None
        if after.value == before.value and not is_less and needed.value == wanted:
            return None
        bears, why = self._bears(component, before, after, is_less)
        return Moved(component.id, before, after, left, needed, bears, why=why)

    def _is_entered(self, name: str) -> bool:
        return any(name in each.entered for each in self.played.values())

    def _bears(self, component: Component, before: Number, after: Number, is_less: bool) -> tuple[Verdict, str]:
        """Whether what is left of a component can do all that it gets at peak; what gets no more than before can."""
        is_known = after.value is not None and before.value is not None
        if self.event.settings and is_known:
            is_more = (after.value or 0) > (before.value or 0)
        else:
            is_more = bool(self.event.settings) or component.id in self._grown()
        if not is_more and not is_less:
            return Verdict.PASS, ""
        found = self.after.components[component.id].instances
        if found is not None and found.is_elastic:
            return Verdict.PASS, ""
        if found is None or found.most is None:
            return Verdict.UNKNOWN, f"how many instances '{component.id}' has is not stated"
        if found.bare.value is None or found.capacity.value is None:
            return Verdict.UNKNOWN, found.bare.why or found.capacity.why
        able = found.capacity._replace(value=found.capacity.value * found.most)
        if found.bare.value > found.most:
            return Verdict.FAIL, f"'{component.id}' gets {after.text} at peak and can do {able.text}"
        if found.bare.lower_bound:
            return Verdict.UNKNOWN, found.bare.why
        return Verdict.PASS, ""

    def _grown(self) -> frozenset[str]:
        """The components that may get more than before: by a flow itself, or by what it sets off."""
        found = frozenset(name for each in self.played.values() for name in each.grown)
        while True:
            more = found
            for each in self.played.values():
                key = _first_message(each.flow)
                if key is not None and key[0] in found:
                    more |= each.entered
            if more == found:
                return found
            found = more

    # Flows

    def _flow(self, name: str, played: Played, moved: tuple[Moved, ...]) -> Fate:
        state, why = played.state, list(played.why)
        mine = [each for each in moved if not each.is_gone and each.component in played.entered]
        full = [each.component for each in mine if each.bears is Verdict.FAIL]
        unsure = next((each for each in mine if each.bears is Verdict.UNKNOWN), None)
        unplaced = [each for each in self._unplaced() if each in played.entered]
        if state is State.DOWN:
            return Fate(name, state, tuple(why), self._budget_before(name))
        if full:
            state = _worse(state, State.DEGRADED)
            why.append(_too_much(full))
        if unsure is not None:
            state = _worse(state, State.UNKNOWN)
            why.append(f"whether '{unsure.component}' can do what it gets is not known: {unsure.why}")
        if unplaced:
            state = _worse(state, State.UNKNOWN)
            why.append(f"nothing says where {_listed(unplaced)} {'runs' if len(unplaced) == 1 else 'run'}")
        after = self._with_wait(self.after.flows[name].latency.budget, played)
        return Fate(name, state, tuple(why), self._budget_before(name), after)

    def _budget_before(self, name: str) -> Number | None:
        was = self.before.flows.get(name)
        return None if was is None else was.latency.budget

    def _unplaced(self) -> Iterator[str]:
        """The components of which nothing says whether they are where a zone or a region is lost."""
        for component in self.altered.components.values():
            if component.role in OUTSIDE or is_managed(component) or component.id in self.broken.gone:
                continue
            in_zone = not self.event.zone or is_placed(component, self.event.zone, self.altered)
            in_region = not self.event.region or bool(regions_of(self.altered, component))
            if not (in_zone and in_region):
                yield component.id

    def _with_wait(self, found: Number, played: Played) -> Number:
        if not played.waits_unknown:
            return found
        return found._replace(lower_bound=True, why=f"how long '{played.waits_unknown}' is waited for is not stated")

    # Qualities

    def _quality(self, was: Requirement, flows: Mapping[str, Fate]) -> Quality:
        before = was.value
        steady = self.steady.requirements.get(was.id)
        if steady is None:
            return Quality(was, before, unknown("it is not asked for any more"), was.verdict, Verdict.UNKNOWN)
        if was.kind not in _AT_ONCE or not steady.by_flow:
            return Quality(was, before, steady.value, was.verdict, steady.verdict, steady.why)
        down = [flow for flow, *_ in steady.by_flow if flows[flow].state is State.DOWN]
        if down:
            why = f"{', '.join(down)} {'is' if len(down) == 1 else 'are'} down"
            return Quality(was, before, unknown(why), was.verdict, Verdict.FAIL, why)
        return self._in_scope(was, steady, flows)

    def _in_scope(self, was: Requirement, steady: Requirement, flows: Mapping[str, Fate]) -> Quality:
        """A quality of flows that all still answer: the worst of them decides."""
        after = self.after.requirements.get(was.id)
        found = {} if after is None else {flow: (value, said) for flow, value, said in after.by_flow}
        worst: tuple[int, Number, Verdict, str] | None = None
        order = {Verdict.FAIL: 0, Verdict.UNKNOWN: 1, Verdict.PASS: 2}
        for flow, *_ in steady.by_flow:
            value, said = found.get(flow, (unknown(f"nothing is left of flow '{flow}' to tell"), Verdict.UNKNOWN))
            why = value.why
            if said is Verdict.PASS and was.kind == "latency" and self.played[flow].waits_unknown:
                value = self._with_wait(value, self.played[flow])
                said, why = Verdict.UNKNOWN, value.why
            if said is Verdict.PASS and flows[flow].state is State.UNKNOWN:
                said, why = Verdict.UNKNOWN, flows[flow].why[-1]
            overloaded = next((each for each in flows[flow].why if each.endswith(_TOO_MUCH)), "")
            if overloaded and said is not Verdict.FAIL:
                said, why = Verdict.FAIL, overloaded
            if was.kind == "availability" and self.played[flow].fails:
                said, why = _of_some(said, why, self.played[flow], was)
            rank = order[said]
            if worst is None or rank < worst[0]:
                worst = (rank, value, said, why)
        assert worst is not None, "only requirements of flows are asked"
        if after is not None and worst[2] is after.verdict and after.flow in found:
            return Quality(was, was.value, after.value, was.verdict, worst[2], worst[3])
        return Quality(was, was.value, worst[1], was.verdict, worst[2], worst[3])

    def _is_unsaid(self, cache: Component) -> bool:
        """Whether a read of a cache is taken for a miss though neither the step nor the cache says what happens."""
        return any(
            step.target.target is cache
            and is_missed(flow, step, cache)
            and not softened(step, cache, lambda name: name in self.broken.gone)
            for flow in self.altered.flows.values()
            for step in flow.steps
        )

    def _notes(self) -> Iterator[str]:
        lost = [self.altered.components[name] for name in self.broken.gone]
        caches = [each.id for each in lost if each.role is Role.CACHE and self._is_unsaid(each)]
        if caches and any(each.state is State.DEGRADED for each in self.played.values()):
            yield (
                f"A read of {_listed(caches)} is taken for a miss where the flow has a way for misses; "
                "'on_failure: fallback' would say so."
            )


_TOO_MUCH = "can do at peak: part of it is not served"


def _too_much(components: list[str]) -> str:
    return f"it asks for more than {_listed(components)} {_TOO_MUCH}"


def _listed(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _of_some(said: Verdict, why: str, played: Played, asked: Requirement) -> tuple[Verdict, str]:
    """The verdict on the availability of a flow of which some runs fail."""
    if said is Verdict.FAIL:
        return said, why
    is_sure = played.share is not None and played.share > 1 - asked.target.value
    return Verdict.FAIL if is_sure else Verdict.UNKNOWN, played.fails


def _worse(one: State, other: State) -> State:
    return max(one, other, key=_WORST.index)


# Requirements ----------------------------------------------------------------------------------------------------


def _requirements(model: Model, flows: Mapping[str, Fate]) -> Iterator[Fate]:
    """The functional requirements, each as the flows that cover it are."""
    for need in model.requirements.values():
        fates = [flows[flow.id] for flow in trace.flows_covering(model, need)]
        yield Fate(need.id, _together([each.state for each in fates]), tuple(_reasons(fates)))


def _together(states: list[State]) -> State:
    """Down if all are; degraded if one of them is not as it should be; unknown where there is none."""
    if not states:
        return State.UNKNOWN
    if all(each is State.DOWN for each in states):
        return State.DOWN
    if any(each in (State.DOWN, State.DEGRADED) for each in states):
        return State.DEGRADED
    return State.UNKNOWN if State.UNKNOWN in states else State.OK


def _reasons(fates: list[Fate]) -> Iterator[str]:
    if not fates:
        yield "no flow covers it"
    for each in fates:
        if each.state is not State.OK:
            yield f"flow {each.id} is {each.state}"


# Flows -----------------------------------------------------------------------------------------------------------


def _counts(analysis: Analysis) -> Counts:
    """How often something is repeated, by what the design comes to: a number, or the estimate of a name."""

    def count(times: int | str) -> Fraction | None:
        if isinstance(times, int):
            return Fraction(times)
        found = analysis.capacity.get(times)
        return found.number.value if found is not None and found.number.unit == "1" else None

    return count


def _played(model: Model, found: Broken, counts: Counts) -> dict[str, Played]:
    """What becomes of each flow; one that waits for messages which nobody sends any more is down as well."""
    played = {name: play(model, flow, found, counts) for name, flow in model.flows.items()}
    while True:
        starved = dict(_starved(model, played))
        if not starved:
            return played
        played |= starved


def _starved(model: Model, played: Mapping[str, Played]) -> Iterator[tuple[str, Played]]:
    before = _publications(model.flows.values())
    now = _publications(each.flow for each in played.values())
    for name, flow in model.flows.items():
        key = _first_message(flow)
        each = played[name]
        if key is None or not each.flow.steps or not before.get(key):
            continue
        if not now.get(key):
            why = f"nothing is published to '{key[0]}' any more"
            yield name, Played(with_steps(flow, ()), State.DOWN, (*each.why, why))
        elif now[key] < before[key]:
            why = f"less is published to '{key[0]}' than before"
            if why not in each.why and each.state is not State.DOWN:
                yield name, each._replace(state=_worse(each.state, State.DEGRADED), why=(*each.why, why))


def _publications(flows: Iterable[Flow]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for flow in flows:
        for step in flow.steps:
            key = _published(step)
            if key is not None:
                found[key] = found.get(key, 0) + 1
    return found


def _published(step: Step) -> tuple[str, str] | None:
    """The broker and the message that a step publishes."""
    broker = step.target.target
    if broker is None or not is_publishing(step) or not isinstance(step.label, Delivery):
        return None
    return broker.id, step.label.message.name


def _first_message(flow: Flow) -> tuple[str, str] | None:
    """The broker and the message that start a flow."""
    first = flow.steps[0] if flow.steps else None
    broker = None if first is None else first.source.target
    if first is None or broker is None or broker.role is not Role.BROKER or not isinstance(first.label, Delivery):
        return None
    return broker.id, first.label.message.name


def _with_flows(model: Model, flows: Mapping[str, Flow]) -> Model:
    return Model(**{**{name: getattr(model, name) for name in Model.__annotations__}, "flows": flows})
