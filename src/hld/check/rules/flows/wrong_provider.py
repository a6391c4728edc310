"""A step ends at a component that does not provide the operation it calls.

An operation has one provider: the one its declaration states, or else the last node of the chains that call it. If
two flows lead the same operation to two services, one of the pictures is wrong: the one that fewer calls and fewer
operations of the same resource speak for, or, where nothing does, the declaration that leaves it open. A forwarder on
the way (a CDN, a load balancer) may be where a flow stops, and a provider may pass the same operation on.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - GET /v1/posts/latest -> Post
      - GET /v1/search -> Post
    components: {web: client, api: service, search: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/latest
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
      share:
        - web -> search: GET /v1/search
        - web -> search: GET /v1/posts/{postId}  # <--
        - search -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - GET /v1/posts/latest -> Post
      - GET /v1/search -> Post
    components: {web: client, api: service, search: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/latest
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
      share:
        - web -> search: GET /v1/search
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: FINOS CALM 1.2, relationship type connects: a connection ends at an interface of its node.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _calls
from hld.diagnostics import Finding, Severity
from hld.model.trace import Use
from hld.model.types import Component, Model, Operation


@rule("FL004", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls that end elsewhere than at the provider of their operation, and operations that two may provide."""
    for operation, ends in _calls.disputed(model).items():
        names = " and ".join(f"'{end.id}'" for end in ends)
        message = f"'{operation.key}' is provided by {names}, and only one can do so"
        yield Finding(operation.span, message, "state its 'provider', and lead all calls there")
    for operation, uses in _calls.served(model).items():
        provider = _calls.usual(model).get(operation)
        for use in uses:
            if provider is not None and use.provider is not None and _is_wrong(model, operation, use, provider):
                yield Finding(
                    use.step.target.span,
                    f"'{operation.key}' is provided by '{provider.id}', not by '{use.provider.id}'",
                    f"lead the call to '{provider.id}'" if operation.provider else _hint(uses, provider),
                )


def _is_wrong(model: Model, operation: Operation, use: Use, provider: Component) -> bool:
    """Whether a call ends neither at the provider nor at a forwarder before it.

    If nobody states the provider, it may end at a copy of it, or at an external with an operation of the same name.
    """
    end = use.provider
    if end is None or end is provider or end.role is Role.FORWARDER or use.step in _calls.backwards(model):
        return False
    return operation.provider is not None or (end.role is Role.COMPUTE and not _calls.are_copies(model, provider, end))


def _hint(uses: Sequence[Use], provider: Component) -> str:
    flow = min(use.flow.id for use in uses if use.provider is provider)
    return f"lead the call to '{provider.id}' as flow '{flow}' does, or state its 'provider'"
