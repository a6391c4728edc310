"""An operation that is to change something changes nothing in its flow.

A POST, PUT, PATCH or DELETE that nobody writes down, passes on or publishes has answered and forgotten: the step that
does the work is missing. Operations that only look or check by POST (`/search`, `/login`, `/validate` …), and those
that answer with what they work out, are fine; so is work told in words. Nothing is said where something that is missing
here is told already: an entity that is kept nowhere, or read where nobody writes it.

Bad:

    auth: oauth
    entities: {Post: {id, text}}
    api:
      - POST /v1/posts/{postId}/likes -> 204
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: {kind: sql, seeded: true}}
    flows:
      like:
        - web -> api: POST /v1/posts/{postId}/likes  # <--
        - api -> posts: read Post
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    auth: oauth
    entities: {Post: {id, text, likes: int}}
    api:
      - POST /v1/posts/{postId}/likes -> 204
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: {kind: sql, seeded: true}}
    flows:
      like:
        - web -> api: POST /v1/posts/{postId}/likes
        - api -> posts: update Post
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: Yourdon and DeMarco, data flow diagrams: a process with input and no output is a black hole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _forgotten
from hld.check.rules.flows import _arrows
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.trace import Use
from hld.model.types import Access, Match, Model, Operation, Step, Style

_CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_LOOKS = re.compile(
    r"(?i)/(search|query|queries|find|list|log-?in|log-?out|sign-?in|sign-?out|validat\w*|verif\w*|check\w*|preview|"
    r"estimate|quote|calculate|refresh|tokens?|sessions?|auth\w*|ping|heartbeats?|webhooks?|callback|hooks?)/?$"
)


@rule("FL030", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the operations of which no flow that calls them has an effect, at the first call."""
    asked = [each for each in model.operations.values() if _is_to_change(each) and trace.calls_of(model, each)]
    if not asked or any(_is_missing_elsewhere(model, touch) for touch in trace.accesses(model)):
        return
    lost = _forgotten.forgotten(model).values()
    for operation in asked:
        uses = trace.calls_of(model, operation)
        if operation in lost:
            continue
        if all(_is_certain(model, use) and not _has_effect(use) for use in uses):
            provider = uses[0].step.target.name
            yield Finding(
                uses[0].call.span,
                f"'{operation.key}' changes nothing in flow '{uses[0].flow.id}'",
                f"add what it does: a write, a message, a call, or '{provider}: …' in words",
            )


def _is_missing_elsewhere(model: Model, touch: trace.Touch) -> bool:
    """Whether an entity is read where nothing writes it, so that the step which is missing here is told there."""
    if touch.entity is None or touch.store is None or not touch.is_read or "seeded" in touch.store.entry:
        return touch.entity is None
    is_fed = touch.entity.entry is not None and not {"seeded", "external"}.isdisjoint(touch.entity.entry.entries)
    return not is_fed and touch.store.role is Role.STORE and not trace.writers(model, touch.entity, touch.store)


def _is_to_change(operation: Operation) -> bool:
    """Whether it is called for what it does and not for its answer."""
    returned = operation.returns
    answers = returned is not None and bool(returned.type or returned.fields) and returned.status not in (201, 202)
    is_change = operation.style is Style.REST and operation.method in _CHANGES
    return is_change and not answers and not _LOOKS.search(operation.path)


def _is_certain(model: Model, use: Use) -> bool:
    if use.call.match is not Match.EXACT or use.step.is_reply or not trace.is_whole(use.flow):
        return False
    ours = use.provider is not None and use.provider.role in (Role.COMPUTE, Role.FORWARDER)
    return ours and all(_arrows.is_right(model, each) for each in use.flow.steps)


def _has_effect(use: Use) -> bool:
    """Whether anything in the rest of the flow may be the effect: all but reads and answers is."""
    later = use.flow.steps[walk.places(use.flow)[use.step] + 1 :]
    return any(not step.is_reply and not _is_read(step) for step in later)


def _is_read(step: Step) -> bool:
    return isinstance(step.label, Access) and step.label.op in ("read", "query")
