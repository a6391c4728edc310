"""A message is larger than its queue takes.

Put what is large into an object store and send where it is. The limit is what `max_message` of the queue says, else
that of its product.

Bad:

    auth: oauth
    entities: {Image: {id, original: blob 1 MB}}
    api:
      - POST /v1/images {file} -> 202 Image
      - GET /v1/images/{imageId} -> Image
    components:
      web: client
      api: {kind: service, replicas: 4, idempotent: true}
      blobs: object store
      jobs: {kind: queue, tech: sqs, max_age: 1 day, dlq: true}
      worker: {kind: worker, replicas: 40, latency: {p99: 2s}, idempotent: true}
    messages:
      ImageUploaded: {channel: jobs, size: 1.2 MiB}  # <--
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

    auth: oauth
    entities: {Image: {id, original: blob 1 MB}}
    api:
      - POST /v1/images {file} -> 202 Image
      - GET /v1/images/{imageId} -> Image
    components:
      web: client
      api: {kind: service, replicas: 4, idempotent: true}
      blobs: object store
      jobs: {kind: queue, tech: sqs, max_age: 1 day, dlq: true}
      worker: {kind: worker, replicas: 40, latency: {p99: 2s}, idempotent: true}
    messages:
      ImageUploaded: {channel: jobs, size: 1 KB}
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

Source: quotas of Amazon SQS and SNS, Apache Kafka, Google Pub/Sub and Azure Service Bus, as of 2025.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.wording import amount
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Component, Message, Model
from hld.units.parse import size
from hld.units.quantity import UnitError

_MIB = 1024 * 1024
#: The largest message that a product takes unless it is set up otherwise, in bytes.
_LIMITS = {
    "kafka": 1_048_588, "msk": 1_048_588, "sqs": _MIB, "sns": 256 * 1024, "eventbridge": 256 * 1024,
    "kinesis": 10 * _MIB, "pubsub": 10_000_000, "google-pubsub": 10_000_000, "service-bus": 256 * 1024,
    "azure-service-bus": 256 * 1024, "rabbitmq": 16 * _MIB, "nats": _MIB,
}  # fmt: skip


@rule("ST007", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find each message that is too large for a queue that it travels over, at its size."""
    for message in model.messages.values():
        stated = _size(message)
        if stated is None or message.entry is None:
            continue
        for broker in trace.channels(model, message):
            limit = _limit(broker)
            if limit is not None and stated > limit:
                text = f"'{message.id}' has {amount(stated, 'B')}, and '{broker.id}' takes {amount(limit, 'B')}"
                yield Finding(message.entry.at("size"), text, "send where it is kept, not what it holds")


def _size(message: Message) -> Fraction | None:
    leaf = None if message.entry is None else message.entry.leaf("size")
    if leaf is None:
        return None
    try:
        return size(leaf.text).value
    except UnitError:
        return None


def _limit(broker: Component) -> Fraction | None:
    stated = broker.entry.value("max_message")
    if stated is not None:
        return Fraction(stated.value)
    known = _LIMITS.get(broker.tech.lower().replace(" ", "-"))
    return None if known is None else Fraction(known)
