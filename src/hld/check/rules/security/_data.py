"""Sensitive data: which entities hold it, and which steps carry it."""

from __future__ import annotations

from collections.abc import Iterable

from hld.model.types import Access, Call, Delivery, Entity, Field, Operation, Step

__all__ = ["SENSITIVE", "carried", "held"]

SENSITIVE = ("pii", "phi", "pci", "secret")


def held(entity: Entity, classes: tuple[str, ...] = SENSITIVE) -> str:
    """What is sensitive of `entity`, as "'User.email' (pii)"; "" if nothing is.

    A field that refers to another entity holds its id alone.
    """
    whole = entity.entry.text("class") if entity.entry is not None else ""
    if whole in classes:
        return f"'{entity.id}' ({whole})"
    return _first(entity.fields, f"{entity.id}.", classes)


def carried(step: Step) -> str:
    """The first sensitive thing that `step` sends or fetches; "" if there is none that is known."""
    label = step.label
    if isinstance(label, Access):
        entities = (each.target for each in label.entities if each.target is not None)
        return next((found for each in entities if (found := held(each))), "")
    if isinstance(label, Call):
        operation = label.operation.target
        return _first(label.fields) or (_spoken(operation) if operation is not None else "")
    if isinstance(label, Delivery):
        message = label.message.target
        return _first(label.fields) or (_first(message.fields, f"{message.id}.") if message is not None else "")
    return ""


def _spoken(operation: Operation) -> str:
    """What is sensitive in the request or the answer of `operation`."""
    returned = operation.returns
    sent = _first((*(operation.body or ()), *operation.query, *(returned.fields if returned is not None else ())))
    kind = returned.type if returned is not None else None
    entity = kind.entity.target if kind is not None and kind.entity is not None else None
    return sent or (held(entity) if entity is not None else "")


def _first(fields: Iterable[Field], before: str = "", classes: tuple[str, ...] = SENSITIVE) -> str:
    found = (f"'{before}{each.name}' ({each.data_class})" for each in fields if each.data_class in classes)
    return next(found, "")
