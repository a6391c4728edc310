"""A step calls a declared path with a method that it is not declared for.

The method says what a call does: GET only looks, POST creates, PUT and PATCH change, DELETE takes away. A path that
answers GET does not answer POST, so the flow tells a story that the API cannot.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: POST /v1/posts/{postId}  # <--
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

Source: RFC 9110, section 9: methods; section 15.5.6: 405 Method Not Allowed.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _calls, _doubt
from hld.diagnostics import Finding, Severity
from hld.model.types import Match, Model, Operation


@rule("FL002", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls whose path is declared, but for other methods."""
    if not _doubt.is_api_readable(model):
        return
    for call, operation in _calls.misnamed(model, Match.METHOD):
        declared = _same_path(model, operation)
        methods = ", ".join(each.method for each in declared)
        keys = " or ".join(f"'{each.key}'" for each in declared)
        message = f"'{operation.path}' is declared for {methods}, not for {call.method}"
        yield Finding(_calls.method_span(call), message, f"write {keys}, or declare '{_calls.name(call)}' too")


def _same_path(model: Model, operation: Operation) -> list[Operation]:
    return [each for each in model.operations.values() if each.path == operation.path and each.method]
