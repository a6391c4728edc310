"""Something must be durable and is only kept in memory.

Memory forgets at the first restart. Write it to a store that keeps it as well, or say how the memory survives
(`persistence: append-only file`). Only what the requirement names is looked at.

Bad:

    requirements:
      nonfunctional:
        durability: 99.999999999% of Cart
    auth: oauth
    entities: {Cart: {id, items}}
    api:
      - PUT /v1/cart {items} -> Cart
      - GET /v1/cart -> Cart
    components: {web: client, api: service, carts: cache (redis)}
    flows:
      fill:
        - web -> api: PUT /v1/cart
        - api -> carts: update Cart  # <--
      see:
        - web -> api: GET /v1/cart
        - api -> carts: read Cart

Good:

    requirements:
      nonfunctional:
        durability: 99.999999999% of Cart
    auth: oauth
    entities: {Cart: {id, items}}
    api:
      - PUT /v1/cart {items} -> Cart
      - GET /v1/cart -> Cart
    components: {web: client, api: service, carts: dynamodb}
    flows:
      fill:
        - web -> api: PUT /v1/cart
        - api -> carts: update Cart
      see:
        - web -> api: GET /v1/cart
        - api -> carts: read Cart

Source: durability is persistence even after failures; Redis documentation, persistence.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.qualities import durable
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Model


@rule("DT007", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for quality in durable(model):
        for name in quality.scope:
            entity = model.entities.get(name)
            if entity is None or not _keeping.is_certain(model, entity) or _keeping.is_kept_elsewhere(entity):
                continue
            written = [touch for touch in trace.writers(model, entity) if touch.op != "delete"]
            stores = [touch.store for touch in written if touch.store is not None]
            is_lost = all(each.role in (Role.STORE, Role.CACHE) and _keeping.is_in_memory(each) for each in stores)
            if stores and is_lost and not any(_is_listed(model, name, each.id) for each in stores):
                yield Finding(
                    _keeping.word(written[0]),
                    f"'{name}' must be durable but is only kept in memory, in '{stores[0].id}'",
                    f"write it to a store on disk as well, or state the 'persistence' of '{stores[0].id}'",
                )


def _is_listed(model: Model, name: str, memory: str) -> bool:
    """Whether another component than `memory` says that it stores the entity."""
    stores = _keeping.stores_of(model, model.entities[name])
    return any(each.id != memory and _keeping.storage(each, model.entities[name]) is not None for each in stores)
