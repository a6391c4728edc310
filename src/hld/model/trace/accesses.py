"""Which entities the steps read and change, and which the operations carry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hld.model.trace.grouping import grouped, unique
from hld.model.types import Access, Component, Entity, Flow, Model, Operation, Step, Type
from hld.tuples import NamedTuple

__all__ = ["Touch", "accesses", "accesses_of", "entities_in", "operations_with", "readers", "writers"]


class Touch(NamedTuple):
    """An entity read or changed by a step: op is read, query, write, update or delete. None stands for a hole."""

    flow: Flow
    step: Step
    access: Access
    op: str
    entity: Entity | None
    component: Component | None
    store: Component | None

    @property
    def is_read(self) -> bool:
        """Whether the entity is only looked at."""
        return self.op in ("read", "query")


@lru_cache(maxsize=4)
def accesses(model: Model) -> tuple[Touch, ...]:
    """Every entity read or changed by a step, one for each entity of the step, in the order written."""
    return tuple(_touches(model))


def accesses_of(model: Model, entity: Entity) -> tuple[Touch, ...]:
    """Where `entity` is read or changed."""
    return _by_entity(model).get(entity, ())


def writers(model: Model, entity: Entity, store: Component | None = None) -> tuple[Touch, ...]:
    """Where `entity` is written, updated or deleted, in `store` if one is given."""
    return _in(store, _by_manner(model).get((entity, False), ()))


def readers(model: Model, entity: Entity, store: Component | None = None) -> tuple[Touch, ...]:
    """Where `entity` is read or queried, in `store` if one is given."""
    return _in(store, _by_manner(model).get((entity, True), ()))


def entities_in(operation: Operation) -> tuple[Entity, ...]:
    """The entities that an operation takes or answers with, each once."""
    types = [field.type for field in (*(operation.body or ()), *operation.query)]
    if operation.returns is not None:
        types += [operation.returns.type, *(field.type for field in operation.returns.fields)]
    return unique(entity for kind in types if (entity := _entity(kind)) is not None)


def operations_with(model: Model, entity: Entity) -> tuple[Operation, ...]:
    """The operations that take `entity` or answer with it."""
    return _carrying(model).get(entity, ())


@lru_cache(maxsize=4)
def _carrying(model: Model) -> dict[Entity, tuple[Operation, ...]]:
    return grouped((entity, each) for each in model.operations.values() for entity in entities_in(each))


@lru_cache(maxsize=4)
def _by_entity(model: Model) -> dict[Entity, tuple[Touch, ...]]:
    return grouped((touch.entity, touch) for touch in accesses(model) if touch.entity is not None)


@lru_cache(maxsize=4)
def _by_manner(model: Model) -> dict[tuple[Entity, bool], tuple[Touch, ...]]:
    """Where an entity is read (True), and where it is changed."""
    return grouped(((touch.entity, touch.is_read), touch) for touch in accesses(model) if touch.entity is not None)


def _in(store: Component | None, touches: tuple[Touch, ...]) -> tuple[Touch, ...]:
    return touches if store is None else tuple([touch for touch in touches if touch.store is store])


def _touches(model: Model) -> Iterator[Touch]:
    for flow, step in model.steps:
        if isinstance(step.label, Access):
            ends = (step.source.target, step.target.target)
            for reference in step.label.entities:
                yield Touch(flow, step, step.label, step.label.op, reference.target, *ends)


def _entity(kind: Type | None) -> Entity | None:
    return kind.entity.target if kind is not None and kind.entity is not None else None
