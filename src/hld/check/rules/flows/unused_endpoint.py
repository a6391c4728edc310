"""An operation is declared and no flow uses it.

What the API offers and no flow shows has not been designed: nobody knows which components serve it. Either a flow is
missing, or the operation is not needed. A channel over which something is pushed is used by that. As long as a
requirement has no flow, that flow is missing, and nothing more is said.

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
from hld.check import covers
from hld.check.exposure import is_due
from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _doubt, _reach, _starts
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import STREAMED, Component, Model, Operation


@rule("FL009", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find operations that are neither called nor pushed through. Without any flow nothing is said."""
    if (
        not model.flows
        or not covers.have_flows(model)
        or not all(_doubt.is_readable(model, flow) for flow in model.flows.values())
    ):
        return
    pushed, missed = _pushed(model), _missed(model)
    unused = [
        operation
        for operation in model.operations.values()
        if not (_is_used(model, operation, pushed) or _is_excused(model, operation, missed))
    ]
    if len(unused) <= _misnamed(model):
        return  # the calls that name nothing declared may have meant these
    for operation in unused:
        message = f"'{operation.key}' is declared but no flow uses it"
        yield Finding(operation.span, message, "add it to a flow, or drop it")


def _misnamed(model: Model) -> int:
    """How many operations of ours are called that are not declared."""
    named = (use.call for use in trace.calls(model) if use.operation is None and not use.is_foreign)
    return len({(call.method, call.path) for call in named})


def _is_used(model: Model, operation: Operation, pushed: set[str]) -> bool:
    if trace.calls_of(model, operation):
        return True
    return operation.style in STREAMED and trace.carried(operation) in pushed


def _is_excused(model: Model, operation: Operation, missed: set[Component]) -> bool:
    """Whether it is not ours, on its way out, or what a step that is missing or cannot be told may have meant."""
    if not is_due(operation):
        return True
    provider = operation.provider.target if operation.provider is not None else None
    is_missed = bool(missed) if provider is None else provider in missed
    return is_missed or trace.may_be_called(model, operation)


def _missed(model: Model) -> set[Component]:
    """The components that a step is missing to."""
    return {*_starts.beginless(model).values(), *(source for _, source in _reach.unreached(model).values())}


def _pushed(model: Model) -> set[str]:
    """What is sent to clients, externals and holes. What no channel carries may have been meant for any of them."""
    carried = {trace.carried(operation) for operation in trace.streams(model)}
    found: set[str] = set()
    if _arrows.faulty(model, _arrows.DIRECTION) or _sends_astray(model):
        found |= carried
    for event in trace.events(model):
        end = event.step.target.target
        names = trace.names(event.delivery)
        if end is None or end.role is Role.EXTERNAL:
            found |= names
        elif end.role is Role.CLIENT:
            found |= names if names & carried else carried
    return found


def _sends_astray(model: Model) -> bool:
    """Whether something is sent to a component that is not known, which may have been a client."""
    return any(step.is_async and step.target.is_hole for _, step in model.steps)
