"""A flow has no rate, so that loads are not known in full.

The rate of a flow is the estimate of its name, that of its `rate:`, or that of the flows whose messages start it. Only
designs that estimate the rates of other flows are asked.

Bad:

    capacity:
      dau: 10M users
      other: 10 reads/user/day
      peak: 2x
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:  # <--
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
      other:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    capacity:
      dau: 10M users
      read: 10 reads/user/day
      peak: 2x
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

Source: load = Σ rates of the flows.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.figures import figures
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("CP004", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find each flow without a rate beside others that have one."""
    if "capacity" not in model.spec.root:
        return
    flows = figures(model).flows
    if not any(each.rate.average.is_known for each in flows.values()):
        return
    for name, found in flows.items():
        if not found.rate.average.is_known and name in model.flows:
            flow = model.flows[name]
            hint = f"an estimate '{name}', or 'rate:' in the flow"
            yield Finding(flow.span, found.rate.average.why or f"the rate of flow '{name}' is not known", hint)
