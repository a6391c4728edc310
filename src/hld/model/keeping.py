"""Where entities are kept: which component holds which, in which of them an entity is at home, who is an actor."""

from __future__ import annotations

import re
from functools import lru_cache

from hld.model import trace
from hld.model.trace import Touch
from hld.model.types import Component, Entity, Model
from hld.spec.types import Record

__all__ = [
    "Place", "acting", "folded", "is_fed", "is_kept_elsewhere", "is_made_again", "kept_in", "places", "storage",
    "stores_of",
]  # fmt: skip

#: Kinds whose data is made again from the system of record.
_SECONDARY = frozenset(("search-index", "warehouse", "vector"))
_COPYING = frozenset(("replicate", "cdc", "backup", "sync-job"))

Place = tuple[Entity, Component]


@lru_cache(maxsize=4)
def places(model: Model) -> dict[Place, tuple[Touch, ...]]:
    """The steps that touch an entity in a store or a cache, by both, in the order written."""
    found: dict[Place, list[Touch]] = {}
    for touch in trace.accesses(model):
        if touch.entity is not None and touch.store is not None:
            found.setdefault((touch.entity, touch.store), []).append(touch)
    return {place: tuple(touches) for place, touches in found.items()}


@lru_cache(maxsize=4)
def _kept(model: Model) -> dict[str, tuple[Entity, ...]]:
    found: dict[str, dict[Entity, None]] = {}
    for entity, store in places(model):
        found.setdefault(store.id, {})[entity] = None
    for component in model.components.values():
        for name, _ in component.entry.records("stores"):
            if name in model.entities:
                found.setdefault(component.id, {})[model.entities[name]] = None
    return {name: tuple(entities) for name, entities in found.items()}


def kept_in(model: Model, store: Component) -> tuple[Entity, ...]:
    """The entities that a store holds: those its `stores` lists and those that steps touch there."""
    return _kept(model).get(store.id, ())


@lru_cache(maxsize=4)
def _stores(model: Model) -> dict[Entity, tuple[Component, ...]]:
    found: dict[Entity, list[Component]] = {}
    for name, entities in _kept(model).items():
        for entity in entities:
            found.setdefault(entity, []).append(model.components[name])
    return {entity: tuple(stores) for entity, stores in found.items()}


def stores_of(model: Model, entity: Entity) -> tuple[Component, ...]:
    """The components that hold `entity`, or that a step looks for it in."""
    return _stores(model).get(entity, ())


def storage(store: Component, entity: Entity) -> Record | None:
    """What `store` says of how it keeps `entity`."""
    stores = store.entry.record("stores")
    return None if stores is None else stores.record(entity.id)


def folded(name: str) -> str:
    """A name as words in paths are compared with entities: lower case, no joiners, singular."""
    word = re.sub(r"[\W_]", "", name).lower()
    return word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")


@lru_cache(maxsize=4)
def acting(model: Model) -> frozenset[Entity]:
    """The entities that are actors: declared so, or acting in a requirement, or what a caller is."""
    names = {each.actor for each in model.requirements.values()} | set(model.actors)
    auth = model.spec.root.record("auth")
    if auth is not None:
        names.add(auth.text("identity"))
    return frozenset(each for each in model.entities.values() if each.is_actor or each.id in names)


def is_kept_elsewhere(entity: Entity) -> bool:
    """Whether another system keeps `entity`, or it can be made again."""
    return entity.entry is not None and any(entity.entry.value(key) is True for key in ("external", "derived"))


def is_made_again(model: Model, store: Component, entity: Entity | None = None) -> bool:
    """Whether what `store` holds (of `entity`) comes from elsewhere: an index, a warehouse, a copy, a view."""
    entry = store.entry
    if store.kind.name in _SECONDARY or "of" in entry or "replica_of" in entry or entry.value("derived") is True:
        return True
    if entity is not None:
        kept = storage(store, entity)
        if is_kept_elsewhere(entity) or (kept is not None and kept.value("derived") is True):
            return True
    return is_fed(model, store)


def is_fed(model: Model, store: Component) -> bool:
    """Whether a relationship brings data into `store`, or it is there from the start."""
    entry = store.entry
    return entry.value("seeded") is True or entry.value("external") is True or store in _copied_to(model)


@lru_cache(maxsize=4)
def _copied_to(model: Model) -> frozenset[Component]:
    ends = (each.target.target for each in model.relationships if each.mode in _COPYING and each.source.target)
    return frozenset(end for end in ends if end is not None)
