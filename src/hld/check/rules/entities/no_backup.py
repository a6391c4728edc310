"""Data must survive, and the store that keeps it has no backup.

Replicas copy mistakes as fast as they copy data: a row deleted by accident is gone everywhere. Only a backup, or a
log that can be replayed, goes back. Asked in documentation only, where durability or a recovery point is required, and
of stores that no provider runs.

Bad:

    profile: doc
    requirements:
      nonfunctional:
        durability: {target: 99.999999999%, scope: [Note]}
    entities:
      Note: {fields: {id, text}, retention: forever}
    components:
      notes: {kind: sql, stores: {Note: {pk: id}}}  # <--

Good:

    profile: doc
    requirements:
      nonfunctional:
        durability: {target: 99.999999999%, scope: [Note]}
    entities:
      Note: {fields: {id, text}, retention: forever}
    components:
      notes: {kind: sql, stores: {Note: {pk: id}}, backup: daily}

Source: AWS Well-Architected, REL09 (back up data).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.qualities import asked_of, durable
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Entity, Model

CURES = ("backup", "recovery", "cdc", "external")
NONE = ("none", "no", "false")


@rule("DT018", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    wanted = durable(model)
    if model.profile != "doc" or not wanted:
        return
    for store in model.components.values():
        if store.role is not Role.STORE or _is_saved(model, store):
            continue
        kept = (each for each in _keeping.kept_in(model, store) if any(asked_of(quality, each) for quality in wanted))
        entity = next((each for each in kept if _matters(model, store, each)), None)
        if entity is not None:
            yield Finding(
                store.span,
                f"'{store.id}' keeps '{entity.id}', which must be durable, and has no backup",
                "'backup: daily'",
            )


def _is_saved(model: Model, store: Component) -> bool:
    if any(key in store.entry and store.entry.text(key).lower() not in NONE for key in CURES):
        return True
    if _keeping.is_managed(store) or _keeping.is_made_again(model, store):
        return True
    return any(edge.mode in ("backup", "cdc", "sync-job") for edge in walk.outgoing(model, store))


def _matters(model: Model, store: Component, entity: Entity) -> bool:
    """Whether `store` is where it is kept: it is listed or written there, and cannot be made again."""
    if _keeping.is_kept_elsewhere(entity):
        return False
    touches = _keeping.places(model).get((entity, store), ())
    return _keeping.storage(store, entity) is not None or bool(_keeping.changes(touches))
