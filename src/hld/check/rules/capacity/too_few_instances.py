"""The peak needs more instances of a component than there are.

The load is that of all flows that enter the component, at peak, with fan-out, branches and cache misses. An instance
does what its `capacity` says, or what is usual for its kind, and is to run at no more than a share of that (70% unless
`conventions` say otherwise). With `autoscale` the most counts. Where more arrives on average than all of them can do,
`unstable-consumer` says so instead; where a queue takes up the peak, `peak-backlog`
does.

Bad:

    capacity:
      dau: 10M users
      read: 100 reads/user/day
      peak: 2x
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer x2
      api: {kind: service, replicas: 5, capacity: 5k/s}  # <--
      posts: {kind: key-value, replicas: 3}
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    capacity:
      dau: 10M users
      read: 100 reads/user/day
      peak: 2x
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer x2
      api: {kind: service, replicas: 8, capacity: 5k/s}
      posts: {kind: key-value, replicas: 3}
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: instances = peak load / (capacity of one × target utilisation), rounded up.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.figures import rest_on_default
from hld.check.rule import Unknown, rule
from hld.check.rules.capacity import _load
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("CP005", Severity.ERROR)
def check(model: Model) -> Iterator[Finding | Unknown]:
    """Find each component with fewer instances than its peak needs, at the number of them."""
    for component, found in _load.served(model):
        instances = found.instances
        if instances is None or instances.is_elastic or _load.is_swamped(found) or _load.has_backlog(found):
            continue
        at = _load.at_replicas(component)
        if instances.most is None:
            if instances.needed.is_known:
                yield Unknown(at, f"'{component.id}' does not say how many instances it has")
        elif instances.needed.value is not None and instances.needed.value > instances.most:
            yield Finding(
                at,
                f"'{component.id}' has {instances.most:,}: {found.explain}",
                f"{int(instances.needed.value):,} of them, a cache before it, or the capacity that was measured",
                rests_on_default=rest_on_default((instances.capacity, found.load.peak)),
            )
        elif not instances.needed.is_exact:
            yield Unknown(at, f"the load of '{component.id}' is not known in full: {instances.needed.why}")
