"""A step ends at a component that does not provide the operation it calls.

An operation has one provider: the one its declaration states, or else the last node of the chains that call it. If
two flows lead the same operation to two services, one of the pictures is wrong. A forwarder on the way (a CDN, a load
balancer) may be where a flow stops, and a provider may pass the same operation on.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - GET /v1/search -> Post
    components: {web: client, api: service, search: service, posts: sql}
    flows:
      read:
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
      - GET /v1/search -> Post
    components: {web: client, api: service, search: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
      share:
        - web -> search: GET /v1/search
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: FINOS CALM 1.2, relationship type connects: a connection ends at an interface of its node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _calls
from hld.diagnostics import Finding, Severity
from hld.model.trace import Use
from hld.model.types import Component, Model, Operation

_NUMBER = r"[-_]?\d+$"


@rule("FL004", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls that end elsewhere than at the provider of their operation."""
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
    return operation.provider is not None or (end.role is Role.COMPUTE and not _are_copies(model, provider, end))


def _hint(uses: Sequence[Use], provider: Component) -> str:
    flow = next(use.flow.id for use in uses if use.provider is provider)
    return f"lead the call to '{provider.id}' as flow '{flow}' does, or state its 'provider'"


def _are_copies(model: Model, one: Component, other: Component) -> bool:
    """Whether the two are one service drawn twice: numbered instances, or one in each region."""
    numbered = re.sub(_NUMBER, "", one.id) == re.sub(_NUMBER, "", other.id)
    return numbered or _regions(model, one) != _regions(model, other)


def _regions(model: Model, component: Component) -> list[str]:
    """The regions that a component says it is in, or is put in by groups."""
    within = [name for name in component.groups if name in model.groups and model.groups[name].kind == "region"]
    return [component.entry.text("region"), *within]
