"""What the steps call: operations, who provides them and who uses them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache

from hld.catalog.kinds import OUTSIDE, Role
from hld.model.remembered import once_a_flow
from hld.model.trace.grouping import grouped, unique
from hld.model.types import (
    Access,
    Call,
    Component,
    Delivery,
    Flow,
    Match,
    Model,
    Operation,
    Reference,
    Reply,
    Step,
    Style,
    Text,
    Type,
)
from hld.model.undeclared import is_health_check, is_undeclared
from hld.tuples import NamedTuple

__all__ = [
    "Use",
    "audience",
    "calls",
    "calls_in",
    "calls_in_words",
    "calls_of",
    "consumers",
    "flows_calling",
    "has_open_call",
    "is_public",
    "is_whole",
    "may_be_called",
    "operations_in",
    "provider",
    "providers",
    "served",
]

#: Labels that name no operation, entity or message.
_WORDS = (Text, Reply)


class Use(NamedTuple):
    """A step that calls an operation. `operation` is None for a hole; consumer and provider are the step's ends.

    `is_foreign` says that it is not ours to declare: the API of an EXTERNAL, a file, a health check.
    """

    flow: Flow
    step: Step
    call: Call
    operation: Operation | None
    consumer: Component | None
    provider: Component | None
    is_foreign: bool


def calls(model: Model) -> tuple[Use, ...]:
    """Every step that calls an operation, holes and calls to externals included, in the order written."""
    return _calls(model).every


def calls_of(model: Model, operation: Operation) -> tuple[Use, ...]:
    """The steps that call `operation`."""
    return _calls(model).of.get(operation, ())


def calls_in(model: Model, flow: Flow) -> tuple[Use, ...]:
    """The steps of `flow` that call an operation, holes and calls to externals included, in the order written."""
    return _calls(model).within.get(flow, ())


def flows_calling(model: Model, operation: Operation) -> tuple[Flow, ...]:
    """The flows that call `operation`, each once."""
    return unique(use.flow for use in calls_of(model, operation))


def operations_in(model: Model, flow: Flow) -> tuple[Operation, ...]:
    """The operations that `flow` calls, each once."""
    return _calls(model).operations_in.get(flow, ())


def providers(model: Model, operation: Operation) -> tuple[Component, ...]:
    """The components that the flows imply to provide `operation`: the last of each chain that calls it.

    A forwarder counts only if no chain continues past it to something else. More than one is a contradiction.
    The provider stated by the author is not considered here.
    """
    return _calls(model).providers.get(operation, ())


def provider(model: Model, operation: Operation) -> Component | None:
    """Who provides `operation`: as stated, else the first that the flows imply, None where nothing is known."""
    if operation.provider is not None and operation.provider.target is not None:
        return operation.provider.target
    return next(iter(providers(model, operation)), None)


def served(model: Model, component: Component) -> tuple[Operation, ...]:
    """The operations that `component` provides, stated or implied."""
    return _calls(model).served.get(component.id, ())


def consumers(model: Model, operation: Operation) -> tuple[Component, ...]:
    """The components that call `operation` in a flow, each once."""
    return unique(use.consumer for use in calls_of(model, operation) if use.consumer is not None)


def audience(model: Model, operation: Operation) -> str:
    """Whom `operation` is for: as stated, else "public" or "internal" by who calls it.

    Public is what a client or an external calls, and what nobody calls while the design has a client.
    """
    if operation.audience:
        return operation.audience
    users = consumers(model, operation)
    if users:
        return "public" if any(user.role in OUTSIDE for user in users) else "internal"
    return "public" if _calls(model).has_client else "internal"


def is_public(model: Model, operation: Operation) -> bool:
    """Whether the outside world reaches `operation`."""
    return audience(model, operation) in ("public", "partner")


def may_be_called(model: Model, operation: Operation) -> bool:
    """Whether a call that resolves to nothing, not by its method, or is only in words, could have meant `operation`.

    The first two have the style and, if it has one, the method; or the path with a method not declared. Words are
    said to the provider, if one is stated.
    """
    known = _calls(model)
    if not known.holes.isdisjoint({(operation.style, ""), (operation.style, operation.method)}):
        return True
    if operation.method and operation.path in known.misused:
        return True
    return ("" if operation.provider is None else operation.provider.name) in known.in_words


@once_a_flow
def has_open_call(flow: Flow) -> bool:
    """Whether a step of `flow` calls an operation of ours that resolves to nothing, or is only in words."""
    return any(_is_open_call(step) or calls_in_words(step) or _asks_for_data(step) for step in flow.steps)


def calls_in_words(step: Step) -> bool:
    """Whether the step calls a service and says what it wants in words, or not at all.

    What a scheduler, a monitor or a store that notifies sets off is no such call, nor is a health check or what a
    scheduler is told to do, whose API is that of a product.
    """
    if not isinstance(step.label, _WORDS) or not step.is_call:
        return False
    source, target = step.source.target, step.target.target
    if target is None or source is target:
        return False
    sets_off = source is not None and (source.kind.name == "scheduler" or source.role in (Role.MONITOR, Role.STORE))
    is_ours = target.role is Role.COMPUTE and target.kind.name != "scheduler"
    return is_ours and not sets_off and not is_health_check(step)


def _asks_for_data(step: Step) -> bool:
    """Whether the step reads or writes in a service as if it were a store: some operation of it must be meant."""
    target = step.target.target
    return isinstance(step.label, Access) and step.is_call and target is not None and target.role is Role.COMPUTE


@once_a_flow
def is_whole(flow: Flow) -> bool:
    """Whether every component, operation, entity and message that `flow` names is known."""
    return all(step.is_whole and not _is_open(step) for step in flow.steps)


class _Calls(NamedTuple):
    every: tuple[Use, ...]
    of: dict[Operation, tuple[Use, ...]]
    within: dict[Flow, tuple[Use, ...]]
    providers: dict[Operation, tuple[Component, ...]]
    served: dict[str, tuple[Operation, ...]]
    operations_in: dict[Flow, tuple[Operation, ...]]
    holes: frozenset[tuple[Style, str]]
    misused: frozenset[str]
    in_words: frozenset[str]
    has_client: bool


@lru_cache(maxsize=4)
def _calls(model: Model) -> _Calls:
    every = tuple(_uses(model))
    doubtful = [use for use in every if use.call.match is not Match.EXACT]
    by_operation = grouped((use.operation, use) for use in every if use.operation is not None)
    by_flow = grouped((use.flow, use.operation) for use in every if use.operation is not None)
    implied = {operation: _implied(uses) for operation, uses in by_operation.items()}
    return _Calls(
        every=every,
        of=by_operation,
        within=grouped((use.flow, use) for use in every),
        providers=implied,
        served=_served(model, implied),
        operations_in={flow: unique(found) for flow, found in by_flow.items()},
        holes=frozenset(
            (use.call.style, use.call.method)
            for use in doubtful
            if use.call.match is Match.METHOD or (use.call.match is Match.NONE and not use.is_foreign)
        ),
        misused=frozenset(use.operation.path for use in doubtful if use.operation and use.call.match is Match.METHOD),
        in_words=frozenset(_asked_in_words(model)),
        has_client=any(component.role is Role.CLIENT for component in model.components.values()),
    )


def _uses(model: Model) -> Iterator[Use]:
    for flow, step in model.steps:
        if isinstance(step.label, Call):
            ends = (step.source.target, step.target.target)
            yield Use(flow, step, step.label, step.label.operation.target, *ends, is_undeclared(step))


def _implied(uses: Iterable[Use]) -> tuple[Component, ...]:
    """The ends of the chains of `uses`, without forwarders that another chain continues past."""
    chains = [use.step for use in uses if use.provider is not None and not use.step.is_reply]
    if len(chains) == 1:  # as of most; no other goes past its end
        return unique(step.target.target for step in chains if step.target.target is not None)
    ends = unique(step.target.target for step in chains if step.target.target is not None)
    passed = {node.target for step in chains for node in step.via}
    final = tuple(end for end in ends if not (end.role is Role.FORWARDER and end in passed))
    if any(end.role is not Role.FORWARDER for end in final):
        return tuple(end for end in final if end.role is not Role.FORWARDER)
    return final or ends


def _served(model: Model, implied: dict[Operation, tuple[Component, ...]]) -> dict[str, tuple[Operation, ...]]:
    pairs: list[tuple[str, Operation]] = []
    for operation in model.operations.values():
        if operation.provider is not None and operation.provider.target is not None:
            pairs.append((operation.provider.target.id, operation))
        else:
            pairs += [(component.id, operation) for component in implied.get(operation, ())]
    return grouped(pairs)


def _is_open_call(step: Step) -> bool:
    """Whether the step calls an operation of ours that resolves to nothing."""
    return isinstance(step.label, Call) and step.label.match is Match.NONE and not is_undeclared(step)


def _asked_in_words(model: Model) -> Iterator[str]:
    """The components called in words only, and "" if there are any."""
    for _, step in model.steps:
        if calls_in_words(step) or _asks_for_data(step):
            yield from (step.target.name, "")


def _is_open(step: Step) -> bool:
    """Whether the label of `step` names something that is not known."""
    match step.label:
        case Call(match=found):
            return found is Match.NONE and not is_undeclared(step)
        case Access(entities=entities):
            return any(entity.is_hole for entity in entities)
        case Delivery(message=message):
            return message.is_hole
        case Reply(type=Type(entity=Reference() as entity)):
            return entity.is_hole
    return False
