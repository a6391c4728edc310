"""The channels over which the outside world can be sent something that it did not just ask for, and what is sent."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hld.catalog.kinds import OUTSIDE
from hld.model.trace.calls import calls, calls_of, flows_calling
from hld.model.trace.coverage import covered_by, flows_covering, operations_covering, requirements_of
from hld.model.trace.events import Event, events
from hld.model.trace.grouping import grouped, unique
from hld.model.types import STREAMED, Component, Delivery, Flow, Match, Model, Operation, Requirement
from hld.tuples import NamedTuple

__all__ = [
    "carried", "channels_in", "flows_using", "is_used", "names", "opens_unknown", "operations_serving",
    "requirements_served", "senders", "streams",
]  # fmt: skip

#: A call of anything else is reported, and may be one of something else.
_MEANT = (Match.EXACT, Match.PARAMS)


def streams(model: Model) -> list[Operation]:
    """The operations through which the provider can speak: WebSocket, events, subscription, webhook, push."""
    return [operation for operation in model.operations.values() if operation.style in STREAMED]


def opens_unknown(model: Model) -> bool:
    """Whether a step opens a channel that is not declared, which may be the one that is missing."""
    return any(use.operation is None and use.call.style in STREAMED and not use.is_foreign for use in calls(model))


def carried(operation: Operation) -> str:
    """The message or entity that a channel carries; "" where that is not known, so that it may be anything."""
    kind = operation.returns.type if operation.returns is not None else None
    if kind is None or (kind.entity is not None and kind.entity.is_hole):
        return ""
    return kind.message.name if kind.message is not None else kind.name


def names(delivery: Delivery) -> set[str]:
    """What a channel may be declared to carry for this message to travel over it: it, or an entity it is about."""
    message = delivery.message.target
    found = {"", delivery.message.name}
    if message is not None:
        found.add(message.id)
        found |= {field.type.name.partition(".")[0] for field in message.fields if field.type is not None}
    return found


def is_used(model: Model, operation: Operation) -> bool:
    """Whether a flow calls `operation`, or sends something through it to a client or a partner."""
    return any(use.call.match in _MEANT for use in calls_of(model, operation)) or (
        operation.style in STREAMED and carried(operation) in _sent(model).names
    )


def flows_using(model: Model, operation: Operation) -> tuple[Flow, ...]:
    """The flows that call `operation`, or send something through it to a client or a partner, in the order written."""
    using = {*flows_calling(model, operation), *_sent(model).through.get(operation, ())}
    return tuple(flow for flow in model.flows.values() if flow in using)


def senders(model: Model, operation: Operation) -> tuple[Component, ...]:
    """Who sends something through a channel to a client or a partner, as flows have it."""
    what = carried(operation)
    sent = _outward(model) if operation.style in STREAMED else ()
    sources = (each.step.source.target for each in sent if what in names(each.delivery))
    return unique(source for source in sources if source is not None)


def requirements_served(model: Model, operation: Operation) -> tuple[Requirement, ...]:
    """The requirements that `operation` serves, by calls of it or by what is sent through it."""
    pushed = flows_using(model, operation) if operation.style in STREAMED else ()
    return unique([*requirements_of(model, operation), *(need for flow in pushed for need in covered_by(model, flow))])


def operations_serving(model: Model, requirement: Requirement) -> tuple[Operation, ...]:
    """The operations that serve `requirement`, by calls of them or by what is sent through them."""
    pushing = (channel for flow in flows_covering(model, requirement) for channel in channels_in(model, flow))
    return unique([*operations_covering(model, requirement), *pushing])


def channels_in(model: Model, flow: Flow) -> tuple[Operation, ...]:
    """The operations through which a flow sends something to a client or a partner, in the order written.

    A channel of which nobody says what it carries is one of them only where none is said to carry what is sent.
    """
    return _sent(model).channels.get(flow, ())


class _Sent(NamedTuple):
    """What goes to the outside world: under all names that a channel may give it, and through which channels."""

    names: frozenset[str]
    channels: dict[Flow, tuple[Operation, ...]]
    through: dict[Operation, tuple[Flow, ...]]


@lru_cache(maxsize=4)
def _sent(model: Model) -> _Sent:
    said: set[str] = set()
    pairs: dict[tuple[Flow, Operation], None] = {}
    channels = grouped((carried(operation), operation) for operation in streams(model))
    for event in _outward(model):
        found = names(event.delivery)
        said |= found
        named = [operation for name in sorted(found) if name for operation in channels.get(name, ())]
        pairs |= {(event.flow, operation): None for operation in named or channels.get("", ())}
    places = {operation: place for place, operation in enumerate(model.operations.values())}
    ranked = sorted(pairs, key=lambda pair: places[pair[1]])
    return _Sent(frozenset(said), grouped(ranked), grouped((operation, flow) for flow, operation in pairs))


def _outward(model: Model) -> Iterator[Event]:
    """What is sent to the outside world."""
    for event in events(model):
        end = event.step.target.target
        if end is not None and end.role in OUTSIDE:
            yield event
