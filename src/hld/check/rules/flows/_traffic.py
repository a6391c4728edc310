"""What goes into each broker and what comes out of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from hld.catalog.kinds import Role
from hld.check.rules.flows import _arrows, _doubt, _reach, _starts
from hld.model import walk
from hld.model.types import Component, Delivery, Model, Reference

__all__ = ["Traffic", "lost", "misspelt", "unsent"]


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
        received = (each for name, each in self.received.items() if name not in self.published)
        return [each for each in received if not _says(each, "external_producers")]

    @property
    def unread(self) -> list[Delivery]:
        """What is published and never received."""
        if self.is_open_out or "external_consumers" in self.broker.entry:
            return []
        published = (each for name, each in self.published.items() if name not in self.received)
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
    told = {_name(delivery) for _, delivery in unsent(model)}
    missed = len(_starts.beginless(model)) + _reach.flows_broken_off(model)
    for each in _traffic(model).values():
        unread = [delivery for delivery in each.unread if _name(delivery) not in told][len(each.unsent) :]
        for delivery in unread[missed:]:
            yield each, delivery
        missed = max(0, missed - len(unread))


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
    for _, step in model.steps:
        if step.arrow is None or step.is_reply:
            continue
        delivery = step.label if isinstance(step.label, Delivery) and not _arrows.fault(model, step) else None
        for source, target in pairwise(step.nodes):
            all_in |= target.target is None
            all_out |= source.target is None
            _add(found, source, target, delivery)
    for each in found.values():
        each.is_open_in |= all_in or _is_related(walk.incoming(model, each.broker))
        each.is_open_out |= all_out or _is_related(walk.outgoing(model, each.broker))
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


def _all_readable(model: Model) -> bool:
    return all(_doubt.is_readable(model, flow) for flow in model.flows.values())


def _name(delivery: Delivery) -> str:
    message = delivery.message
    return message.target.id if message.target is not None else message.name


def _says(delivery: Delivery, key: str) -> bool:
    message = delivery.message.target
    return message is not None and message.entry is not None and key in message.entry
