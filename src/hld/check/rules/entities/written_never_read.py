"""An entity is written to a store and nothing reads it from there.

Either the flow that needs it is missing, or the write is. Audit and history, warehouses, time series and backups are
written for somebody who is not in the design; so are messages to others and files that a CDN or a signed address
gives out. What is updated or deleted later counts as used. In a sketch the reader may not have been drawn yet, so
there it is only mentioned.

Bad:

    auth: oauth
    entities: {Tweet: {id, text}, Draft: {id, text}}
    api:
      - POST /v1/tweets {text} -> 201 Tweet
      - GET /v1/tweets/{tweetId} -> Tweet
    components: {web: client, api: service, tweets: columnar}
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
        - api -> tweets: write Draft  # <--
      view:
        - web -> api: GET /v1/tweets/{tweetId}
        - api -> tweets: read Tweet

Good:

    auth: oauth
    entities: {Tweet: {id, text}}
    api:
      - POST /v1/tweets {text} -> 201 Tweet
      - GET /v1/tweets/{tweetId} -> Tweet
    components: {web: client, api: service, tweets: columnar}
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
      view:
        - web -> api: GET /v1/tweets/{tweetId}
        - api -> tweets: read Tweet

Source: data flow diagrams: a store that takes and never gives is a black hole (DeMarco, 1978).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Entity, Model

RECORDS = frozenset(("warehouse", "time-series", "block-store"))
HISTORY = re.compile(r"audit|log|event|histor|metric|archive|backup|journal|trace|record", re.IGNORECASE)


@rule("DT006", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    fronted = {leaf.text for each in model.components.values() for key in ("of", "origin", "replica_of")
               for leaf in each.entry.leaves(key)}  # fmt: skip
    for (entity, store), touches in _keeping.places(model).items():
        if store.role is not Role.STORE or any(touch.op != "write" for touch in touches) or store.id in fronted:
            continue
        if _goes_otherwise(model, store) or _is_history(entity, store) or not _keeping.is_certain(model, entity, store):
            continue
        yield Finding(
            _keeping.word(touches[0]),
            f"'{entity.id}' is written to '{store.id}', but no flow reads it there",
            "add the step that reads it, or drop the write",
        )


def _goes_otherwise(model: Model, store: Component) -> bool:
    """Whether data leaves `store` in another way: by relationships, changes followed, signed addresses."""
    if any(key in store.entry for key in ("notify", "cdc", "presigned", "outbox", "external")):
        return True
    return bool(walk.outgoing(model, store))


def _is_history(entity: Entity, store: Component) -> bool:
    return store.kind.name in RECORDS or any(HISTORY.search(name) for name in (entity.id, store.id, store.name))
