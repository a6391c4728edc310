"""A flow that starts with a GET changes data before it answers.

GET is safe: browsers prefetch it, proxies repeat it, crawlers follow it. None of them means to change
anything. Caches may be filled on the way, and a step marked `side: true` (a counter, a log) does not count; nor does
where another site sends the browser back to, as in OAuth, which can only be a GET.

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

import re
from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Access, Call, Component, Flow, Label, Match, Model, Operation, Reference, Step, Style

SAFE = ("GET", "HEAD")
SENT_BACK = r"(?i)/(callback|oauth2?|sso|saml)(/|$)"
CHANGES = {"write": "writes", "update": "updates", "delete": "deletes"}
RECORDS = ("warehouse", "time-series", "search-index")  # what is kept there is derived from what happens


@rule("AP013", Severity.ERROR, stage="flows")
def check(model: Model) -> Iterator[Finding]:
    asking = (use.flow for use in trace.calls(model) if use.operation is not None and use.operation.method in SAFE)
    for flow in dict.fromkeys(asking):
        found: set[Answering] = set()
        for step, answering in _answers(flow):
            if answering not in found and _is_change(step):
                found.add(answering)
                yield _finding(step, answering.operation)


def _finding(step: Step, operation: Operation) -> Finding:
    access = step.label
    assert isinstance(access, Access)
    names = " and ".join(f"'{reference.name}'" for reference in access.entities)
    return Finding(
        access.span,
        f"'{operation.key}' {CHANGES[access.op]} {names}",
        "use POST, PUT, PATCH or DELETE; or mark the step 'side: true' if nobody depends on it",
    )


class Answering:
    """A safe call that is being answered: `components` do so, until its consumer goes on."""

    def __init__(self, operation: Operation, provider: str) -> None:
        self.operation = operation
        self.components = [provider]


def _answers(flow: Flow) -> Iterator[tuple[Step, Answering]]:
    """The calls made to answer a safe call, each with the call it serves, until the answer or the consumer's next step.

    What is called on the way serves it too, unless it is done only where a cache misses, or as a side effect; or it
    says by its method that it changes something, and so has effects of its own.
    """
    by_consumer: dict[str, Answering] = {}
    by_component: dict[str, Answering] = {}
    for step in flow.steps:
        source, target = _id(step.source), _id(step.target)
        for done in (by_consumer.pop(source, None), by_consumer.pop(target, None) if step.is_reply else None):
            for component in done.components if done is not None else ():
                by_component.pop(component, None)
        if not step.is_call:
            continue
        serving = by_component.get(source)
        if serving is not None:
            yield step, serving
        operation = _called(step.label)
        if operation is not None and operation.method in SAFE:
            if re.search(SENT_BACK, operation.path):
                continue
            by_consumer[source] = by_component[target] = Answering(operation, target)
        elif isinstance(step.label, Call) and (serving is None or _is_aside(step) or _changes(step.label)):
            by_component.pop(target, None)
        elif serving is not None and target not in by_component and not _is_aside(step):
            by_component[target] = serving
            serving.components.append(target)


def _changes(call: Call) -> bool:
    """Whether the call is one that changes something by its method or its style."""
    operation = call.operation.target
    method, style = (call.method, call.style) if operation is None else (operation.method, operation.style)
    return bool(method) or style is Style.MUTATION


def _called(label: Label) -> Operation | None:
    """The operation called; none where only the path is right, for then the method is what is wrong."""
    if not isinstance(label, Call) or label.match is Match.METHOD:
        return None
    return label.operation.target


def _is_change(step: Step) -> bool:
    """Whether the step changes something that matters: it fills no cache, keeps no record, is no side effect."""
    store = step.target.target
    if not isinstance(step.label, Access) or step.label.op not in CHANGES or store is None:
        return False
    if store.role in (Role.CACHE, Role.MONITOR) or store.kind.name in RECORDS or _is_derived(store):
        return False
    return not _is_aside(step)


def _is_aside(step: Step) -> bool:
    """Whether the step only fills a cache, or is marked as one that nobody depends on."""
    is_fill = step.condition is not None and step.condition.kind == "miss"
    return is_fill or step.entry.value("side") is True


def _is_derived(store: Component) -> bool:
    return "of" in store.entry or store.entry.value("derived") is True


def _id(node: Reference[Component]) -> str:
    return node.name if node.target is None else node.target.id
