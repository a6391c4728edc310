"""Which entities are created and kept nowhere."""

from __future__ import annotations

import re
from functools import lru_cache

from hld.catalog.kinds import Role
from hld.check.qualities import durable
from hld.check.rules.entities import _keeping
from hld.check.rules.flows import _doubt
from hld.model import trace
from hld.model.trace import Touch
from hld.model.types import Access, Entity, Flow, Model, Operation

__all__ = ["forgotten"]

STORY = re.compile(r"event|log|entry|change|command|record|history|journal|message", re.IGNORECASE)


@lru_cache(maxsize=4)
def forgotten(model: Model) -> dict[Entity, Operation]:
    """The entities that are created and not kept, each with the first operation that creates it."""
    found: dict[Entity, Operation] = {}
    for operation in model.operations.values():
        entity = _created(model, operation)
        if entity is None or entity in found or not _must_be_kept(model, entity):
            continue
        writers = trace.writers(model, entity)
        if any(_keeps(touch, frozenset()) for touch in writers):
            continue
        calls = trace.calls_of(model, operation)
        is_exact = calls and all(use.call.operation.is_exact and use.step.is_exact for use in calls)
        flows = trace.set_off(model, [use.flow for use in calls]) if is_exact else frozenset()
        kept = any(_keeps(touch, flows) for touch in writers)
        if is_exact and not kept and not any(_may_keep(model, flow) for flow in flows):
            found[entity] = operation
    return found


def _created(model: Model, operation: Operation) -> Entity | None:
    """What a call of `operation` creates: what its path is named for, or what it answers with 201."""
    returned = operation.returns
    if operation.method != "POST" or returned is None or returned.type is None or returned.type.many:
        return None
    entity = returned.type.entity.target if returned.type.entity is not None and returned.type.entity.is_exact else None
    if entity is None:
        return None
    last = next((part for part in reversed(operation.path.split("/")) if "{" not in part), "")
    is_named = _keeping.folded(last) == _keeping.folded(entity.id)
    return entity if is_named or (returned.status == 201 and _is_asked_for(model, entity, operation)) else None


def _is_asked_for(model: Model, entity: Entity, creating: Operation) -> bool:
    """Whether another operation gives it out, or a step looks for it; a ticket or a token is not."""
    others = any(each is not creating for each in trace.operations_with(model, entity))
    return others or bool(trace.readers(model, entity))


def _must_be_kept(model: Model, entity: Entity) -> bool:
    """Whether nothing else accounts for it, and all that is done with it is known."""
    if entity in _keeping.acting(model) or _keeping.is_kept_elsewhere(entity) or _keeping.listed(model, entity):
        return False
    if any(entity.id in each.scope for each in durable(model)) and trace.writers(model, entity):
        return False  # that memory is not durable is told where it is written
    return _keeping.is_certain(model, entity)


def _keeps(touch: Touch, flows: frozenset[Flow]) -> bool:
    """Whether the step keeps it: not in a cache, and not as a change of what another flow must have made."""
    if touch.store is not None and touch.store.role is Role.CACHE and touch.store.entry.value("primary") is not True:
        return False
    return touch.op == "write" or touch.flow in flows


def _may_keep(model: Model, flow: Flow) -> bool:
    """Whether `flow` may keep it in a way that does not name it: in words, elsewhere, or as a story of events."""
    if not _doubt.is_readable(model, flow) or trace.has_open_call(flow) or not trace.is_whole(flow):
        return True
    for step in flow.steps:
        target = step.target.target
        if isinstance(step.label, Access):
            if any(STORY.search(each.name) for each in step.label.entities):
                return True
        elif target is not None and target.role in (Role.STORE, Role.EXTERNAL, Role.CACHE):
            return True
    return False
