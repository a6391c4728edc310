"""So many reads miss the cache that the percentile is that of the misses.

With 95 of 100 reads found in the cache, the 99th percentile is a read that was not: its way to the store is in the
budget. This is no fault; it explains the figure of a flow that takes more than half of its time.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 50ms  # <--
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      hot: {kind: cache, hit: 95%, of: posts}
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> hot: read Post
        - api -> posts: read Post if miss hot

Good:

    requirements:
      nonfunctional:
        latency: read p90 < 50ms
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      hot: {kind: cache, hit: 95%, of: posts}
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> hot: read Post
        - api -> posts: read Post if miss hot

Source: the definition of a quantile.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("LT009", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find each flow whose percentile is one of a miss, at the requirement."""
    for one in _budget.asked(model):
        if one.latency.decided_by_misses and _budget.share(one) > _budget.CLOSE:
            caches = ", ".join(f"'{name}'" for name in one.latency.decided_by_misses)
            message = f"so many reads of flow '{one.flow}' miss {caches} that the misses decide: {one.value.text}"
            yield Finding(one.span, message, "a higher hit ratio, or count on the way to the store")
