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

import re
from collections import Counter
from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _calls, _doubt
from hld.diagnostics import Edit, Finding, Severity
from hld.model import trace
from hld.model.trace import Use
from hld.model.types import Call, Match, Model, Operation
from hld.near import is_slip, meant

_FEW = 4


@rule("FL001", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls whose path or name is not declared.

    What all calls of an operation spell alike is one mistake, most likely in the declaration, and told once.
    """
    told: set[str] = set()
    called = {use.operation for use in trace.calls(model) if use.call.match is Match.EXACT}
    misnamed = list(_calls.misnamed(model, Match.NEAR))
    times = Counter(_calls.name(call) for call, _ in misnamed)
    for call, operation in misnamed:
        name = _calls.name(call)
        if operation in called or name not in told:
            told.add(name)
            fix = _fix(call, operation) if operation in called or times[name] == 1 else ()
            yield _finding(call, meant([call.operation.near]), fix)
    if _doubt.lacks_api(model) or not _doubt.is_api_readable(model):
        return
    for use in trace.calls(model):
        is_hole = use.call.match is Match.NONE and _is_ours(use) and not _doubt.is_garbled(model, use.step)
        if is_hole and (name := _calls.name(use.call)) not in told:
            told.add(name)
            rivals = use.call.operation.rivals
            yield _finding(use.call, meant(rivals) if rivals else _choices(model))


def _is_ours(use: Use) -> bool:
    """Whether the call goes to a component of ours; what is not known may be an external."""
    return not use.is_foreign and use.provider is not None


def _finding(call: Call, hint: str, fix: tuple[Edit, ...] = ()) -> Finding:
    return Finding(_calls.path_span(call), f"operation '{_calls.name(call)}' is not declared", hint, fix=fix)


def _fix(call: Call, operation: Operation) -> tuple[Edit, ...]:
    """The path or id put right, if no more than slips of the pen keep the call from the operation."""
    if not call.path:
        near = call.operation.near
        return (Edit(call.span, call.text, near),) if is_slip(call.text, near) else ()
    slipped = re.sub("/{2,}", "/", call.path).split("/")
    declared = operation.path.split("/")
    is_same = call.method == operation.method and call.style is operation.style and len(slipped) == len(declared)
    if not is_same or not all(map(_is_segment, slipped, declared)):
        return ()
    return (Edit(_calls.path_span(call), call.path, operation.path),)


def _is_segment(written: str, declared: str) -> bool:
    """Whether a segment is the one declared, but for a slip of the pen outside a parameter."""
    return written == declared or ("{" not in written + declared and is_slip(written, declared))


def _choices(model: Model) -> str:
    if not 0 < len(model.operations) <= _FEW:
        return "declare it under 'api'"
    return "declare it under 'api', which has " + ", ".join(f"'{key}'" for key in model.operations)
