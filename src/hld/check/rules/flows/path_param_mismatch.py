"""A step spells the parameters of a declared path in another way.

A step names an operation by its template, so that a reader finds it in the API word for word: the same parameters,
by the same names, and no value in place of one. `/v1/posts/{id}` and `/v1/posts/{postId}` leave open whether one
operation is meant or two.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{id}  # <--
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

Source: Spectral, rule path-params; OpenAPI Specification 3.1, path templating.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from hld.check.rule import rule
from hld.check.rules.flows import _calls
from hld.diagnostics import Finding, Severity
from hld.model.types import Call, Match, Model, Operation


@rule("FL003", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls that differ from the declared path in its parameters alone."""
    for call, operation in _calls.misnamed(model, Match.PARAMS):
        yield _finding(call, operation)


def _finding(call: Call, operation: Operation) -> Finding:
    """The finding at the first segment that differs."""
    pairs = zip_longest(_calls.segments(call.path), _calls.segments(operation.path), fillvalue="")
    for index, (written, declared) in enumerate(pairs):
        if not written:
            message = f"'{call.path}' leaves out the parameter '{declared}' of '{operation.key}'"
            return Finding(_calls.path_span(call), message, f"write '{operation.path}'")
        if written != declared:
            return Finding(_calls.path_span(call, index), _message(written, declared, operation), f"write '{declared}'")
    return Finding(_calls.path_span(call), f"'{call.path}' is not '{operation.path}'", f"write '{operation.path}'")


def _message(written: str, declared: str, operation: Operation) -> str:
    if written.startswith(("{", ":")):
        return f"'{operation.key}' has no parameter '{written}'"
    return f"'{written}' stands where '{operation.key}' has the parameter '{declared}'"
