"""Nothing bounds how often a caller may change something.

One client with a loop, or one attacker, fills the store and takes the capacity of all others. A `rate_limit` on the
operation, on the gateway before it or on the component that provides it says how often is often enough. A written
design is told once: that nothing says it, or which is the first public operation that nothing bounds.

Bad:

    profile: doc
    auth: oauth
    entities: {Post: {id, text}}
    api:
      POST /v1/posts: {body: {text: string}, returns: 201 Post, errors: [400]}  # <--
      GET /v1/posts/{postId}: {returns: Post, errors: [404]}

Good:

    profile: doc
    auth: oauth
    entities: {Post: {id, text}}
    api:
      POST /v1/posts: {body: {text: string}, returns: 201 Post, errors: [400], rate_limit: 60/user/hour}
      GET /v1/posts/{postId}: {returns: Post, errors: [404]}

Source: OWASP API4:2023 (unrestricted resource consumption); AWS Well-Architected REL05-BP02.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.exposure import is_internal
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Component, Model, Operation, Style

_CHANGES = frozenset({"POST", "PUT", "PATCH", "DELETE"})


@rule("AP019", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    if model.profile != "doc":
        return
    unbounded = [each for each in model.operations.values() if _changes(model, each) and not _is_bounded(model, each)]
    if unbounded:
        first, *others = sorted(unbounded, key=lambda each: each.key)
        also = f", nor {len(others)} more" if others else ""
        yield Finding(
            first.span,
            f"nothing bounds how often one caller may call '{first.key}'{also}",
            "'rate_limit: 60/user/hour' of the operation, or of the gateway before it",
        )


def _changes(model: Model, operation: Operation) -> bool:
    is_change = operation.style is Style.MUTATION or (operation.style is Style.REST and operation.method in _CHANGES)
    return is_change and not is_internal(model, operation)


def _is_bounded(model: Model, operation: Operation) -> bool:
    """Whether it, its provider, or something that every call of it passes, states a rate limit."""
    provider = trace.provider(model, operation)
    if "rate_limit" in operation.entry or (provider is not None and "rate_limit" in provider.entry):
        return True
    uses = trace.calls_of(model, operation)
    return bool(uses) and all(any(_limits(node.target) for node in use.step.via) for use in uses)


def _limits(component: Component | None) -> bool:
    return component is not None and "rate_limit" in component.entry
