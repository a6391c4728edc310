"""Two services of different teams or parts write to one store.

Whoever changes its tables breaks the other, and neither can promise what holds in it. One service owns the data,
the others call it. Services of one group may share a store; so may workers, and object stores are made to be shared.
Where the design has no groups, nothing is known of who works with whom, and nothing is said.

Bad:

    auth: oauth
    entities: {Order: {id, total}, Bill: {id, order: Order}}
    api:
      - POST /v1/orders {total} -> 201 Order
      - POST /v1/bills {order} -> 201 Bill
      - GET /v1/bills/{billId} -> Bill
      - GET /v1/orders/{orderId} -> Order
    components: {web: client, ordering: service, billing: service, orders: postgres}
    groups:
      sales: {kind: team, contains: [ordering, orders]}
      money: {kind: team, contains: [billing]}
    flows:
      order:
        - web -> ordering: POST /v1/orders
        - ordering -> orders: write Order
      bill:
        - web -> billing: POST /v1/bills
        - billing -> orders: write Bill  # <--
      see:
        - web -> billing: GET /v1/bills/{billId}
        - billing -> orders: read Bill
      look:
        - web -> ordering: GET /v1/orders/{orderId}
        - ordering -> orders: read Order

Good:

    auth: oauth
    entities: {Order: {id, total}, Bill: {id, order: Order}}
    api:
      - POST /v1/orders {total} -> 201 Order
      - POST /v1/bills {order} -> 201 Bill
      - GET /v1/bills/{billId} -> Bill
      - GET /v1/orders/{orderId} -> Order
    components: {web: client, ordering: service, billing: service, orders: postgres, bills: postgres}
    groups:
      sales: {kind: team, contains: [ordering, orders]}
      money: {kind: team, contains: [billing, bills]}
    flows:
      order:
        - web -> ordering: POST /v1/orders
        - ordering -> orders: write Order
      bill:
        - web -> billing: POST /v1/bills
        - billing -> bills: write Bill
      see:
        - web -> billing: GET /v1/bills/{billId}
        - billing -> bills: read Bill
      look:
        - web -> ordering: GET /v1/orders/{orderId}
        - ordering -> orders: read Order

Source: "shared persistence", Neri et al. (2020); AWS Well-Architected REL03.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model.trace import Touch
from hld.model.types import Component, Model

SHARED = ("object-store", "block-store", "search-index", "warehouse", "time-series")


@rule("DT004", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    writers: dict[Component, dict[Component, Touch]] = {}
    for (_, store), touches in _keeping.surely(model).items():
        if store.role is Role.STORE and store.kind.name not in SHARED:
            for touch in _keeping.changes(touches):
                if touch.component is not None and touch.component.kind.name == "service":
                    writers.setdefault(store, {}).setdefault(touch.component, touch)
    for store, services in writers.items():
        first, *others = services
        stranger = next((each for each in others if _keeping.are_of_others(model, first, each)), None)
        if stranger is not None:
            yield Finding(
                services[stranger].step.target.span,
                f"'{store.id}' is written by '{first.id}' and by '{stranger.id}', which belong to different groups",
                f"let one own it, and '{stranger.id}' call '{first.id}'",
            )
