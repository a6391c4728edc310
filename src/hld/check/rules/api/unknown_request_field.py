"""A field of a request is nearly, and not quite, a field of the entity that is written.

What a client sends as `titel` and the entity keeps as `title` is lost on the way, or one of the two is misspelt. Only
slips of the pen are told: a request may well hold what no entity keeps, and `followee_id` is another word for the
`followee`. A field that is meant to be as it is says `extra: true`.

Bad:

    auth: oauth
    entities: {Post: {id, headline: string, text: string}}
    api:
      - POST /v1/posts {hedline, text} -> 201 Post  # <--
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
    entities: {Post: {id, headline: string, text: string}}
    api:
      - POST /v1/posts {headline, text} -> 201 Post
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: OpenAPI: a request body and the schema that it fills use the same names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Access, Entity, Field, Model, Operation
from hld.near import is_slip, squash

_CHANGES = frozenset({"POST", "PUT", "PATCH"})
_LONG = 5


@rule("AP011", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for operation in model.operations.values():
        if operation.method not in _CHANGES or not operation.body:
            continue
        written = _written(model, operation)
        known = {field.name for entity in written for field in entity.fields}
        sent = {field.name for field in operation.body}
        for field in operation.body:
            meant = "" if field.name in _used(model) else _meant(operation, field, known)
            if meant and meant not in sent:
                owner = next(each.id for each in written if any(one.name == meant for one in each.fields))
                yield Finding(
                    field.span, f"'{field.name}' is no field of '{owner}', which this fills", f"did you mean '{meant}'?"
                )


def _written(model: Model, operation: Operation) -> list[Entity]:
    """What the flows that call the operation write."""
    found: dict[Entity, None] = {}
    for flow in trace.flows_calling(model, operation):
        for step in flow.steps:
            if isinstance(step.label, Access) and step.label.op in ("write", "update"):
                found.update({each.target: None for each in step.label.entities if each.target is not None})
    return list(found)


@lru_cache(maxsize=4)
def _used(model: Model) -> frozenset[str]:
    """The names of the fields of all entities."""
    return frozenset(field.name for entity in model.entities.values() for field in entity.fields)


def _meant(operation: Operation, field: Field, known: set[str]) -> str:
    """The field of an entity that a misspelt one is meant to be; "" if it is a word of its own."""
    declared = operation.entry.record("body")
    own = declared.record(field.name) if declared is not None else None
    if len(field.name) < _LONG or (own is not None and own.value("extra") is True):
        return ""
    near = (name for name in known if len(name) >= _LONG and is_slip(field.name, name))
    return next((name for name in sorted(near) if not _is_form_of(field.name, name)), "")


def _is_form_of(name: str, other: str) -> bool:
    """Whether one is the other with something added or in another form: a plural, an id."""
    name, other = (re.sub(r"(ids?|s)$", "", squash(each)) for each in (name, other))
    return name in other or other in name
