"""A step searches by fields that the store does not find things by.

Without an index each search reads everything. Where a store says how it keeps an entity (`pk`, `index`, `sort_by`,
`shard_by`), the fields of a query must be among those. A key-value store finds by its key only: a query by several
fields, or by another field than the `id`, asks for something it cannot do unless it says so.

Bad:

    auth: oauth
    entities: {Product: {id, name, category: string}}
    api:
      - POST /v1/products {name} -> 201 Product
      - GET /v1/products?category&cursor -> Product[]
    components:
      web: client
      api: service
      products: {kind: sql, stores: {Product: {pk: id, index: [name]}}}
    flows:
      add:
        - web -> api: POST /v1/products
        - api -> products: write Product
      search:
        - web -> api: GET /v1/products
        - api -> products: query Product by category  # <--

Good:

    auth: oauth
    entities: {Product: {id, name, category: string}}
    api:
      - POST /v1/products {name} -> 201 Product
      - GET /v1/products?category&cursor -> Product[]
    components:
      web: client
      api: service
      products: {kind: sql, stores: {Product: {pk: id, index: [name, category]}}}
    flows:
      add:
        - web -> api: POST /v1/products
        - api -> products: write Product
      search:
        - web -> api: GET /v1/products
        - api -> products: query Product by category

Source: indexing, deep dives of system design interviews; Use The Index, Luke.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model.trace import Touch
from hld.model.types import Component, Entity, Model

KEYS = ("pk", "index", "sort_by", "shard_by")


@rule("DT019", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    told: set[tuple[Entity, Component, str]] = set()
    for (entity, store), touches in _keeping.places(model).items():
        found_by = _found_by(entity, store)
        for touch in touches:
            missing = _missing(touch, entity, store, found_by)
            if missing and (entity, store, missing) not in told:
                told.add((entity, store, missing))
                yield Finding(
                    touch.access.span,
                    f"'{store.id}' is searched for '{entity.id}' by '{missing}', which it has no index for",
                    f"add '{missing}' to 'stores: {{{entity.id}: {{index: …}}}}' of '{store.id}'",
                    severity=Severity.WARNING if found_by else None,
                )


def _found_by(entity: Entity, store: Component) -> frozenset[str]:
    """The fields that `store` says it finds `entity` by."""
    kept = _keeping.storage(store, entity)
    if kept is None or not ("index" in kept or "pk" in kept):
        return frozenset()
    texts = [leaf.text for key in KEYS for leaf in (*kept.leaves(key), *store.entry.leaves(key))]
    return frozenset(word.lower() for text in texts for word in re.findall(r"\w+", text))


def _missing(touch: Touch, entity: Entity, store: Component, found_by: frozenset[str]) -> str:
    """The first field of a query that the store has nothing to find it by; "" where that is not known."""
    fields = touch.access.fields
    if touch.op != "query" or not fields:
        return ""
    if found_by:
        return next((field for field in fields if field.lower() not in found_by), "")
    names = {field.name for field in entity.fields}
    if store.kind.name != "key-value" or "id" not in names or "id" in fields:
        return ""
    return fields[0]
