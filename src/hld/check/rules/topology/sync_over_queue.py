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
from hld.check.rules.flows import _arrows
from hld.check.rules.topology import _answers
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("TP019", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find the last reply of each flow that comes after its sender was handed something by a broker."""
    for flow in model.flows.values():
        detour = _answers.through_broker(model, flow)
        if detour is not None:
            message = f"'{detour.reply.target.name}' waits for a reply that passes through '{detour.broker.id}'"
            where = _arrows.hop_span(detour.reply.hops[0])
            yield Finding(where, message, "reply 202 and notify later, or call directly")
