"""A quality is asked for and nothing in the design answers to it.

Numbers are held against the design by the rules on latency, availability, load and cost. The qualities without a
number are here: security wants authentication or encryption somewhere, compliance a retention, a residency or
protection of data, fault tolerance a second copy, a failover or a recovery, maintainability something that watches. A
deep dive that `addresses` the requirement answers to any of them.

Bad:

    requirements:
      nonfunctional:
        compliance: GDPR  # <--
    auth: oauth
    entities:
      Note: {id, text}
    api:
      - POST /v1/notes {text} -> 201 Note
      - GET /v1/notes/{noteId} -> Note
    components: {web: client, api: service, notes: sql}
    flows:
      post:
        - web -> api: POST /v1/notes
        - api -> notes: write Note
      read:
        - web -> api: GET /v1/notes/{noteId}
        - api -> notes: read Note

Good:

    requirements:
      nonfunctional:
        compliance: GDPR
    auth: oauth
    entities:
      Note: {fields: {id, text}, retention: 2 years}
    api:
      - POST /v1/notes {text} -> 201 Note
      - GET /v1/notes/{noteId} -> Note
    components: {web: client, api: service, notes: sql}
    flows:
      post:
        - web -> api: POST /v1/notes
        - api -> notes: write Note
      read:
        - web -> api: GET /v1/notes/{noteId}
        - api -> notes: read Note

Source: the checklist of qualities in system design interviews: what is asked for must be seen in the design.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hld.catalog.kinds import Role
from hld.check.qualities import addressed
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model, Quality
from hld.spec.types import Record, Value, Values


@rule("RQ017", Severity.WARNING, interview=Severity.INFO, stage="deep-dives")
def check(model: Model) -> Iterator[Finding]:
    if not model.flows:
        return
    dives = addressed(model)
    for quality in model.qualities.values():
        needed = ANSWERS.get(quality.kind)
        if needed is None or not dives.isdisjoint((quality.id, quality.kind)):
            continue
        answers, what = needed
        if not answers(model):
            yield Finding(
                quality.span,
                f"nothing in the design addresses {_called(quality)}",
                f"state {what}, or add a deep dive with 'addresses: [{quality.id}]'",
            )


def _called(quality: Quality) -> str:
    regimes = quality.entry.leaves("regimes")
    return f"'{quality.id}'" + (f" ({', '.join(leaf.text for leaf in regimes)})" if regimes else "")


def _is_secured(model: Model) -> bool:
    if "auth" in model.spec.root or any(each.auth for each in model.operations.values()):
        return True
    return _says(model, ("encryption", "tls", "auth", "roles", "rate_limit", "redact", "tokenized"))


def _is_regulated(model: Model) -> bool:
    return _says(model, ("retention", "residency", "encryption", "redact", "purpose", "tokenized", "pci"))


def _is_tolerant(model: Model) -> bool:
    copies = ("failover", "standby", "recovery", "backup", "replication", "zones", "regions", "on_failure", "breaker")
    managed = any(_is_copied(each) for each in model.components.values())
    return managed or bool(model.relationships) or _says(model, copies)


def _is_copied(component: Component) -> bool:
    return (component.replicas or 1) > 1 or component.entry.value("managed") is True


def _is_watched(model: Model) -> bool:
    return "observability" in model.spec.root or any(each.role is Role.MONITOR for each in model.components.values())


ANSWERS: dict[str, tuple[Callable[[Model], bool], str]] = {
    "security": (_is_secured, "'auth' or an encryption"),
    "compliance": (_is_regulated, "a 'retention', a 'residency' or an encryption"),
    "fault-tolerance": (_is_tolerant, "replicas, a failover or a recovery"),
    "maintainability": (_is_watched, "'observability' or a monitor"),
}


def _says(model: Model, keys: tuple[str, ...]) -> bool:
    """Whether a part of the design, at any depth, states one of the keys."""
    wanted = frozenset(keys)
    sections = ("entities", "api", "components", "flows", "relationships", "groups", "messages")
    waiting: list[Value] = [value for name in sections if (value := model.spec.root.get(name)) is not None]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Record):
            if value.shape and not wanted.isdisjoint(value.entries):
                return True
            waiting.extend(value.entries.values())
        elif isinstance(value, Values):
            waiting.extend(value.items)
    return False
