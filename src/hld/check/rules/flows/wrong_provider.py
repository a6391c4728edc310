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
from collections import Counter
from collections.abc import Iterator, Sequence

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _calls
from hld.diagnostics import Finding, Severity
from hld.model.trace import Use
from hld.model.types import Component, Model, Operation

_NUMBER = re.compile(r"[-_]?\d+$")


@rule("FL004", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls that end elsewhere than at the provider of their operation."""
    for operation, uses in _calls.served(model).items():
        if operation.provider is None:
            yield from _against_majority(model, operation, uses)
        elif operation.provider.target is not None:
            yield from _against(model, operation, uses, operation.provider.target)


def _against(model: Model, operation: Operation, uses: Sequence[Use], provider: Component) -> Iterator[Finding]:
    """The calls that do not end at the provider stated, nor stop at a forwarder before it."""
    for use in uses:
        end = use.provider
        if end is not None and end is not provider and end.role is not Role.FORWARDER and use.consumer is not provider:
            message = f"'{operation.key}' is provided by '{provider.id}', not by '{end.id}'"
            yield Finding(use.step.target.span, message, f"lead the call to '{provider.id}'")


def _against_majority(model: Model, operation: Operation, uses: Sequence[Use]) -> Iterator[Finding]:
    """The calls that end elsewhere than most do, the first written winning a tie; ours come before an external."""
    ends = [use for use in uses if use.provider is not None and use.provider.role is Role.COMPUTE]
    counts = Counter(use.provider for use in ends)
    usual = max(counts, key=lambda each: counts[each], default=None)
    for use in ends:
        if usual is None or use.provider is None or use.provider is usual or use.consumer is usual:
            continue
        if not _are_copies(model, usual, use.provider):
            flow = next(other.flow.id for other in ends if other.provider is usual)
            message = f"'{operation.key}' is provided by '{usual.id}' in flow '{flow}', here by '{use.provider.id}'"
            yield Finding(use.step.target.span, message, f"lead the call to '{usual.id}'")


def _are_copies(model: Model, one: Component, other: Component) -> bool:
    """Whether the two are one service drawn twice: numbered instances, or one in each region."""
    return _NUMBER.sub("", one.id) == _NUMBER.sub("", other.id) or _regions(model, one) != _regions(model, other)


def _regions(model: Model, component: Component) -> list[str]:
    """The regions that a component says it is in, or is put in by groups."""
    within = [name for name in component.groups if name in model.groups and model.groups[name].kind == "region"]
    return [component.entry.text("region"), *within]
