"""Sensitive data goes to another company or into the logs, and nothing says why.

What leaves the system cannot be called back, and logs are read by many and kept for long. Say for what it is sent
(`purpose`), or that it is taken out before (`redact`), on the step or on the component; or send an id alone. What is
only read there, and what a client itself sends to where it was led, is not counted. A field that is sent is as
sensitive as one of the same name in an entity.

Bad:

    entities:
      User: {id, email: pii}
    messages:
      Joined: {channel: events, payload: {email: pii}}
    components:
      api: {kind: service, replicas: 2, idempotent: true}
      events: topic (sns)
      crm: external  # <--
      users: {kind: sql, replicas: 2, encryption: {at_rest: true}}
    flows:
      sync:
        every: 1 hour
        steps:
          - api -> users: read User
          - api -> users: write User
          - api ~> events ~> crm: Joined

Good:

    entities:
      User: {id, email: pii}
    messages:
      Joined: {channel: events, payload: {email: pii}}
    components:
      api: {kind: service, replicas: 2, idempotent: true}
      events: topic (sns)
      crm: {kind: external, purpose: letters to new customers}
      users: {kind: sql, replicas: 2, encryption: {at_rest: true}}
    flows:
      sync:
        every: 1 hour
        steps:
          - api -> users: read User
          - api -> users: write User
          - api ~> events ~> crm: Joined

Source: GDPR articles 5(1)(b) and 28 (purpose, processors); OWASP A09:2021 (sensitive data in logs).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.check.rules.security import _data
from hld.diagnostics import Finding, Severity
from hld.model.types import Access, Call, Component, Model, Step
from hld.spec.types import Record

_SAYS_WHY = ("redact", "purpose", "tokenized")
_NO = ("no", "none", "false")
_AWAY = {Role.EXTERNAL: "another company", Role.MONITOR: "the logs"}


@rule("SE007", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the first sensitive thing that goes to each external and each monitor."""
    told: set[str] = set()
    for _, step in model.steps:
        away = _sent_to(step)
        if away is None or away.id in told or _arrows.fault(model, step):
            continue
        data = _data.carried(step) or _named(model, step)
        if data and not any(_says_why(each) for each in (step.entry, away.entry)):
            told.add(away.id)
            yield Finding(
                away.span,
                f"{data} goes to {_AWAY[away.role]}, '{away.id}', and nothing says why",
                "'purpose: …' of the component, or 'redact: true' if it is taken out",
            )


def _sent_to(step: Step) -> Component | None:
    """The external or monitor that a step of ours sends something to."""
    source, target = step.source.target, step.target.target
    if isinstance(step.label, Access) and step.label.op in ("read", "query"):
        return None
    if step.is_reply or step.is_internal or not step.is_exact or source is None or target is None:
        return None
    return target if target.role in _AWAY and source.role is not Role.CLIENT and source is not target else None


def _named(model: Model, step: Step) -> str:
    """The first field that the step sends which is sensitive in an entity."""
    sent = {field.name for field in step.label.fields} if isinstance(step.label, Call) else set()
    for entity in model.entities.values() if sent else ():
        for field in entity.fields:
            if field.name in sent and field.data_class in _data.SENSITIVE:
                return f"'{field.name}' ({field.data_class})"
    return ""


def _says_why(entry: Record) -> bool:
    return any(entry.text(key, "no").lower() not in _NO for key in _SAYS_WHY)
