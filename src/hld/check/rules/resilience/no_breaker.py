"""The system hangs on another company's, and nothing says what happens when that one is down.

An external fails when it likes and for as long as it likes. Stop calling what keeps failing (`breaker: true`), say what
is used in its place (`fallback: …`), what the caller does (`on_failure: queue`), or look at it in a deep dive about
`components: [psp]`. Only externals count that a component of ours calls while a user waits, in every case; each once.

Bad:

    entities: {Order: {id, total}}
    auth: oauth
    api:
      - POST /v1/orders {total} -> 201 Order
      - GET /v1/orders/{orderId} -> Order
    components:
      web: client
      orders: service
      db: sql
      psp: external  # <--
    flows:
      order:
        - web -> orders: POST /v1/orders
        - orders -> psp: charge the card
        - orders -> db: write Order
      look:
        - web -> orders: GET /v1/orders/{orderId}
        - orders -> db: read Order

Good:

    entities: {Order: {id, total}}
    auth: oauth
    api:
      - POST /v1/orders {total} -> 201 Order
      - GET /v1/orders/{orderId} -> Order
    components:
      web: client
      orders: service
      db: sql
      psp: {kind: external, breaker: true, fallback: the order waits for its payment}
    flows:
      order:
        - web -> orders: POST /v1/orders
        - orders -> psp: charge the card
        - orders -> db: write Order
      look:
        - web -> orders: GET /v1/orders/{orderId}
        - orders -> db: read Order

Source: M. Nygard, Release It!, circuit breaker.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.remembered import once_a_flow
from hld.model.trace.grouping import grouped
from hld.model.types import Component, Flow, Model, Step
from hld.spec.types import Record

_ANSWERS = ("breaker", "fallback", "on_failure", "standby", "failover")
_NO = ("no", "none", "false", "fail")


@rule("RE006", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the externals that some flow needs, at the first such flow."""
    if not any(each.role is Role.EXTERNAL for each in model.components.values()):
        return
    looked_at = {leaf.text for _, dive in model.spec.root.records("deep_dives") for leaf in dive.leaves("components")}
    told: set[str] = set()
    for flow in model.flows.values():
        if not trace.is_whole(flow) or not _is_waited_for(flow):
            continue
        for external in walk.critical(flow):
            if external.role is not Role.EXTERNAL or external.id in told or external.id in looked_at:
                continue
            if not _is_answered(flow, external):
                told.add(external.id)
                yield Finding(
                    external.span,
                    f"flow '{flow.id}' hangs on '{external.id}', and nothing says what happens when it is down",
                    "'breaker: true', and 'fallback: …'",
                )


def _is_waited_for(flow: Flow) -> bool:
    """Whether somebody outside waits for the flow."""
    start = walk.initiator(flow)
    return start is not None and start.role is Role.CLIENT


def _is_answered(flow: Flow, external: Component) -> bool:
    """Whether the external, a step of ours that calls it, or who makes that call says what happens, if one does."""
    ours = _asked_by_us(flow).get(external, ())
    callers = (step.source.target.entry for step in ours if step.source.target is not None)
    return not ours or any(_says(each) for each in (external.entry, *(step.entry for step in ours), *callers))


@once_a_flow
def _asked_by_us(flow: Flow) -> dict[Component, tuple[Step, ...]]:
    """The calls that lead to each external from something that is not one itself."""
    calls = [step for step in flow.steps if step.is_call]
    hops = [(hop.source.target, hop.target.target, step) for step in calls for hop in step.hops]
    asked = {(to, step): None for of, to, step in hops if to is not None and _is_external(to) and not _is_external(of)}
    return grouped(asked)


def _is_external(component: Component | None) -> bool:
    return component is not None and component.role is Role.EXTERNAL


def _says(entry: Record) -> bool:
    return any(entry.text(key, "no").lower() not in _NO for key in _ANSWERS)
