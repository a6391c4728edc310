"""Every other reference of the language, found by the table of its types: whatever is the id of something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hld.model.linking.names import Names
from hld.spec.shapes import SHAPES
from hld.spec.types import Leaf, Record, Value, Values
from hld.spec.values import Either, ListOf, MapOf, Of, Plain, Type

__all__ = ["resolve_all"]

#: The field whose keys are paths to values.
_PATHS = ("scenario", "set")

#: Ids in fields that may also say something else, or name one of several kinds of thing: the namespace of each. None
#: where they are read with more care than here, or not at all: steps, and the patches of variants.
_STATED = {
    ("spec", "relationships"): None,
    ("flow", "steps"): None,
    ("variant", "patch"): None,
    _PATHS: "",
    ("actor", "is"): "actor or entity",
    ("deep_dive", "addresses"): "need",
    ("deep_dive", "uses"): "estimate",
    ("group", "contains"): "member",
    ("option", "variant"): "variant",
    ("quality", "scope"): "scope",
    ("view", "focus"): "place",
    ("view", "include"): "place",
    ("view", "of"): "view",
    ("view", "without"): "place",
}

#: Fields that a one-line form fills with words of a sentence: their key stands where their value does.
_WORDS = frozenset({("quality", "scope")})

#: Fields whose keys are references, not declarations.
_KEYED = {("component", "stores"): "entity"}

#: Shapes in which no reference can stand, however deep.
_WITHOUT = frozenset({"field", "returns"})

#: Sections whose values a scenario may change, and the namespace of each.
_SECTIONS = {"capacity": "estimate", "components": "component", "flows": "flow", "messages": "message"}

Namespaces = Mapping[str, Names[Any]]


def resolve_all(root: Record, namespaces: Namespaces) -> None:
    """Resolve the references in `root`, each in the namespace of its type; one without a namespace is let be.

    A member of a list that a variant has removed is dropped without a word.
    """
    waiting: list[Record] = [root]
    while waiting:
        record = waiting.pop()
        shape, table = record.shape, _table(record.shape)
        if _all_let_be(shape).issuperset(record.entries):
            continue
        for key, value in record.entries.items():
            namespace = table.get(key, "")
            if namespace is None:
                continue
            if isinstance(value, Record):
                waiting.append(value)
                if (shape, key) in _KEYED:
                    _resolve_keys(value, namespaces[_KEYED[shape, key]])
                elif (shape, key) == _PATHS:
                    _resolve_paths(value, namespaces)
            elif (shape, key) in _WORDS and record.keys[key] == value.span:
                _resolve_words(value, namespaces[namespace])
            elif namespace or isinstance(value, Values):
                _resolve(value, namespaces.get(namespace), waiting)


@cache
def _table(shape: str) -> dict[str, str | None]:
    """The namespace of the ids in each field of a shape; "" if only elements in it hold some, None to let it be.

    A map of elements has no shape, and other keys than fields there are only where a shape is open: what stands
    there are elements.
    """
    if not shape:
        return {}
    return {
        key: _STATED[shape, key] if (shape, key) in _STATED else _namespace(field.type)
        for key, field in SHAPES[shape].fields.items()
    }


@cache
def _all_let_be(shape: str) -> frozenset[str]:
    """The fields of a shape that hold no ids: most records have no others."""
    return frozenset(key for key, namespace in _table(shape).items() if namespace is None)


def _resolve_paths(record: Record, namespaces: Namespaces) -> None:
    """Resolve the paths of the values that a scenario changes, as far as the thing whose value it is."""
    for path, span in record.keys.items():
        section, _, rest = path.partition(".")
        names = namespaces.get(_SECTIONS.get(section, ""))
        if names is not None and rest:
            names.resolve(rest.partition(".")[0], span)


def _resolve_keys(record: Record, names: Names[Any]) -> None:
    for name, span in record.keys.items():
        names.resolve(name, span)


def _resolve(value: Value, names: Names[Any] | None, waiting: list[Record]) -> None:
    for leaf in _leaves(value, waiting):
        if names is not None and leaf.text and leaf.text not in names.removed:
            names.resolve(leaf.text, leaf.span)


def _resolve_words(value: Value, names: Names[Any]) -> None:
    """Resolve what names something declared, or nearly does; every other word is just a word, and so is a plural."""
    for leaf in _leaves(value, []):
        if names.respelt(leaf.text) or set(names.like(leaf.text)) - set(names.of_many(leaf.text)):
            names.resolve(leaf.text, leaf.span)


def _leaves(value: Value, waiting: list[Record]) -> Iterator[Leaf]:
    """The scalars in a value; elements among them are put down for later."""
    if isinstance(value, Leaf):
        yield value
    elif isinstance(value, Values):
        for item in value.items:
            if isinstance(item, Record):
                waiting.append(item)
            else:
                yield from _leaves(item, waiting)


def _namespace(kind: Type) -> str | None:
    """The namespace of the ids of this type; "" if elements in it may hold some, None if nothing can."""
    match kind:
        case Plain(namespace=namespace):
            return namespace or None
        case ListOf(item=item):
            return _namespace(item)
        case Either(types=types):
            found = [_namespace(each) for each in types]
            return next(filter(None, found), "" if "" in found else None)
        case MapOf(item=item):
            return None if _namespace(item) is None else ""
        case Of(shape=shape):
            return None if shape in _WITHOUT else ""
    return ""
