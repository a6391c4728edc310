"""A budget is a sum of percentiles, and not the percentile of the sum.

Only means add up. If each of n steps keeps its 99th percentile, the whole keeps their sum for at least 100 - n percent
of requests: 96 of 100 for four steps. Where steps are known at different percentiles their sum means even less. This
is no fault. It is said once, of the flow that is closest to its target, and where that takes more than half of it.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 80ms  # <--
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, latency: {p99: 20ms}}
      posts: {kind: sql, latency: {p99: 30ms}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    requirements:
      nonfunctional:
        latency: read mean < 80ms
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, latency: {mean: 20ms}}
      posts: {kind: sql, latency: {mean: 30ms}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: G. Tene, mechanical-sympathy list; the union bound.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.wording import percent
from hld.check.rule import rule
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("LT002", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find the requirement that the least certain sum of percentiles is held against."""
    sums = [each for each in _budget.asked(model) if _is_a_sum(each) and _budget.share(each) > _budget.CLOSE]
    if sums:
        one = max(sums, key=_budget.share)
        mixed = ", some of them known at another percentile only" if one.latency.mixed else ""
        sure = percent(one.latency.guaranteed or Fraction(0))
        steps = f"{len(_budget.counted(one.latency))} steps{mixed}"
        yield Finding(
            one.span,
            f"the {one.latency.budget.text} of flow '{one.flow}' are a budget of {steps}",
            f"no percentile of the whole: {sure} of requests are sure to keep it",
        )


def _is_a_sum(one: _budget.Asked) -> bool:
    """Whether percentiles are added up in it."""
    return len(_budget.counted(one.latency)) > 1 and one.latency.guaranteed is not None and one.latency.budget.is_known
