"""Steps by which a consumer fetches a message, written into the broker though messages come out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from hld.check.rules.flows import _starts
from hld.model import trace, walk
from hld.model.types import Arrow, Delivery, Flow, Model, Step, Text, is_broker
from hld.model.walk import Visited

__all__ = ["fetches", "hint", "is_out_of_nowhere"]

_FETCH = r"(?i)(?:receiv|consum|dequeu|poll|pull|fetch|tak|get|read|subscrib)(?:e?s|e|ing)?\b(?:\s+(?:to\s+)?(\S+))?"


@lru_cache(maxsize=4)
def fetches(model: Model) -> dict[Step, str]:
    """The steps from a consumer into a broker, each with the message it fetches ("" where that is not said).

    They say so, or name a message that somebody else publishes there, that nobody takes, and that they either wait
    for (`->`) or come out of nowhere to get.
    """
    asked = [flow for flow in model.flows.values() if any(_may_fetch(step) for step in flow.steps)]
    if not asked:
        return {}
    taken = {(event.channel, event.delivery.message.name) for event in trace.received(model)}
    publishers: dict[tuple[object, str], set[object]] = {}
    for event in trace.published(model):
        publishers.setdefault((event.channel, event.delivery.message.name), set()).add(event.component)
    found: dict[Step, str] = {}
    for flow in asked:
        for step, visited in walk.visits(flow):
            if not _may_fetch(step):
                continue
            said = re.fullmatch(_FETCH, _words(step))
            if said is not None:
                found[step] = said[1] or ""
            elif isinstance(step.label, Delivery):
                place = (step.target.target, step.label.message.name)
                is_sent = bool(publishers.get(place, set()) - {step.source.target})
                if is_sent and place not in taken and (step.arrow is Arrow.CALL or _is_new(flow, step, visited)):
                    found[step] = step.label.message.name
    return found


def is_out_of_nowhere(flow: Flow, step: Step) -> bool:
    """Whether the source of `step` starts nothing and was not reached, as other rules tell."""
    return any(each is step and _is_new(flow, step, visited) for each, visited in walk.visits(flow))


def hint(model: Model, step: Step) -> str:
    """How to write what `step` fetches, "" if it fetches nothing."""
    name = fetches(model).get(step)
    if name is None:
        return ""
    label = f": {name}" if name else ": " + next(_published_at(model, step), "SomethingHappened")
    return f"a message comes out of '{step.target.name}': write '{step.target.name} ~> {step.source.name}{label}'"


def _may_fetch(step: Step) -> bool:
    """Whether the step leads straight into a broker and from none, with a label that may be a fetched message."""
    return (
        len(step.nodes) == 2
        and step.is_async
        and is_broker(step.target)
        and not is_broker(step.source)
        and step.is_exact
        and isinstance(step.label, Text | Delivery)
    )


def _words(step: Step) -> str:
    """What the step says: a text, or the word that would be the message if it were declared."""
    if isinstance(step.label, Text):
        return step.label.text
    message = step.label.message.target if isinstance(step.label, Delivery) else None
    return message.id if message is not None and message.is_implied else ""


def _is_new(flow: Flow, step: Step, visited: Visited) -> bool:
    source = step.source.target
    if source is None or _starts.acts_alone(source):
        return False
    return step is flow.steps[0] or source.id not in visited


def _published_at(model: Model, step: Step) -> Iterator[str]:
    broker, consumer = step.target.target, step.source.target
    for event in trace.published(model):
        if event.channel is broker and event.component is not consumer:
            yield event.delivery.message.name
