"""Flows have no rate, so that loads are not known in full.

The rate of a flow is the estimate of its name, that of its `rate:`, or that of the flows whose messages start it. Only
designs that estimate the rates of other flows are asked, and all flows without one are named at once.

Bad:

    capacity:  # <--
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
      read:
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
from hld.units.quantity import Quantity

#: How many flows are named.
_NAMED = 5


@rule("CP004", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find each flow whose rate is per something that nobody counts, at that, and others without at the estimates.

    Those that have no rate are told where others have one.
    """
    flows = figures(model).flows
    without = [name for name, found in flows.items() if not found.rate.average.is_known and name in model.flows]
    uncounted = {name: found for name in without if (found := _uncounted(model, name)) is not None}
    yield from uncounted.values()
    span = model.spec.root.keys.get("capacity")
    is_some = len(without) < len(flows)
    without = [name for name in without if name not in uncounted]
    if span is None or not without or not is_some:
        return
    first, more = without[:_NAMED], len(without) - _NAMED
    names = ", ".join(f"'{name}'" for name in first) + (f" and {more} more" if more > 0 else "")
    if len(without) > 1:
        message, hint = f"the rates of {len(without)} flows are not known: {names}", "estimates with the names of flows"
    else:
        message, hint = (
            flows[without[0]].rate.average.why or f"the rate of flow {names} is not known",
            f"an estimate {names}",
        )
    yield Finding(span, message, f"{hint}, or 'rate:' in the flow")


def _uncounted(model: Model, name: str) -> Finding | None:
    """That the rate of a flow, or the estimate of its name, is per something that nobody counts."""
    analysis = figures(model)
    leaf, estimate = model.flows[name].entry.leaf("rate"), analysis.capacity.get(name)
    if leaf is not None:
        found, span = leaf.value if isinstance(leaf.value, Quantity) else None, leaf.span
    elif estimate is not None:
        found, span = estimate.quantity, estimate.span
    else:
        return None
    message, _, hint = analysis.flows[name].rate.average.why.partition(": ")
    return Finding(span, message, hint) if found is not None and found.over and hint else None
