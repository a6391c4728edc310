"""A CDN keeps an answer that is not for everybody, or that of a request which changes something.

What a CDN has kept it gives to whoever asks next. An answer meant for one user then reaches others, and a change that
is answered from a copy never arrives. `cache` belongs on reads whose answer is the same for all; those say
`auth: none`. It is a warning where the operation itself asks for a caller, and a note where only the design as a whole
does. What is kept for each user apart says so: `cache: private`.

Bad:

    entities: {Post: {id, text}}
    api:
      POST /v1/posts: {body: {text: string}, auth: oauth}
      GET /v1/drafts/{postId}: {returns: Post, auth: oauth, cache: true}  # <--
    components: {web: client, edge: cdn, api: service, posts: sql}
    flows:
      write:
        - web -> edge -> api: POST /v1/posts
        - api -> posts: write Post
      read:
        - web -> edge -> api: GET /v1/drafts/{postId}
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    api:
      POST /v1/posts: {body: {text: string}, auth: oauth}
      GET /v1/posts/{postId}: {returns: Post, auth: none, cache: true}
    components: {web: client, edge: cdn, api: service, posts: sql}
    flows:
      write:
        - web -> edge -> api: POST /v1/posts
        - api -> posts: write Post
      read:
        - web -> edge -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: RFC 9111, sections 3 and 3.5 (what a shared cache may store).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _doubt
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Component, Match, Model, Operation

_READS = frozenset({"GET", "HEAD", ""})
_NOT_SHARED = re.compile(r"(?i)\b(false|no|none|off|private|per[- ]user|vary|client|browser|no-(store|cache))\b")


@rule("TP009", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for operation in model.operations.values():
        if "cache" not in operation.entry or _NOT_SHARED.search(operation.entry.text("cache")):
            continue
        edge = _edge(model, operation)
        if edge is None:
            continue
        if operation.method not in _READS:
            message = f"'{operation.key}' changes something, and CDN '{edge.id}' may answer it from a copy"
            yield Finding(operation.entry.at("cache"), message, "leave 'cache' out")
        elif operation.auth not in ("", "none"):
            message = f"'{operation.key}' is for callers who are known, and CDN '{edge.id}' gives its answer to anybody"
            yield Finding(
                operation.entry.at("cache"),
                message,
                "'cache: private', or 'auth: none' if all get the same",
                severity=None if "auth" in operation.entry else Severity.INFO,
            )


def _edge(model: Model, operation: Operation) -> Component | None:
    """The CDN that a call of `operation` passes, or ends at."""
    for use in trace.calls_of(model, operation):
        if use.call.match is Match.EXACT and _doubt.is_clear(model, use.step):
            for node in use.step.nodes[1:]:
                if node.target is not None and node.target.kind.name == "cdn":
                    return node.target
    return None
