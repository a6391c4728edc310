"""Operations and flows that serve no requirement anybody stated."""

from __future__ import annotations

from functools import lru_cache

from hld.catalog.kinds import Role
from hld.check import covers
from hld.model import trace, walk
from hld.model.types import Flow, Model, Operation

__all__ = ["flows", "operations"]


@lru_cache(maxsize=4)
def flows(model: Model) -> tuple[Flow, ...]:
    """The flows that cover no requirement, call no operation that does, and that no such flow sets off.

    What a clock or a monitor starts is upkeep, which nobody asks for.
    """
    if not model.requirements or covers.lead_nowhere(model) or covers.misspelt(model):
        return ()
    serving = [flow for flow in model.flows.values() if _serves(model, flow)]
    reached = trace.set_off(model, serving)
    return tuple(flow for flow in model.flows.values() if flow not in reached and not _is_upkeep(flow))


def operations(model: Model) -> tuple[Operation, ...]:
    """The operations that are called, but only in such flows."""
    idle = set(flows(model))
    return tuple(
        operation
        for operation in model.operations.values()
        if (calling := trace.flows_calling(model, operation)) and idle.issuperset(calling)
    )


def _serves(model: Model, flow: Flow) -> bool:
    return bool(trace.covered_by(model, flow)) or any(
        trace.requirements_of(model, operation) for operation in trace.operations_in(model, flow)
    )


def _is_upkeep(flow: Flow) -> bool:
    start = walk.initiator(flow)
    if "every" in flow.entry or "trigger" in flow.entry:
        return True
    return start is not None and (start.role is Role.MONITOR or start.kind.name == "scheduler")
