"""A client publishes into a queue, a topic or a stream by itself.

Brokers trust who speaks to them: whoever can connect can flood them, and what is in a message is believed. A service
takes the request, checks it and publishes. Devices that speak MQTT are what such brokers are made for; a broker that
lets the world in says `external_producers: true`.

Bad:

    entities: {Click: {id, at}}
    components:
      web: client
      clicks: stream
      counter: worker
      counts: columnar
    flows:
      count:
        - web ~> clicks ~> counter: Clicked  # <--
        - counter -> counts: write Click

Good:

    auth: oauth
    entities: {Click: {id, at}}
    api:
      - POST /v1/clicks {at} -> 202
    components:
      web: client
      api: service
      clicks: stream
      counter: worker
      counts: columnar
    flows:
      click:
        - web -> api: POST /v1/clicks
        - api ~> clicks ~> counter: Clicked
        - counter -> counts: write Click

Source: Threagile, risk rule unguarded-access-from-internet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Model

_OPEN = re.compile(r"(?i)mqtt|iot|web-?socket|push|firehose|analytics|firebase|pusher|ably|pubnub|emqx|mosquitto")


@rule("TP002", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find the first publication of each client into each broker."""
    for edge in walk.edges(model):
        if edge.source.role is not Role.CLIENT or edge.target.role is not Role.BROKER or not edge.passages:
            continue
        step = edge.passages[0].step
        if _is_open(edge.source, edge.target) or not _arrows.is_right(model, step):
            continue
        hop = next(each for each in step.hops if each.target.target is edge.target)
        message = f"client '{edge.source.id}' publishes straight into '{edge.target.id}' ({edge.target.kind.noun})"
        yield Finding(_arrows.hop_span(hop), message, "put a service between them")


def _is_open(client: Component, broker: Component) -> bool:
    if client.kind.name == "iot-client" or "external_producers" in broker.entry:
        return True
    said = " ".join((broker.tech, broker.entry.text("protocol"), client.tech, client.entry.text("protocol")))
    return _OPEN.search(said) is not None
