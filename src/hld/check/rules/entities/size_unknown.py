"""How much room something takes cannot be told, though it is known how often it is written.

The rate of a flow and the size of what it writes give the growth of a store. State the `size` of the entity, or
list its fields with their types. Asked in documentation only.

Bad:

    profile: doc
    entities:
      Note: {fields: {id, text}, retention: 2 years}  # <--
    capacity:
      post: 10 notes/s
    flows:
      post:
        trigger: somebody writes
        steps:
          - {from: api, to: notes, op: write, entity: Note, timeout: 1s}
          - {from: api, to: notes, op: read, entity: Note, timeout: 1s}
    components:
      api: {kind: service, role: takes notes}
      notes: {kind: sql, role: keeps notes}

Good:

    profile: doc
    entities:
      Note: {fields: {id, text}, retention: 2 years, size: 300 B}
    capacity:
      post: 10 notes/s
    flows:
      post:
        trigger: somebody writes
        steps:
          - {from: api, to: notes, op: write, entity: Note, timeout: 1s}
          - {from: api, to: notes, op: read, entity: Note, timeout: 1s}
    components:
      api: {kind: service, role: takes notes}
      notes: {kind: sql, role: keeps notes}

Source: storage estimates: rate times size times retention.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Entity, Flow, Model


@rule("DT022", Severity.INFO, stage="design")
def check(model: Model) -> Iterator[Finding]:
    if model.profile != "doc":
        return
    for entity in model.entities.values():
        if entity.entry is None or _has_size(model, entity):
            continue
        writes = (each for each in trace.writers(model, entity) if each.op == "write")
        rated = next(
            (
                each
                for each in writes
                if each.store is not None and each.store.role is Role.STORE and _has_rate(model, each.flow)
            ),
            None,
        )
        if rated is not None and rated.store is not None:
            yield Finding(
                entity.span,
                f"the size of '{entity.id}' is not known, so neither is how '{rated.store.id}' grows",
                "'size: 1 KB', or types for its fields",
            )


def _has_size(model: Model, entity: Entity) -> bool:
    """Whether it is stated, or its fields have types that tell."""
    if entity.entry is not None and "size" in entity.entry:
        return True
    stored = (_keeping.storage(store, entity) for store in _keeping.stores_of(model, entity))
    if any(each is not None and "size" in each for each in stored):
        return True
    return any(field.type is not None and field.name != "id" for field in entity.fields)


def _has_rate(model: Model, flow: Flow) -> bool:
    capacity = model.spec.root.record("capacity")
    return "rate" in flow.entry or (capacity is not None and flow.id in capacity)
