"""A message may arrive twice, and nothing says that working on it twice is harmless.

Nearly every broker delivers at least once: after a crash or a late acknowledgement the same message comes again. The
consumer must be idempotent or tell repeats apart. One that only reads, deletes, fills a cache or passes on to a client
does no harm twice. In an interview this is a note, in a written design a warning.

Bad:

    entities: {Job: {id, state: string}}
    components:
      clock: scheduler
      queue: queue (sqs)
      worker: worker x2  # <--
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
      queue: queue (sqs)
      worker: {kind: worker, replicas: 2, idempotent: true}
      jobs: sql
    flows:
      run:
        - clock ~> queue ~> worker: JobDue
        - worker -> jobs: write Job
        - worker -> jobs: read Job

Source: Enterprise Integration Patterns, idempotent receiver; Amazon SQS, at-least-once delivery.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.remembered import once_a_flow
from hld.model.trace import Event
from hld.model.types import Access, Component, Flow, Model, Step

_TOLD_APART = ("idempotent", "dedup", "idempotency", "external")
_HARMLESS = (Role.CACHE, Role.CLIENT, Role.MONITOR)
_NO = ("no", "none", "false")


@rule("RE011", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    told: set[str] = set()
    for event in trace.received(model):
        consumer = event.component
        if consumer is None or consumer.id in told or consumer.role is not Role.COMPUTE or not event.step.is_exact:
            continue
        if _does_harm(event, consumer) and not _is_settled(event, consumer):
            told.add(consumer.id)
            what = f"'{event.message.id}'" if event.message is not None else "a message"
            yield Finding(
                consumer.span,
                f"'{consumer.id}' may see {what} twice and is not marked idempotent",
                "'idempotent: true'",
            )


def _does_harm(event: Event, consumer: Component) -> bool:
    """Whether the consumer changes a store, or sets others to work, once it has the message."""
    return _last_harm(event.flow).get(consumer, -1) > walk.places(event.flow)[event.step]


@once_a_flow
def _last_harm(flow: Flow) -> dict[Component, int]:
    """Where each component last changes something in a flow."""
    steps = ((place, step) for place, step in enumerate(flow.steps) if not step.is_reply and _changes(step))
    return {step.source.target: place for place, step in steps if step.source.target is not None}


def _changes(step: Step) -> bool:
    target = step.target.target
    if target is None or step.is_internal or target.role in _HARMLESS:
        return False
    return step.label.op in ("write", "update") if isinstance(step.label, Access) else True


def _is_settled(event: Event, consumer: Component) -> bool:
    """Whether a repeat cannot come, or does no harm."""
    message, channel = event.message, event.channel
    stated = [each.entry for each in (message, channel) if each is not None and each.entry is not None]
    if any(each.text("delivery") not in ("", "at-least-once") for each in stated):
        return True
    records = [consumer.entry, event.step.entry, *(() if channel is None else (channel.entry,))]
    return any(each.text(key, "no").lower() not in _NO for each in records for key in _TOLD_APART)
