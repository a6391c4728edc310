"""What sets a flow off."""

from __future__ import annotations

from functools import lru_cache

from hld.catalog.kinds import Role
from hld.check.rules.flows import _arrows, _doubt
from hld.model.types import Arrow, Component, Flow, Model, Step
from hld.model.undeclared import is_health_check

__all__ = ["FOLLOWED", "acts_alone", "beginless"]

#: Stores and caches start a flow only by telling of their changes.
FOLLOWED = frozenset({Role.STORE, Role.CACHE})

_STARTERS = frozenset({Role.CLIENT, Role.EXTERNAL, Role.MONITOR, Role.BROKER})


def acts_alone(component: Component) -> bool:
    """Whether a component acts without being asked: one outside, a monitor, a broker, one with a schedule.

    So may one of an unknown kind.
    """
    if component.kind_is_unknown or "schedule" in component.entry:
        return True
    return component.role in _STARTERS or component.kind.name == "scheduler"


@lru_cache(maxsize=4)
def beginless(model: Model) -> dict[Flow, Component]:
    """The flows that nothing sets off, each with the component it starts at; a step before it must be missing."""
    found: dict[Flow, Component] = {}
    for flow in model.flows.values():
        if not flow.steps or "trigger" in flow.entry or "every" in flow.entry or not _doubt.is_readable(model, flow):
            continue
        step = flow.steps[0]
        source = step.source.target
        if source is not None and not step.is_reply and not _arrows.fault(model, step) and not _starts(source, step):
            found[flow] = source
    return found


def _starts(source: Component, step: Step) -> bool:
    """Whether the source may start a flow with this step."""
    if acts_alone(source) or is_health_check(step):
        return True
    return source.role in FOLLOWED and (step.arrow is Arrow.ASYNC or "notify" in source.entry)
