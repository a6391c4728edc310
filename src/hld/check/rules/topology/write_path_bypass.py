"""A service writes into data that another one owns.

The owner's checks, its events and its cache know nothing of such a write, and what they promise does not hold any more.
The owner is the one stated (`owner`, on the entity or the store); else the service that writes the entity in at least
two flows and in more than all others together. Workers and functions of the owner, caches, object stores, and data made
again from elsewhere are left out. Where groups say that two services belong to different teams, the shared
database is what is told.

Bad:

    auth: oauth
    entities: {Order: {fields: {id: id, total: int}, owner: ordering}}
    api:
      - POST /v1/orders {total} -> 201 Order
      - POST /v1/payments {order} -> 204
      - GET /v1/orders/{orderId} -> Order
    components: {web: client, ordering: service, paying: service, orders: postgres}
    flows:
      order:
        - web -> ordering: POST /v1/orders
        - ordering -> orders: write Order
      pay:
        - web -> paying: POST /v1/payments
        - paying -> orders: write Order  # <--
      look:
        - web -> ordering: GET /v1/orders/{orderId}
        - ordering -> orders: read Order

Good:

    auth: oauth
    entities: {Order: {fields: {id: id, total: int}, owner: ordering}}
    api:
      - POST /v1/orders {total} -> 201 Order
      - POST /v1/payments {order} -> 204
      - GET /v1/orders/{orderId} -> Order
      - rpc Orders.MarkPaid
    components: {web: client, ordering: service, paying: service, orders: postgres}
    flows:
      order:
        - web -> ordering: POST /v1/orders
        - ordering -> orders: write Order
      pay:
        - web -> paying: POST /v1/payments
        - paying -> ordering: rpc Orders.MarkPaid
        - ordering -> orders: write Order
      look:
        - web -> ordering: GET /v1/orders/{orderId}
        - ordering -> orders: read Order

Source: "shared persistence" and "bypassed owner", Neri et al. (2020), smells of microservices.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model.trace import Touch
from hld.model.types import Component, Entity, Model

_SHARED = ("object-store", "block-store", "search-index", "warehouse", "time-series")
_OFTEN = 2


@rule("TP018", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the first write of each service into an entity of another."""
    for (entity, store), touches in _keeping.surely(model).items():
        if store.role is not Role.STORE or store.kind.name in _SHARED:
            continue
        stated = _stated(model, entity, store)
        if stated is None and len(touches) < 2:
            continue
        writes = _by_service(_keeping.changes(touches))
        if (stated is None and len(writes) < 2) or _keeping.is_made_again(model, store, entity):
            continue
        owner = stated or _usual(writes)
        why = "which owns it" if stated is not None else "which writes it most"
        for service, first in writes.items():
            if owner is not None and service is not owner and not _keeping.are_of_others(model, owner, service):
                yield Finding(
                    first[0].step.target.span,
                    f"'{service.id}' writes '{entity.id}' into '{store.id}', past '{owner.id}', {why}",
                    f"let '{service.id}' call '{owner.id}'",
                )


def _by_service(touches: list[Touch]) -> dict[Component, list[Touch]]:
    found: dict[Component, list[Touch]] = {}
    for touch in touches:
        if touch.component is not None and touch.component.kind.name == "service" and "side" not in touch.step.entry:
            found.setdefault(touch.component, []).append(touch)
    return found


def _stated(model: Model, entity: Entity, store: Component) -> Component | None:
    """The service that is said to own the entity, or all that is in the store."""
    entries = [each for each in (entity.entry, store.entry) if each is not None and "owner" in each]
    owners = [model.components.get(entry.text("owner")) for entry in entries]
    return next((each for each in owners if each is not None and each.role is Role.COMPUTE), None)


def _usual(writes: dict[Component, list[Touch]]) -> Component | None:
    """The service that writes in two flows or more, and in more than all others together."""
    flows = {service: len({touch.flow for touch in touches}) for service, touches in writes.items()}
    most = max(flows, key=lambda each: flows[each], default=None)
    if most is None or flows[most] < _OFTEN or flows[most] <= sum(flows.values()) - flows[most]:
        return None
    return most
