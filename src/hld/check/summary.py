"""A checked spec in numbers."""

from __future__ import annotations

from collections.abc import Sequence

from hld.catalog.kinds import Role
from hld.check.types import Flows, Operations, Requirements, Summary
from hld.diagnostics import Diagnostic, Severity
from hld.model import trace, walk
from hld.model.types import Message, Model, Operation, Requirement

__all__ = ["has_operation", "is_served", "is_used", "needs_operation", "summarise"]

ALIGNMENT = ("flows", "spec")
OUTSIDE = (Role.CLIENT, Role.EXTERNAL)
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
        operations=Operations(len(model.operations), sum(is_used(model, each) for each in model.operations.values())),
        requirements=requirements,
        working=0 < requirements.total == requirements.served and sound,
    )


def is_served(model: Model, requirement: Requirement) -> bool:
    """Whether a flow covers `requirement` and, where somebody asks for it, an operation does."""
    return bool(trace.flows_covering(model, requirement)) and (
        has_operation(model, requirement) or not needs_operation(model, requirement)
    )


def needs_operation(model: Model, requirement: Requirement) -> bool:
    """Whether somebody outside asks for it: its actor is not the system, and its flows start with a client or partner.

    What starts with a schedule, a queue or a service is done for the user without being asked.
    """
    if _words(requirement.actor) == "system":
        return False
    starts = [walk.initiator(flow) for flow in trace.flows_covering(model, requirement)]
    return not starts or any(start is None or start.role in OUTSIDE for start in starts)


def has_operation(model: Model, requirement: Requirement) -> bool:
    """Whether an operation serves it: one that says so, one that its flows call or push through."""
    if trace.operations_covering(model, requirement):
        return True
    flows = trace.flows_covering(model, requirement)
    return any(push.flow in flows and _carries(model, push.message) for push in trace.pushes(model))


def is_used(model: Model, operation: Operation) -> bool:
    """Whether a flow calls `operation` or pushes the message that it answers with."""
    if trace.calls_of(model, operation):
        return True
    message = _message(operation)
    return message is not None and any(event.manner == "push" for event in trace.events_of(model, message))


def _carries(model: Model, message: Message | None) -> bool:
    return message is not None and any(_message(each) is message for each in model.operations.values())


def _message(operation: Operation) -> Message | None:
    kind = operation.returns.type if operation.returns is not None else None
    return kind.message.target if kind is not None and kind.message is not None else None


def _aligned(model: Model, diagnostics: Sequence[Diagnostic]) -> int:
    wrong = [each.span for each in diagnostics if each.severity is not Severity.INFO and each.family in ALIGNMENT]
    return sum(not any(flow.span.holds(span) for span in wrong) for flow in model.flows.values())


def _words(actor: str) -> str:
    """An actor without article: "The system" is "system"."""
    return actor.casefold().removeprefix("the ").strip()
