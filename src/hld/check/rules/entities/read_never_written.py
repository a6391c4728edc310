"""An entity is read from a store that nothing writes it to.

Data does not come from nowhere: a flow writes it, a relationship brings it, or it was there before (`seeded: true`,
`external: true` on the entity or the store). Actors are exempt, for their accounts are mostly made elsewhere. In a
sketch, an entity that nothing writes anywhere and no operation changes is taken for a catalogue kept by others, and is
only mentioned. As long as a requirement has no flow, which may be the one that writes, nothing is said.

Bad:

    auth: oauth
    entities: {Tweet: {id, text}}
    api:
      - POST /v1/tweets {text} -> 201 Tweet
      - GET /v1/tweets/{tweetId} -> Tweet
    components: {web: client, api: service, tweets: columnar, copies: document}
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
        - api -> tweets: read Tweet
      view:
        - web -> api: GET /v1/tweets/{tweetId}
        - api -> copies: read Tweet  # <--

Good:

    auth: oauth
    entities: {Tweet: {id, text}}
    api:
      - POST /v1/tweets {text} -> 201 Tweet
      - GET /v1/tweets/{tweetId} -> Tweet
    components: {web: client, api: service, tweets: columnar, copies: document}
    relationships:
      - tweets -> copies: cdc
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
      view:
        - web -> api: GET /v1/tweets/{tweetId}
        - api -> copies: read Tweet

Source: data flow diagrams: a store that gives what it never got is a miracle (DeMarco, 1978).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check import covers
from hld.check.rule import rule
from hld.check.rules.entities import _forgotten, _keeping
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Component, Entity, Model

CHANGING = ("POST", "PUT", "PATCH")


@rule("DT005", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    if not covers.have_flows(model):
        return
    forgotten = _forgotten.forgotten(model)
    made = _made_here(model)
    for (entity, store), touches in _keeping.places(model).items():
        if store.role is not Role.STORE or _keeping.changes(touches) or entity in forgotten:
            continue
        if not _comes_otherwise(model, entity, store):
            is_catalogue = model.profile == "interview" and entity not in made
            yield Finding(
                _keeping.word(touches[0]),
                f"'{entity.id}' is read from '{store.id}', but nothing writes it there",
                f"add the step that writes it, or 'seeded: true' to '{store.id}' if it is there from the start",
                severity=Severity.INFO if is_catalogue else None,
            )


def _made_here(model: Model) -> set[Entity]:
    """The entities that a step writes to a store, or an operation that changes something speaks of."""
    found = {
        touch.entity
        for touch in trace.accesses(model)
        if not touch.is_read and touch.store is not None and touch.store.role is Role.STORE
    }
    made = {entity for entity in found if entity is not None}
    by_word = {_keeping.folded(entity.id): entity for entity in model.entities.values()}
    for operation in model.operations.values():
        if operation.method in CHANGING:
            made.update(trace.entities_in(operation))
            words = (_keeping.folded(part) for part in operation.path.split("/"))
            made.update(by_word[word] for word in words if word in by_word)
    return made


def _comes_otherwise(model: Model, entity: Entity, store: Component) -> bool:
    """Whether something else accounts for it: who acts, other systems, relationships, or a step that is not certain."""
    stated = entity.entry is not None and any(entity.entry.value(key) is True for key in ("seeded", "external"))
    copied = any(key in store.entry for key in ("replica_of", "of"))
    if stated or copied or entity in _keeping.acting(model) or _keeping.is_fed(model, store):
        return True
    return not _keeping.is_certain(model, entity, store)
