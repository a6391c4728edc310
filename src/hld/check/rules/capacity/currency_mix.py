"""Costs are stated in different currencies.

They cannot be added up without a rate of exchange, which changes.

Bad:

    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, replicas: 4, price: $100/month}
      posts: {kind: sql, cost: €400/month}  # <--
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, replicas: 4, price: $100/month}
      posts: {kind: sql, cost: $400/month}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: amounts in different currencies have different dimensions.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

_KEYS = ("cost", "price")


@rule("CO003", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find the first amount in each further currency."""
    seen: dict[str, str] = {}
    for component in model.components.values():
        for key in _KEYS:
            value = component.entry.value(key)
            currency = "" if value is None else value.currency
            if currency and currency not in seen:
                if seen:
                    first, where = next(iter(seen.items()))
                    message = f"'{component.id}' costs {currency}, and '{where}' {first}"
                    yield Finding(component.entry.at(key), message, f"state all of them in {first}")
                seen[currency] = component.id
