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
from functools import lru_cache

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Access, Call, Component, Match, Model, Operation, Style, is_broker
from hld.tuples import NamedTuple


@rule("AP016", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    if not all(map(trace.is_whole, model.flows.values())):
        return
    for operation in model.operations.values():
        if operation.style is not Style.WEBSOCKET or "receives" in operation.entry or operation.body:
            continue
        is_opened = any(use.call.match is Match.EXACT for use in trace.calls_of(model, operation))
        if is_opened and not _is_sent_over(model, operation) and not _changes(model, operation):
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


def _is_sent_over(model: Model, operation: Operation) -> bool:
    """Whether a client sends something over it, or something else to who provides it."""
    sent = _sent(model)
    asked = sent.asked.get(trace.provider(model, operation), set())
    return operation in sent.over or len(asked) > (operation in asked)


class _Sent(NamedTuple):
    """The operations over which clients send something, and what they ask of each component: None is in words."""

    over: set[Operation]
    asked: dict[Component | None, set[Operation | None]]


@lru_cache(maxsize=4)
def _sent(model: Model) -> _Sent:
    found = _Sent(set(), {})
    for _, step in model.steps:
        source = step.source.target
        if source is None or source.role is not Role.CLIENT or step.is_reply or step.is_internal:
            continue
        called = step.label.operation.target if isinstance(step.label, Call) else None
        if called is not None and isinstance(step.label, Call) and (step.label.fields or step.is_async):
            found.over.add(called)
        for node in step.nodes[1:]:
            found.asked.setdefault(node.target, set()).add(called)
    return found
