"""The steps of a flow take longer, one after the other, than its requirement allows.

The sum runs over what the initiator waits for: each component once an entry, parallel arms by the longest of them,
branches as often as the percentile meets them. It is a budget of percentiles and not the percentile of the sum, and
named so. Times that nobody states are the usual ones of the kind.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 40ms  # <--
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
        latency: read p99 < 100ms
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

Source: latency budgets: Beyer et al., Site Reliability Engineering, chapter 4.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.types import Verdict
from hld.check.figures import rest_on_default
from hld.check.rule import Unknown, rule
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("LT001", Severity.ERROR)
def check(model: Model) -> Iterator[Finding | Unknown]:
    """Find each flow that takes too long, at the requirement that says so."""
    for one in _budget.asked(model):
        parts = _budget.counted(one.latency)
        if one.verdict is Verdict.UNKNOWN:
            yield Unknown(one.span, f"the latency of flow '{one.flow}' is not known in full: {one.value.why}")
        elif one.verdict is Verdict.FAIL and _is_the_sum(one):
            largest = max(parts, key=lambda part: part.time.value or 0)
            yield Finding(
                one.span,
                f"flow '{one.flow}' has a budget of {one.latency.explain}, more than {one.wanted}",
                f"cache, shorten or do it in parallel; the largest is {largest.component} with {largest.time.text}",
                rests_on_default=rest_on_default(part.time for part in parts),
            )


def _is_the_sum(one: _budget.Asked) -> bool:
    """Whether it is the steps together that take too long, and not one alone, or the wait before them."""
    return (one.latency.budget.value or 0) > one.target and _budget.alone(one) is None
