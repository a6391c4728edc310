"""What goes into each broker and what comes out of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import lru_cache
from itertools import pairwise

from hld.catalog.kinds import Role
from hld.check.rules.flows import _arrows, _doubt, _fetches, _reach, _starts
from hld.diagnostics import Span
from hld.model import trace, walk
from hld.model.topics import any_same
from hld.model.types import Component, Delivery, Flow, Model, Reference
from hld.near import nearest

__all__ = ["Traffic", "lost", "misled", "misspelt", "unsent"]


class Traffic:
    """The messages that enter and leave `broker`, by name, each with the first delivery of it.

    `misspelt` is what is received by a name that is only near that of a message.
    `is_open_in` says that what enters is not all known by name, `is_open_out` the same of what leaves.
    """

    def __init__(self, broker: Component) -> None:
        self.broker = broker
        self.published: dict[str, Delivery] = {}
        self.received: dict[str, Delivery] = {}
        self.misspelt: list[Delivery] = []
        self.is_open_in = False
        self.is_open_out = False

    def enter(self, delivery: Delivery | None) -> None:
        """Something is published, None if it has no name."""
        self.is_open_in |= delivery is None
        if delivery is not None:
            self.published.setdefault(_name(delivery), delivery)

    def leave(self, delivery: Delivery | None) -> None:
        """Something is received, None if it has no name."""
        self.is_open_out |= delivery is None
        if delivery is not None:
            self.received.setdefault(_name(delivery), delivery)
            if delivery.message.near:
                self.misspelt.append(delivery)

    @property
    def unsent(self) -> list[Delivery]:
        """What is received and never published."""
        if self.is_open_in or "external_producers" in self.broker.entry:
            return []
        received = (each for name, each in self.received.items() if not _is_among(name, self.published))
        return [each for each in received if not _says(each, "external_producers")]

    @property
    def unread(self) -> list[Delivery]:
        """What is published and never received."""
        if self.is_open_out or "external_consumers" in self.broker.entry:
            return []
        published = (each for name, each in self.published.items() if not _is_among(name, self.received))
        return [each for each in published if not _says(each, "external_consumers")]


def unsent(model: Model) -> Iterator[tuple[Traffic, Delivery]]:
    """What is received from a broker to which nobody publishes it."""
    for each in _traffic(model).values():
        for delivery in each.unsent:
            yield each, delivery


def lost(model: Model) -> Iterator[tuple[Traffic, Delivery]]:
    """What is published to a broker from which nobody takes it.

    A message that is taken by another name, or from another broker, has been told of where it is received; and one
    that should set off work, where the step before that work is missing.
    """
    received = [delivery for _, delivery in unsent(model)]
    told = {_name(delivery) for delivery in received}
    unread = [
        (each, delivery) for each in _traffic(model).values() for delivery in each.unread if _name(delivery) not in told
    ]
    if not unread:
        return
    excused = {delivery.message.span for delivery in _taken_by_other_names(model)}
    rest = [(each, delivery) for each, delivery in unread if delivery.message.span not in excused]
    excused |= _awaited(model, rest)
    yield from ((each, delivery) for each, delivery in rest if delivery.message.span not in excused)


def _taken_by_other_names(model: Model) -> Iterator[Delivery]:
    """What is taken from its broker by another name: the nearest, or whatever is left if it is not more than is taken.

    Where more is left than is taken by names unknown, nobody can say which of it is meant.
    """
    for each in _traffic(model).values():
        left = {_name(delivery): delivery for delivery in each.unread}
        unknown = [_name(delivery) for delivery in each.unsent]
        near = {name: found for name in unknown if (found := nearest(name, left)) is not None}
        yield from (left[name] for name in dict.fromkeys(near.values()))
        others = [delivery for name, delivery in left.items() if name not in near.values()]
        if len(others) <= len(unknown) - len(near):
            yield from others


def _awaited(model: Model, unread: list[tuple[Traffic, Delivery]]) -> set[Span]:
    """Where the messages are named that should set off a component whose flow lacks the step before it.

    Those are what this flow publishes itself, or else what lies in a broker that feeds the component elsewhere, or
    else anything; but a component that is called elsewhere waits for no message. Where more messages than such steps
    are missing, it is not known which of them are meant.
    """
    found: set[Span] = set()
    loose = 0
    for flow, component in _stranded(model):
        own = {step.label.message.span for step in flow.steps if isinstance(step.label, Delivery)}
        fed = {edge.source.id for edge in walk.incoming(model, component) if edge.source.role is Role.BROKER}
        here = [delivery.message.span for _, delivery in unread if delivery.message.span in own]
        here = here or [delivery.message.span for each, delivery in unread if each.broker.id in fed]
        if len(here) == 1:
            found.update(here)
        elif here or not (fed or walk.callers(model, component)):
            loose += 1
    left = {delivery.message.span for _, delivery in unread} - found
    return found | left if len(left) <= loose else found


def _stranded(model: Model) -> Iterator[tuple[Flow, Component]]:
    """The flows in which a step is missing, each with the component it should have led to."""
    yield from _starts.beginless(model).items()
    for flow in model.flows.values():
        yield from ((flow, each) for each in _reach.unreached_in(model, flow))


def misled(model: Model) -> Iterator[tuple[Delivery, Component, Component]]:
    """What states its channel and is published elsewhere, with that channel and the broker it goes to instead.

    Who takes a message may publish it again elsewhere, to be tried later or by others.
    """
    takers = _takers(model)
    told: set[tuple[str, str]] = set()
    for event in trace.published(model):
        message, broker = event.message, event.channel
        channel = None if message is None or message.channel is None else message.channel.target
        if message is None or broker is None or channel is None or channel is broker:
            continue
        sender = event.component
        again = sender is None or sender.role is Role.BROKER or sender.id in takers.get(message.id, ())
        if not again and (message.id, broker.id) not in told:
            told.add((message.id, broker.id))
            yield event.delivery, channel, broker


def _takers(model: Model) -> dict[str, set[str]]:
    """Who takes each message, by their ids."""
    found: dict[str, set[str]] = {}
    for event in trace.received(model):
        if event.message is not None and event.component is not None:
            found.setdefault(event.message.id, set()).add(event.component.id)
    return found


def misspelt(model: Model) -> Iterator[tuple[Traffic, Delivery]]:
    """What is received by a name that is nearly that of a message which the broker carries."""
    for each in _traffic(model).values():
        for delivery in each.misspelt:
            yield each, delivery


@lru_cache(maxsize=4)
def _traffic(model: Model) -> dict[str, Traffic]:
    """The traffic of each broker, by its id."""
    found = {each.id: Traffic(each) for each in model.components.values() if each.role is Role.BROKER}
    all_in = all_out = not _all_readable(model)
    fetching = _fetches.fetches(model)
    for _, step in model.steps if found else ():
        if step.arrow is None or step.is_reply:
            continue
        delivery = step.label if isinstance(step.label, Delivery) and not _arrows.fault(model, step) else None
        if step in fetching:
            found[step.target.name].leave(None)
            continue
        for source, target in pairwise(step.nodes):
            all_in |= target.target is None or target.target.kind_is_unknown
            all_out |= source.target is None or source.target.kind_is_unknown
            _add(found, source, target, delivery)
    for each in found.values():
        each.is_open_in |= all_in or _is_related(walk.incoming(model, each.broker))
        each.is_open_out |= all_out or _is_emptied(walk.outgoing(model, each.broker))
    return found


def _add(
    found: dict[str, Traffic], source: Reference[Component], target: Reference[Component], delivery: Delivery | None
) -> None:
    into, out = _at(found, target), _at(found, source)
    if into is not None:
        into.enter(delivery)
    if out is not None:
        out.leave(delivery)


def _at(found: dict[str, Traffic], node: Reference[Component]) -> Traffic | None:
    return None if node.target is None else found.get(node.target.id)


def _is_related(edges: tuple[walk.Edge, ...]) -> bool:
    """Whether a relationship moves data here, by whatever name."""
    return any(edge.relationship is not None for edge in edges)


def _is_emptied(edges: tuple[walk.Edge, ...]) -> bool:
    """Whether a relationship takes data away: what could not be worked off is no more than put aside."""
    return _is_related(tuple(edge for edge in edges if edge.mode != "dead-letter"))


def _all_readable(model: Model) -> bool:
    return all(_doubt.is_readable(model, flow) for flow in model.flows.values())


def _is_among(name: str, others: Collection[str]) -> bool:
    return name in others or any_same(name, others)


def _name(delivery: Delivery) -> str:
    message = delivery.message
    return message.target.id if message.target is not None else message.name


def _says(delivery: Delivery, key: str) -> bool:
    message = delivery.message.target
    return message is not None and message.entry is not None and key in message.entry
