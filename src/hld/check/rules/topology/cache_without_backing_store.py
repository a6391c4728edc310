"""A cache is read, and there is nothing behind it to fill it from.

A cache forgets: on eviction, on a restart, at the first read of all. What it cannot answer must come from somewhere: a
store read when it misses, the store that it stands before (`of: posts`), or work that makes its data anew. A cache that
keeps what may be lost says so with a `ttl` or `derived: true`, and one that is the real home with `primary: true`. In
an interview nothing is said where some store keeps the same entity.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      hot: cache  # <--
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> hot: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      hot: cache
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> hot: read Post
        - api -> posts: read Post if miss hot

Source: the cache-aside pattern, Azure Architecture Center.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.types import Component, Entity, Flow, Model

_SAYS_SO = frozenset(
    ("of", "primary", "derived", "seeded", "external", "ttl", "persistence", "replica_of", "recovery", "backup")
)


@rule("TP010", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    if not _shape.is_sound(model):
        return
    written = {touch.store for touch in trace.accesses(model) if not touch.is_read}
    read = {touch.store: None for touch in trace.accesses(model) if touch.is_read and touch.entity is not None}
    for cache in read:
        if (
            cache is None
            or cache in written
            or cache.role is not Role.CACHE
            or not _SAYS_SO.isdisjoint(cache.entry.entries)
        ):
            continue
        if not _is_filled(model, cache) and not _is_detail(model, cache):
            message = f"cache '{cache.id}' has no backing store"
            yield Finding(cache.span, message, _hint(model))


def _is_detail(model: Model, cache: Component) -> bool:
    """Whether, in an interview, some store keeps what is read there: how the cache is filled may not be told yet."""
    if model.profile != "interview":
        return False
    return not _stored(model).isdisjoint(_keeping.kept_in(model, cache))


@lru_cache(maxsize=4)
def _stored(model: Model) -> frozenset[Entity]:
    """The entities that some store keeps."""
    keepers = [each for each in model.components.values() if each.role is Role.STORE]
    return frozenset(entity for store in keepers for entity in _keeping.kept_in(model, store))


def _is_filled(model: Model, cache: Component) -> bool:
    """Whether it asks a store itself, data is copied into it, or who reads it may go on elsewhere."""
    if walk.outgoing(model, cache) or any(edge.relationship for edge in walk.incoming(model, cache)):
        return True
    return any(_has_source(flow, cache) for flow in walk.flows_through(model, cache))


def _has_source(flow: Flow, cache: Component) -> bool:
    """Whether what reads `cache` in this flow asks another store or service as well, or says something in words."""
    readers = {step.source.target for step in flow.steps if step.target.target is cache}
    others = (step.target.target for step in flow.steps if step.source.target in readers and not step.is_reply)
    return any(
        each is not None and each is not cache and each.role not in (Role.CLIENT, Role.BROKER, Role.CACHE)
        for each in others
    )


def _hint(model: Model) -> str:
    store = next((each.id for each in model.components.values() if each.role is Role.STORE), None)
    return (
        f"'of: {store}', or add the step that reads on a miss" if store else "add the store, and 'of: …' to the cache"
    )
