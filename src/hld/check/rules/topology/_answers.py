"""Answers that come back through a broker while their caller waits."""

from __future__ import annotations

from hld.check.rules.flows import _arrows, _doubt
from hld.model import walk
from hld.model.types import Component, Flow, Model, Reply, Step, is_broker
from hld.tuples import NamedTuple

__all__ = ["Detour", "through_broker"]

ACCEPTED = 202


class Detour(NamedTuple):
    """A reply for which its sender needed what came out of `broker`."""

    reply: Step
    broker: Component


def through_broker(model: Model, flow: Flow) -> Detour | None:
    """The last reply of `flow`, if it comes after its sender was handed by a broker what others answered."""
    reply = walk.final_reply(flow)
    if reply is None or not _doubt.is_clear(model, reply):
        return None
    if isinstance(reply.label, Reply) and reply.label.status == ACCEPTED:
        return None
    broker = _came_through(model, flow, reply)
    return None if broker is None else Detour(reply, broker)


def _came_through(model: Model, flow: Flow, reply: Step) -> Component | None:
    """The broker through which others answered what the sender of `reply` had published earlier in the flow."""
    sender, has_published = reply.source.target, False
    answered: set[Component] = set()
    for step in flow.steps:
        if step is reply or not _arrows.is_right(model, step):
            return None
        for hop in step.hops:
            source, target = hop.source.target, hop.target.target
            if target is not None and is_broker(hop.target):
                has_published = has_published or source is sender
                if has_published and source is not sender:
                    answered.add(target)
            elif source is not None and target is sender and source in answered:
                return source
    return None
