"""A checked spec in numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from hld.catalog.kinds import OUTSIDE
from hld.check.exposure import is_due
from hld.check.types import Flows, Operations, Requirements, Summary
from hld.diagnostics import Diagnostic, Severity
from hld.model import trace, walk
from hld.model.types import Model, Requirement

__all__ = ["has_operation", "is_served", "needs_operation", "summarise"]

ALIGNMENT = ("flows", "spec")
STRUCTURE = ("flows", "spec", "topology")


def summarise(model: Model, diagnostics: Sequence[Diagnostic], suppressed: int) -> Summary:
    """The summary of one spec with these `diagnostics`, of which `suppressed` more were set aside."""
    counts = {level: sum(each.severity is level for each in diagnostics) for level in Severity}
    requirements = Requirements(
        len(model.requirements), sum(is_served(model, each) for each in model.requirements.values())
    )
    sound = not any(each.severity is Severity.ERROR and each.family in STRUCTURE for each in diagnostics)
    return Summary(
        files=1,
        errors=counts[Severity.ERROR],
        warnings=counts[Severity.WARNING],
        infos=counts[Severity.INFO],
        suppressed=suppressed,
        flows=Flows(len(model.flows), _aligned(model, diagnostics)),
        operations=_operations(model),
        requirements=requirements,
        working=0 < requirements.total == requirements.served and sound,
    )


def _operations(model: Model) -> Operations:
    """How many operations flows use, of those that they should or do."""
    used = {each for each in model.operations.values() if trace.is_used(model, each)}
    return Operations(sum(each in used or is_due(each) for each in model.operations.values()), len(used))


def is_served(model: Model, requirement: Requirement) -> bool:
    """Whether a flow covers `requirement` and, where somebody asks for it, an operation does."""
    return bool(trace.flows_covering(model, requirement)) and (
        has_operation(model, requirement) or not needs_operation(model, requirement)
    )


def needs_operation(model: Model, requirement: Requirement) -> bool:
    """Whether somebody outside asks for it: its actor is not the system, and its flows start with a client or partner.

    What starts with a schedule, a queue or a service is done for the user without being asked.
    """
    if requirement.actor == "system":
        return False
    starts = [walk.initiator(flow) for flow in trace.flows_covering(model, requirement)]
    return not starts or any(start is None or start.role in OUTSIDE for start in starts)


def has_operation(model: Model, requirement: Requirement) -> bool:
    """Whether an operation serves it: one that says so, one that its flows call or push through.

    Where its flow begins with a message that somebody outside publishes, that message is the interface.
    """
    if trace.operations_serving(model, requirement):
        return True
    return any(trace.handed_in(flow) is not None for flow in trace.flows_covering(model, requirement))


def _aligned(model: Model, diagnostics: Sequence[Diagnostic]) -> int:
    """How many flows hold no finding that says that they do not line up."""
    flows = sorted(model.flows.values(), key=lambda flow: flow.span)
    starts = [flow.span for flow in flows]
    wrong: set[str] = set()
    for each in diagnostics:
        if each.severity is not Severity.INFO and each.family in ALIGNMENT:
            at = bisect_right(starts, each.span)
            wrong |= {flow.id for flow in flows[max(0, at - 1) : at + 1] if flow.span.holds(each.span)}
    return len(flows) - len(wrong)
