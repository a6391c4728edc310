"""A budget is a sum of percentiles, and not the percentile of the sum.

Only means add up. If each of n steps keeps its 99th percentile, the whole keeps their sum for at least 100 - n percent
of requests: 96 of 100 for four steps. Where steps are known at different percentiles their sum means even less. This
is said once for each requirement whose figures are stated; it is no fault.

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
      api: {kind: service, latency: {p99: 20ms}}
      posts: {kind: sql, latency: {p99: 30ms}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    requirements:
      nonfunctional:
        latency: read mean < 500ms
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

from hld.analyse.types import Origin
from hld.analyse.wording import percent
from hld.check.rule import rule
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("LT002", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find each requirement that a sum of percentiles is held against."""
    told: set[str] = set()
    for one in _budget.asked(model):
        parts = [part for part in _budget.counted(one.latency) if part.time.origin is not Origin.DEFAULT]
        guaranteed = one.latency.guaranteed
        if one.quality in told or len(parts) < 2 or guaranteed is None or not one.latency.budget.is_known:
            continue
        told.add(one.quality)
        mixed = ", some of them known at another percentile only" if one.latency.mixed else ""
        message = f"the {one.latency.budget.text} of flow '{one.flow}' are a budget{mixed}"
        hint = f"no percentile of the whole: {percent(guaranteed)} of requests are sure to keep it"
        yield Finding(one.span, message, hint)
