"""The channels over which a client can be sent something that it did not just ask for."""

from __future__ import annotations

from hld.check.rules.flows._arrows import STREAMED
from hld.model import trace
from hld.model.types import Delivery, Model, Operation

__all__ = ["carried", "channels", "names", "opens_unknown"]


def channels(model: Model) -> list[Operation]:
    """The operations through which the provider can speak: WebSocket, events, subscription, webhook, push."""
    return [operation for operation in model.operations.values() if operation.style in STREAMED]


def opens_unknown(model: Model) -> bool:
    """Whether a step opens a channel that is not declared, which may be the one that is missing."""
    return any(
        use.operation is None and use.call.style in STREAMED and not use.is_foreign for use in trace.calls(model)
    )


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
