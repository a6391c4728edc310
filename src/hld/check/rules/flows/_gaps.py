"""Where a step is missing, or says too little, so that it may have done anything."""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rules.flows import _arrows, _calls, _doubt, _fetches, _reach, _starts, _traffic
from hld.diagnostics import Span
from hld.model.types import Arrow, Component, Delivery, Flow, Hop, Model, Reply, Step, Text, is_broker

__all__ = ["disconnected", "lacks_a_step", "unnamed"]


def lacks_a_step(model: Model) -> bool:
    """Whether a step is missing or cannot be told, as is said of it elsewhere: it may have used any message."""
    if any(isinstance(step.label, Delivery) and step.label.message.is_hole for _, step in model.steps):
        return True
    if any(True for _ in unnamed(model)):
        return True
    return bool(_starts.beginless(model)) or any(True for _ in disconnected(model))


def disconnected(model: Model) -> Iterator[tuple[Step, Flow, Component]]:
    """The steps whose source neither starts anything nor was reached, the first of each source in a flow."""
    told: set[tuple[Flow, Component]] = set(_unpublished(model))
    for step, place in _reach.unreached(model).items():
        if place not in told and step not in _calls.backwards(model):
            told.add(place)
            yield step, *place


def _unpublished(model: Model) -> Iterator[tuple[Flow, Component]]:
    """The workers that wait in a flow for what it does not publish, as is told where another one takes it."""
    missed = {delivery.message.span for _, delivery in _traffic.unsent(model)}
    for flow in model.flows.values() if missed else ():
        if any(isinstance(step.label, Delivery) and step.label.message.span in missed for step in flow.steps):
            yield from ((flow, each) for each in model.components.values() if each.kind.name == "worker")


def unnamed(model: Model) -> Iterator[tuple[Step, Hop]]:
    """The asynchronous steps over a broker whose label is empty or several words, one of a chain."""
    told: set[Span] = set()
    for flow, step in model.steps:
        hop = _unnamed(step)
        if hop is not None and step.chain not in told and not _arrows.fault(model, step):
            told.add(step.chain)
            fetched = _fetches.hint(model, step)
            if _doubt.is_clear(model, step) and not (fetched and _fetches.is_out_of_nowhere(flow, step)):
                yield step, hop


def _unnamed(step: Step) -> Hop | None:
    """The first hop of the step into or out of a broker, if it names no message."""
    if step.arrow is not Arrow.ASYNC or not isinstance(step.label, Text | Reply):
        return None
    return next((hop for hop in step.hops if is_broker(hop.source) or is_broker(hop.target)), None)
