"""The design costs more than is allowed.

The sum is over the components that state a `cost`, or a `price` for each instance. Where some state neither it is a
lower bound, which can exceed a budget but not show that it is kept.

Bad:

    requirements:
      nonfunctional:
        cost: "<= $500/month"  # <--
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

Source: cost = Σ instances × price.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.types import Verdict
from hld.check.figures import figures
from hld.check.qualities import asked
from hld.check.rule import Unknown, rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("CO001", Severity.ERROR)
def check(model: Model) -> Iterator[Finding | Unknown]:
    """Find each budget that is exceeded, at the budget."""
    for quality in (each for each in model.qualities.values() if each.kind == "cost"):
        analysis = figures(model)
        found = analysis.requirements.get(quality.id)
        if found is None:
            continue
        _, span = asked(quality)
        if found.verdict is Verdict.FAIL:
            name, _ = max(analysis.cost.parts, key=lambda part: part[1].value or 0)
            message = f"the design costs {found.reached}, more than {found.wanted}"
            yield Finding(span, message, f"the most is spent on '{name}'")
        elif found.verdict is Verdict.UNKNOWN:
            yield Unknown(span, found.why)
