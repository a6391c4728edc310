"""The channels over which a client can be sent something that it did not just ask for."""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rules.flows._arrows import STREAMED
from hld.model.types import Delivery, Model, Operation, Type

__all__ = ["carries", "channels"]


def channels(model: Model) -> Iterator[Operation]:
    """The operations through which the provider can speak: WebSocket, events, subscription, webhook, push."""
    return (operation for operation in model.operations.values() if operation.style in STREAMED)


def carries(operation: Operation, delivery: Delivery) -> bool:
    """Whether the message may travel over this channel; one that does not say what it carries may carry anything.

    An operation may name the message itself, or the entity that the message is about.
    """
    returns = operation.returns
    if returns is None or returns.type is None:
        return True
    return _named(returns.type) in _names(delivery)


def _named(kind: Type) -> str:
    return kind.message.name if kind.message is not None else kind.name


def _names(delivery: Delivery) -> set[str]:
    """The message and the types of its fields."""
    message = delivery.message.target
    names = {delivery.message.name}
    if message is not None:
        names.add(message.id)
        names |= {field.type.name.partition(".")[0] for field in message.fields if field.type is not None}
    return names
