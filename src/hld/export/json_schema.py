"""The JSON Schema of what `hld export --to json` writes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["schema"]

Tree = dict[str, Any]

_TEXT: Tree = {"type": "string"}
_TEXTS: Tree = {"type": "array", "items": _TEXT}
_COUNT: Tree = {"type": "integer"}
_TRUE: Tree = {"const": True}
_ORIGIN: Tree = {"$ref": "#/$defs/provenance"}
_AMOUNT: Tree = {"type": ["number", "string", "null"]}


def _object(required: str = "", /, is_open: bool = False, **properties: Tree) -> Tree:
    """An object of these properties; one that `is_open` holds whatever else the spec states."""
    keys = {key.rstrip("_"): value for key, value in properties.items()}
    found: Tree = {"type": "object", "properties": keys}
    if required:
        found["required"] = required.split()
    return found if is_open else found | {"additionalProperties": False}


def _map(of: Tree) -> Tree:
    return {"type": "object", "additionalProperties": of}


def _ref(name: str) -> Tree:
    return {"$ref": f"#/$defs/{name}"}


def schema() -> Tree:
    """The schema, of draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A design as hld understands it, where its parts stand, and what it comes to",
        **_object(
            "version model places analysis",
            version={"const": 1},
            model=_ref("model"),
            places=_map(_map(_object("file line column", file=_TEXT, line=_COUNT, column=_COUNT))),
            analysis=_ref("analysis"),
        ),
        "$defs": {**_MODEL, **_ANALYSIS},
    }


_FIELDS = _map(_object(type=_TEXT, class_=_TEXT, optional=_TRUE))
_MODEL: Mapping[str, Tree] = {
    "model": _object(
        "name profile",
        is_open=True,
        name=_TEXT,
        profile=_TEXT,
        description=_TEXT,
        actors=_TEXTS,
        requirements=_map(_object(text=_TEXT, actor=_TEXT, priority=_TEXT)),
        qualities=_map(_object(is_open=True, kind=_TEXT, scope=_TEXTS)),
        capacity=_map({}),
        entities=_map(_object(is_open=True, implied=_TRUE, fields=_FIELDS)),
        operations=_map(_ref("operation")),
        messages=_map(_object(implied=_TRUE, channel=_TEXT, fields=_FIELDS)),
        groups=_map(_object(kind=_TEXT, contains=_TEXTS)),
        components=_map(_ref("component")),
        flows=_map(_object(title=_TEXT, covers=_TEXTS, steps={"type": "array", "items": _ref("step")})),
        relationships={
            "type": "array",
            "items": _object("from to mode", from_=_TEXT, to=_TEXT, mode=_TEXT, text=_TEXT),
        },
    ),
    "component": _object(
        "kind", is_open=True, kind=_TEXT, tech=_TEXT, name=_TEXT, replicas=_COUNT, groups=_TEXTS, implicit=_TRUE
    ),
    "operation": _object(
        "style",
        is_open=True,
        style=_TEXT,
        method=_TEXT,
        path=_TEXT,
        id=_TEXT,
        body=_FIELDS,
        query=_FIELDS,
        returns=_object(status=_COUNT, type=_TEXT, fields=_FIELDS),
        errors={"type": "array", "items": _COUNT},
        auth=_TEXT,
        audience=_TEXT,
        provider=_TEXT,
        consumers=_TEXTS,
        covers=_TEXTS,
    ),
    "step": _object(
        "number path",
        is_open=True,
        number=_TEXT,
        path=_TEXTS,
        arrow={"enum": ["->", "~>", "-->"]},
        label={"type": "object"},
        times={"type": ["integer", "string"]},
        when={"type": ["string", "object"]},
        blocks={
            "type": "array",
            "items": _object("kind number", is_open=True, kind=_TEXT, number=_TEXT, arm=_COUNT, condition=_TEXT),
        },
    ),
}
_ANALYSIS: Mapping[str, Tree] = {
    "provenance": {"type": "string", "description": "Where a number is from: stated, derived, a default, or unknown."},
    "number": _object(
        "value unit provenance",
        is_open=True,
        value=_AMOUNT,
        unit=_TEXT,
        provenance=_ORIGIN,
        lower_bound=_TRUE,
        why=_TEXT,
    ),
    "load": _object(
        "average peak unit provenance",
        is_open=True,
        average=_AMOUNT,
        peak=_AMOUNT,
        unit=_TEXT,
        provenance=_ORIGIN,
        lower_bound=_TRUE,
        why=_TEXT,
    ),
    "availability": {
        "anyOf": [
            {"type": "null"},
            _object("value provenance", is_open=True, value=_AMOUNT, unavailability=_AMOUNT, provenance=_ORIGIN),
        ]
    },
    "analysis": _object(
        "version name peak capacity flows components requirements cost conventions assumptions",
        version={"const": 1},
        name=_TEXT,
        peak=_ref("number"),
        capacity=_map(_ref("number")),
        flows=_map(
            _object(
                "rate latency availability steps",
                rate=_ref("load"),
                latency=_ref("number"),
                link=_ref("number"),
                availability=_ref("availability"),
                steps={"type": "array", "items": _ref("load")},
            )
        ),
        components=_map(
            _object(
                "load reads writes instances availability bandwidth storage cost",
                is_open=True,
                load=_ref("load"),
                reads=_ref("load"),
                writes=_ref("load"),
                instances={"type": ["object", "null"]},
                availability=_ref("availability"),
                concurrency=_ref("number"),
                connections=_ref("number"),
                bandwidth=_object("in out", in_=_ref("load"), out=_ref("load")),
                storage={"type": "array"},
                backlogs={"type": "array"},
                cost=_ref("number"),
            )
        ),
        requirements=_map(
            _object("kind target value verdict", is_open=True, kind=_TEXT, target=_AMOUNT, value=_AMOUNT, verdict=_TEXT)
        ),
        cost=_ref("number"),
        conventions={"type": "object"},
        assumptions={
            "type": "array",
            "items": _object("what value provenance source", what=_TEXT, value=_TEXT, provenance=_ORIGIN, source=_TEXT),
        },
    ),
}
