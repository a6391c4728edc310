"""The same entity is written to two stores while the caller waits, and neither is said to follow the other.

When they differ, and one day they do, nobody can say which is right. One store owns the data; the other is `derived`
from it, by a message, by change data capture or by replication. Caches, object stores, search indexes and warehouses
are taken for derived, and so are stores in different regions.

Bad:

    auth: oauth
    entities: {Order: {id, total}}
    api:
      - POST /v1/orders {total} -> 201 Order
      - GET /v1/orders/{orderId} -> Order
      - GET /v2/orders/{orderId} -> Order
    components: {web: client, api: service, sales: postgres, archive: mongodb}
    flows:
      order:
        - web -> api: POST /v1/orders
        - api -> sales: write Order
        - api -> archive: write Order  # <--
      see:
        - web -> api: GET /v1/orders/{orderId}
        - api -> sales: read Order
      look:
        - web -> api: GET /v2/orders/{orderId}
        - api -> archive: read Order

Good:

    auth: oauth
    entities: {Order: {id, total}}
    api:
      - POST /v1/orders {total} -> 201 Order
      - GET /v1/orders/{orderId} -> Order
      - GET /v2/orders/{orderId} -> Order
    components: {web: client, api: service, sales: postgres, archive: mongodb}
    relationships:
      - sales -> archive: cdc
    flows:
      order:
        - web -> api: POST /v1/orders
        - api -> sales: write Order
      see:
        - web -> api: GET /v1/orders/{orderId}
        - api -> sales: read Order
      look:
        - web -> api: GET /v2/orders/{orderId}
        - api -> archive: read Order

Source: one system of record for each entity: Kleppmann, Designing Data-Intensive Applications, part III.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model.trace import Touch
from hld.model.types import Component, Entity, Model


@rule("DT002", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    by_entity: dict[Entity, dict[Component, Touch]] = {}
    for (entity, store), touches in _keeping.surely(model).items():
        written = next((each for each in touches if each.op == "write" and _keeping.is_prompt(model, each)), None)
        if written is not None and _may_own(model, entity, store):
            by_entity.setdefault(entity, {})[store] = written
    for entity, written_to in by_entity.items():
        if len(written_to) > 1 and not _are_apart(model, list(written_to)):
            first, second = list(written_to)[:2]
            yield Finding(
                _keeping.word(written_to[second]),
                f"'{entity.id}' is written to '{first.id}' and to '{second.id}'; which is the system of record?",
                f"'derived: true' on the one that follows, or a relationship '{first.id} -> {second.id}: cdc'",
            )


def _may_own(model: Model, entity: Entity, store: Component) -> bool:
    if store.role is not Role.STORE or store.kind.name in ("object-store", "block-store", "time-series"):
        return False
    return not _keeping.is_made_again(model, store, entity)


def _are_apart(model: Model, stores: list[Component]) -> bool:
    """Whether they stand in different regions, so that each is the copy of its own."""
    regions = [_region(model, store) for store in stores]
    return all(regions) and len(set(regions)) == len(regions)


def _region(model: Model, store: Component) -> str:
    stated = store.entry.text("region")
    if stated:
        return stated
    groups = (model.groups[name] for name in store.groups if name in model.groups)
    return next((group.id for group in groups if group.kind == "region"), "")
