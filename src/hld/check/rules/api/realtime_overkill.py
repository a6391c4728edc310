"""A WebSocket is open in both directions, and only one is used.

Each open socket is a connection that a server must hold, balance and resume. Where clients only listen, events over
plain HTTP (`sse /v1/events -> Event`) do the same with less, and polling may be enough. What clients send is told by
`receives`, by a step that goes from the client over the socket, by another call of the same server, or by a change that
is made once it is open.

Bad:

    auth: oauth
    entities: {Score: {id, points}}
    api:
      - ws /v1/scores -> Score  # <--
    components: {web: client, api: service, clock: scheduler, db: sql}
    flows:
      show:
        - web -> api: ws /v1/scores
        - api -> db: read Score
        - api ~> web: Score
      count:
        - clock -> db: write Score

Good:

    auth: oauth
    entities: {Score: {id, points}}
    api:
      - sse /v1/scores -> Score
    components: {web: client, api: service, clock: scheduler, db: sql}
    flows:
      show:
        - web -> api: sse /v1/scores
        - api -> db: read Score
        - api ~> web: Score
      count:
        - clock -> db: write Score

Source: WHATWG HTML, server-sent events; RFC 6455 (the WebSocket protocol).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Access, Call, Match, Model, Operation, Step, Style, is_broker


@rule("AP016", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for operation in model.operations.values():
        if operation.style is not Style.WEBSOCKET or "receives" in operation.entry or operation.body:
            continue
        is_opened = any(use.call.match is Match.EXACT for use in trace.calls_of(model, operation))
        is_certain = all(trace.is_whole(flow) for flow in model.flows.values())
        is_used = any(_sends(model, step, operation) for _, step in model.steps) or _changes(model, operation)
        if is_opened and is_certain and not is_used:
            yield Finding(
                operation.span,
                f"nothing goes from clients over '{operation.key}'",
                f"'sse {operation.path}' does it with less, unless clients send something: 'receives: …'",
            )


def _changes(model: Model, operation: Operation) -> bool:
    """Whether a flow that opens it goes on to change or publish something, which a client may have sent."""
    steps = [step for flow in trace.flows_calling(model, operation) for step in flow.steps]
    changes = any(isinstance(step.label, Access) and step.label.op not in ("read", "query") for step in steps)
    return changes or any(is_broker(node) for step in steps if not step.is_reply for node in step.nodes[1:])


def _sends(model: Model, step: Step, operation: Operation) -> bool:
    """Whether a client sends something over it, or something else to who provides it."""
    source, target = step.source.target, step.target.target
    if source is None or source.role is not Role.CLIENT or step.is_reply or step.is_internal:
        return False
    if isinstance(step.label, Call) and step.label.operation.target is operation:
        return bool(step.label.fields) or step.is_async
    provider = trace.provider(model, operation)
    return target is provider or provider in [node.target for node in step.via]
