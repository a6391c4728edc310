"""A model as plain data, made of what JSON can hold: the same for every spelling of the same design."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

from hld.catalog.kinds import Kind
from hld.model.types import (
    Access,
    Block,
    Call,
    Component,
    Condition,
    Delivery,
    Entity,
    Field,
    Flow,
    Label,
    Message,
    Model,
    Operation,
    Quality,
    Reference,
    Reply,
    Requirement,
    Returns,
    Step,
    Type,
)
from hld.spec.types import Leaf, Record, Value, Values

__all__ = ["canonical"]

Plain = dict[str, Any]

#: Keys of steps that the path and the label stand for in the canonical form.
_SAID = frozenset(
    "from via to at arrow label call op entities by send receive reply do payload times when chain".split()  # noqa: SIM905
)
#: Keys of other elements that have a place of their own there.
_PLACED = frozenset(
    "kind tech name replicas fields payload channel text actor priority scope steps covers title contains body query "  # noqa: SIM905
    "returns errors provider consumers id method path style audience auth groups group".split()
)


def canonical(model: Model) -> Plain:
    """The model as nested dicts, lists, strings, numbers and booleans; absent and empty values are left out.

    Spans are left out as well, and references are given by the id of what they stand for.
    """
    return _dense(
        {
            "name": model.name,
            "profile": model.profile,
            "actors": list(model.actors),
            "requirements": {name: _requirement(each) for name, each in model.requirements.items()},
            "qualities": {name: _quality(each) for name, each in model.qualities.items()},
            "capacity": _plain(model.spec.root.get("capacity")),
            "entities": {name: _entity(each) for name, each in model.entities.items()},
            "operations": {name: _operation(each) for name, each in model.operations.items()},
            "messages": {name: _message(each) for name, each in model.messages.items()},
            "groups": {
                name: {"kind": each.kind, "contains": list(each.contains)} for name, each in model.groups.items()
            },
            "components": {name: _component(each) for name, each in model.components.items()},
            "flows": {name: _flow(each) for name, each in model.flows.items()},
            "relationships": [
                {"from": _id(each.source), "to": _id(each.target), "mode": each.mode, "text": each.text}
                for each in model.relationships
            ],
        }
    )


def _requirement(need: Requirement) -> Plain:
    return {"text": need.text, "actor": need.actor, "priority": need.priority}


def _quality(quality: Quality) -> Plain:
    return {"kind": quality.kind, "scope": list(quality.scope), **_rest(quality.entry)}


def _component(component: Component) -> Plain:
    return {
        "kind": component.kind.name,
        "tech": component.tech,
        "name": component.name,
        "replicas": component.replicas,
        "groups": list(component.groups),
        "implicit": component.is_implicit or None,
        **_rest(component.entry),
    }


def _entity(entity: Entity) -> Plain:
    implied: Plain = {"implied": entity.is_implied or None, "fields": _fields(entity.fields)}
    return implied if entity.entry is None else {**implied, **_rest(entity.entry)}


def _message(message: Message) -> Plain:
    channel = None if message.channel is None else _id(message.channel)
    return {"implied": message.is_implied or None, "channel": channel, "fields": _fields(message.fields)}


def _operation(operation: Operation) -> Plain:
    return {
        "style": operation.style.value,
        "method": operation.method,
        "path": operation.path,
        "id": operation.id,
        "body": None if operation.body is None else _fields(operation.body),
        "query": _fields(operation.query),
        "returns": None if operation.returns is None else _returns(operation.returns),
        "errors": list(operation.errors),
        "auth": operation.auth,
        "audience": operation.audience,
        "provider": None if operation.provider is None else _id(operation.provider),
        "consumers": [_id(each) for each in operation.consumers],
        "covers": [_id(each) for each in operation.covers],
        **_rest(operation.entry),
    }


def _returns(returns: Returns) -> Plain:
    return {"status": returns.status, "type": _type(returns.type), "fields": _fields(returns.fields)}


def _fields(found: Iterable[Field]) -> Plain:
    return {
        each.name: {"type": _type(each.type), "class": each.data_class, "optional": each.optional or None}
        for each in found
    }


def _type(kind: Type | None) -> str:
    if kind is None:
        return ""
    return kind.name + ("[]" if kind.many else "")


def _flow(flow: Flow) -> Plain:
    return {
        "title": flow.title,
        "covers": [_id(each) for each in flow.covers],
        "steps": [_step(each) for each in flow.steps],
    }


def _step(step: Step) -> Plain:
    return {
        "number": step.number,
        "path": [_id(node) for node in step.nodes],
        "arrow": None if step.arrow is None else step.arrow.value,
        "label": _label(step.label),
        "times": step.times if step.times != 1 else None,
        "when": None if step.condition is None else _condition(step.condition),
        "blocks": [_block(each) for each in step.blocks],
        **{key: value for key, value in _record(step.entry).items() if key not in _SAID},
    }


def _condition(condition: Condition) -> str:
    return condition.kind + " " + _id(condition.cache) if condition.cache is not None else condition.text


def _block(block: Block) -> Plain:
    return {"kind": block.kind, "number": block.number, "arm": block.arm, "condition": block.condition}


def _label(label: Label) -> Plain:
    match label:
        case Call():
            operation = label.operation.target
            return {"call": label.text if operation is None else operation.key, "fields": _fields(label.fields)}
        case Access():
            return {label.op: [_id(each) for each in label.entities], "by": list(label.fields)}
        case Delivery():
            return {"message": _id(label.message), "fields": _fields(label.fields)}
        case Reply():
            return {"reply": True, "status": label.status, "type": _type(label.type), "text": label.text}
    return {"text": label.text}


def _id(reference: Reference[Any]) -> str:
    target = reference.target
    return reference.name if target is None else getattr(target, "key", None) or target.id


def _rest(entry: Record) -> Plain:
    """The properties of an element that have no place of their own."""
    return {key: value for key, value in _record(entry).items() if key not in _PLACED}


def _record(record: Record) -> Plain:
    return {key: _plain(value) for key, value in record.entries.items()}


def _plain(value: Value | None) -> Any:
    match value:
        case Record():
            return _record(value)
        case Values():
            return [_plain(item) for item in value.items]
        case Leaf():
            return value.text if value.value is None else _scalar(value.value)
    return None


def _scalar(value: Any) -> Any:
    """A typed value: what JSON knows as it is, what is made of parts by its parts, the rest as text."""
    if value is None or isinstance(value, str | bool | int):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Kind):
        return value.name
    if hasattr(value, "_asdict"):
        return {name: _scalar(each) for name, each in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(key): _scalar(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_scalar(each) for each in value]
    return str(value)


def _dense(value: Plain) -> Plain:
    """The same without what is absent or empty, all the way down."""
    kept = {key: _within(each) for key, each in value.items()}
    return {key: each for key, each in kept.items() if each is not None and each not in ("", [], {})}


def _within(value: Any) -> Any:
    if isinstance(value, dict):
        return _dense(value)
    return [_within(each) for each in value] if isinstance(value, list) else value
