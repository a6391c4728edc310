"""Rates are estimated, and nothing says how much higher the peak is.

Twice the average is taken then. `capacity.peak: 3x`, or `peak 3x` in a requirement on scale, says it.

Bad:

    capacity:  # <--
      dau: 10M users
      read: 10 reads/user/day
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
        - api -> posts: read Post

Good:

    capacity:
      dau: 10M users
      read: 10 reads/user/day
      peak: 3x
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
        - api -> posts: read Post

Source: Alex Xu, System Design Interview (2020): peak = 2 × average.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.types import Origin
from hld.check.figures import figures
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("CP009", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find estimates of rates without a peak, at the section."""
    span = model.spec.root.keys.get("capacity")
    if span is None:
        return
    analysis = figures(model)
    if analysis.peak.origin is Origin.DEFAULT and any(flow.rate.average.is_known for flow in analysis.flows.values()):
        yield Finding(
            span, f"nothing says how high the peak is; {analysis.peak.text} times the average is assumed", "'peak: 3x'"
        )
