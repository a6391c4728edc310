"""An operation asks for callers who are known, and who answers it checks nobody.

The component that provides it says `auth: none`, and so does, or says nothing, all that stands on the way. Let one of
them check, or say that the operation is for everybody. A component that says nothing is taken to do what its
operations ask for.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, auth: none}  # <--
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      gate: {kind: api gateway, auth: oauth}
      api: {kind: service, auth: none}
      posts: sql
    flows:
      read:
        - web -> gate -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: OWASP API2:2023 (broken authentication); Threagile, missing-authentication.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _doubt
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.stated import components_stating
from hld.model.trace import Use
from hld.model.types import Component, Match, Model


@rule("FL021", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each component that checks nobody, at the first call that needs it to."""
    told: set[str] = set()
    for use in trace.calls(model) if components_stating(model, "auth") else ():
        provider, operation = use.provider, use.operation
        if provider is None or operation is None or provider.id in told or not _is_certain(model, use):
            continue
        asks = operation.auth not in ("", "none")
        if asks and _auth(provider) == "none" and not any(_checks(node.target) for node in use.step.via):
            told.add(provider.id)
            yield Finding(
                provider.entry.at("auth"),
                f"'{operation.key}' asks for {operation.auth}, and '{provider.id}' checks nobody",
                f"'auth: {operation.auth}', or 'auth: none' of the operation",
            )


def _is_certain(model: Model, use: Use) -> bool:
    return use.call.match is Match.EXACT and not use.step.is_reply and _doubt.is_clear(model, use.step)


def _checks(component: Component | None) -> bool:
    return component is not None and _auth(component) not in ("", "none")


def _auth(component: Component) -> str:
    """The scheme that a component says it checks callers by; "" where it says nothing."""
    record = component.entry.record("auth")
    return (record.text("scheme") if record is not None else component.entry.text("auth")).lower()
