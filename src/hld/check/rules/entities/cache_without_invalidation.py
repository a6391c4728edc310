"""Something in a cache is changed where it is kept, and the cache goes on showing the old.

Let entries expire (`ttl`), say what takes them out (`invalidation`), or change the cache in the flow that changes the
store. Following the changes of the store counts too, and so does what a later worker writes into the cache. Only the
stores that the cache is known to stand before (`of`, or reads `if miss`) are looked at.

Bad:

    auth: oauth
    entities: {Tweet: {id, text}}
    api:
      - GET /v1/tweets/{tweetId} -> Tweet
      - POST /v1/tweets {text} -> 201 Tweet
      - PATCH /v1/tweets/{tweetId} {text}
    components: {web: client, api: service, recent: cache, tweets: columnar}
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
      view:
        - web -> api: GET /v1/tweets/{tweetId}
        - api -> recent: read Tweet
        - api -> tweets: read Tweet if miss recent
      edit:
        - web -> api: PATCH /v1/tweets/{tweetId}
        - api -> tweets: update Tweet  # <--

Good:

    auth: oauth
    entities: {Tweet: {id, text}}
    api:
      - GET /v1/tweets/{tweetId} -> Tweet
      - POST /v1/tweets {text} -> 201 Tweet
      - PATCH /v1/tweets/{tweetId} {text}
    components: {web: client, api: service, recent: cache ttl=60s, tweets: columnar}
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
      view:
        - web -> api: GET /v1/tweets/{tweetId}
        - api -> recent: read Tweet
        - api -> tweets: read Tweet if miss recent
      edit:
        - web -> api: PATCH /v1/tweets/{tweetId}
        - api -> tweets: update Tweet

Source: cache-aside pattern, Azure Architecture Center.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.trace import Touch
from hld.model.types import Component, Entity, Model

CURES = ("ttl", "invalidation", "primary", "max_age", "cdc")


@rule("DT011", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for (entity, cache), touches in _keeping.places(model).items():
        if cache.role is not Role.CACHE or not any(each.is_read for each in touches) or _is_fresh(model, cache):
            continue
        if not _keeping.is_certain(model, entity, cache):
            continue
        behind = _behind(model, cache, entity)
        made_new = [each for each in _keeping.sure(model, _made_new(model, entity)) if each.store in behind]
        unseen = next((each for each in made_new if _passes_by(model, each, cache)), None)
        if unseen is not None:
            yield Finding(
                _keeping.word(unseen),
                f"'{cache.id}' keeps '{entity.id}', which is changed here; nothing takes the old one out of it",
                f"'ttl: 60s' on '{cache.id}', or a step that deletes '{entity.id}' there",
            )


def _is_fresh(model: Model, cache: Component) -> bool:
    if any(key in cache.entry and cache.entry.value(key) is not False for key in CURES):
        return True
    return any(edge.relationship is not None for edge in walk.incoming(model, cache))


def _made_new(model: Model, entity: Entity) -> list[Touch]:
    """The steps that change what a store has: a plain write makes something new, which no cache has yet."""
    writers = (each for each in trace.writers(model, entity) if each.op in ("update", "delete"))
    return [each for each in writers if each.store is not None and each.store.role is Role.STORE]


def _behind(model: Model, cache: Component, entity: Entity) -> set[Component]:
    """The stores that `cache` stands before: those it is `of`, those read when it misses, and their primaries."""
    names = {leaf.text for leaf in cache.entry.leaves("of")}
    names |= _read_on_miss(model).get((entity, cache), set())
    found = {model.components[name] for name in names if name in model.components}
    primaries = {each.entry.text("replica_of") for each in found}
    return found | {model.components[name] for name in primaries if name in model.components}


@lru_cache(maxsize=4)
def _read_on_miss(model: Model) -> dict[tuple[Entity, Component], set[str]]:
    """The stores that an entity is read from when a cache misses it."""
    found: dict[tuple[Entity, Component], set[str]] = {}
    for touch in trace.accesses(model):
        condition = touch.step.condition
        cache = condition.cache.target if condition is not None and condition.cache is not None else None
        if touch.is_read and touch.entity is not None and touch.store is not None and cache is not None:
            found.setdefault((touch.entity, cache), set()).add(touch.store.id)
    return found


def _passes_by(model: Model, touch: Touch, cache: Component) -> bool:
    """Whether neither the flow of the change nor what it sets off changes the cache, whatever of it that may be."""
    flows = trace.set_off(model, [touch.flow])
    touches = [each for entity in _keeping.kept_in(model, cache) for each in _in(model, entity, cache)]
    if any(each.flow in flows and not each.is_read for each in touches):
        return False
    told = {each.step for each in touches}
    return not any(hop.flow in flows and hop.step not in told for hop in walk.passages_into(model, cache))


def _in(model: Model, entity: Entity, cache: Component) -> tuple[Touch, ...]:
    return _keeping.places(model).get((entity, cache), ())
