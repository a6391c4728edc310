"""The link of the clients leaves too little of the time that a flow may take.

What a client waits for is sent over its own link as well: a round trip, and as many bytes as the request and the answer
have. Where `environment` states the link, that has to fit into what the steps of the flow leave of the target. How
many things a list holds nobody says, so that it counts as one.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 500ms  # <--
    environment: {network: 3G, bandwidth: 1 Mbps, rtt: 80 ms}
    auth: oauth
    entities: {Photo: {id, picture: blob 100 KB}}
    api:
      - GET /v1/photos/{photoId} -> Photo
    components:
      web: client
      api: {kind: service, latency: {p99: 20ms}}
      photos: {kind: object store, latency: {p99: 50ms}}
    flows:
      read:
        - web -> api: GET /v1/photos/{photoId}
        - api -> photos: read Photo

Good:

    requirements:
      nonfunctional:
        latency: read p99 < 500ms
    environment: {network: 3G, bandwidth: 1 Mbps, rtt: 80 ms}
    auth: oauth
    entities: {Photo: {id, picture: blob 30 KB}}
    api:
      - GET /v1/photos/{photoId} -> Photo
    components:
      web: client
      api: {kind: service, latency: {p99: 20ms}}
      photos: {kind: object store, latency: {p99: 50ms}}
    flows:
      read:
        - web -> api: GET /v1/photos/{photoId}
        - api -> photos: read Photo

Source: time = round trip + size / bandwidth; I. Grigorik, High Performance Browser Networking, chapter 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.wording import time
from hld.check.figures import figures, rest_on_default
from hld.check.rule import rule
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("LT010", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each flow that would be in time but for the link of its clients, at the requirement."""
    for one in _budget.asked(model):
        link, spent = figures(model).flows[one.flow].link, one.latency.budget
        left = one.target - (spent.value or Fraction(0))
        if one.is_ceiling and link.value is not None and left >= 0 and link.value > left:
            yield Finding(
                one.span,
                f"flow '{one.flow}' has {time(left)} of its {one.wanted} left for the link of its clients, which "
                f"takes {link.text}",
                "send less: smaller pages, thumbnails, compression; or allow more",
                rests_on_default=rest_on_default([link, spent]),
            )
