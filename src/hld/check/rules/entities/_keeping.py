"""Where entities are kept, who writes and reads them there, and what is not certain of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache

from hld.catalog.kinds import Role
from hld.catalog.products import product_named
from hld.check.rules.flows import _doubt
from hld.diagnostics import Span
from hld.model import trace, walk
from hld.model.trace import Touch
from hld.model.types import Access, Component, Entity, Model, Relationship, Step
from hld.spec.types import Record
from hld.tuples import NamedTuple
from hld.units.parse import duration
from hld.units.quantity import UnitError

__all__ = [
    "acting", "changes", "dated", "folded", "forever", "is_certain", "is_fed", "is_in_memory", "is_kept_elsewhere",
    "is_made_again", "is_managed", "is_prompt", "kept_in", "lag", "listed", "period", "places", "retention", "seconds",
    "storage", "stores_of", "sure", "word",
]  # fmt: skip

#: Kinds whose data is made again from the system of record.
_SECONDARY = frozenset(("search-index", "warehouse", "vector"))
_PERIODS = {"hourly": 3600, "daily": 86400, "nightly": 86400, "weekly": 604800, "monthly": 2592000}
_COPYING = frozenset(("replicate", "cdc", "backup", "sync-job"))

_KEEPERS = frozenset((Role.STORE, Role.CACHE, Role.EXTERNAL, Role.MONITOR))

Place = tuple[Entity, Component]


class _Lost(NamedTuple):
    entities: frozenset[Entity]
    stores: frozenset[str]
    all: bool


# What is written and read where


@lru_cache(maxsize=4)
def places(model: Model) -> dict[Place, tuple[Touch, ...]]:
    """The steps that touch an entity in a store or a cache, by both, in the order written."""
    found: dict[Place, list[Touch]] = {}
    for touch in trace.accesses(model):
        if touch.entity is not None and touch.store is not None:
            found.setdefault((touch.entity, touch.store), []).append(touch)
    return {place: tuple(touches) for place, touches in found.items()}


def changes(touches: Iterable[Touch]) -> list[Touch]:
    """Those that write, update or delete."""
    return [touch for touch in touches if not touch.is_read]


def folded(name: str) -> str:
    """A name as words in paths are compared with entities: lower case, no joiners, singular."""
    word = re.sub(r"[\W_]", "", name).lower()
    return word.removesuffix("ies") + "y" if word.endswith("ies") else word.removesuffix("s")


def word(touch: Touch) -> Span:
    """Where the step of `touch` names the entity."""
    found = (each.span for each in touch.access.entities if each.target is touch.entity)
    return next(found, touch.access.span)


def sure(model: Model, touches: Iterable[Touch]) -> list[Touch]:
    """Those of steps that were read in full and name their components exactly."""
    return [touch for touch in touches if _doubt.is_clear(model, touch.step)]


@lru_cache(maxsize=4)
def _prompt(model: Model) -> frozenset[Step]:
    found: set[Step] = set()
    for flow in model.flows.values():
        start = walk.initiator(flow)
        if start is not None and start.role is not Role.BROKER and start.kind.name != "scheduler":
            found.update(walk.synchronous(flow))
    return frozenset(found)


def is_prompt(model: Model, touch: Touch) -> bool:
    """Whether it is done while whoever asked for it waits; what a message or a clock sets off comes later."""
    return touch.step in _prompt(model)


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


def listed(model: Model, entity: Entity) -> bool:
    """Whether a component lists `entity` among what it stores."""
    return any(storage(component, entity) is not None for component in stores_of(model, entity))


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


# Stores


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
    if any(store.entry.value(key) is True for key in ("seeded", "external")):
        return True
    return any(edge.mode in _COPYING for edge in walk.incoming(model, store))


def is_in_memory(store: Component) -> bool:
    """Whether `store` loses what it holds when it restarts: a cache or a store said to be without persistence."""
    entry = store.entry
    said = entry.text("persistence").lower()
    if said:
        return said in ("none", "no", "false", "off")
    if "in_memory" in entry:
        return entry.value("in_memory") is True
    product = product_named(store.tech)
    if product is not None and (product.is_durable or product.is_in_memory):
        return not product.is_durable
    return store.role is Role.CACHE


def is_managed(store: Component) -> bool:
    """Whether a provider runs `store`, as stated or as its product is."""
    if "managed" in store.entry:
        return store.entry.value("managed") is True
    product = product_named(store.tech)
    return product is not None and product.is_managed


# Time


def retention(model: Model, entity: Entity) -> tuple[object, ...]:
    """How long `entity` is kept: durations or "forever", as it and the stores it is written to say."""
    records = [entity.entry] if entity.entry is not None else []
    for store in stores_of(model, entity):
        kept = storage(store, entity)
        records += [store.entry] if kept is None else [kept, store.entry]
    found = (record.value(key) for record in records for key in ("retention", "ttl", "max_age"))
    return tuple(value for value in found if value is not None)


def forever(model: Model, entity: Entity) -> bool:
    """Whether all that is said of how long `entity` is kept is: forever."""
    said = retention(model, entity)
    return bool(said) and all(value == "forever" for value in said)


def dated(model: Model, entity: Entity) -> bool:
    """Whether something says how long `entity` is kept, or a step deletes it."""
    return bool(retention(model, entity)) or any(touch.op == "delete" for touch in trace.accesses_of(model, entity))


def seconds(value: object) -> Fraction | None:
    """A duration in seconds; None for anything else."""
    amount = getattr(value, "value", None)
    return amount if isinstance(amount, Fraction) and getattr(value, "seconds", 0) == 1 else None


def period(text: str) -> Fraction | None:
    """How often "daily", "every 5 min" or "1 hour" is, in seconds; None where the words do not tell."""
    words = text.strip().lower()
    for name, length in _PERIODS.items():
        if re.search(rf"\b{name}\b", words):
            return Fraction(length)
    try:
        return seconds(duration(words.removeprefix("every").strip()))
    except UnitError:
        return None


def lag(relationship: Relationship) -> Fraction | None:
    """How far the end of `relationship` is behind, in seconds; None where nothing is stated."""
    return None if relationship.entry is None else seconds(relationship.entry.value("lag"))


# What is not certain


@lru_cache(maxsize=4)
def _lost(model: Model) -> _Lost:
    """The entities of steps whose store is not certain, and the stores of steps that do not say what they do."""
    entities: set[Entity] = set()
    stores: set[str] = set()
    everything = False
    for _, step in model.steps:
        ends = [node.target for node in (step.source, step.target)]
        if isinstance(step.label, Access):
            is_certain = _doubt.is_clear(model, step) and ends[1] is not None and ends[1].role in _KEEPERS
            for reference in step.label.entities:
                if not (is_certain and reference.is_exact) and reference.target is not None:
                    entities.add(reference.target)
                if reference.is_hole or not is_certain:
                    stores.update(end.id for end in ends if end is not None)
            everything = everything or (not step.is_whole and any(each.is_hole for each in step.label.entities))
        elif not step.is_reply:
            stores.update(end.id for end in ends if end is not None and end.role in (Role.STORE, Role.CACHE))
            if not step.is_whole:
                everything = True
    return _Lost(frozenset(entities), frozenset(stores), everything)


def is_certain(model: Model, entity: Entity, store: Component | None = None) -> bool:
    """Whether all that is done with `entity` (in `store`) is known, so that what is not seen is not there."""
    lost = _lost(model)
    return not (lost.all or entity in lost.entities or (store is not None and store.id in lost.stores))
