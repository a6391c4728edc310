"""A client is sent a message over no channel that it could have opened.

A browser or an app behind a router cannot be called. To be sent something it holds a channel open: a WebSocket,
server-sent events, a GraphQL subscription; or a push service does. Which one decides how many connections stand open,
so it belongs in the API: an operation that returns the message. An external or a broker is a channel itself, and
e-mail or SMS reaches its reader without one. Said in words and not as a message, this is a warning.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text:string} -> 201 Post
    components: {web: client, api: service, posts: sql}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
        - api ~> web: PostWritten  # <--

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text:string} -> 201 Post
      - ws /v1/updates -> PostWritten
    components: {web: client, api: service, posts: sql}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
        - api ~> web: PostWritten

Source: RFC 6455 (WebSocket); HTML Living Standard, server-sent events.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _doubt
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Arrow, Delivery, Model, Operation, Step, Text

_OWN_CHANNEL = frozenset({Role.EXTERNAL, Role.BROKER, Role.CLIENT})
_BY_POST = r"(?i)e-?mail|sms|push[ _-]?notification"


@rule("FL026", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find messages sent to clients that no operation of a streaming style returns."""
    if _doubt.lacks_api(model) or not _doubt.is_api_readable(model) or trace.opens_unknown(model):
        return
    channels = trace.streams(model)
    carried = {trace.carried(operation) for operation in channels}
    for _, step in model.steps:
        if _is_push(step) and _arrows.is_right(model, step) and not _has_channel(step, carried):
            yield _finding(step, channels)


def _is_push(step: Step) -> bool:
    """Whether the last hop sends something to a client that asked for nothing just now."""
    if step.arrow is not Arrow.ASYNC or not isinstance(step.label, Delivery | Text):
        return False
    before, target = step.nodes[-2].target, step.target.target
    if before is None or target is None or target.role is not Role.CLIENT or before.role in _OWN_CHANNEL:
        return False
    said = step.label.text if isinstance(step.label, Text) else step.label.message.name
    return re.search(_BY_POST, f"{before.id} {said}") is None


def _has_channel(step: Step, carried: set[str]) -> bool:
    """Whether some channel may carry it; words may mean anything that any channel carries."""
    if isinstance(step.label, Delivery):
        return not carried.isdisjoint(trace.names(step.label))
    return bool(carried)


def _finding(step: Step, channels: list[Operation]) -> Finding:
    client = step.target.name
    if not isinstance(step.label, Delivery):
        where = step.label.span if isinstance(step.label, Text) and step.label.text else step.target.span
        message = f"'{client}' is sent something, and the API has no channel for it"
        hint = "declare one under 'api': 'ws /v1/updates -> Message', or 'sse …'"
        return Finding(where, message, hint, severity=Severity.WARNING)
    name = step.label.message.name
    message = f"'{name}' is sent to '{client}', and no channel of the API returns it"
    hint = f"declare one under 'api': 'ws /v1/updates -> {name}', or 'sse …'"
    if len(channels) == 1:
        hint = f"let '{channels[0].key}' return it"
    return Finding(step.label.message.span, message, hint)
