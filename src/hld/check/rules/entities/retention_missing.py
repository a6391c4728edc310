"""It is not said how long something is kept that grows without end.

How long data lives decides how much room it takes and who may ask for it to be gone. Say it on the entity or on the
store (`retention: 2 years`, or `forever`); what a step deletes needs none, nor do actors. Asked in documentation
only, and once where no entity says anything.

Bad:

    profile: doc
    entities:
      Note: {fields: {id, text}, retention: 2 years}
      Event: {fields: {id, text}}  # <--
    components:
      notes: {kind: sql, stores: {Note: {pk: id}, Event: {pk: id}}}

Good:

    profile: doc
    entities:
      Note: {fields: {id, text}, retention: 2 years}
      Event: {fields: {id, text}, retention: 90 days}
    components:
      notes: {kind: sql, stores: {Note: {pk: id}, Event: {pk: id}}}

Source: GDPR, article 5(1)(e), storage limitation; capacity estimates need a horizon.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.check.sections import place_of
from hld.diagnostics import Finding, Severity
from hld.model.types import Entity, Model

HINT = "'retention: 2 years' on the entity or on its store, or 'forever'"


@rule("DT012", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    if model.profile != "doc":
        return
    acting = _keeping.acting(model)
    kept = [each for each in model.entities.values() if each not in acting and _grows(model, each)]
    unsaid = [each for each in kept if not _keeping.dated(model, each)]
    if len(unsaid) == len(kept) > 1:
        yield Finding(
            place_of(model, "entities"), f"none of {len(kept)} stored entities says how long it is kept", HINT
        )
        return
    for entity in unsaid:
        yield Finding(entity.span, f"nothing says how long '{entity.id}' is kept", HINT)


def _grows(model: Model, entity: Entity) -> bool:
    """Whether stores keep it and get more of it."""
    if entity.entry is None or any(entity.entry.value(key) is True for key in ("external", "derived", "seeded")):
        return False
    for store in _keeping.stores_of(model, entity):
        touches = _keeping.places(model).get((entity, store), ())
        if store.role is Role.STORE and (
            any(each.op == "write" for each in touches) or _keeping.storage(store, entity)
        ):
            return True
    return False
