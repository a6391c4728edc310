"""Which flows and operations serve which requirements."""

from __future__ import annotations

from functools import lru_cache

from hld.model.trace.calls import calls_of, operations_in
from hld.model.trace.grouping import grouped, inverted, unique
from hld.model.types import Flow, Model, Operation, Requirement
from hld.tuples import NamedTuple

__all__ = ["Coverage", "coverage", "covered_by", "flows_covering", "operations_covering", "requirements_of"]


class Coverage(NamedTuple):
    """How much of a design hangs together: so many of so many."""

    operations_total: int
    operations_used: int
    requirements_total: int
    requirements_served: int


def flows_covering(model: Model, requirement: Requirement) -> tuple[Flow, ...]:
    """The flows that cover `requirement`: those of the same id, and those whose `covers` lists it."""
    return _covered(model).flows.get(requirement, ())


def operations_covering(model: Model, requirement: Requirement) -> tuple[Operation, ...]:
    """The operations that serve `requirement`: those of its id or whose `covers` lists it, and those its flows call."""
    return _covered(model).operations.get(requirement, ())


def requirements_of(model: Model, operation: Operation) -> tuple[Requirement, ...]:
    """The requirements that `operation` serves: the other way round of `operations_covering`."""
    return _covered(model).by_operation.get(operation, ())


def covered_by(model: Model, flow: Flow) -> tuple[Requirement, ...]:
    """The requirements that `flow` covers."""
    return _covered(model).by_flow.get(flow, ())


def coverage(model: Model) -> Coverage:
    """How many operations a flow calls, and how many functional requirements an operation and a flow serve."""
    used = [operation for operation in model.operations.values() if calls_of(model, operation)]
    needs = model.requirements.values()
    served = [need for need in needs if flows_covering(model, need) and operations_covering(model, need)]
    return Coverage(len(model.operations), len(used), len(model.requirements), len(served))


class _Covered(NamedTuple):
    flows: dict[Requirement, tuple[Flow, ...]]
    operations: dict[Requirement, tuple[Operation, ...]]
    by_operation: dict[Operation, tuple[Requirement, ...]]
    by_flow: dict[Flow, tuple[Requirement, ...]]


@lru_cache(maxsize=4)
def _covered(model: Model) -> _Covered:
    flows = _flows_by_requirement(model)
    operations = _operations_by_requirement(model, flows)
    return _Covered(flows, operations, inverted(operations), inverted(flows))


def _flows_by_requirement(model: Model) -> dict[Requirement, tuple[Flow, ...]]:
    pairs: list[tuple[Requirement, Flow]] = []
    for flow in model.flows.values():
        named = [reference.target for reference in flow.covers if reference.target is not None]
        same = model.requirements.get(flow.id)
        pairs += [(need, flow) for need in unique([*([same] if same is not None else []), *named])]
    return grouped(pairs)


def _operations_by_requirement(
    model: Model, flows: dict[Requirement, tuple[Flow, ...]]
) -> dict[Requirement, tuple[Operation, ...]]:
    pairs: list[tuple[Requirement, Operation]] = []
    for operation in model.operations.values():
        same = model.requirements.get(operation.id)
        pairs += [] if same is None else [(same, operation)]
        pairs += [(reference.target, operation) for reference in operation.covers if reference.target is not None]
    for need, covering in flows.items():
        pairs += [(need, operation) for flow in covering for operation in operations_in(model, flow)]
    return {need: unique(found) for need, found in grouped(pairs).items()}
