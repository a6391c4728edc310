"""An entity that is stored has nothing that tells one from another.

Rows are found, referred to, changed and deduplicated by a key. Say which field it is: one called `id`, a `key` of the
entity, or a `pk` in `stores`. One that is told by the entities it connects needs no key of its own, nor do points of
a time series and files. Asked in documentation only, of entities whose fields are listed.

Bad:

    profile: doc
    entities:
      Note: {text: string, at: time}  # <--
    components:
      notes: {kind: sql, stores: {Note: {index: at}}}

Good:

    profile: doc
    entities:
      Note: {id: id, text: string, at: time}
    components:
      notes: {kind: sql, stores: {Note: {index: at}}}

Source: "entities translate directly to tables", which have primary keys.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model.types import Entity, Field, Model

KEYS = frozenset(("id", "uuid", "key", "code", "slug", "name", "number", "hash", "url", "email", "username", "token"))
TYPES = frozenset(("id", "uuid", "ulid", "guid", "slug", "hash", "url", "email"))
KEYLESS = frozenset(("time-series", "object-store", "block-store", "warehouse", "search-index", "vector"))


@rule("EN005", Severity.WARNING, interview=Severity.INFO, stage="flows")
def check(model: Model) -> Iterator[Finding]:
    for entity in model.entities.values():
        if model.profile == "doc" and entity.fields and not _has_key(model, entity) and _is_stored(model, entity):
            yield Finding(
                entity.span,
                f"entity '{entity.id}' is stored and has no id or key",
                f"add a field 'id', or 'key: [{entity.fields[0].name}]'",
            )


def _has_key(model: Model, entity: Entity) -> bool:
    if entity.entry is not None and "key" in entity.entry:
        return True
    stored = (_keeping.storage(store, entity) for store in _keeping.stores_of(model, entity))
    return any(_tells_apart(field) for field in entity.fields) or any(
        each is not None and "pk" in each for each in stored
    )


def _tells_apart(field: Field) -> bool:
    name = field.name.lower()
    kind = field.type
    if name in KEYS or name.endswith(("id", "_key", "_code", "hash")):
        return True
    return kind is not None and not kind.many and (kind.entity is not None or kind.name.lower() in TYPES)


def _is_stored(model: Model, entity: Entity) -> bool:
    stores = _keeping.stores_of(model, entity)
    return any(store.role is Role.STORE and store.kind.name not in KEYLESS for store in stores)
