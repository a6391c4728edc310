"""A flow that starts with a GET changes data before it answers.

GET is safe: browsers prefetch it, proxies repeat it, crawlers follow it. None of them means to change
anything. Caches may be filled on the way, and a step marked `side: true` (a counter, a log) does not count.

Bad:

    auth: oauth
    entities:
      Tweet: {id, text, likes: int}
    api:
      - GET /v1/tweets/{tweetId}/like
    components:
      web: client
      api: service
      tweets: columnar
    flows:
      like:
        - web -> api: GET /v1/tweets/{tweetId}/like
        - api -> tweets: update Tweet  # <--

Good:

    auth: oauth
    entities:
      Tweet: {id, text, likes: int}
    api:
      - POST /v1/tweets/{tweetId}/like
    components:
      web: client
      api: service
      tweets: columnar
    flows:
      like:
        - web -> api: POST /v1/tweets/{tweetId}/like
        - api -> tweets: update Tweet

Source: RFC 9110, section 9.2.1 (safe methods).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Access, Call, Component, Model, Operation, Step

SAFE = ("GET", "HEAD")
CHANGES = ("write", "update", "delete")
RECORDS = ("warehouse", "time-series", "search-index")  # what is kept there is derived from what happens
SAID = {"write": "writes", "update": "updates", "delete": "deletes"}


@rule("AP013", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for flow in model.flows.values():
        for position, step in enumerate(flow.steps):
            operation = _operation(step)
            if operation is not None and operation.method in SAFE:
                yield from _effects(flow.steps[position + 1 :], step, operation)


def _effects(later: Sequence[Step], call: Step, operation: Operation) -> Iterator[Finding]:
    """The first change that answering `call` brings about."""
    for step in _done_for(call, later):
        access = step.label
        if isinstance(access, Access) and access.op in CHANGES and not _is_exempt(step):
            names = " and ".join(f"'{reference.name}'" for reference in access.entities)
            yield Finding(
                access.span,
                f"'{operation.key}' {SAID[access.op]} {names}",
                "use POST, PUT, PATCH or DELETE; or mark the step 'side: true' if nobody depends on it",
            )
            return


def _done_for(call: Step, later: Sequence[Step]) -> Iterator[Step]:
    """The steps done to answer `call`: from its provider on, as far as calls go, up to the answer or the next call.

    What another operation does on the way is that operation's effect.
    """
    waiting = {_id(call.target.target)}
    for step in later:
        source = _id(step.source.target)
        if source == _id(call.source.target) or (step.is_reply and _id(step.target.target) == _id(call.source.target)):
            return
        if source not in waiting or not step.is_call:
            continue
        yield step
        if not isinstance(step.label, Call):
            waiting.add(_id(step.target.target))


def _operation(step: Step) -> Operation | None:
    return step.label.operation.target if isinstance(step.label, Call) and step.is_call else None


def _is_exempt(step: Step) -> bool:
    """Whether the change is no change of the business: a cache filled, a record kept, a side effect owned up to."""
    store = step.target.target
    if store is None or store.role in (Role.CACHE, Role.MONITOR) or store.kind.name in RECORDS:
        return True
    is_fill = step.condition is not None and step.condition.kind == "miss"
    return is_fill or _is_derived(store) or step.entry.value("side") is True


def _is_derived(store: Component) -> bool:
    return "of" in store.entry or store.entry.value("derived") is True


def _id(component: Component | None) -> str:
    return "" if component is None else component.id
