"""What in a design answers to a quality that is asked for without a number."""

from __future__ import annotations

from collections.abc import Callable

from hld.catalog.kinds import Role
from hld.model.types import Component, Model
from hld.spec.types import Record, Value, Values

__all__ = ["wanted"]


def wanted(model: Model, kind: str) -> str:
    """What a design should state where a quality of `kind` is asked for; "" if it does, or nothing tells."""
    answers, what = ANSWERS.get(kind, (_nothing_is_wanted, ""))
    return "" if answers(model) else what


def _nothing_is_wanted(model: Model) -> bool:
    return True


def _is_secured(model: Model) -> bool:
    if "auth" in model.spec.root or any(each.auth for each in model.operations.values()):
        return True
    return _says(model, ("encryption", "tls", "auth", "roles", "rate_limit", "redact", "tokenized"))


def _is_regulated(model: Model) -> bool:
    return _says(model, ("retention", "residency", "encryption", "redact", "purpose", "tokenized", "pci"))


def _is_tolerant(model: Model) -> bool:
    copies = ("failover", "standby", "recovery", "backup", "replication", "zones", "regions", "on_failure", "breaker")
    managed = any(_is_copied(each) for each in model.components.values())
    return managed or bool(model.relationships) or _says(model, copies)


def _is_copied(component: Component) -> bool:
    return (component.replicas or 1) > 1 or component.entry.value("managed") is True


def _is_watched(model: Model) -> bool:
    return "observability" in model.spec.root or any(each.role is Role.MONITOR for each in model.components.values())


ANSWERS: dict[str, tuple[Callable[[Model], bool], str]] = {
    "security": (_is_secured, "'auth' or an encryption"),
    "compliance": (_is_regulated, "a 'retention', a 'residency' or an encryption"),
    "fault-tolerance": (_is_tolerant, "replicas, a failover or a recovery"),
    "maintainability": (_is_watched, "'observability' or a monitor"),
}


def _says(model: Model, keys: tuple[str, ...]) -> bool:
    """Whether a part of the design, at any depth, states one of the keys."""
    wanted = frozenset(keys)
    sections = ("entities", "api", "components", "flows", "relationships", "groups", "messages")
    waiting: list[Value] = [value for name in sections if (value := model.spec.root.get(name)) is not None]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Record):
            if value.shape and not wanted.isdisjoint(value.entries):
                return True
            waiting.extend(value.entries.values())
        elif isinstance(value, Values):
            waiting.extend(value.items)
    return False
