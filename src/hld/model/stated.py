"""Who states what: a rule on `retries` asks the few steps that say so, and nobody in a design where none does."""

from __future__ import annotations

from functools import lru_cache

from hld.model.types import Component, Model, Operation, Step
from hld.tuples import NamedTuple

__all__ = ["components_stating", "is_stated", "steps_stating"]

#: What nearly every step states: where it goes and what is done.
_USUAL = frozenset(("from", "via", "to", "at", "arrow", "label", "chain"))


class _Stated(NamedTuple):
    """Steps, components and operations by the keys they state."""

    steps: dict[str, list[Step]]
    components: dict[str, list[Component]]
    operations: dict[str, list[Operation]]


def steps_stating(model: Model, key: str) -> list[Step]:
    """The steps that state `key`, which is about how a step is done, in the order written."""
    assert key not in _USUAL, f"nearly every step states '{key}'"
    return _stated(model).steps.get(key, [])


def components_stating(model: Model, key: str) -> list[Component]:
    """The components that state `key`, in the order written."""
    return _stated(model).components.get(key, [])


def is_stated(model: Model, *keys: str) -> bool:
    """Whether a step, a component or an operation states one of these keys."""
    return any(key in things for things in _stated(model) for key in keys)


@lru_cache(maxsize=4)
def _stated(model: Model) -> _Stated:
    found = _Stated({}, {}, {})
    for _, step in model.steps:
        if not _USUAL.issuperset(step.entry.entries):
            for key in step.entry.entries.keys() - _USUAL:
                found.steps.setdefault(key, []).append(step)
    for component in model.components.values():
        for key in component.entry.entries:
            found.components.setdefault(key, []).append(component)
    for operation in model.operations.values():
        for key in operation.entry.entries:
            found.operations.setdefault(key, []).append(operation)
    return found
