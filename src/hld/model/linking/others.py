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
    ("view", "include"): "place",
    ("view", "of"): "view",
    ("view", "without"): "place",
}

#: Fields that a one-line form fills with words of a sentence: their key stands where their value does.
_WORDS = frozenset({("quality", "scope")})

#: Fields whose keys are references, not declarations.
_KEYED = {("component", "stores"): "entity"}

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
        table = _table(record.shape)
        for key, value in record.entries.items():
            namespace = table.get(key, "")
            if namespace == "" and isinstance(value, Leaf):
                continue
            if record.shape == "scenario" and key == "set" and isinstance(value, Record):
                _resolve_paths(value, namespaces)
            if namespace is None:
                continue
            if isinstance(value, Record):
                waiting.append(value)
                _resolve_keys(value, namespaces.get(_KEYED.get((record.shape, key), "")))
            elif (record.shape, key) in _WORDS and record.keys[key] == value.span:
                _resolve_words(value, namespaces[namespace])
            elif namespace or isinstance(value, Values):
                _resolve(value, namespaces.get(namespace), waiting)


@cache
def _table(shape: str) -> dict[str, str | None]:
    """The namespace of the ids in each field of a shape, "" if it holds none; None for a field to be let be.

    A map of elements has no shape, and other keys than fields there are only where a shape is open: what stands
    there are elements.
    """
    if not shape:
        return {}
    return {
        key: None if (shape, key) in _ELSEWHERE else _MIXED.get((shape, key)) or _namespace(field.type)
        for key, field in SHAPES[shape].fields.items()
    }


def _resolve_paths(record: Record, namespaces: Namespaces) -> None:
    """Resolve the paths of the values that a scenario changes, as far as the thing whose value it is."""
    for path, span in record.keys.items():
        section, _, rest = path.partition(".")
        names = namespaces.get(_SECTIONS.get(section, ""))
        if names is not None and rest:
            names.resolve(rest.partition(".")[0], span)


def _resolve_keys(record: Record, names: Names[Any] | None) -> None:
    for name, span in record.keys.items():
        if names is not None:
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
