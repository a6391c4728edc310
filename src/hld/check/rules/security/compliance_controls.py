"""A regime is named, and a control that it asks for is nowhere in the design.

GDPR and its like (CCPA, LGPD) give people the right to have their data erased: for each entity that holds personal
data (`pii`) some flow must delete it, or it must say how long it is kept. HIPAA asks that health data (`phi`) be
encrypted, and that it is recorded who saw it. What else they ask for is told elsewhere: retention for ever, the
region, card data. Only entities that a store keeps count; where nothing is marked, nothing can be judged. A deep dive
that `addresses` the requirement answers to it.

Bad:

    requirements:
      nonfunctional:
        compliance: GDPR  # <--
    auth: oauth
    entities:
      User: {fields: {id: id, email: pii}, residency: [eu]}
    api:
      - POST /v1/users {email} -> 201 User
      - GET /v1/users/{userId} -> User
    components: {web: client, api: service, users: sql}
    flows:
      join:
        - web -> api: POST /v1/users
        - api -> users: write User
      read:
        - web -> api: GET /v1/users/{userId}
        - api -> users: read User

Good:

    requirements:
      nonfunctional:
        compliance: GDPR
    auth: oauth
    entities:
      User: {fields: {id: id, email: pii}, residency: [eu], retention: 2 years}
    api:
      - POST /v1/users {email} -> 201 User
      - GET /v1/users/{userId} -> User
      - DELETE /v1/users/{userId} -> 204
    components: {web: client, api: service, users: sql}
    flows:
      join:
        - web -> api: POST /v1/users
        - api -> users: write User
      read:
        - web -> api: GET /v1/users/{userId}
        - api -> users: read User
      leave:
        - web -> api: DELETE /v1/users/{userId}
        - api -> users: delete User

Source: GDPR article 17 (erasure); HIPAA Security Rule, 45 CFR 164.312 (audit controls, encryption).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from hld.catalog.kinds import Role
from hld.check.answers import wanted
from hld.check.qualities import addressed
from hld.check.rule import Unknown, rule
from hld.check.rules.entities import _keeping
from hld.check.rules.security import _data
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Entity, Model, Quality

_ERASURE = re.compile(r"(?i)\b(gdpr|ccpa|cpra|lgpd|dsgvo|pipeda)\b")
_HEALTH = re.compile(r"(?i)\bhipaa\b")
_AUDIT = re.compile(r"(?i)audit|access[-_ ]?log|who (saw|read)")
SHOWN = 3


@rule("SE009", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding | Unknown]:
    """Find what each regime misses; all of it in one finding."""
    dives = addressed(model)
    for quality in model.qualities.values():
        if (
            quality.kind != "compliance"
            or wanted(model, quality.kind)
            or not dives.isdisjoint((quality.id, "compliance"))
        ):
            continue
        said = _said(quality)
        if _ERASURE.search(said):
            yield from _erasure(model, quality, said)
        if _HEALTH.search(said):
            yield from _health(model, quality)


def _said(quality: Quality) -> str:
    return " ".join((quality.text, *(leaf.text for leaf in quality.entry.leaves("regimes"))))


def _erasure(model: Model, quality: Quality, said: str) -> Iterator[Finding | Unknown]:
    name = next(match.group().upper() for match in _ERASURE.finditer(said))
    people = _kept(model, "pii")
    if not people:
        yield Unknown(quality.span, _nothing_kept(model, "pii", "personal data", name))
        return
    left = [each for each in people if not _keeping.dated(model, each) and not _is_erased(model, each)]
    if left:
        yield Finding(quality.span, f"{name}: nothing erases {_listed(left)}", _erasing(left[0]))


def _erasing(entity: Entity) -> str:
    return f"add the flow that deletes '{entity.id}', or say how long it is kept: 'retention: 2 years'"


def _is_erased(model: Model, entity: Entity) -> bool:
    """Whether an operation deletes it, by its path, or a step may do so in words."""
    deleting = [each for each in trace.operations_with(model, entity) if each.method == "DELETE"]
    return bool(deleting) or _keeping.folded(entity.id) in _deleted(model) or not _keeping.is_certain(model, entity)


@lru_cache(maxsize=4)
def _deleted(model: Model) -> frozenset[str]:
    """The words, as names are compared, in the paths of operations that delete something."""
    paths = [each.path for each in model.operations.values() if each.method == "DELETE"]
    return frozenset(_keeping.folded(part) for path in paths for part in path.split("/") if "{" not in part)


def _health(model: Model, quality: Quality) -> Iterator[Finding | Unknown]:
    patients = _kept(model, "phi")
    if not patients:
        yield Unknown(quality.span, _nothing_kept(model, "phi", "health data", "HIPAA"))
        return
    if not _is_audited(model):
        message = f"HIPAA: nothing records who saw {_listed(patients)}"
        yield Finding(quality.span, message, "write an audit log, or say 'observability: audit log of every read'")


def _is_audited(model: Model) -> bool:
    """Whether something keeps a record of who looked: as the observability says, or by the name of what is kept."""
    names = [*model.components, *model.entities, *model.messages, *model.flows]
    roles = (each.entry.text("role") + each.name for each in model.components.values())
    seen = model.spec.root.get("observability")
    lines = model.spec.source.lines[seen.span.line - 1 : seen.span.end_line] if seen is not None else []
    return any(_AUDIT.search(text) for text in (*names, *roles, *lines))


def _nothing_kept(model: Model, data: str, noun: str, name: str) -> str:
    """That there is nothing of this class to look at: no entity has any, or no store keeps those that do."""
    marked = [each for each in model.entities.values() if _data.held(each, (data,))]
    if not marked:
        return f"no entity is marked as {noun} ('{data}'), which {name} is about"
    is_has = "has" if len(marked) == 1 else "have"
    return f"no step keeps {_listed(marked)} in a store, which {is_has} the {noun} ('{data}') that {name} is about"


def _kept(model: Model, data: str) -> list[Entity]:
    """The entities with data of this class that a store of ours keeps."""
    return [
        each
        for each in model.entities.values()
        if _data.held(each, (data,)) and any(store.role is Role.STORE for store in _keeping.stores_of(model, each))
    ]


def _listed(entities: Sequence[Entity]) -> str:
    shown = ", ".join(f"'{each.id}'" for each in entities[:SHOWN])
    return shown + (f" and {len(entities) - SHOWN} more" if len(entities) > SHOWN else "")
