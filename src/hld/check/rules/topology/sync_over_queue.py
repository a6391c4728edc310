"""A caller waits for an answer that has to come back through a queue.

A queue is there so that nobody waits. A request that is published, worked off elsewhere, published again and only then
answered has the delay of both queues, a connection held open all the while, and no answer at all when the worker is
down. Answer at once (202) and tell the result later, or call the worker directly.

Bad:

    entities: {Report: {id, text}}
    auth: oauth
    api:
      - POST /v1/reports -> 201 Report
    components: {web: client, api: service, jobs: queue, done: queue, worker: worker, db: sql}
    flows:
      report:
        - web -> api: POST /v1/reports
        - api ~> jobs ~> worker: ReportAsked
        - worker -> db: write Report
        - worker ~> done ~> api: ReportMade
        - api --> web: 201 Report  # <--

Good:

    entities: {Report: {id, text}}
    auth: oauth
    api:
      - POST /v1/reports -> 202
    components: {web: client, api: service, jobs: queue, worker: worker, db: sql}
    flows:
      report:
        - web -> api: POST /v1/reports
        - api ~> jobs ~> worker: ReportAsked
        - worker -> db: write Report
        - api --> web: 202

Source: Azure Architecture Center, asynchronous request-reply pattern.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _doubt
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Flow, Model, Reply, Step, is_broker

ACCEPTED = 202


@rule("TP019", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find the last reply of each flow that comes after its sender was handed something by a broker."""
    for flow in model.flows.values():
        reply = walk.final_reply(flow)
        if reply is None or not _doubt.is_clear(model, reply):
            continue
        if isinstance(reply.label, Reply) and reply.label.status == ACCEPTED:
            continue
        broker = _came_through(model, flow, reply)
        if broker is not None:
            message = f"'{reply.target.name}' waits for a reply that passes through '{broker.id}'"
            yield Finding(_arrows.hop_span(reply.hops[0]), message, "reply 202 and notify later, or call directly")


def _came_through(model: Model, flow: Flow, reply: Step) -> Component | None:
    """The broker through which others answered what the sender of `reply` had published earlier in the flow."""
    sender, has_published = reply.source.target, False
    answered: set[Component] = set()
    for step in flow.steps:
        if step is reply or _arrows.fault(model, step) or not _doubt.is_clear(model, step):
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
