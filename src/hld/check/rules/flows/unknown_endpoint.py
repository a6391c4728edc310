"""A step calls an operation that the API does not declare.

The API is the contract between those who call and those who serve. A call that is not in it is one that nobody has
agreed to serve, and often only a slip of the pen in the path. What an external offers is its own affair and needs
no declaration; nor do files that an object store or a CDN hands out, or a health check.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/post/{postId}  # <--
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

Source: OpenAPI Specification 3.1, Paths Object: an operation is a path and a method.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _calls, _doubt
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.trace import Use
from hld.model.types import Call, Match, Model
from hld.near import meant

_FEW = 4


@rule("FL001", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls whose path or name is not declared.

    What all calls of an operation spell alike is one mistake, most likely in the declaration, and told once.
    """
    told: set[str] = set()
    called = {use.operation for use in trace.calls(model) if use.call.match is Match.EXACT}
    for call, operation in _calls.misnamed(model, Match.NEAR):
        if operation in called or _calls.name(call) not in told:
            told.add(_calls.name(call))
            yield _finding(call, meant([call.operation.near]))
    if _doubt.lacks_api(model) or not _doubt.is_api_readable(model):
        return
    for use in trace.calls(model):
        name = _calls.name(use.call)
        is_hole = use.call.match is Match.NONE and _is_ours(use) and not _doubt.is_garbled(model, use.step)
        if is_hole and name not in told:
            told.add(name)
            rivals = use.call.operation.rivals
            yield _finding(use.call, meant(rivals) if rivals else _choices(model))


def _is_ours(use: Use) -> bool:
    """Whether the call goes to a component of ours; what is not known may be an external."""
    return not use.is_foreign and use.provider is not None


def _finding(call: Call, hint: str) -> Finding:
    return Finding(_calls.path_span(call), f"operation '{_calls.name(call)}' is not declared", hint)


def _choices(model: Model) -> str:
    if not 0 < len(model.operations) <= _FEW:
        return "declare it under 'api'"
    return "declare it under 'api', which has " + ", ".join(f"'{key}'" for key in model.operations)
