"""Entities: the declared ones, and those that a type or a step only implies."""

from __future__ import annotations

from hld.diagnostics import Span
from hld.model.linking.fields import TypeReader, read_fields
from hld.model.linking.names import UNRESOLVED, Names, Notes
from hld.model.types import Entity, Reference
from hld.spec.types import Record

__all__ = ["UNKNOWN_FIELD", "UNKNOWN_RETURN", "Entities"]

UNKNOWN_FIELD = "unknown-type"
UNKNOWN_RETURN = "unknown-response-type"


class Entities:
    """The entities of a design. Naming one that is not declared may add an implied one to those `known`."""

    def __init__(
        self, root: Record, notes: Notes, actors: frozenset[str], removed: frozenset[str], profile: str
    ) -> None:
        self._root = root
        self._notes = notes
        self._is_doc = profile == "doc"
        self.known = {name: _entity(name, entry, actors) for name, entry in root.records("entities")}
        self._declared: Names[Entity] = Names("entity", dict(self.known), notes, removed)
        self.names: Names[Entity] = Names("entity", self.known, notes, removed)

    def named(self, name: str, span: Span, rule: str = UNRESOLVED) -> Reference[Entity]:
        """The entity of this name: declared, the nearest, implied by a capital in a sketch, or a hole."""
        known = self.known.get(name)
        if known is not None:
            return self._notes.exact(name, span, known)
        if self._is_doc or not name[:1].isupper() or self._declared.like(name) or name in self._declared.removed:
            return self._declared.resolve(name, span, rule)
        self.known[name] = Entity(name, span, None, is_implied=True)
        self._notes.add(
            "implied-entity",
            span,
            f"entity '{name}' is used but not declared",
            f"declare it under entities: '{name}: {{id, …}}'",
        )
        return self._notes.exact(name, span, self.known[name])

    def complete(self, types: TypeReader) -> None:
        """Read the fields of the declared entities, which may be of each other's type."""
        for name, entry in self._root.records("entities"):
            fields = read_fields(entry.record("fields"), types, UNKNOWN_FIELD)
            # Entities point at each other in circles, so the last stroke is drawn on what is frozen.
            object.__setattr__(self.known[name], "fields", fields)


def _entity(name: str, entry: Record, actors: frozenset[str]) -> Entity:
    return Entity(name, entry.span, entry, is_actor=name in actors or entry.text("is") == "actor")
