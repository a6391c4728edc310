"""A label says something that cannot be done with the target of the step.

Data is read and written in stores and caches, operations are called on services, messages go to brokers and to those
who take them. A label that fits another kind of target means that the step skips a component, or that the target is
declared as something it is not.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: GET /v1/posts/{postId}  # <--
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: Yourdon and DeMarco, data flow diagrams: processes, stores and flows are different things.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _calls
from hld.diagnostics import Finding, Severity
from hld.model.types import Access, Arrow, Call, Component, Delivery, Model, Step

_LOOKING = ("read", "query")
_HOLDING = frozenset({Role.STORE, Role.CACHE, Role.MONITOR})
_SERVING = frozenset({Role.COMPUTE, Role.FORWARDER, Role.EXTERNAL, Role.CLIENT, Role.MONITOR})
_TAKING = frozenset({Role.BROKER, Role.COMPUTE, Role.CLIENT, Role.EXTERNAL, Role.MONITOR})


@rule("FL022", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find data accessed in what holds none, operations called on stores, messages sent to who takes none."""
    for _, step in model.steps:
        target = step.target.target
        if target is None or step.is_reply or not _arrows.is_right(model, step):
            continue
        match step.label:
            case Access() as access if not _holds(target, access):
                yield _accessed(step, access, target)
            case Call() as call if target.role not in _SERVING and not _serves_files(step, target):
                yield _called(step, call, target)
            case Delivery() as delivery if not _takes(step, target):
                yield _delivered(step, delivery, target)


def _holds(target: Component, access: Access) -> bool:
    return target.role in _HOLDING or (target.role is Role.EXTERNAL and access.op in _LOOKING)


def _serves_files(step: Step, target: Component) -> bool:
    """Whether an object store is asked for what it may serve itself: by signed addresses, or through a CDN."""
    before = step.nodes[-2].target if len(step.nodes) > 1 else None
    behind_cdn = before is not None and before.role is Role.FORWARDER and target.kind.name == "object-store"
    return behind_cdn or _arrows.is_signed(step, target)


def _takes(step: Step, target: Component) -> bool:
    """Whether the target takes messages; a store does from a broker or another store, by a connector."""
    before = step.nodes[-2].target if len(step.nodes) > 1 else None
    if target.role in (Role.STORE, Role.CACHE):
        return before is not None and before.role in (Role.BROKER, Role.STORE)
    return target.role in _TAKING or (target.role is Role.FORWARDER and step.arrow is Arrow.ASYNC)


def _accessed(step: Step, access: Access, target: Component) -> Finding:
    names = ", ".join(each.name for each in access.entities)
    message = f"'{access.op} {names}' is done in a store, and '{target.id}' is {_named(target)}"
    hint = "name the message that is published" if target.role is Role.BROKER else "name the operation that is called"
    if step.is_internal:
        hint = f"write '{target.id} -> store: {access.op} {names}'"
    return Finding(access.span, message, hint)


def _called(step: Step, call: Call, target: Component) -> Finding:
    message = f"'{_calls.name(call)}' is called on '{target.id}', which is {_named(target)}"
    if target.role is Role.BROKER:
        return Finding(call.span, message, "name the message that is published")
    return Finding(call.span, message, "say what is done there: 'read Entity', 'write Entity'")


def _delivered(step: Step, delivery: Delivery, target: Component) -> Finding:
    message = f"message '{delivery.message.name}' is sent to '{target.id}', which is {_named(target)}"
    hint = f"declare '{target.id}' as a queue or topic, or write '->' and what is read or written"
    return Finding(delivery.span, message, hint)


def _named(target: Component) -> str:
    noun = target.kind.noun
    return f"an {noun}" if noun[0] in "aeioAEIS" else f"a {noun}"
