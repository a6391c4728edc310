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
from hld.model.keeping import (
    Place,
    acting,
    folded,
    is_fed,
    is_kept_elsewhere,
    is_made_again,
    kept_in,
    places,
    storage,
    stores_of,
)
from hld.model.trace import Touch
from hld.model.types import Access, Component, Entity, Model, Relationship, Step
from hld.tuples import NamedTuple
from hld.units.parse import duration
from hld.units.quantity import UnitError

__all__ = [
    "acting", "are_of_others", "changes", "dated", "folded", "forever", "is_certain", "is_fed", "is_in_memory",
    "is_kept_elsewhere", "is_made_again", "is_managed", "is_prompt", "kept_in", "lag", "listed", "period", "places",
    "retention", "seconds", "storage", "stores_of", "sure", "surely", "word",
]  # fmt: skip

_PERIODS = {"hourly": 3600, "daily": 86400, "nightly": 86400, "weekly": 604800, "monthly": 2592000}

_OWNING = ("team", "trust", "")
_KEEPERS = frozenset((Role.STORE, Role.CACHE, Role.EXTERNAL, Role.MONITOR))


class _Lost(NamedTuple):
    entities: frozenset[Entity]
    stores: frozenset[str]
    all: bool


# What is written and read where


def changes(touches: Iterable[Touch]) -> list[Touch]:
    """Those that write, update or delete."""
    return [touch for touch in touches if not touch.is_read]


def word(touch: Touch) -> Span:
    """Where the step of `touch` names the entity."""
    found = (each.span for each in touch.access.entities if each.target is touch.entity)
    return next(found, touch.access.span)


def sure(model: Model, touches: Iterable[Touch]) -> list[Touch]:
    """Those of steps that were read in full and name their components exactly."""
    return [touch for touch in touches if _doubt.is_clear(model, touch.step)]


@lru_cache(maxsize=4)
def surely(model: Model) -> dict[Place, tuple[Touch, ...]]:
    """The steps that touch an entity in a store or a cache, by both, as far as they are sure."""
    return {place: tuple(sure(model, touches)) for place, touches in places(model).items()}


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


def listed(model: Model, entity: Entity) -> bool:
    """Whether a component lists `entity` among what it stores."""
    return any(storage(component, entity) is not None for component in stores_of(model, entity))


# Stores


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


def are_of_others(model: Model, one: Component, other: Component) -> bool:
    """Whether two components are known to belong to different groups of people or trust."""
    mine, theirs = _owners(model, one), _owners(model, other)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _owners(model: Model, component: Component) -> set[str]:
    """The groups of people or trust that it is in; zones and regions tell nothing of who owns what."""
    return {name for name in component.groups if name in model.groups and model.groups[name].kind in _OWNING}


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
