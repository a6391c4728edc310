"""The workload: which flows arrive by themselves, how often, which others they set off, and how much that comes to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hld.analyse.rates import Rates
from hld.analyse.simulation.plan import Arms, Node, Plan
from hld.analyse.simulation.types import Options
from hld.tuples import NamedTuple

__all__ = ["Arrivals", "Workload", "workload"]

_DEEPEST = 10  # flows that set each other off, counted in the weight of the first


class Arrivals(NamedTuple):
    """A flow that arrives by itself, so often in a second."""

    plan: Plan
    rate: float


class Workload(NamedTuple):
    """The flows that arrive, and those that each message (by broker and name) sets off."""

    arrivals: tuple[Arrivals, ...]
    set_off: Mapping[tuple[str, str], list[Plan]]

    @property
    def each_second(self) -> float:
        """The steps that are taken in a second."""
        return sum(each.rate * self._weight(each.plan, 0) for each in self.arrivals)

    def _weight(self, plan: Plan, depth: int) -> float:
        """The steps that a run takes, what it sets off included."""
        total = sum(_weight(node) for node in plan.nodes)
        if depth < _DEEPEST:
            for key in _publishes(plan.nodes):
                total += sum(self._weight(each, depth + 1) for each in self.set_off.get(key, ()))
        return max(total, 1.0)


def workload(plans: Mapping[str, Plan], rates: Rates, options: Options) -> Workload:
    """The workload of these flows."""
    set_off = _set_off(plans)
    behind = {plan.flow for found in set_off.values() for plan in found}
    return Workload(tuple(_arrivals(plans, behind, rates, options)), set_off)


def _set_off(plans: Mapping[str, Plan]) -> dict[tuple[str, str], list[Plan]]:
    """The flows that a message sets off, of which some flow that is run publishes it."""
    published = {key for plan in plans.values() for key in _publishes(plan.nodes)}
    found: dict[tuple[str, str], list[Plan]] = {}
    for plan in plans.values():
        if plan.starts_with[0] and plan.starts_with in published:
            found.setdefault(plan.starts_with, []).append(plan)
    return found


def _arrivals(plans: Mapping[str, Plan], behind: set[str], rates: Rates, options: Options) -> Iterator[Arrivals]:
    for name, plan in plans.items():
        rate = rates.of[name].rate
        value = rate.peak if options.at_peak else rate.average
        if name not in behind and rate.is_known and value > 0 and plan.nodes:
            yield Arrivals(plan, float(value * options.load))


def _weight(node: Node) -> float:
    """The steps that a node comes to on average."""
    if isinstance(node, Arms):
        inner = (float(1 if chance is None else chance) * sum(map(_weight, nodes)) for chance, nodes in node.arms)
        return float(node.times) * sum(inner)
    chance = 1.0 if node.chance is None else float(node.chance)
    if node.cache and not node.on_hit:
        chance = 1 - chance
    own = 0 if node.kind == "reply" else max(len(node.enters), 1)
    return chance * float(node.often) * (own + sum(map(_weight, node.children)))


def _publishes(nodes: tuple[Node, ...]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, Arms):
            for _, inner in node.arms:
                yield from _publishes(inner)
        else:
            if node.kind == "publish":
                yield node.message
            yield from _publishes(node.children)
