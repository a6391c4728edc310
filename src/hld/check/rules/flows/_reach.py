"""Which steps of a flow start where it has not been."""

from __future__ import annotations

from functools import lru_cache

from hld.check.rules.flows import _arrows, _doubt, _starts
from hld.model import walk
from hld.model.types import Component, Flow, Model, Step
from hld.model.undeclared import is_health_check
from hld.model.walk import Visited

__all__ = ["unreached", "unreached_in"]

_STILL = frozenset({"depends", "runs-on"})


@lru_cache(maxsize=4)
def unreached(model: Model) -> dict[Step, tuple[Flow, Component]]:
    """The steps whose source neither starts anything nor was reached, with their flow and that source.

    Of a flow that lacks its beginning nothing is said, for that may be what led to all the rest.
    """
    found: dict[Step, tuple[Flow, Component]] = {}
    for flow in model.flows.values():
        if flow not in _starts.beginless(model) and _doubt.is_readable(model, flow):
            for step, source in _in_flow(model, flow):
                found[step] = (flow, source)
    return found


def unreached_in(model: Model, flow: Flow) -> frozenset[Component]:
    """The components at which steps of `flow` start that it has not reached."""
    return _by_flow(model).get(flow, frozenset())


@lru_cache(maxsize=4)
def _by_flow(model: Model) -> dict[Flow, frozenset[Component]]:
    found: dict[Flow, set[Component]] = {}
    for flow, source in unreached(model).values():
        found.setdefault(flow, set()).add(source)
    return {flow: frozenset(sources) for flow, sources in found.items()}


def _in_flow(model: Model, flow: Flow) -> list[tuple[Step, Component]]:
    """The steps of one flow, up to the first hole: after that anything may have been reached."""
    found = []
    for step, visited in walk.visits(flow):
        source = step.source.target
        if source is None:
            break
        if not _is_reached(model, step, source, visited):
            found.append((step, source))
        if not step.is_whole:
            break
    return found


def _is_reached(model: Model, step: Step, source: Component, visited: Visited) -> bool:
    """Whether the source was reached, acts by itself, is led to by a relationship, or is wrong in another way."""
    if source.id in visited or step.is_reply or _arrows.fault(model, step):
        return True
    if _starts.acts_alone(source) or is_health_check(step) or _follows(step, visited):
        return True
    return _is_fed(model, source, visited)


def _follows(step: Step, visited: Visited) -> bool:
    """Whether the step takes up the changes of a store that the flow has reached."""
    target = step.target.target
    return bool(step.entry.value("cdc")) and target is not None and target.id in visited


def _is_fed(model: Model, component: Component, visited: Visited) -> bool:
    """Whether data comes here by relationships (change data capture, replication) from what was reached."""
    waiting, seen = [component], {component.id}
    while waiting:
        for edge in walk.incoming(model, waiting.pop()):
            if edge.relationship is None or edge.mode in _STILL or edge.source.id in seen:
                continue
            if edge.source.id in visited:
                return True
            seen.add(edge.source.id)
            waiting.append(edge.source)
    return False
