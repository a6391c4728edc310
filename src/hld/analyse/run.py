"""Works a design out, subject by subject, in the order in which they need each other."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, lru_cache, partial
from types import MappingProxyType

from hld.analyse import availability, backlog, cost
from hld.analyse.assumptions import assumptions
from hld.analyse.bandwidth import Moved, moved
from hld.analyse.concurrency import concurrency
from hld.analyse.connections import connections
from hld.analyse.conventions import Reader, conventions
from hld.analyse.environment import environment
from hld.analyse.estimates import FACT, Estimates
from hld.analyse.instances import instances
from hld.analyse.latency import Known, budget
from hld.analyse.link import over_link
from hld.analyse.load import Entered, entered
from hld.analyse.memory import held
from hld.analyse.peak import peak
from hld.analyse.quorum import quorum
from hld.analyse.rates import FlowRate, Rates
from hld.analyse.regions import placed
from hld.analyse.requirements import Worked, requirements
from hld.analyse.service import P99, Times
from hld.analyse.sizes import Sizes
from hld.analyse.storage import growth
from hld.analyse.types import Analysis, Availability, Component, Flow, Latency
from hld.garbage import held_back
from hld.model import types as model_types
from hld.model.types import Model

__all__ = ["analyse", "without_caches", "worked_out"]


@lru_cache(maxsize=4)
def analyse(model: Model) -> Analysis:
    """All that can be worked out of a design, once. There is always an answer; what is not known says why."""
    return worked_out(model)


@lru_cache(maxsize=16)
def without_caches(model: Model, cold: frozenset[str]) -> Analysis:
    """The same with these caches and CDNs (their ids) empty: all that is asked of them is missed."""
    return worked_out(model, cold)


def worked_out(model: Model, cold: frozenset[str] = frozenset()) -> Analysis:
    """The same, each time anew."""
    with held_back():
        return _Work(model, cold).analysis()


class _Work:
    """The subjects, each from those before it."""

    def __init__(self, model: Model, cold: frozenset[str]) -> None:
        root = model.spec.root
        self._model = model
        self._reader = Reader.under(conventions(root), cold)
        self._estimates = Estimates(root, self._reader)
        self._peak = peak(model, self._estimates)
        self._rates = Rates(model, self._estimates, self._reader, self._peak)
        self._known = Known(self._rates, placed(model), cache(partial(Times, self._reader)))
        self._latencies: dict[tuple[str, int, int], Latency] = {}
        self._sizes = Sizes(model, self._estimates, self._reader)
        self._environment = environment(model, self._reader)

    def analysis(self) -> Analysis:
        """All of it."""
        components = self._components()
        up = {name: each.availability for name, each in components.items()}
        flows = {name: self._flow(found, up) for name, found in self._rates.of.items()}
        total = cost.total(self._model, components)
        worked = Worked(
            self._model, self._estimates, self._rates, self._reader, flows, components, total, self._latency
        )
        used = frozenset(
            name.removeprefix(FACT) for each in self._estimates.capacity.values() for name in each.uses if FACT in name
        )
        return Analysis(
            capacity=MappingProxyType(dict(self._estimates.capacity)),
            flows=MappingProxyType(flows),
            components=MappingProxyType(components),
            requirements=MappingProxyType(requirements(worked)),
            cost=total,
            conventions=self._reader.conventions,
            facts=MappingProxyType(dict(self._estimates.facts)),
            peak=self._peak,
            environment=self._environment,
            assumed=cache(
                partial(
                    assumptions,
                    self._model,
                    conventions=self._reader.conventions,
                    peak=self._peak,
                    components=components,
                    facts=self._estimates.facts,
                    used=used,
                )
            ),
        )

    def _components(self) -> dict[str, Component]:
        loads = entered(self._model, self._rates, self._reader)
        traffic = moved(self._model, self._rates, self._sizes, self._reader)
        return {
            name: self._component(component, loads[name], traffic[name])
            for name, component in self._model.components.items()
        }

    def _component(self, component: model_types.Component, found: Entered, traffic: Moved) -> Component:
        needed = instances(component, found, self._reader)
        grows = growth(self._model, component, found, self._sizes, self._reader)
        return Component(
            id=component.id,
            load=found.load,
            reads=found.reads,
            writes=found.writes,
            instances=needed,
            availability=availability.of_component(component, needed, self._reader),
            concurrency=concurrency(component, found, self._reader),
            connections=connections(component, needed, self._reader),
            bytes_in=traffic.incoming,
            bytes_out=traffic.outgoing,
            growth=grows,
            quorum=quorum(component),
            cost=cost.of_component(component, grows, self._reader),
            backlogs=backlog.backlogs(component, needed, found, self._reader.conventions),
        )

    def _flow(self, found: FlowRate, up: dict[str, Availability | None]) -> Flow:
        flow = found.flow
        return Flow(
            id=flow.id,
            rate=found.rate.load,
            steps=found.steps,
            latency=self._latency(flow, P99),
            availability=availability.of_flow(self._model, flow, up),
            begins=found.begins,
            link=over_link(flow, self._environment, self._sizes, self._reader),
            held=held(flow, self._environment, self._sizes, self._reader),
        )

    def _latency(self, flow: model_types.Flow, percentile: Fraction) -> Latency:
        key = (flow.id, *percentile.as_integer_ratio())
        if key not in self._latencies:
            self._latencies[key] = budget(flow, self._known, self._reader, percentile)
        return self._latencies[key]
