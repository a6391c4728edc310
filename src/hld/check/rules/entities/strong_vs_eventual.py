"""Something must be strongly consistent and is read where it may be old.

A cache, a read replica and a view made by a worker all show the past. Read what must be right from where it is
written; or say that the step reads with strong consistency (`consistency: strong`), if the store can do that. A cache
that is written through, or that is itself the primary, is let be.

Bad:

    requirements:
      nonfunctional:
        consistency: strong for Payment
    auth: oauth
    entities: {Payment: {id, amount}}
    api:
      - POST /v1/payments {amount} -> 201 Payment
      - GET /v1/payments/{paymentId} -> Payment
    components: {web: client, api: service, payments: postgres, recent: cache (redis) ttl=60s}
    flows:
      pay:
        - web -> api: POST /v1/payments
        - api -> payments: write Payment
      see:
        - web -> api: GET /v1/payments/{paymentId}
        - api -> recent: read Payment  # <--
        - api -> payments: read Payment if miss recent

Good:

    requirements:
      nonfunctional:
        consistency: strong for Payment
    auth: oauth
    entities: {Payment: {id, amount}}
    api:
      - POST /v1/payments {amount} -> 201 Payment
      - GET /v1/payments/{paymentId} -> Payment
    components: {web: client, api: service, payments: postgres}
    flows:
      pay:
        - web -> api: POST /v1/payments
        - api -> payments: write Payment
      see:
        - web -> api: GET /v1/payments/{paymentId}
        - api -> payments: read Payment

Source: trade-offs of consistency; Vogels, Eventually Consistent (2009).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.qualities import is_strong, may_be_strong
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.trace import Touch
from hld.model.types import Component, Entity, Model


@rule("DT008", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    if not may_be_strong(model):
        return
    for (entity, store), touches in _keeping.surely(model).items():
        reads = [each for each in touches if each.is_read and not _says_strong(each)]
        stale = next((each for each in reads if is_strong(model, entity, each.flow)), None)
        what = _why_old(model, entity, store) if stale is not None else ""
        if stale is not None and what:
            yield Finding(
                _keeping.word(stale),
                f"'{entity.id}' must be strongly consistent but is read from '{store.id}', {what}",
                "read it where it is written, or 'consistency: strong' on the step if the store can",
            )


def _says_strong(touch: Touch) -> bool:
    return "strong" in touch.step.entry.text("consistency").lower()


def _why_old(model: Model, entity: Entity, store: Component) -> str:
    """Why what `store` shows of `entity` may be old; "" where that is not known."""
    if "strong" in store.entry.text("consistency").lower() or store.entry.value("primary") is True:
        return ""
    if "replica_of" in store.entry:
        return "a replica"
    others = [each for each in trace.writers(model, entity) if each.store is not store]
    if store.role is Role.CACHE:
        return "a cache" if others and not _is_written_through(model, entity, store) else ""
    own = _keeping.changes(_keeping.places(model)[entity, store])
    is_late = own and not any(_keeping.is_prompt(model, each) for each in own)
    if is_late and any(_keeping.is_prompt(model, each) for each in others):
        return "which follows later by messages"
    return ""


def _is_written_through(model: Model, entity: Entity, cache: Component) -> bool:
    """Whether every flow that changes the entity changes it in the cache too, while the caller waits."""
    if "through" in cache.entry.text("invalidation").lower():
        return True
    changed = {each.flow for each in trace.writers(model, entity) if each.store is not cache}
    return changed <= {each.flow for each in trace.writers(model, entity, cache) if _keeping.is_prompt(model, each)}
