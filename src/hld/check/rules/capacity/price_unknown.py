"""A budget is set, and components have no price.

What they cost is missing in the total, which therefore is a lower bound.

Bad:

    requirements:
      nonfunctional:
        cost: "<= $1000/month"  # <--
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, replicas: 4, price: $100/month}
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    requirements:
      nonfunctional:
        cost: "<= $1000/month"
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

Source: a sum with unknown parts is a lower bound.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.figures import figures
from hld.check.qualities import asked
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

_SHOWN = 5


@rule("CO002", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the first requirement on cost, where components have no price."""
    quality = next((each for each in model.qualities.values() if each.kind == "cost"), None)
    unpriced = figures(model).cost.unpriced if quality is not None else ()
    if quality is not None and unpriced:
        names = ", ".join(f"'{name}'" for name in unpriced[:_SHOWN])
        more = f" and {len(unpriced) - _SHOWN} more" if len(unpriced) > _SHOWN else ""
        hint = "'cost:' for all of a component, or 'price:' for each instance"
        yield Finding(asked(quality)[1], f"nothing says what {names}{more} cost", hint)
