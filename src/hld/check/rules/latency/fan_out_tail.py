"""A step asks many at once, and more requests meet a slow one than may be slow.

Of 200 leaves that answer in time in 99 of 100 cases, one is slow in 87 of 100 requests. For the 99th percentile of the
whole, each of N leaves must keep its time at the (0.99)^(1/N) quantile.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 500ms  # <--
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post x200

Good:

    requirements:
      nonfunctional:
        latency: read p99 < 500ms
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post x1

Source: J. Dean, L. A. Barroso, "The Tail at Scale", Communications of the ACM 56 (2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.wording import percent
from hld.check.rule import rule
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("LT003", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each fan-out whose tail decides, at the requirement."""
    for one in _budget.asked(model):
        for tail in one.latency.tails:
            if tail.slow > 1 - float(one.latency.percentile) / 100:
                slow = percent(Fraction(tail.slow).limit_denominator(10_000))
                needed = f"p{tail.needed * 100:.6g}"
                asks = f"flow '{one.flow}' asks '{tail.component}' {int(tail.leaves):,} times"
                yield Finding(
                    one.span,
                    f"{asks}, so that {slow} of requests meet a slow one",
                    f"ask fewer, ask twice and take the first answer, or keep the time at {needed} of each",
                )
