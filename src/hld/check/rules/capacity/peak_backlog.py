"""At peak more messages arrive than the consumers do, so that they wait.

A queue is there to take up a peak, so this is no matter of too few instances: what counts is how long the last message
waits, whether the queue keeps it for so long, and whether the rest of the day is enough to work it off. The peak lasts
for 10 minutes unless `conventions` say otherwise. A requirement on latency that is missed by the wait is told by
`late-result`.

Bad:

    capacity:
      users: 10M users
      upload: 30 photos/user/month
      peak: 4x
    auth: oauth
    entities: {Image: {id, original: blob 1 MB}}
    api:
      - POST /v1/images {file} -> 202 Image
      - GET /v1/images/{imageId} -> Image
    components:
      web: client
      api: {kind: service, replicas: 4, idempotent: true}
      blobs: object store
      jobs: {kind: queue, max_age: 1 day, dlq: true}
      worker: {kind: worker, replicas: 300, latency: {p99: 2s}, idempotent: true}  # <--
    flows:
      upload:
        - web -> api: POST /v1/images
        - api -> blobs: write Image
        - api ~> jobs: ImageUploaded
      process:
        - jobs ~> worker: ImageUploaded
        - worker -> blobs: read Image
        - worker -> blobs: write Image
      view:
        - web -> api: GET /v1/images/{imageId}
        - api -> blobs: read Image

Good:

    capacity:
      users: 10M users
      upload: 30 photos/user/month
      peak: 4x
    auth: oauth
    entities: {Image: {id, original: blob 1 MB}}
    api:
      - POST /v1/images {file} -> 202 Image
      - GET /v1/images/{imageId} -> Image
    components:
      web: client
      api: {kind: service, replicas: 4, idempotent: true}
      blobs: object store
      jobs: {kind: queue, max_age: 1 day, dlq: true}
      worker: {kind: worker, replicas: 1400, latency: {p99: 2s}, idempotent: true}
    flows:
      upload:
        - web -> api: POST /v1/images
        - api -> blobs: write Image
        - api ~> jobs: ImageUploaded
      process:
        - jobs ~> worker: ImageUploaded
        - worker -> blobs: read Image
        - worker -> blobs: write Image
      view:
        - web -> api: GET /v1/images/{imageId}
        - api -> blobs: read Image

Source: scaling by queue backlog: Amazon EC2 Auto Scaling user guide.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.types import Backlog, Verdict
from hld.analyse.wording import time
from hld.check.figures import figures, rest_on_default
from hld.check.rule import rule
from hld.check.rules.capacity import _load
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model

_AGES = ("max_age", "retention")


@rule("CP013", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each consumer that falls behind at peak, at the number of its instances."""
    for consumer, found in _load.served(model):
        for backlog in found.backlogs:
            broker = model.components.get(backlog.broker)
            if broker is None or not backlog.length.value or _load.is_swamped(found) or _is_late(model, broker):
                continue
            yield Finding(
                _load.at_replicas(consumer),
                ", ".join(_told(backlog, broker)),
                f"more of '{consumer.id}', or let the results wait",
                rests_on_default=rest_on_default((backlog.serves, backlog.arrives.peak)),
            )


def _is_late(model: Model, broker: Component) -> bool:
    """Whether a requirement on what the broker sets off is missed, which then is told of that."""
    asked = (found for each in figures(model).requirements.values() for found in each.by_flow)
    missed = (model.flows[name] for name, _, verdict in asked if verdict is Verdict.FAIL)
    return any(flow.steps[0].source.target is broker for flow in missed if flow.steps)


def _told(backlog: Backlog, broker: Component) -> Iterator[str]:
    """How many wait, for how long, and whether that is too long or for ever."""
    wait, kept = backlog.wait.value or Fraction(0), _kept(broker)
    yield f"'{backlog.consumer}' does {backlog.serves.text} of {backlog.arrives.peak.text} at peak"
    yield f"{int(backlog.length.value or 0):,} messages wait, the last for {time(wait)}"
    if kept is not None and wait > kept:
        yield f"longer than '{broker.id}' keeps them ({time(kept)})"
    yield (
        f"worked off in {time(backlog.drain.value)}" if backlog.drain.value is not None else "and are never worked off"
    )


def _kept(broker: Component) -> Fraction | None:
    """How long the broker keeps a message, in seconds, where that is stated."""
    found = next((broker.entry.value(key) for key in _AGES if key in broker.entry), None)
    value = getattr(found, "value", None)
    return value if isinstance(value, Fraction) else None
