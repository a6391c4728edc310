"""Every other reference of the language, found by the table of its types: whatever is the id of something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hld.model.linking.names import Names
from hld.spec.shapes import SHAPES
from hld.spec.types import Leaf, Record, Value, Values
from hld.spec.values import Either, ListOf, MapOf, Of, Plain, Type

__all__ = ["resolve_all"]

#: Where references are read with more care than here, or not at all: steps, and the patches of variants.
_ELSEWHERE = frozenset({("spec", "relationships"), ("flow", "steps"), ("variant", "patch")})

#: Ids in fields that may also say something else, or name one of several kinds of thing: the namespace of each.
_MIXED = {
    ("actor", "is"): "actor or entity",
    ("deep_dive", "addresses"): "need",
    ("deep_dive", "uses"): "estimate",
    ("group", "contains"): "member",
    ("option", "variant"): "variant",
    ("quality", "scope"): "scope",
    ("view", "focus"): "place",
    ("view", "of"): "view",
    ("view", "without"): "place",
}

#: Fields whose keys are references, not declarations.
_KEYED = {("component", "stores"): "entity"}

Namespaces = Mapping[str, Names[Any]]


def resolve_all(root: Record, namespaces: Namespaces) -> None:
    """Resolve the references in `root`, each in the namespace of its type; one without a namespace is let be.

    A member of a list that a variant has removed is dropped without a word.
    """
    waiting: list[Record] = [root]
    while waiting:
        record = waiting.pop()
        for key, value in record.entries.items():
            if (record.shape, key) in _ELSEWHERE:
                continue
            kind = _kind(record.shape, key)
            if kind is not None:
                _resolve(value, kind, _MIXED.get((record.shape, key), ""), namespaces, waiting)
            names = namespaces.get(_KEYED.get((record.shape, key), ""))
            if names is not None and isinstance(value, Record):
                for name, span in value.keys.items():
                    names.resolve(name, span)


def _kind(shape: str, key: str) -> Type | None:
    """The type of the field `key`; in a map of elements, which has no shape, each entry is an element itself."""
    if not shape:
        return Of("")
    field = SHAPES[shape].fields.get(key)
    return SHAPES[shape].rest if field is None else field.type


def _resolve(value: Value, kind: Type, mixed: str, namespaces: Namespaces, waiting: list[Record]) -> None:
    if isinstance(value, Record):
        waiting.append(value)
        return
    names = namespaces.get(mixed or _namespace(kind))
    for leaf in _leaves(value, waiting):
        if names is not None and leaf.text and leaf.text not in names.removed:
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


def _namespace(kind: Type) -> str:
    match kind:
        case Plain(namespace=namespace):
            return namespace
        case ListOf(item=item):
            return _namespace(item)
        case Either(types=types):
            return next((found for each in types if (found := _namespace(each))), "")
        case MapOf() | Of():
            return ""
    return ""
