"""Which messages travel where, and which flows they set off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TypeAlias

from hld.catalog.kinds import OUTSIDE, Role
from hld.model.trace.grouping import grouped, unique
from hld.model.types import Component, Delivery, Flow, Message, Model, Step
from hld.tuples import NamedTuple

__all__ = [
    "Event",
    "channels",
    "events",
    "events_of",
    "handed_in",
    "published",
    "publishers",
    "pushes",
    "received",
    "receivers",
    "set_off",
]


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


@lru_cache(maxsize=4)
def events(model: Model) -> tuple[Event, ...]:
    """Every hop that carries a message, in the order written."""
    return tuple(_events(model))


def events_of(model: Model, message: Message) -> tuple[Event, ...]:
    """The hops that carry `message`."""
    return _by_message(model).get(message, ())


def handed_in(flow: Flow) -> Delivery | None:
    """What a client or an external publishes to begin a flow with, as devices do over MQTT; None where none does."""
    first = flow.steps[0] if flow.steps else None
    if first is None or not first.is_async or not isinstance(first.label, Delivery):
        return None
    start = first.source.target
    return first.label if start is not None and start.role in OUTSIDE else None


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
    return unique([*stated, *used])


def set_off(model: Model, flows: Iterable[Flow]) -> frozenset[Flow]:
    """The flows given and all that they set off, however far.

    A flow sets off those that take a message it publishes from the broker it goes to (any message, where either does
    not say which), and those that begin at a store or a service which it reaches.
    """
    found = dict.fromkeys(flows)
    begins = _begins(model)
    waiting = list(found) if begins else []
    while waiting:
        for key in _reaches(model).get(waiting.pop(), frozenset()):
            for flow in begins.get(key, ()):
                if flow not in found:
                    found[flow] = None
                    waiting.append(flow)
    return frozenset(found)


@lru_cache(maxsize=4)
def _by_message(model: Model) -> dict[Message, tuple[Event, ...]]:
    return grouped((event.message, event) for event in events(model) if event.message is not None)


@lru_cache(maxsize=4)
def _by_manner(model: Model) -> dict[tuple[Message, str], tuple[Event, ...]]:
    return grouped(((event.message, event.manner), event) for event in events(model) if event.message is not None)


_End: TypeAlias = tuple[str, str]
"""Where flows end and begin: a component and "", or a broker with the message taken, "any" of it, or "all"."""


@lru_cache(maxsize=4)
def _begins(model: Model) -> dict[_End, tuple[Flow, ...]]:
    """The flows by where they begin."""
    begins: list[tuple[_End, Flow]] = []
    for flow, step in model.steps:
        if step is flow.steps[0] and _goes_on(step.source.target):
            begins.append(((step.source.name, ""), flow))
        if step.is_async:  # nothing else leaves a broker
            message = _message(step)
            taken = {message, "any"} if message else ("all", "any")
            brokers = [hop.source.target for hop in step.hops if _is_broker(hop.source.target)]
            begins += [((broker.id, name), flow) for broker in brokers if broker is not None for name in taken]
    return grouped(begins)


@lru_cache(maxsize=4)
def _reaches(model: Model) -> dict[Flow, frozenset[_End]]:
    """What each flow reaches, of which others may begin."""
    reaches: dict[Flow, set[_End]] = {}
    for flow, step in model.steps:
        reached = reaches.setdefault(flow, set())
        message = _message(step)
        for target in [node.target for node in step.nodes[1:]] if not step.is_reply else ():
            if target is not None:
                reached.add((target.id, ""))
                if _is_broker(target):
                    reached |= {(target.id, message), (target.id, "all")} if message else {(target.id, "any")}
    return {flow: frozenset(keys) for flow, keys in reaches.items()}


def _message(step: Step) -> str:
    return step.label.message.name if isinstance(step.label, Delivery) else ""


def _goes_on(start: Component | None) -> bool:
    """Whether a flow that begins here goes on from where others end: nobody outside, no clock and no broker."""
    return start is not None and start.role in (Role.STORE, Role.CACHE, Role.COMPUTE) and start.kind.name != "scheduler"


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


def _is_outside(component: Component | None) -> bool:
    return component is not None and component.role in OUTSIDE


def _at(model: Model, message: Message, manner: str, channel: Component | None) -> tuple[Event, ...]:
    found = _by_manner(model).get((message, manner), ())
    return found if channel is None else tuple([event for event in found if event.channel is channel])
