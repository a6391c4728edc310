"""What a reader asks for is fetched only after a queue, while it waits.

A queue is for work that can be done later. Between a question and its answer it adds its own delay and that of
all that waits before it, and when the worker is down there is no answer at all. Read what is asked for directly. What
is told of a read on the side, such as a click to be counted, is fine.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - POST /v1/posts {text} -> 201 Post
    components: {web: client, api: service, asks: queue, finder: worker, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api ~> asks ~> finder: PostAsked  # <--
        - finder -> posts: read Post
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post

Good:

    entities: {Post: {id, text}, View: {id, post: Post}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - POST /v1/posts {text} -> 201 Post
    components: {web: client, api: service, seen: queue, counter: worker, posts: sql, views: warehouse}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
        - api ~> seen ~> counter: PostSeen
        - counter -> views: write View
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post

Source: Azure Architecture Center, queue-based load leveling (not for work that is answered at once).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.check.rules.topology import _answers
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.trace import Use
from hld.model.types import OURS_TO_CALL, STREAMED, Access, Component, Entity, Flow, Match, Model, Step, is_broker

_READS = frozenset({"GET", "HEAD"})
_SPEAKS = STREAMED | OURS_TO_CALL


@rule("TP030", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find the flows that read what a GET returns beyond a broker, and nowhere before."""
    if not any(each.role is Role.BROKER for each in model.components.values()):
        return
    for flow in model.flows.values():
        if not trace.is_whole(flow) or _answers.through_broker(model, flow) is not None:
            continue
        use = _question(model, flow)
        entity = _wanted(use) if use is not None else None
        if use is None or entity is None:
            continue
        prompt = set(walk.synchronous(flow))
        reading = [step for step in flow.steps if _fetches(step, entity)]
        entry = next((step for step in flow.steps if step in prompt and _enters_broker(step)), None)
        if entry is None or not reading or any(step in prompt or not _arrows.is_right(model, step) for step in reading):
            continue
        if _arrows.is_right(model, entry) and not _is_passed_on(flow, use, prompt):
            broker = next(hop.target.name for hop in entry.hops if is_broker(hop.target))
            yield Finding(
                _arrows.hop_span(entry.hops[0]),
                f"'{use.call.text}' answers with '{entity.id}', which is read only after '{broker}'",
                f"read it directly: '{entry.source.name} -> {reading[0].target.name}: read {entity.id}'",
            )


def _question(model: Model, flow: Flow) -> Use | None:
    """The only call of the flow from outside, if it is a GET that is certain."""
    uses = trace.calls_in(model, flow)
    first = next((use for use in uses if use.step is flow.steps[0]), None)
    if first is None or first.operation is None or first.call.match is not Match.EXACT:
        return None
    asked_again = any(use.consumer is first.consumer for use in uses if use is not first)
    is_read = first.operation.method in _READS and first.operation.style not in _SPEAKS
    return first if is_read and not asked_again and _arrows.is_right(model, first.step) else None


def _wanted(use: Use) -> Entity | None:
    """The entity that the operation answers with."""
    returned = use.operation.returns if use.operation is not None else None
    kind = returned.type if returned is not None else None
    return kind.entity.target if kind is not None and kind.entity is not None else None


def _fetches(step: Step, entity: Entity) -> bool:
    label = step.label
    return isinstance(label, Access) and label.op in ("read", "query") and _names(label, entity)


def _names(label: Access, entity: Entity) -> bool:
    return any(each.target is entity for each in label.entities)


def _is_passed_on(flow: Flow, use: Use, prompt: set[Step]) -> bool:
    """Whether the one who is asked has the answer itself, or fetches it from others."""
    asked: Component | None = use.provider
    others = (step.target.target for step in flow.steps if step in prompt and step is not use.step and step.is_call)
    return asked is None or any(each is not None and each.role is not Role.MONITOR for each in others)


def _enters_broker(step: Step) -> bool:
    return step.arrow is not None and not step.is_reply and any(is_broker(hop.target) for hop in step.hops)
