"""What the system keeps: entities with their fields, how they refer to each other, and the stores that hold them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

from hld.catalog.kinds import Role
from hld.diagnostics import Diagnostic
from hld.model import keeping, trace
from hld.model.types import Component, Entity, Field, Model, Type
from hld.tuples import NamedTuple
from hld.view import legend, wording
from hld.view.cards import faults_at
from hld.view.types import Frame, LegendRow

__all__ = ["EntitiesView", "EntityBox", "FieldRow", "Relation", "entities", "entities_of"]

#: What is said of an entity by a key that is true.
_TRAITS = {
    "immutable": "never changes",
    "derived": "made again from other data",
    "external": "kept by another system",
    "seeded": "there from the start",
}


class FieldRow(NamedTuple):
    """A field: its type as written ("280 chars", "Tweet[]"), what it is for, how sensitive it is ("pii" or "")."""

    name: str
    type: str
    is_key: bool = False
    is_reference: bool = False
    is_optional: bool = False
    data_class: str = ""
    tooltip: str = ""


class EntityBox(NamedTuple):
    """An entity; `notes` are its size, how long it is kept, where copies are. `is_implied` was only named."""

    id: str
    title: str
    fields: tuple[FieldRow, ...]
    notes: tuple[str, ...] = ()
    data_class: str = ""
    is_actor: bool = False
    is_implied: bool = False
    tooltip: str = ""
    faults: tuple[str, ...] = ()


class Relation(NamedTuple):
    """What a field that holds an entity says: how many may stand at either end.

    An end is "one", "maybe" (one or none), "any" (none or many) or "" where the spec does not say.
    """

    id: str
    source: str
    target: str
    label: str
    source_end: str
    target_end: str
    tooltip: str = ""


class EntitiesView(NamedTuple):
    """A picture of entities. `stores` are frames around those that are at home in one store."""

    view: str
    title: str
    subtitle: str
    boxes: tuple[EntityBox, ...]
    relations: tuple[Relation, ...]
    stores: tuple[Frame, ...]
    legend: tuple[LegendRow, ...] = ()
    description: str = ""
    footer: str = ""


def entities(model: Model, diagnostics: Sequence[Diagnostic] = ()) -> EntitiesView:
    """All entities of a design; errors are marked where they lie."""
    return entities_of(model, "entities", "Entities", tuple(model.entities.values()), model.components, diagnostics)


def entities_of(  # noqa: PLR0917
    model: Model,
    view: str,
    words: str,
    shown: Sequence[Entity],
    stores: Collection[str],
    diagnostics: Sequence[Diagnostic] = (),
) -> EntitiesView:
    """These entities below `words` as their title, those kept in one of these stores within its frame."""
    homes = {entity.id: home for entity in shown if (home := _home(model, entity, stores)) is not None}
    boxes = tuple(_box(model, entity, homes, diagnostics) for entity in shown)
    ids = {box.id for box in boxes}
    names = wording.list_of(box.title for box in boxes)
    return EntitiesView(
        view,
        model.name,
        wording.view_title(model, words),
        boxes,
        tuple(each for each in _relations(model) if {each.source, each.target} <= ids),
        tuple(_stores(model, homes)),
        tuple(legend.fault_rows(boxes)),
        f"What {model.name} keeps: {names}.",
        _footer(model, len(boxes), homes),
    )


def _footer(model: Model, shown: int, homes: Mapping[str, Component]) -> str:
    every, stores = len(model.entities), len({store.id for store in homes.values()})
    counted = f"{shown} of {every} entities" if shown != every else _count(every, "entity", "entities")
    return " · ".join((model.name, counted, _count(stores, "store", "stores")))


def _count(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


# ---- stores -------------------------------------------------------------------------------------


def _home(model: Model, entity: Entity, stores: Collection[str]) -> Component | None:
    """The store, of these, that keeps an entity for good: one that lists it or is written to, no copy or cache."""
    written = {touch.store.id for touch in trace.writers(model, entity) if touch.store is not None}
    keepers = [store for store in keeping.stores_of(model, entity) if store.id in stores]
    found = [store for store in keepers if store.role in (Role.STORE, Role.CACHE)]

    def is_worse(store: Component) -> tuple[bool, ...]:
        is_listed = keeping.storage(store, entity) is not None
        is_copy = keeping.is_made_again(model, store)
        return (store.role is Role.CACHE, is_copy, not is_listed, store.id not in written)

    return min(found, key=is_worse, default=None)


def _stores(model: Model, homes: Mapping[str, Component]) -> Iterator[Frame]:
    for store in {home.id: home for home in homes.values()}.values():
        members = tuple(name for name, home in homes.items() if home is store)
        yield Frame(store.id, " · ".join(filter(None, (store.title, wording.subtitle(store)))), "store", members)


# ---- boxes --------------------------------------------------------------------------------------


def _box(model: Model, entity: Entity, homes: Mapping[str, Component], diagnostics: Sequence[Diagnostic]) -> EntityBox:
    entry = entity.entry
    keys = _keys(model, entity)
    return EntityBox(
        entity.id,
        (entry.text("name") if entry is not None else "") or entity.id,
        tuple(_row(model, entity, field, keys) for field in entity.fields),
        tuple(_notes(model, entity, homes.get(entity.id))),
        _shown_class(str(entry.value("class", ""))) if entry is not None else "",
        entity in keeping.acting(model),
        entity.is_implied,
        entry.text("description") if entry is not None else "",
        faults_at((entity.span,), diagnostics),
    )


def _row(model: Model, entity: Entity, field: Field, keys: Sequence[str]) -> FieldRow:
    record = entity.entry.record("fields") if entity.entry is not None else None
    said = record.record(field.name) if record is not None else None
    size = said.text("size") if said is not None else ""
    return FieldRow(
        field.name,
        " ".join(filter(None, (_type(field.type), size))),
        field.name in keys,
        _referred(model, field) is not None,
        field.optional,
        _shown_class(field.data_class),
        said.text("description") if said is not None else "",
    )


def _type(kind: Type | None) -> str:
    return "" if kind is None else f"{kind.name}{'[]' if kind.many else ''}"


def _shown_class(data_class: str) -> str:
    return "" if data_class == "public" else data_class


def _stated_key(entity: Entity) -> tuple[str, ...]:
    """What is said to tell one from another; the key of a store may be that of many rows."""
    return () if entity.entry is None else tuple(leaf.text for leaf in entity.entry.leaves("key"))


def _keys(model: Model, entity: Entity) -> tuple[str, ...]:
    """The fields that tell one from another: as stated of it or of how it is stored, else its `id` or `tweet_id`."""
    stored = [keeping.storage(store, entity) for store in keeping.stores_of(model, entity)]
    primary = (tuple(leaf.text for leaf in each.leaves("pk")) for each in stored if each is not None)
    names = _stated_key(entity) or next(filter(None, primary), ())
    usual = ("id", f"{keeping.folded(entity.id)}id")
    return names or tuple(field.name for field in entity.fields if keeping.folded(field.name) in usual)[:1]


def _notes(model: Model, entity: Entity, home: Component | None) -> Iterator[str]:
    """What else is known: size, how long it is kept, what is special about it, where else it is."""
    said = [entity.entry] if entity.entry is not None else []
    stored = keeping.storage(home, entity) if home is not None else None
    said += [stored] if stored is not None else []
    size = next((text for record in said if (text := record.text("size"))), "")
    kept = next((text for record in said if (text := record.text("retention"))), "")
    parts = (f"{size.removeprefix('=').strip()} each" if size else "", f"kept {_period(kept)}" if kept else "")
    if any(parts):
        yield " · ".join(filter(None, parts))
    traits = [words for key, words in _TRAITS.items() if any(record.value(key) is True for record in said)]
    if traits:
        yield " · ".join(traits)
    copies = [store.title for store in keeping.stores_of(model, entity) if store is not home]
    if copies:
        yield f"also in {wording.list_of(copies)}"


def _period(text: str) -> str:
    return text if text == "forever" else f"for {text}"


# ---- relations ----------------------------------------------------------------------------------


def _referred(model: Model, field: Field) -> Entity | None:
    """The entity that a field holds or points to."""
    target = field.type.entity.target if field.type is not None and field.type.entity is not None else None
    return target if target is not None and model.entities.get(target.id) is target else None


class _Said(NamedTuple):
    """A field that refers to an entity."""

    owner: Entity
    field: Field
    target: Entity

    @property
    def is_many(self) -> bool:
        """Whether the field holds many of them."""
        return self.field.type is not None and self.field.type.many


def _relations(model: Model) -> Iterator[Relation]:
    """A line for each field that refers to an entity; fields that say the same from both ends are one."""
    said = [
        _Said(entity, field, target)
        for entity in model.entities.values()
        for field in entity.fields
        if (target := _referred(model, field)) is not None
    ]
    backs = {id(each): back for each in said if (back := _back(each, said)) is not None}
    told = {id(back) for back in backs.values()}
    for each in said:
        if id(each) not in told:
            yield _relation(model, each, backs.get(id(each)))


def _back(one: _Said, said: Sequence[_Said]) -> _Said | None:
    """The field of the other entity that says the same as the list `one`: the only ones between the two."""
    there = [each for each in said if each.owner is one.owner and each.target is one.target]
    back = [each for each in said if each.owner is one.target and each.target is one.owner]
    if not one.is_many or one.owner is one.target or len(there) != 1 or len(back) != 1:
        return None
    both = back[0].is_many
    return back[0] if not both or said.index(one) < said.index(back[0]) else None


def _relation(model: Model, said: _Said, back: _Said | None) -> Relation:
    """The line of a field. Many may refer to the same, unless the field is what tells them apart."""
    own = "" if said.is_many else "maybe" if _stated_key(said.owner) == (said.field.name,) else "any"
    label = said.field.name
    if back is not None:
        own = _end(back)
        label = f"{label} / {back.field.name}"
    return Relation(
        f"{said.owner.id}-{said.field.name}",
        said.owner.id,
        said.target.id,
        label,
        own,
        _end(said),
        f"{said.owner.id}.{said.field.name}: {_type(said.field.type)}",
    )


def _end(said: _Said) -> str:
    """How many a field refers to."""
    return "any" if said.is_many else "maybe" if said.field.optional else "one"
