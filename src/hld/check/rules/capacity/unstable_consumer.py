"""More arrives on average than all instances together can do.

Past that point no queue helps: the backlog grows for as long as the load lasts. Where only the peak is too much, `too-
few-instances` and `peak-backlog` tell of it.

Bad:

    capacity:
      users: 10M users
      upload: 1 photos/user/day
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
      worker: {kind: worker, replicas: 50, latency: {p99: 2s}, idempotent: true}  # <--
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
      upload: 1 photos/user/day
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
      worker: {kind: worker, replicas: 700, latency: {p99: 2s}, idempotent: true}
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

Source: queueing theory: a queue is stable only while arrivals are fewer than departures.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.check.figures import rest_on_default
from hld.check.rule import rule
from hld.check.rules.capacity import _load
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("CP007", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find each component that cannot keep up even on average, at the number of its instances."""
    for component, found in _load.served(model):
        instances = found.instances
        if instances is None or instances.most is None or not _load.is_swamped(found):
            continue
        able = _load.rate((instances.capacity.value or Fraction(0)) * instances.most)
        yield Finding(
            _load.at_replicas(component),
            f"'{component.id}' gets {found.load.average.text} on average and can do {able}, so that the rest piles up",
            f"at least {int(instances.needed.value or 0):,} of them",
            rests_on_default=rest_on_default((instances.capacity, found.load.average)),
        )
