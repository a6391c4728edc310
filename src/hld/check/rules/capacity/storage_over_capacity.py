"""A store keeps more than its instances have room for.

What an entity takes on is the rate of its writes times its size, with copies and indexes; it is kept for its
`retention` or `ttl`, or for five years where that is for ever or unsaid (then this is a warning). The room is what
`capacity: {storage: …}` says of one instance, times their number. Where no room is stated nothing is judged.

Bad:

    capacity:
      dau: 10M users
      write: 10 posts/user/day
    auth: oauth
    entities: {Post: {fields: {id: id, text: 280 chars}, retention: 2 years}}
    api:
      - GET /v1/posts/{postId} -> Post
      - POST /v1/posts {text} -> 201 Post
    components:
      web: client
      api: service
      posts: {kind: columnar, replicas: 3, capacity: {storage: 2 TB}}  # <--
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    capacity:
      dau: 10M users
      write: 10 posts/user/day
    auth: oauth
    entities: {Post: {fields: {id: id, text: 280 chars}, retention: 2 years}}
    api:
      - GET /v1/posts/{postId} -> Post
      - POST /v1/posts {text} -> 201 Post
    components:
      web: client
      api: service
      posts: {kind: columnar, replicas: 20, capacity: {storage: 2 TB}}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: storage = writes × size × retention × copies; shards = storage / room of one.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.types import Component as Figures
from hld.check.figures import rest_on_default
from hld.check.rule import Unknown, rule
from hld.check.rules.capacity._room import full
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("ST001", Severity.ERROR)
def check(model: Model) -> Iterator[Finding | Unknown]:
    """Find each store that runs full, at its capacity."""
    for each in full(model, "storage"):
        if isinstance(each, Unknown):
            yield each
        else:
            yield Finding(
                each.component.entry.at("capacity"),
                "; ".join(filter(None, (each.text, each.when))),
                "a shorter retention, more instances, or shards",
                severity=None if _is_for_a_time(each.figures) else Severity.WARNING,
                rests_on_default=rest_on_default([each.figures.kept]),
            )


def _is_for_a_time(found: Figures) -> bool:
    """Whether it is stated of all that it keeps for how long, and that this is not for ever."""
    return all(each.retention_is_stated and each.retention for each in found.growth)
