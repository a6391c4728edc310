"""What belongs to what: requirement, operation, flow, component, message and entity, from one to the other.

A step that calls an operation by a near match counts as calling the match. Where a step is a hole, the answers
say what is certain; `may_be_called`, `is_whole` and `has_open_call` tell a rule when it had better be silent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar

from hld.catalog.kinds import Role
from hld.model.types import (
    Access,
    Call,
    Component,
    Delivery,
    Entity,
    Flow,
    Match,
    Message,
    Model,
    Operation,
    Reference,
    Reply,
    Requirement,
    Step,
    Style,
    Text,
    Type,
)
from hld.model.undeclared import is_health_check, is_undeclared

__all__ = [
    "Coverage", "Event", "Touch", "Use", "accesses", "accesses_of", "audience", "calls", "calls_in_words", "calls_of",
    "channels", "consumers", "coverage", "covered_by", "entities_in", "events", "events_of", "flows_calling",
    "flows_covering", "has_open_call", "is_public", "is_whole", "may_be_called", "operations_covering", "operations_in",
    "provider", "providers", "published", "publishers", "pushes", "readers", "received", "receivers", "requirements_of",
    "served", "set_off", "writers",
]  # fmt: skip

K = TypeVar("K")
T = TypeVar("T")

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


class Event(NamedTuple):
    """A hop that carries a message: published to a broker, received from one, or pushed.

    `manner` is "publish" (`channel` is the broker entered), "receive" (`channel` is the broker left) or "push"
    (`channel` is where it goes: a client, an external, or anything if there is no broker on either side).
    `component` is the other end: who publishes, receives, pushes. One hop can be two events: from a broker to
    another it is received and published, from a broker to a client it is received and pushed.
    """

    flow: Flow
    step: Step
    delivery: Delivery
    message: Message | None
    manner: str
    component: Component | None
    channel: Component | None


class Touch(NamedTuple):
    """An entity read or changed by a step: op is read, query, write, update or delete. None stands for a hole."""

    flow: Flow
    step: Step
    access: Access
    op: str
    entity: Entity | None
    component: Component | None
    store: Component | None

    @property
    def is_read(self) -> bool:
        """Whether the entity is only looked at."""
        return self.op in ("read", "query")


class _Trace(NamedTuple):
    calls: tuple[Use, ...]
    events: tuple[Event, ...]
    accesses: tuple[Touch, ...]
    calls_of: dict[Operation, tuple[Use, ...]]
    providers: dict[Operation, tuple[Component, ...]]
    served: dict[str, tuple[Operation, ...]]
    operations_in: dict[Flow, tuple[Operation, ...]]
    flows_covering: dict[Requirement, tuple[Flow, ...]]
    operations_covering: dict[Requirement, tuple[Operation, ...]]
    requirements_of: dict[Operation, tuple[Requirement, ...]]
    holes: frozenset[tuple[Style, str]]
    misused: frozenset[str]
    in_words: frozenset[str]
    requirements_by_flow: dict[Flow, tuple[Requirement, ...]]
    events_of: dict[Message, tuple[Event, ...]]
    accesses_of: dict[Entity, tuple[Touch, ...]]
    has_client: bool


# Operations


def calls(model: Model) -> tuple[Use, ...]:
    """Every step that calls an operation, holes and calls to externals included, in the order written."""
    return _trace(model).calls


def calls_of(model: Model, operation: Operation) -> tuple[Use, ...]:
    """The steps that call `operation`."""
    return _trace(model).calls_of.get(operation, ())


def flows_calling(model: Model, operation: Operation) -> tuple[Flow, ...]:
    """The flows that call `operation`, each once."""
    return _unique(use.flow for use in calls_of(model, operation))


def operations_in(model: Model, flow: Flow) -> tuple[Operation, ...]:
    """The operations that `flow` calls, each once."""
    return _trace(model).operations_in.get(flow, ())


def providers(model: Model, operation: Operation) -> tuple[Component, ...]:
    """The components that the flows imply to provide `operation`: the last of each chain that calls it.

    A forwarder counts only if no chain continues past it to something else. More than one is a contradiction.
    The provider stated by the author is not considered here.
    """
    return _trace(model).providers.get(operation, ())


def provider(model: Model, operation: Operation) -> Component | None:
    """Who provides `operation`: as stated, else the first that the flows imply, None where nothing is known."""
    if operation.provider is not None and operation.provider.target is not None:
        return operation.provider.target
    return next(iter(providers(model, operation)), None)


def served(model: Model, component: Component) -> tuple[Operation, ...]:
    """The operations that `component` provides, stated or implied."""
    return _trace(model).served.get(component.id, ())


def consumers(model: Model, operation: Operation) -> tuple[Component, ...]:
    """The components that call `operation` in a flow, each once."""
    return _unique(use.consumer for use in calls_of(model, operation) if use.consumer is not None)


def audience(model: Model, operation: Operation) -> str:
    """Whom `operation` is for: as stated, else "public" or "internal" by who calls it.

    Public is what a client or an external calls, and what nobody calls while the design has a client.
    """
    if operation.audience:
        return operation.audience
    users = consumers(model, operation)
    if users:
        return "public" if any(_is_outside(user) for user in users) else "internal"
    return "public" if _trace(model).has_client else "internal"


def is_public(model: Model, operation: Operation) -> bool:
    """Whether the outside world reaches `operation`."""
    return audience(model, operation) in ("public", "partner")


def may_be_called(model: Model, operation: Operation) -> bool:
    """Whether a call that resolves to nothing, not by its method, or is only in words, could have meant `operation`.

    The first two have the style and, if it has one, the method; or the path with a method not declared. Words are
    said to the provider, if one is stated.
    """
    trace = _trace(model)
    if not trace.holes.isdisjoint({(operation.style, ""), (operation.style, operation.method)}):
        return True
    if operation.method and operation.path in trace.misused:
        return True
    return ("" if operation.provider is None else operation.provider.name) in trace.in_words


def has_open_call(flow: Flow) -> bool:
    """Whether a step of `flow` calls an operation of ours that resolves to nothing, or is only in words."""
    return any(_is_open_call(step) or calls_in_words(step) for step in flow.steps)


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


def is_whole(flow: Flow) -> bool:
    """Whether every component, operation, entity and message that `flow` names is known."""
    return all(step.is_whole and not _is_open(step) for step in flow.steps)


# Requirements


def flows_covering(model: Model, requirement: Requirement) -> tuple[Flow, ...]:
    """The flows that cover `requirement`: those of the same id, and those whose `covers` lists it."""
    return _trace(model).flows_covering.get(requirement, ())


def operations_covering(model: Model, requirement: Requirement) -> tuple[Operation, ...]:
    """The operations that serve `requirement`: those of its id or whose `covers` lists it, and those its flows call."""
    return _trace(model).operations_covering.get(requirement, ())


def requirements_of(model: Model, operation: Operation) -> tuple[Requirement, ...]:
    """The requirements that `operation` serves: the other way round of `operations_covering`."""
    return _trace(model).requirements_of.get(operation, ())


def covered_by(model: Model, flow: Flow) -> tuple[Requirement, ...]:
    """The requirements that `flow` covers."""
    return _trace(model).requirements_by_flow.get(flow, ())


def set_off(model: Model, flows: Iterable[Flow]) -> frozenset[Flow]:
    """The flows given and all that they set off, however far.

    A flow sets off those that take a message it publishes from the broker it goes to (any message, where either does
    not say which), and those that begin at a store or a service which it reaches.
    """
    links = _links(model)
    found = dict.fromkeys(flows)
    waiting = list(found)
    while waiting:
        for key in links.reaches.get(waiting.pop(), frozenset()):
            for flow in links.begins.get(key, ()):
                if flow not in found:
                    found[flow] = None
                    waiting.append(flow)
    return frozenset(found)


# Messages


def events(model: Model) -> tuple[Event, ...]:
    """Every hop that carries a message, in the order written."""
    return _trace(model).events


def events_of(model: Model, message: Message) -> tuple[Event, ...]:
    """The hops that carry `message`."""
    return _trace(model).events_of.get(message, ())


def published(model: Model) -> tuple[Event, ...]:
    """The events that enter a broker."""
    return tuple(event for event in events(model) if event.manner == "publish")


def received(model: Model) -> tuple[Event, ...]:
    """The events that leave a broker."""
    return tuple(event for event in events(model) if event.manner == "receive")


def pushes(model: Model) -> tuple[Event, ...]:
    """The events that go to a client or an external, or past all brokers."""
    return tuple(event for event in events(model) if event.manner == "push")


def publishers(model: Model, message: Message, channel: Component | None = None) -> tuple[Event, ...]:
    """Who publishes `message`, to `channel` if one is given."""
    return _at(model, message, "publish", channel)


def receivers(model: Model, message: Message, channel: Component | None = None) -> tuple[Event, ...]:
    """Who receives `message`, from `channel` if one is given."""
    return _at(model, message, "receive", channel)


def channels(model: Model, message: Message) -> tuple[Component, ...]:
    """The brokers of `message`: the one stated, then those it is published to or received from."""
    stated = [message.channel.target] if message.channel is not None and message.channel.target is not None else []
    used = [
        event.channel for event in events_of(model, message) if event.manner != "push" and event.channel is not None
    ]
    return _unique([*stated, *used])


# Entities


def accesses(model: Model) -> tuple[Touch, ...]:
    """Every entity read or changed by a step, one for each entity of the step, in the order written."""
    return _trace(model).accesses


def accesses_of(model: Model, entity: Entity) -> tuple[Touch, ...]:
    """Where `entity` is read or changed."""
    return _trace(model).accesses_of.get(entity, ())


def writers(model: Model, entity: Entity, store: Component | None = None) -> tuple[Touch, ...]:
    """Where `entity` is written, updated or deleted, in `store` if one is given."""
    return tuple(touch for touch in accesses_of(model, entity) if not touch.is_read and _is(touch.store, store))


def readers(model: Model, entity: Entity, store: Component | None = None) -> tuple[Touch, ...]:
    """Where `entity` is read or queried, in `store` if one is given."""
    return tuple(touch for touch in accesses_of(model, entity) if touch.is_read and _is(touch.store, store))


def entities_in(operation: Operation) -> tuple[Entity, ...]:
    """The entities that an operation takes or answers with, each once."""
    types = [field.type for field in (*(operation.body or ()), *operation.query)]
    if operation.returns is not None:
        types += [operation.returns.type, *(field.type for field in operation.returns.fields)]
    return _unique(entity for kind in types if (entity := _entity(kind)) is not None)


# Numbers for the summary


class Coverage(NamedTuple):
    """How much of a design hangs together: so many of so many."""

    operations_total: int
    operations_used: int
    requirements_total: int
    requirements_served: int


def coverage(model: Model) -> Coverage:
    """How many operations a flow calls, and how many functional requirements an operation and a flow serve."""
    trace = _trace(model)
    needs = model.requirements.values()
    served_needs = [need for need in needs if need in trace.flows_covering and need in trace.operations_covering]
    return Coverage(len(model.operations), len(trace.calls_of), len(model.requirements), len(served_needs))


# How it is worked out


class _Links(NamedTuple):
    """What each flow reaches, and which flows begin there: components, brokers with the message taken."""

    reaches: dict[Flow, frozenset[tuple[str, str]]]
    begins: dict[tuple[str, str], tuple[Flow, ...]]


@lru_cache(maxsize=4)
def _links(model: Model) -> _Links:
    reaches: dict[Flow, set[tuple[str, str]]] = {}
    begins: list[tuple[tuple[str, str], Flow]] = []
    for flow, step in model.steps:
        reached = reaches.get(flow)
        if reached is None:
            reached = reaches[flow] = set()
        if step is flow.steps[0] and _goes_on(step.source.target):
            begins.append(((step.source.name, ""), flow))
        message = step.label.message.name if isinstance(step.label, Delivery) else ""
        for hop in step.hops if not step.is_reply else ():
            source, target = hop.source.target, hop.target.target
            if _is_broker(source) and source is not None:
                begins += (
                    [((source.id, name), flow) for name in {message, "any"}]
                    if message
                    else [((source.id, "all"), flow), ((source.id, "any"), flow)]
                )
            if target is not None:
                reached.add((target.id, ""))
                if _is_broker(target):
                    reached |= {(target.id, message), (target.id, "all")} if message else {(target.id, "any")}
    return _Links({flow: frozenset(keys) for flow, keys in reaches.items()}, _grouped(begins))


def _goes_on(start: Component | None) -> bool:
    """Whether a flow that begins here goes on from where others end: nobody outside, no clock and no broker."""
    return start is not None and start.role in (Role.STORE, Role.CACHE, Role.COMPUTE) and start.kind.name != "scheduler"


@lru_cache(maxsize=4)
def _trace(model: Model) -> _Trace:
    every = tuple(_uses(model))
    by_operation = _grouped((use.operation, use) for use in every if use.operation is not None)
    by_flow = _grouped((use.flow, use.operation) for use in every if use.operation is not None)
    operations_in_flow = {flow: _unique(found) for flow, found in by_flow.items()}
    implied = {operation: _implied(uses) for operation, uses in by_operation.items()}
    flows_by_need = _flows_by_requirement(model)
    operations_by_need = _operations_by_requirement(model, flows_by_need, operations_in_flow)
    hops = tuple(_events(model))
    touches = tuple(_touches(model))
    return _Trace(
        calls=every,
        events=hops,
        accesses=touches,
        calls_of=by_operation,
        providers=implied,
        served=_served(model, implied),
        operations_in=operations_in_flow,
        flows_covering=flows_by_need,
        operations_covering=operations_by_need,
        requirements_of=_inverted(operations_by_need),
        holes=frozenset(
            (use.call.style, use.call.method)
            for use in every
            if _is_open_call(use.step) or use.call.match is Match.METHOD
        ),
        misused=frozenset(use.operation.path for use in every if use.operation and use.call.match is Match.METHOD),
        in_words=frozenset(_asked_in_words(model)),
        requirements_by_flow=_inverted(flows_by_need),
        events_of=_grouped((event.message, event) for event in hops if event.message is not None),
        accesses_of=_grouped((touch.entity, touch) for touch in touches if touch.entity is not None),
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
    ends = _unique(step.target.target for step in chains if step.target.target is not None)
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
    return _grouped(pairs)


def _flows_by_requirement(model: Model) -> dict[Requirement, tuple[Flow, ...]]:
    pairs: list[tuple[Requirement, Flow]] = []
    for flow in model.flows.values():
        named = [reference.target for reference in flow.covers if reference.target is not None]
        same = model.requirements.get(flow.id)
        pairs += [(need, flow) for need in _unique([*([same] if same is not None else []), *named])]
    return _grouped(pairs)


def _operations_by_requirement(
    model: Model, flows: dict[Requirement, tuple[Flow, ...]], called: dict[Flow, tuple[Operation, ...]]
) -> dict[Requirement, tuple[Operation, ...]]:
    pairs: list[tuple[Requirement, Operation]] = []
    for operation in model.operations.values():
        same = model.requirements.get(operation.id)
        pairs += [] if same is None else [(same, operation)]
        pairs += [(reference.target, operation) for reference in operation.covers if reference.target is not None]
    for need, covering in flows.items():
        pairs += [(need, operation) for flow in covering for operation in called.get(flow, ())]
    return {need: _unique(found) for need, found in _grouped(pairs).items()}


def _inverted(groups: dict[K, tuple[T, ...]]) -> dict[T, tuple[K, ...]]:
    return _grouped((member, key) for key, members in groups.items() for member in members)


def _events(model: Model) -> Iterator[Event]:
    for flow, step in model.steps:
        if not isinstance(step.label, Delivery):
            continue
        message = step.label.message.target
        for hop in step.hops:
            source, target = hop.source.target, hop.target.target
            leaves, enters = _is_broker(source), _is_broker(target)
            if leaves:
                yield Event(flow, step, step.label, message, "receive", target, source)
            if enters:
                yield Event(flow, step, step.label, message, "publish", source, target)
            if _is_outside(target) or not (leaves or enters):
                yield Event(flow, step, step.label, message, "push", source, target)


def _is_broker(component: Component | None) -> bool:
    return component is not None and component.role is Role.BROKER


def _touches(model: Model) -> Iterator[Touch]:
    for flow, step in model.steps:
        if isinstance(step.label, Access):
            ends = (step.source.target, step.target.target)
            for reference in step.label.entities:
                yield Touch(flow, step, step.label, step.label.op, reference.target, *ends)


def _at(model: Model, message: Message, manner: str, channel: Component | None) -> tuple[Event, ...]:
    found = events_of(model, message)
    return tuple(event for event in found if event.manner == manner and _is(event.channel, channel))


def _is(component: Component | None, wanted: Component | None) -> bool:
    return wanted is None or component is wanted


def _is_open_call(step: Step) -> bool:
    """Whether the step calls an operation of ours that resolves to nothing."""
    return isinstance(step.label, Call) and step.label.match is Match.NONE and not is_undeclared(step)


def _asked_in_words(model: Model) -> Iterator[str]:
    """The components called in words only, and "" if there are any."""
    for _, step in model.steps:
        if calls_in_words(step):
            yield from (step.target.name, "")


def _is_outside(component: Component | None) -> bool:
    return component is not None and component.role in (Role.CLIENT, Role.EXTERNAL)


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


def _entity(kind: Type | None) -> Entity | None:
    return kind.entity.target if kind is not None and kind.entity is not None else None


def _unique(things: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(things))


def _grouped(pairs: Iterable[tuple[K, T]]) -> dict[K, tuple[T, ...]]:
    groups: dict[K, list[T]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}
