"""Groups, actors and relationships: what frames the components and joins them outside of flows."""

from __future__ import annotations

from collections.abc import Iterator

from hld.model.linking.components import Components
from hld.model.linking.names import Names
from hld.model.types import Actor, Component, Group, Reference, Relationship
from hld.spec.types import Leaf, Record
from hld.spec.values import is_id

__all__ = ["actors", "assign_groups", "groups", "relationships"]


#: The mode of the relationship that a `dlq` stands for.
DEAD_LETTER = "dead-letter"

#: More groups than this around one component are not told.
_DEEPEST = 32


def actors(root: Record, components: Names[Component]) -> dict[str, Actor]:
    """The declared actors with the components they use the system through."""
    found = {}
    for name, entry in root.records("actors"):
        via = (components.lookup(leaf.text, leaf.span) for leaf in entry.leaves("via") if leaf.text)
        found[name] = Actor(name, entry.span, entry, tuple(via))
    return found


def relationships(root: Record, components: Components) -> tuple[Relationship, ...]:
    """The relationships stated, and those of components to where their dead letters go.

    One that lacks an end has been reported and is left out.
    """
    found = []
    for entry in root.items("relationships"):
        if isinstance(entry, Record):
            source, target = entry.leaf("from"), entry.leaf("to")
            if source is not None and target is not None and source.text and target.text:
                found.append(_relationship(entry, source, target, components))
    return (*found, *_dead_letters(components))


def _dead_letters(components: Components) -> list[Relationship]:
    """From each component to the one that its `dlq` names."""
    found = []
    for component in tuple(components.known.values()):
        leaf = component.entry.leaf("dlq")
        if leaf is not None and leaf.text and not isinstance(leaf.value, bool) and is_id(leaf.text):
            source, target = Reference(component.id, component.span, component), components.named(leaf.text, leaf.span)
            found.append(Relationship(source, target, DEAD_LETTER, leaf.span))
    return found


def _relationship(entry: Record, source: Leaf, target: Leaf, components: Components) -> Relationship:
    return Relationship(
        components.named(source.text, source.span),
        components.named(target.text, target.span),
        str(entry.value("mode", "depends")),
        entry.span,
        entry.text("text"),
        entry,
    )


def groups(root: Record, components: Names[Component]) -> dict[str, Group]:
    """The groups, nested ones included after the one they are in; `contains` holds ids of components and groups."""
    entries = dict(_entries(root))
    members = {name: dict.fromkeys(_members(entry, entries, components)) for name, entry in entries.items()}
    for name, entry in root.records("components") if members else ():
        group = entry.text("group")
        if group in members:
            members[group].setdefault(name)
    return {
        name: Group(name, entry.span, entry, str(entry.value("kind", "")), tuple(members[name]))
        for name, entry in entries.items()
    }


def _entries(record: Record) -> Iterator[tuple[str, Record]]:
    for name, entry in record.records("groups"):
        yield name, entry
        yield from _entries(entry)


def _members(entry: Record, entries: dict[str, Record], components: Names[Component]) -> Iterator[str]:
    for leaf in entry.leaves("contains"):
        if leaf.text in entries:
            yield leaf.text
        elif leaf.text:
            component = components.lookup(leaf.text, leaf.span).target
            if component is not None:
                yield component.id
    yield from (name for name, _ in entry.records("groups"))


def assign_groups(known: dict[str, Component], found: dict[str, Group]) -> None:
    """Tell each component the groups it is in, the outermost first."""
    inside: dict[str, list[str]] = {}
    for group in found.values():
        for member in group.contains:
            inside.setdefault(member, []).append(group.id)
    for component in known.values():
        if component.id in inside:
            around = _around(component.id, inside)
            object.__setattr__(component, "groups", tuple(reversed(around)))  # made before its groups were known


def _around(member: str, inside: dict[str, list[str]]) -> list[str]:
    """The groups around a member, the innermost first; groups that contain each other are counted once."""
    around: dict[str, None] = {}
    waiting = [member]
    while waiting and len(around) < _DEEPEST:
        outer = [group for inner in waiting for group in inside.get(inner, ()) if group not in around]
        around.update(dict.fromkeys(outer))
        waiting = outer
    return list(around)
