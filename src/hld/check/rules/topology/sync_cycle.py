"""Services call each other in a circle and wait.

None of them can be changed, started or scaled without the others; a slow one slows all, and when every thread waits
for an answer that needs a thread, the circle stands still. Let one of the calls become a message, or merge what cannot
be apart. Pushes and webhooks, for which nobody waits, close no circle.

Bad:

    entities: {Order: {id, total}}
    auth: oauth
    api:
      - POST /v1/orders {total} -> 201 Order
      - rpc Billing.Charge
      - rpc Orders.Confirm
    components: {web: client, orders: service, billing: service, db: sql}
    flows:
      order:
        - web -> orders: POST /v1/orders
        - orders -> db: write Order
        - orders -> billing: rpc Billing.Charge
        - billing -> orders: rpc Orders.Confirm  # <--

Good:

    entities: {Order: {id, total}}
    auth: oauth
    api:
      - POST /v1/orders {total} -> 201 Order
      - rpc Billing.Charge
    components: {web: client, orders: service, billing: service, db: sql}
    flows:
      order:
        - web -> orders: POST /v1/orders
        - orders -> db: write Order
        - orders -> billing: rpc Billing.Charge

Source: "cyclic dependency", Taibi et al. (2020), a taxonomy of microservice anti-patterns.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Call, Component, Model, Operation


@rule("TP012", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find a shortest circle in each knot of services; it is told at the call that closes it."""

    def waits(edge: walk.Edge) -> bool:
        ends_compute = edge.source.role is Role.COMPUTE and edge.target.role is Role.COMPUTE
        return edge.mode == walk.SYNC and ends_compute and any(_waits(model, each) for each in edge.passages)

    for cycle in walk.cycles(model, waits):
        closing = _between(model, cycle[-1], cycle[0])
        passage = next((each for each in closing if _waits(model, each)), None)
        if passage is not None:
            hop = next(each for each in passage.step.hops if each.target.target is cycle[0])
            names = " -> ".join(each.id for each in (*cycle, cycle[0]))
            yield Finding(
                _arrows.hop_span(hop), f"synchronous cycle: {names}", "make one of the calls a message, or merge them"
            )


def _between(model: Model, source: Component, target: Component) -> Iterator[walk.Passage]:
    return (each for each in walk.passages_from(model, source) if each.target is target)


def _waits(model: Model, passage: walk.Passage) -> bool:
    """Whether the step is a call that is sure, and no push."""
    step = passage.step
    if not step.is_call or not _arrows.is_right(model, step):
        return False
    if not isinstance(step.label, Call):
        return True
    operation = step.label.operation.target
    style = operation.style if isinstance(operation, Operation) else step.label.style
    return style not in _arrows.STREAMED
