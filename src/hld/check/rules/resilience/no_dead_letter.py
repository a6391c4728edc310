"""Messages that cannot be worked off have nowhere to go.

One message that always fails comes back for ever and holds up the others, or is lost. Say after how many tries it is
put aside, and where. Asked of queues whose consumer is ours; topics and streams are read again from where one stood.

Bad:

    entities: {Job: {id, state: string}}
    components:
      clock: scheduler
      queue: {kind: queue, tech: sqs}  # <--
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
      queue: {kind: queue, tech: sqs, dlq: true, max_attempts: 5}
      worker: {kind: worker, replicas: 2, idempotent: true}
      jobs: sql
    flows:
      run:
        - clock ~> queue ~> worker: JobDue
        - worker -> jobs: write Job
        - worker -> jobs: read Job

Source: Amazon SQS, dead-letter queues; Enterprise Integration Patterns, dead letter channel.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Component, Model

_ANSWERS = ("dlq", "max_attempts", "external")
_LOGS = ("kafka", "kinesis", "redpanda", "msk", "pulsar", "redis", "mqtt")


@rule("RE009", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    aside = _put_aside(model)
    told: set[str] = set()
    for event in trace.received(model):
        channel, consumer = event.channel, event.component
        if channel is None or channel.id in told or not _takes_once(channel):
            continue
        if consumer is None or consumer.role is not Role.COMPUTE or not event.step.is_exact:
            continue
        is_answered = any(key in each.entry for each in (channel, consumer) for key in _ANSWERS)
        if not is_answered and aside.isdisjoint((channel.id, consumer.id)):
            told.add(channel.id)
            yield Finding(channel.span, f"'{channel.id}' has no dead-letter queue", "'dlq: true' and 'max_attempts: 5'")


def _takes_once(channel: Component) -> bool:
    """Whether a message leaves it once worked off: a queue, and no log that is read again."""
    tech = channel.tech.lower()
    return channel.kind.name == "queue" and not any(each in tech for each in _LOGS)


def _put_aside(model: Model) -> frozenset[str]:
    """The components at either end of a line to where messages are put aside, and those that others name for it."""
    found = {end.name for one in model.relationships if one.mode == "dead-letter" for end in (one.source, one.target)}
    named = {leaf.text for each in model.components.values() for leaf in each.entry.leaves("dlq")}
    return frozenset(found | named)
