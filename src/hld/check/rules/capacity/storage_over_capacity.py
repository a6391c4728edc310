"""A store keeps more than its instances have room for.

What an entity takes on is the rate of its writes times its size, with copies and indexes; it is kept for its
`retention`, or for five years where that is for ever or unsaid (then this is a warning). The room is what `capacity:
{storage: …}` says of one instance, times their number. Where no room is stated nothing is judged.

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
from fractions import Fraction

from hld.analyse.types import Component as Figures
from hld.analyse.wording import amount, time
from hld.check.figures import rest_on_default
from hld.check.rule import Unknown, rule
from hld.check.rules.capacity import _load
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model


@rule("ST001", Severity.ERROR)
def check(model: Model) -> Iterator[Finding | Unknown]:
    """Find each store that runs full, at its capacity."""
    for component, found in _load.served(model):
        room = _room(component, found)
        if room is None or not found.growth:
            continue
        span = component.entry.at("capacity")
        if found.kept.value is None:
            yield Unknown(span, f"what '{component.id}' keeps is not known: {found.kept.why}")
        elif found.kept.value > room:
            yield Finding(
                span,
                f"'{component.id}' keeps {found.kept.text} and has room for {amount(room, 'B')}{_full(found, room)}",
                "a shorter retention, more instances, or shards",
                severity=None
                if all(each.retention_is_stated and each.retention for each in found.growth)
                else Severity.WARNING,
                rests_on_default=rest_on_default([found.kept]),
            )


def _room(component: Component, found: Figures) -> Fraction | None:
    """What all instances can keep, in bytes, where that is stated."""
    capacity = component.entry.record("capacity")
    each = None if capacity is None else capacity.value("storage")
    return None if each is None else each.value * (component.replicas or 1)


def _full(found: Figures, room: Fraction) -> str:
    """When it is full, where that can be said."""
    growth = found.stored.value
    return f"; it is full after {time(room / growth)}" if growth else ""
