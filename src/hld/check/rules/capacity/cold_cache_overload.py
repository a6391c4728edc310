"""Without its cache a store gets more than it can do.

When a cache restarts empty, or is gone, every read that it would have answered goes to the store behind it. A store
that cannot bear that makes the cache a hard dependency in disguise. Only stores that keep up with a warm cache are
judged.

Bad:

    capacity:
      dau: 100M users
      read: 100 reads/user/day
      peak: 2x
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer x8
      api: service x80
      hot: {kind: cache, replicas: 6, hit: 99%, of: posts}
      posts: {kind: sql, replicas: 2, capacity: 20k/s}  # <--
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> hot: read Post
        - api -> posts: read Post if miss hot

Good:

    capacity:
      dau: 100M users
      read: 100 reads/user/day
      peak: 2x
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer x8
      api: service x80
      hot: {kind: cache, replicas: 6, hit: 80%, of: posts}
      posts: {kind: sql, replicas: 14, capacity: 20k/s}
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> hot: read Post
        - api -> posts: read Post if miss hot

Source: M. Brooker et al., "Caching challenges and strategies", Amazon Builders' Library.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.check.figures import figures, rest_on_default
from hld.check.rule import rule
from hld.check.rules.capacity import _load
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model


@rule("CP020", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each store that could not stand in for its cache, at the number of its instances."""
    more = _missed(model)
    for component, found in _load.served(model):
        instances, peak = found.instances, found.load.peak.value
        if component not in more or instances is None or peak is None or instances.capacity.value is None:
            continue
        most = instances.most or 0
        able = instances.capacity.value * most
        caches = ", ".join(f"'{each}'" for each in more[component])
        cold = peak + sum(more[component].values(), Fraction(0))
        if (instances.needed.value or 0) <= most and able < cold:
            yield Finding(
                component.entry.at("replicas"),
                f"without {caches}, '{component.id}' gets {_load.rate(cold)} at peak and can do {_load.rate(able)}",
                "size it for a cold cache, warm the cache before use, or shed load",
                rests_on_default=rest_on_default((instances.capacity, found.load.peak)),
            )


def _missed(model: Model) -> dict[Component, dict[str, Fraction]]:
    """What each store would get on top if nothing were found in its caches, by cache."""
    found: dict[Component, dict[str, Fraction]] = {}
    for flow, step in model.steps:
        condition, store = step.condition, step.target.target
        cache = (
            None if condition is None or condition.kind != "miss" or condition.cache is None else condition.cache.target
        )
        if cache is None or store is None:
            continue
        hit = cache.entry.value("hit")
        loads = {each.number: each.load.peak.value for each in figures(model).flows[flow.id].steps}
        load = loads.get(step.number)
        if hit is not None and load is not None and 0 < hit.value < 1:
            by_cache = found.setdefault(store, {})
            by_cache[cache.id] = by_cache.get(cache.id, Fraction(0)) + load * hit.value / (1 - hit.value)
    return found
