"""Components: the declared ones, and those that a step names without a declaration."""

from __future__ import annotations

from collections.abc import Iterable

from hld.catalog.infer import infer, is_kind_word, stem
from hld.catalog.kinds import KINDS, Kind
from hld.catalog.products import product_named
from hld.diagnostics import Span
from hld.model.linking.names import Names, Notes
from hld.model.types import Component, Reference
from hld.spec.types import Record

__all__ = ["Components"]

_ASSUMED = KINDS["service"]


class Components:
    """The components of a design. Naming one in a step may add an implicit one to those `known`."""

    def __init__(self, root: Record, notes: Notes, removed: frozenset[str], told: Iterable[Span] = ()) -> None:
        """`told` are the places where a kind was written that is not known, as has been said."""
        self.notes = notes
        lines: dict[int, list[Span]] = {}
        for span in told:
            lines.setdefault(span.line, []).append(span)
        section = root.record("components")
        keys = {} if section is None else section.keys
        self.known = {
            name: _component(name, entry, keys.get(name, entry.span), notes, lines)
            for name, entry in root.records("components")
        }
        self.names: Names[Component] = Names("component", self.known, notes, removed, declared=_declaration)
        self._declared: Names[Component] = Names("component", dict(self.known), notes, removed, declared=_declaration)

    def named(self, name: str, span: Span) -> Reference[Component]:
        """The component that a step names.

        In this order: the id declared just so; an id that differs in case or joiners alone; a word for a kind or
        a product, which is implicit; a slip of the pen; a name whose ending tells the kind; a hole.
        """
        known = self.known.get(name)
        if known is not None:
            return self.notes.exact(name, span, known)
        if name not in self._declared.removed and not self._is_slip(name):
            found = infer(name)
            if found is not None:
                return self._imply(name, span, found[0], "" if found[1] is None else found[1].name)
        return self._declared.resolve(name, span)

    def _is_slip(self, name: str) -> bool:
        """Whether a declared id was meant; `user-db` beside `users` says its own kind and so is another thing."""
        if self._declared.respelt(name):
            return True
        if is_kind_word(name):
            return False
        ending = stem(name)[1]
        return any(not ending or stem(near)[1] == ending for near in self._declared.like(name))

    def _imply(self, name: str, span: Span, kind: Kind, tech: str) -> Reference[Component]:
        entry = Record("component", {}, {}, span)
        self.known[name] = Component(name, kind, span, entry, tech=tech, is_implicit=True, kind_is_assumed=True)
        self.notes.add(
            "implicit-component",
            span,
            f"component '{name}' is not declared, assumed to be: {kind.noun}",
            f"declare it under components: '{name}: {tech or kind.name.replace('-', ' ')}'",
        )
        return self.notes.exact(name, span, self.known[name])


def _declaration(name: str) -> str:
    """How a component of this name is declared."""
    found = infer(name)
    if found is None:
        return f"declare it with its kind, which the name does not tell: '{name}: service'"
    kind, product = found
    return f"declare it: '{name}: {kind.name.replace('-', ' ') if product is None else product.name}'"


def _component(name: str, entry: Record, key: Span, notes: Notes, told: dict[int, list[Span]]) -> Component:
    kind, tech = _stated_kind(entry), entry.text("tech")
    is_assumed = kind is None
    if kind is None:
        found = infer(name)
        if found is None:
            if not _is_told(entry.span, told):
                notes.add(
                    "unknown-kind",
                    key,
                    f"the kind of component '{name}' is not stated and cannot be told from its name",
                    f"state it, as in '{name}: service'",
                )
        else:
            kind, tech = found[0], tech or ("" if found[1] is None else found[1].name)
    replicas = entry.value("replicas")
    return Component(
        id=name,
        kind=kind or _ASSUMED,
        span=entry.span,
        entry=entry,
        name=entry.text("name"),
        tech=tech,
        description=entry.text("description") or entry.text("role"),
        replicas=replicas if isinstance(replicas, int) else None,
        kind_is_assumed=is_assumed,
        kind_is_unknown=kind is None,
    )


def _is_told(place: Span, told: dict[int, list[Span]]) -> bool:
    lines = range(place.line, place.end_line + 1) if told else ()
    return any(place.holds(span) for line in lines for span in told.get(line, ()))


def _stated_kind(entry: Record) -> Kind | None:
    """The kind written, or that of the product written; a service where the word is unknown, as has been said."""
    leaf = entry.leaf("kind")
    if leaf is not None:
        return KINDS.get(leaf.value, _ASSUMED)
    product = product_named(entry.text("tech"))
    return None if product is None else product.kind
