"""An operation is declared and no flow uses it.

What the API offers and no flow shows has not been designed: nobody knows which components serve it. Either a flow is
missing, or the operation is not needed. A channel over which something is pushed is used by that.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - GET /v1/feed -> Post  # <--
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
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

Source: Spectral, rule oas3-unused-component.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _doubt, _pushes
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Delivery, Model, Operation


@rule("FL009", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find operations that are neither called nor pushed through. Without any flow nothing is said."""
    if not model.flows or not all(_doubt.is_readable(model, flow) for flow in model.flows.values()):
        return
    pushed = list(_pushed(model))
    for operation in model.operations.values():
        if _is_ours(operation) and not _is_used(model, operation, pushed) and not trace.may_be_called(model, operation):
            message = f"'{operation.key}' is declared but no flow uses it"
            yield Finding(operation.span, message, "add it to a flow, or drop it")


def _is_ours(operation: Operation) -> bool:
    provider = operation.provider.target if operation.provider is not None else None
    return (provider is None or provider.role is not Role.EXTERNAL) and "deprecated" not in operation.entry


def _is_used(model: Model, operation: Operation, pushed: list[Delivery]) -> bool:
    if trace.calls_of(model, operation):
        return True
    return operation.style in _arrows.STREAMED and any(_pushes.carries(operation, each) for each in pushed)


def _pushed(model: Model) -> Iterator[Delivery]:
    """What is sent to clients and externals."""
    for event in trace.events(model):
        if event.step.target.target is not None and event.step.target.target.role in (Role.CLIENT, Role.EXTERNAL):
            yield event.delivery
