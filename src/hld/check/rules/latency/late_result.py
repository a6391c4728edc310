"""What a message sets off is done later than is asked for.

The wait in the queue at peak counts, and the work behind it. With fewer consumers than the peak needs the wait grows
for as long as the peak lasts; where they cannot keep up even on average, `unstable-consumer` says so instead.

Bad:

    requirements:
      nonfunctional:
        latency: process p95 < 30s  # <--
    capacity:
      users: 10M users
      upload: 30 photos/user/month
      peak: 2x
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
      worker: {kind: worker, replicas: 400, latency: {p95: 2s}, idempotent: true}
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

    requirements:
      nonfunctional:
        latency: process p95 < 30s
    capacity:
      users: 10M users
      upload: 30 photos/user/month
      peak: 2x
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
      worker: {kind: worker, replicas: 700, latency: {p95: 2s}, idempotent: true}
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

Source: wait = backlog / service rate; Erlang C while the queue is stable.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.types import Verdict
from hld.check.figures import figures, rest_on_default
from hld.check.rule import rule
from hld.check.rules.capacity import _load
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("LT008", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each flow behind a queue that is too late, at the requirement."""
    for one in _budget.asked(model):
        budget = one.latency.budget.value
        if _is_swamped(model, one):
            continue
        if one.verdict is Verdict.FAIL and one.waits and budget is not None and budget <= one.target:
            yield Finding(
                one.span,
                f"flow '{one.flow}' takes {one.value.text} at peak, and all but {one.latency.budget.text} is waiting",
                "more consumers, or a longer time",
                rests_on_default=rest_on_default([one.value]),
            )


def _is_swamped(model: Model, one: _budget.Asked) -> bool:
    """Whether more arrives at one that works in the flow than all of its instances can do."""
    components = figures(model).components
    names = {part.component for part in one.latency.parts}
    return any(_load.is_swamped(components[name]) for name in names if name in components)
