"""The language as JSON Schema (draft 2020-12), made from its table, for completion and checking in editors.

An editor reads YAML in its own way: `5` is a number to it and `on` may be a boolean, so a scalar may be any of
what it may become. Every value may be null, since that is what `key:` without a value is.
"""

from __future__ import annotations

from typing import Any, TypeAlias

from hld.catalog.kinds import SECTIONS
from hld.spec.later import is_for_later
from hld.spec.shape import Field, Shape
from hld.spec.shapes import SHAPES
from hld.spec.values import Either, ListOf, MapOf, Of, Plain, Steps, Type

__all__ = ["schema"]

Schema: TypeAlias = dict[str, Any]

_SCALAR = ["string", "number", "boolean", "null"]
_NULL: Schema = {"type": "null"}
_ONE_LINE = {"type": ["string", "number", "boolean"]}
_PATH = "[-~=]>"
_COMPONENTS = MapOf(Of("component"), "component", lists=True)


def schema() -> Schema:
    """The schema of a spec file."""
    definitions = {name: _definition(shape) for name, shape in SHAPES.items() if name != "spec"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "hld spec",
        "description": SHAPES["spec"].doc,
        **_root(),
        "$defs": {**definitions, "components": _map(_COMPONENTS), "patch": {"anyOf": [{"$ref": "#"}, _NULL]}},
    }


def _root() -> Schema:
    """The keys of a spec: its fields, and the sections of components."""
    shape = SHAPES["spec"]
    sections = {
        name: {"description": f"Components of the kind {kind.title.lower()}.", "$ref": "#/$defs/components"}
        for name, kind in SECTIONS.items()
    }
    fields = _object(shape)
    fields["properties"].update(sections)
    fields["patternProperties"].update(_spellings(sections))
    return fields


def _definition(shape: Shape) -> Schema:
    """An element in all its spellings."""
    special = _SPECIAL.get(shape.name)
    long = _object(shape) if special is None else special(shape)
    spellings: list[Schema] = [long]
    if shape.takes_scalar:
        spellings.append({**_ONE_LINE, "title": shape.line or shape.short})
    if shape.takes_list:
        spellings.append({"type": "array"} if not shape.listed else _type(shape.fields[shape.listed].type))
    return {"title": shape.title, "description": shape.doc, "anyOf": [*spellings, _NULL]}


def _object(shape: Shape) -> Schema:
    """An element in full."""
    shown = {row.name: row for row in shape.rows if not row.hidden}
    fields: Schema = {
        "type": "object",
        "properties": {name: _field(shape, row) for name, row in shown.items()},
        "patternProperties": _spellings(shown),
        "additionalProperties": False,
    }
    if shape.rest is not None:
        fields["additionalProperties"] = _type(shape.rest)
    return fields


def _spellings(names: dict[str, Any]) -> Schema:
    """The keys of several words with blanks or hyphens between them."""
    several = (name for name in names if "_" in name)
    return {f"^{name.replace('_', '[ _-]')}$": True for name in several}


def _field(shape: Shape, row: Field) -> Schema:
    """A key with its type, its sentence and its example."""
    later = " Kept, not used yet." if is_for_later(shape.name, row.name) else ""
    described: Schema = {"description": row.doc + later}
    if row.example:
        described["examples"] = [row.example.strip('"')]
    return {**described, **_type(row.type)}


def _type(kind: Type) -> Schema:
    """A value of the type."""
    match kind:
        case Plain():
            return _plain(kind)
        case Of(shape="spec"):
            return {"$ref": "#/$defs/patch"}
        case Of():
            return {"$ref": f"#/$defs/{kind.shape}"}
        case ListOf():
            item = _type(kind.item)
            named: list[Schema] = [{"type": "object"}] if isinstance(kind.item, Of) else []
            return {"anyOf": [{"type": "array", "items": item}, item, *named]}
        case MapOf():
            return _map(kind)
        case Steps():
            return {"anyOf": [{"type": "array", "items": _step_or_arm()}, {"type": ["string", "null"]}]}
        case Either():
            return {"anyOf": [_type(each) for each in kind.types]}


def _plain(kind: Plain) -> Schema:
    """A scalar. Words of an open set are offered, not demanded."""
    if kind.is_closed:
        words = (*kind.choices, *kind.others)
        spaced = (word.replace("-", " ") for word in words if "-" in word[1:-1] and ">" not in word)
        booleans = [True, False] if "boolean" in kind.json else [False] if "off" in words else []
        return {"enum": [*words, *spaced, *booleans, None]}
    anything: Schema = {"type": [*kind.json, "null"]}
    return {"anyOf": [{"enum": list(kind.choices)}, anything]} if kind.choices else anything


def _map(kind: MapOf) -> Schema:
    """A map of ids, and the lists and names between commas that may stand for it."""
    item = _type(kind.item)
    spellings: list[Schema] = [{"type": "object", "additionalProperties": item}]
    if kind.lists:
        spellings += [{"type": "array", "items": {"type": ["string", "object"]}}, {"type": "string"}]
    return {"anyOf": [*spellings, _NULL]}


def _step_or_arm() -> Schema:
    """A step in one line or in full, or a list of steps within a parallel block."""
    return {"anyOf": [{"$ref": "#/$defs/step"}, {"type": "array", "items": {"$ref": "#/$defs/step"}}]}


def _step(shape: Shape) -> Schema:
    """A step: its keys, with the path as key in place of `from` and `to`, or the component that works by itself."""
    fields = _object(shape)
    label: Schema = {"type": [*_SCALAR, "object"], "description": shape.fields["label"].doc}
    fields["patternProperties"][_PATH] = label
    fields["additionalProperties"] = label
    return fields


def _with_fields(shape: Shape) -> Schema:
    """An entity or object in full, or as a map of its fields."""
    return {"anyOf": [_object(shape), {"type": "object", "additionalProperties": {"$ref": "#/$defs/field"}}]}


def _api(shape: Shape) -> Schema:
    """Operations by their keys."""
    fields = _object(shape)
    fields["additionalProperties"] = {"anyOf": [{"$ref": "#/$defs/operation"}, _ONE_LINE]}
    return fields


def _relationship(shape: Shape) -> Schema:
    """A relationship in full, or with its path as key."""
    fields = _object(shape)
    fields["patternProperties"][_PATH] = {"type": [*_SCALAR, "object"]}
    return fields


def _variant(shape: Shape) -> Schema:
    """A variant with its `patch`, or with the keys of the patch beside its own."""
    fields = _object(shape)
    root = _root()
    of_patch = {name: {"$ref": f"#/properties/{name}"} for name in root["properties"]}
    fields["properties"] = {**of_patch, **fields["properties"]}
    fields["patternProperties"] = {**root["patternProperties"], **fields["patternProperties"]}
    return fields


_SPECIAL = {
    "api": _api,
    "entity": _with_fields,
    "field": _with_fields,
    "relationship": _relationship,
    "step": _step,
    "variant": _variant,
}
