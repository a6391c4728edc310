"""A message, a group or an actor is declared and never used.

Either something is missing that should use it, or it is left over from an earlier thought. Nothing is said of messages
as long as a requirement has no flow, which may be what sends them.

Bad:

    messages:
      OrderPlaced: {payload: {order: id}}  # <--

Good:

    auth: oauth
    api:
      - POST /v1/orders {items}
    entities:
      Order: {id, items}
    messages:
      OrderPlaced: {payload: {order: id}}
    components:
      web: client
      api: service
      orders: postgres
      bus: topic
      mailer: worker
    flows:
      order:
        - web -> api: POST /v1/orders
        - api -> orders: write Order
        - api ~> bus ~> mailer: OrderPlaced

Source: unused names, as in any linter.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check import covers
from hld.check.rule import rule
from hld.check.rules.flows import _gaps
from hld.check.rules.requirements import _actors
from hld.diagnostics import Finding, Severity, Span
from hld.model import trace
from hld.model.types import Group, Message, Model

HINT = "use it, or delete it"


@rule("SP010", Severity.WARNING, stage="design")
def check(model: Model) -> Iterator[Finding]:
    yield from model.found("unused-declaration")
    if model.is_broken:
        return
    for noun, name, span in _unused(model):
        yield Finding(span, f"{noun} '{name}' is never used", HINT)


def _unused(model: Model) -> Iterator[tuple[str, str, Span]]:
    unsent = [each for each in model.messages.values() if not (each.is_implied or _is_sent(model, each))]
    if unsent and covers.have_flows(model) and not _gaps.lacks_a_step(model):
        answered = _answered(model)
        yield from (("message", each.id, each.span) for each in unsent if each.id not in answered)
    inhabited = {name for component in model.components.values() for name in component.groups}
    for group in model.groups.values():
        if group.id not in inhabited and not (group.contains or _is_emptied(model, group)):
            yield "group", group.id, group.span
    if covers.lead_nowhere(model):
        return  # a requirement is missing, which may be that of an actor
    acting, missed = _actors.acting(model), _actors.missed(model)
    for actor in model.actors.values():
        is_used = actor.via or actor.id in model.entities or _actors.words([actor.id]) <= acting
        if not is_used and actor.id not in missed:
            yield "actor", actor.id, actor.span


def _is_emptied(model: Model, group: Group) -> bool:
    """Whether a variant, or a file that extends the design, took its members away."""
    return bool(model.spec.variant or model.spec.patches) and ("contains" in group.entry or "groups" in group.entry)


def _is_sent(model: Model, message: Message) -> bool:
    return bool(trace.events_of(model, message))


def _answered(model: Model) -> set[str]:
    """The ids of the messages that operations return."""
    types = [each.returns.type for each in model.operations.values() if each.returns is not None]
    return {kind.message.name for kind in types if kind is not None and kind.message is not None}
