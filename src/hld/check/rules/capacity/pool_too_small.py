"""More requests are in flight at peak than there are connections or threads.

By Little's law the requests in flight are the rate times the time that each takes. Where `pool`, `threads` or
`connections` are stated, all instances together must hold as many; what is more waits or is turned away.

Bad:

    capacity:
      dau: 10M users
      read: 43.2 reads/user/day
      peak: 2x
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: sql, replicas: 1, latency: {p99: 50ms}, capacity: 20k/s, pool: 200}  # <--
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    capacity:
      dau: 10M users
      read: 43.2 reads/user/day
      peak: 2x
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: sql, replicas: 1, latency: {p99: 50ms}, capacity: 20k/s, pool: 600}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: J. D. C. Little, "A Proof for the Queuing Formula L = λW", Operations Research 9 (1961).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.types import Component as Figures
from hld.check.figures import rest_on_default
from hld.check.rule import rule
from hld.check.rules.capacity import _load
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model

_LIMITS = {"pool": "connections", "threads": "threads", "connections": "connections"}


@rule("CP012", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each limit that is smaller than the requests in flight, at the limit."""
    for component, found in _load.served(model):
        for key, noun in _LIMITS.items():
            limit = _limit(component, found, key)
            flying = found.concurrency.value
            if limit is not None and flying is not None and flying > limit:
                yield Finding(
                    component.entry.at(key),
                    f"'{component.id}' has {limit:,} {noun} and {int(flying):,} requests in flight at peak",
                    f"'{key}' for as many, more instances, or a shorter time",
                    rests_on_default=rest_on_default([found.concurrency]),
                )


def _limit(component: Component, found: Figures, key: str) -> int | None:
    """What all instances hold together, where both are stated."""
    each = component.entry.value(key)
    count = found.instances.most if found.instances is not None else None
    value = getattr(each, "value", each)
    return None if value is None or count is None else int(value) * count
