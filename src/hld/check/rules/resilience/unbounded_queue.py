"""A queue may grow without end.

When consumers are slower than producers for long, a queue without a limit fills its disk, and what is in it is too old
to be of use. Say how many messages or how old ones it keeps, or what holds producers back. What a provider runs, and
products that drop old messages by themselves, have a limit already.

Bad:

    entities: {Job: {id, state: string}}
    components:
      clock: scheduler
      queue: {kind: queue, tech: rabbitmq, dlq: true}  # <--
      worker: {kind: worker, replicas: 2, idempotent: true}
      jobs: sql
    flows:
      run:
        - clock ~> queue ~> worker: JobDue
        - worker -> jobs: write Job
        - worker -> jobs: read Job

Good:

    entities: {Job: {id, state: string}}
    components:
      clock: scheduler
      queue: {kind: queue, tech: rabbitmq, dlq: true, max_age: 1 hour}
      worker: {kind: worker, replicas: 2, idempotent: true}
      jobs: sql
    flows:
      run:
        - clock ~> queue ~> worker: JobDue
        - worker -> jobs: write Job
        - worker -> jobs: read Job

Source: M. Nygard, Release It! (unbounded queues); AWS Well-Architected, REL05-BP04.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Component, Model

_LIMITS = ("max_length", "max_age", "backpressure", "retention", "external", "components")
_LIMITED = ("kafka", "sqs", "sns", "kinesis", "pubsub", "pub/sub", "redpanda", "msk", "event hubs", "eventbridge")


@rule("RE008", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    limited = {
        event.channel.id
        for event in trace.events(model)
        if event.channel is not None and event.message is not None and event.message.entry is not None
        and any(key in event.message.entry for key in ("max_age", "retention"))
    }  # fmt: skip
    published = {event.channel.id for event in trace.published(model) if event.channel is not None}
    for broker in model.components.values():
        is_used = broker.role is Role.BROKER and broker.id in published and not broker.is_implicit
        if is_used and broker.id not in limited and not _is_limited(broker):
            yield Finding(broker.span, f"'{broker.id}' may grow without end", "'max_age: 1 hour', or a 'max_length'")


def _is_limited(broker: Component) -> bool:
    tech = broker.tech.lower()
    return (
        not tech
        or any(key in broker.entry for key in _LIMITS)
        or _keeping.is_managed(broker)
        or any(each in tech for each in _LIMITED)
    )
