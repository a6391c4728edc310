"""Anybody who is logged in may change what is another's, as far as the design says.

Authentication tells who calls, not what he may touch: with `PUT /v1/orders/{orderId}` a caller need only guess an id.
Say once what decides: `roles` or `scopes` of the operation or at the top under `auth`, or `auth: {identity: User}`
where each caller reaches his own alone. It is asked for operations that change or delete a thing named in their path
whose entity has a field of a type that acts (`author: User`), and for those below `/admin`; told once.

Bad:

    profile: doc
    auth: oauth
    entities:
      User: {is: actor, fields: {id: id}}
      Post: {id: id, author: User, text: string}
    api:
      - PUT /v1/posts/{postId} {text} -> Post  # <--
      - POST /v1/posts {text} -> 201 Post

Good:

    profile: doc
    auth: oauth
    entities:
      User: {is: actor, fields: {id: id}}
      Post: {id: id, author: User, text: string}
    api:
      PUT /v1/posts/{postId}: {body: {text: string}, returns: Post, roles: [author]}
      POST /v1/posts: {body: {text: string}, returns: 201 Post}

Source: OWASP API1:2023 (broken object level authorization) and API5:2023.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.exposure import is_internal
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Entity, Model, Operation, Style

_CHANGES = frozenset({"PUT", "PATCH", "DELETE"})
_DECIDES = ("roles", "scopes")


@rule("SE004", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the first operation on another's thing of which nothing says who may call it; the others are counted."""
    if _decided_for_all(model):
        return
    open_to_all = [
        each for each in model.operations.values() if _is_guarded_thing(model, each) and not _decides(model, each)
    ]
    if open_to_all:
        first, *others = sorted(open_to_all, key=lambda each: each.key)
        also = f", and {len(others)} more" if others else ""
        yield Finding(
            first.span,
            f"nothing says who may call '{first.key}'{also}",
            "'roles: [owner]' or 'scopes: …' of the operation, or 'auth: {scheme: …, identity: User}' at the top",
        )


def _decided_for_all(model: Model) -> bool:
    """Whether the design says once for all what callers may do."""
    auth = model.spec.root.record("auth")
    return auth is not None and any(key in auth for key in (*_DECIDES, "identity"))


def _decides(model: Model, operation: Operation) -> bool:
    own = operation.entry.record("auth")
    provider = trace.provider(model, operation)
    records = [
        operation.entry,
        *([own] if own is not None else []),
        *([provider.entry] if provider is not None else []),
    ]
    return any(key in each for each in records for key in (*_DECIDES, "identity"))


def _is_guarded_thing(model: Model, operation: Operation) -> bool:
    """Whether a known caller changes a thing of somebody, or what is below `/admin`."""
    if operation.style is not Style.REST or operation.auth in ("", "none") or is_internal(model, operation):
        return False
    parts = operation.path.strip("/").split("/")
    if "admin" in (part.lower() for part in parts):
        return True
    if operation.method not in _CHANGES or len(parts) < 2 or "{" not in parts[-1]:
        return False
    return any(
        _keeping.folded(each.id) == _keeping.folded(parts[-2]) and _is_owned(model, each)
        for each in model.entities.values()
    )


def _is_owned(model: Model, entity: Entity) -> bool:
    """Whether a field of it names somebody who acts, or it is one of those itself."""
    acting = _keeping.acting(model)
    owners = (
        each.type.entity.target for each in entity.fields if each.type is not None and each.type.entity is not None
    )
    return entity in acting or any(each in acting for each in owners)
