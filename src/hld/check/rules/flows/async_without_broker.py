"""A service sends another one something without waiting, and nothing holds it while that one is down.

A message needs a place to wait in: a queue, a topic, a stream. Without one it is lost when the receiver is restarted or
slow, and nobody learns of it. What a provider holds by itself (functions, what is managed), what a clock sets off,
a webhook, what is only gossip or a heartbeat, and what is handed on to a client over its open channel are fine.

Bad:

    entities: {Order: {id, total}}
    auth: oauth
    api:
      - POST /v1/orders {total} -> 201 Order
      - GET /v1/orders/{orderId} -> Order
    components: {web: client, orders: service, mailer: worker, db: sql}
    flows:
      order:
        - web -> orders: POST /v1/orders
        - orders -> db: write Order
        - orders ~> mailer: OrderPlaced  # <--
        - mailer: send the letter
      look:
        - web -> orders: GET /v1/orders/{orderId}
        - orders -> db: read Order

Good:

    entities: {Order: {id, total}}
    auth: oauth
    api:
      - POST /v1/orders {total} -> 201 Order
      - GET /v1/orders/{orderId} -> Order
    components: {web: client, orders: service, mails: queue, mailer: worker, db: sql}
    flows:
      order:
        - web -> orders: POST /v1/orders
        - orders -> db: write Order
        - orders ~> mails ~> mailer: OrderPlaced
        - mailer: send the letter
      look:
        - web -> orders: GET /v1/orders/{orderId}
        - orders -> db: read Order

Source: M. Nygard, Release It!, decoupling middleware; AWS Well-Architected REL04.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.diagnostics import Finding, Severity
from hld.model.types import STREAMED, Call, Component, Delivery, Flow, Model, Step, Text

_MAY_BE_LOST = re.compile(
    r"(?i)gossip|heart[- ]?beat|\b(pings?|metrics?|logs?|traces?)\b|udp|best[- ]effort|forget|stream|webrtc|rtm?p"
)
_HOLDS = ("outbox", "retries", "cdc")


@rule("FL033", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the first such step between each two components."""
    told: set[tuple[str, str]] = set()
    for flow, step in model.steps:
        source, target = step.source.target, step.target.target
        if source is None or target is None or (source.id, target.id) in told or not _is_unheld(step, source, target):
            continue
        if _hands_on(flow, target):
            continue
        if _arrows.is_right(model, step):
            told.add((source.id, target.id))
            yield Finding(
                _arrows.hop_span(step.hops[0]),
                f"nothing holds what '{source.id}' sends while '{target.id}' is down",
                f"put a queue between them: '{source.id} ~> queue ~> {target.id}', or call and wait: '->'",
            )


def _is_unheld(step: Step, source: Component, target: Component) -> bool:
    """Whether one service sends another something that matters, straight and without waiting."""
    if not step.is_async or len(step.nodes) != 2 or source is target or any(key in step.entry for key in _HOLDS):
        return False
    if source.role is not Role.COMPUTE or target.role is not Role.COMPUTE or source.kind.name == "scheduler":
        return False
    if target.kind.name == "function" or target.entry.value("managed") is True:
        return False
    return not _MAY_BE_LOST.search(f"{_said(step)} {step.entry.text('protocol')} {target.entry.text('protocol')}")


def _hands_on(flow: Flow, component: Component) -> bool:
    """Whether the flow goes on to a client from here, without waiting."""
    after = (step for step in flow.steps if step.source.target is component and step.is_async)
    return any(step.target.target is not None and step.target.target.role is Role.CLIENT for step in after)


def _said(step: Step) -> str:
    """What a step says in words; an open channel and a webhook are a kind of stream."""
    match step.label:
        case Text(text=text):
            return text
        case Delivery(message=message):
            return message.name
        case Call() as call:
            operation = call.operation.target
            return "stream" if call.style in STREAMED or (operation and operation.style in STREAMED) else ""
    return ""
