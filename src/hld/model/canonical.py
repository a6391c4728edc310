"""A model as plain data, made of what JSON can hold: the same for every spelling of the same design."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any, TypeVar

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
    Group,
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
from hld.spec.shapes import SHAPES
from hld.spec.types import Leaf, Record, Value, Values
from hld.spec.values import ListOf, MapOf, Plain
from hld.spec.values import Type as Typed
from hld.units.format import format_quantity
from hld.units.quantity import Quantity

__all__ = ["READ", "Name", "canonical"]

#: What the requirements hold beside those that are functional or not.
_NEEDS = ("out_of_scope", "questions", "assumptions")

T = TypeVar("T")

Tree = dict[str, Any]


class Name(str):
    """An id by which one element speaks of another; `namespace` is what the id is an id of ("component")."""

    __slots__ = ("namespace",)
    namespace: str

    @classmethod
    def of(cls, namespace: str, id: str) -> Name:
        """The id in a namespace."""
        name = cls(id)
        name.namespace = namespace
        return name

    def __getnewargs__(self) -> tuple[str]:
        return (str(self),)


#: The namespace of each class that a reference may stand for.
_NAMESPACES: dict[type, str] = {
    Component: "component",
    Entity: "entity",
    Operation: "operation",
    Message: "message",
    Requirement: "requirement",
}
#: Sections of a spec that nothing in the model stands for.
_OTHERS = tuple(
    "description owner links session facts conventions environment auth observability deep_dives scenarios views"  # noqa: SIM905
    " checks".split()
)

#: Keys of steps that the path and the label stand for, here as on pictures.
READ = frozenset(
    "from via to at arrow label call op entities by send receive reply do payload times when chain".split()  # noqa: SIM905
)
#: Keys of other elements that have a place of their own there.
_PLACED = frozenset(
    "kind tech name replicas fields payload channel text actor priority scope steps covers title contains body query "  # noqa: SIM905
    "returns errors provider consumers id method path style audience auth groups group".split()
)


def canonical(model: Model) -> Tree:
    """The model as nested dicts, lists, strings, numbers and booleans; absent and empty values are left out.

    Spans are left out as well, and references are given by the id of what they stand for.
    """
    root = model.spec.root
    needs = root.record("requirements")
    return _dense(
        {
            "name": model.name,
            "profile": model.profile,
            "actors": [Name.of("actor", name) for name in model.actors],
            "requirements": _named("requirement", _requirement, model.requirements),
            "qualities": _named("quality", _quality, model.qualities),
            "capacity": _plain(root.get("capacity")),
            "entities": _named("entity", _entity, model.entities),
            "operations": _named("operation", _operation, model.operations),
            "messages": _named("message", _message, model.messages),
            "groups": _named("group", _group, model.groups),
            "components": _named("component", _component, model.components),
            "flows": _named("flow", _flow, model.flows),
            "relationships": [
                {"from": _id(each.source), "to": _id(each.target), "mode": each.mode, "text": each.text}
                for each in model.relationships
            ],
            **{key: _plain(root.get(key), _typed(root, key)) for key in _OTHERS},
            **({} if needs is None else {key: _plain(needs.get(key)) for key in _NEEDS}),
        }
    )


def _named(namespace: str, tree_of: Callable[[T], Tree], elements: Mapping[str, T]) -> Tree:
    return {Name.of(namespace, name): tree_of(each) for name, each in elements.items()}


def _group(group: Group) -> Tree:
    return {"kind": group.kind, "contains": [Name.of("component", name) for name in group.contains]}


def _requirement(need: Requirement) -> Tree:
    return {"text": need.text, "actor": need.actor, "priority": need.priority}


def _quality(quality: Quality) -> Tree:
    return {"kind": quality.kind, "scope": [Name.of("scope", name) for name in quality.scope], **_rest(quality.entry)}


def _component(component: Component) -> Tree:
    return {
        "kind": component.kind.name,
        "tech": component.tech,
        "name": component.name,
        "replicas": component.replicas,
        "groups": [Name.of("group", name) for name in component.groups],
        "implicit": component.is_implicit or None,
        **_rest(component.entry),
    }


def _entity(entity: Entity) -> Tree:
    implied: Tree = {"implied": entity.is_implied or None, "fields": _fields(entity.fields)}
    return implied if entity.entry is None else {**implied, **_rest(entity.entry)}


def _message(message: Message) -> Tree:
    channel = None if message.channel is None else _id(message.channel)
    return {"implied": message.is_implied or None, "channel": channel, "fields": _fields(message.fields)}


def _operation(operation: Operation) -> Tree:
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


def _returns(returns: Returns) -> Tree:
    return {"status": returns.status, "type": _type(returns.type), "fields": _fields(returns.fields)}


def _fields(found: Iterable[Field]) -> Tree:
    return {
        Name.of("field", each.name): {
            "type": _type(each.type),
            "class": each.data_class,
            "optional": each.optional or None,
        }
        for each in found
    }


def _type(kind: Type | None) -> str:
    if kind is None:
        return ""
    text = kind.name + ("[]" if kind.many else "")
    return Name.of("entity", text) if kind.entity is not None else text


def _flow(flow: Flow) -> Tree:
    return {
        "title": flow.title,
        "covers": [_id(each) for each in flow.covers],
        "steps": [_step(each) for each in flow.steps],
    }


def _step(step: Step) -> Tree:
    return {
        "number": step.number,
        "path": [_id(node) for node in step.nodes],
        "arrow": None if step.arrow is None else step.arrow.value,
        "label": _label(step.label),
        "times": _times(step.times),
        "when": None if step.condition is None else _condition(step.condition),
        "blocks": [_block(each) for each in step.blocks],
        **{key: value for key, value in _record(step.entry).items() if key not in READ},
    }


def _times(times: int | str) -> int | str | None:
    if isinstance(times, str):
        return Name.of("estimate", times)
    return times if times != 1 else None


def _condition(condition: Condition) -> str | Tree:
    return {condition.kind: _id(condition.cache)} if condition.cache is not None else condition.text


def _block(block: Block) -> Tree:
    return {"kind": block.kind, "number": block.number, "arm": block.arm, "condition": block.condition}


def _label(label: Label) -> Tree:
    match label:
        case Call():
            operation = label.operation.target
            called = label.text if operation is None else Name.of("operation", operation.key)
            return {"call": called, "fields": _fields(label.fields)}
        case Access():
            return {label.op: [_id(each) for each in label.entities], "by": list(label.fields)}
        case Delivery():
            return {"message": _id(label.message), "fields": _fields(label.fields)}
        case Reply():
            return {"reply": True, "status": label.status, "type": _type(label.type), "text": label.text}
    return {"text": label.text}


def _id(reference: Reference[Any]) -> str:
    target = reference.target
    if target is None:
        return reference.name
    return Name.of(_NAMESPACES.get(type(target), ""), getattr(target, "key", None) or target.id)


def _rest(entry: Record) -> Tree:
    """The properties of an element that have no place of their own."""
    return {key: value for key, value in _record(entry).items() if key not in _PLACED}


def _record(record: Record) -> Tree:
    return {key: _plain(value, _typed(record, key)) for key, value in record.entries.items()}


def _typed(record: Record, key: str) -> Typed | None:
    """The type of the field that a key is, where the record is an element."""
    field = SHAPES[record.shape].fields.get(key) if record.shape else None
    return None if field is None else field.type


def _plain(value: Value | None, kind: Typed | None = None) -> Any:
    match value:
        case Record() if isinstance(kind, MapOf) and kind.namespace:
            return {Name.of(kind.namespace, key): each for key, each in _record(value).items()}
        case Record():
            return _record(value)
        case Values():
            item = kind.item if isinstance(kind, ListOf) else kind
            return [_plain(each, item) for each in value.items]
        case Leaf() if isinstance(kind, Plain) and kind.namespace:
            return Name.of(kind.namespace, value.text)
        case Leaf():
            return value.text if value.value is None else _scalar(value.value)
    return None


def _scalar(value: Any) -> Any:
    """A typed value: what JSON knows as it is, what is made of parts by its parts, the rest as text."""
    if value is None or isinstance(value, str | bool | int):
        return value.value if isinstance(value, Enum) else value
    if isinstance(value, Kind):
        return value.name
    if isinstance(value, Quantity):
        return format_quantity(value)
    if hasattr(value, "_asdict"):
        return {name: _scalar(each) for name, each in value._asdict().items()}
    if isinstance(value, Mapping):
        return {str(key): _scalar(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_scalar(each) for each in value]
    return str(value)


def _dense(value: Tree) -> Tree:
    """The same without what is absent or empty, all the way down; what has a name stands, even if no more is said."""
    kept = {key: _within(each) for key, each in value.items()}
    return {key: each for key, each in kept.items() if isinstance(key, Name) or (each not in (None, "", [], {}))}


def _within(value: Any) -> Any:
    if isinstance(value, dict):
        return _dense(value)
    return [_within(each) for each in value] if isinstance(value, list) else value
