"""A POST makes something and says nothing of what it answers.

Whoever created a thing needs its id to do anything with it. Answer with the thing or its id (`-> 201 Post`), or say
that there is no answer (`-> 204`), or that it comes later (`-> 202`). Only operations whose flow writes an entity at
once are looked at; told once, with the number of the others.

Bad:

    auth: oauth
    entities: {Post: {id, text}}
    api:
      - POST /v1/posts {text}  # <--
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    auth: oauth
    entities: {Post: {id, text}}
    api:
      - POST /v1/posts {text} -> 201 Post
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: RFC 9110, section 9.3.3 (a POST that creates answers 201 and says where).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.types import Access, Entity, Model, Operation


@rule("AP014", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    garbled = [finding.span for finding in model.found("endpoint-syntax")]
    clear = (each for each in model.operations.values() if not any(each.span.holds(span) for span in garbled))
    silent = [(each, made) for each in clear if (made := _made(model, each)) is not None]
    if silent:
        (first, entity), *others = sorted(silent, key=lambda pair: pair[0].key)
        also = f", and {len(others)} more" if others else ""
        yield Finding(
            first.span,
            f"'{first.key}' makes a {entity.id} and says nothing of its answer{also}",
            f"'-> 201 {entity.id}', or '-> 204'",
        )


def _made(model: Model, operation: Operation) -> Entity | None:
    """What a POST without an answer writes while its caller waits."""
    if operation.method != "POST" or operation.returns is not None:
        return None
    for use in trace.calls_of(model, operation):
        if use.step is not use.flow.steps[0] or not use.operation:
            continue
        for step in walk.synchronous(use.flow):
            if isinstance(step.label, Access) and step.label.op == "write":
                return next((each.target for each in step.label.entities if each.is_exact), None)
    return None
