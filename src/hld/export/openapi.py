"""OpenAPI 3.1: the operations that travel by HTTP, with the schemas of what they carry."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from hld.export.names import names
from hld.model.types import Entity, Field, Message, Model, Operation, Returns, Style, Type
from hld.printable import one_line
from hld.spec.types import Record

__all__ = ["design"]

Tree = dict[str, Any]

_STYLES = (Style.REST, Style.POLLING, Style.SSE)
_PARAMETER = re.compile(r"\{([^{}]*)\}")
_CHARS = re.compile(r"(\d+) ?chars?(acters)?")
_ENUM = re.compile(r"enum\((.*)\)")
_JSON = "application/json"
#: The types of a spec that say more than "string".
_TYPES: Mapping[str, Tree] = {
    **{name: {"type": "integer"} for name in ("bigint", "count", "int", "integer", "long", "short", "uint", "year")},
    "int32": {"type": "integer", "format": "int32"},
    "int64": {"type": "integer", "format": "int64"},
    **{name: {"type": "number"} for name in ("decimal", "double", "float", "lat", "lng", "number", "percent")},
    **{name: {"type": "boolean"} for name in ("bool", "boolean")},
    **{name: {"type": "array"} for name in ("array", "list", "set", "vector")},
    **{name: {"type": "object"} for name in ("geo", "location", "map", "object", "point")},
    **{name: {"type": "string", "format": "date-time"} for name in ("datetime", "time", "timestamp")},
    **{name: {"type": "string", "format": "uri"} for name in ("uri", "url")},
    **{name: {"type": "string", "contentEncoding": "base64"} for name in ("base64", "binary", "blob", "bytes", "file")},
    **{
        name: {"type": "string", "format": name}
        for name in ("date", "duration", "email", "ipv4", "ipv6", "password", "uuid")
    },
    "null": {"type": "null"},
    **{name: {} for name in ("any", "json")},
}
_BEARER = {"type": "http", "scheme": "bearer"}
_SCHEMES: Mapping[str, Tree] = {
    **dict.fromkeys(("oauth", "oauth2", "oidc", "openid", "sso", "jwt", "bearer", "token"), _BEARER),
    "basic": {"type": "http", "scheme": "basic"},
    "mtls": {"type": "mutualTLS"},
    **{name: {"type": "apiKey", "in": "cookie", "name": "session"} for name in ("session", "cookie")},
    **{name: {"type": "apiKey", "in": "header", "name": "X-API-Key"} for name in ("api-key", "api key", "apikey")},
}
_OTHER_SCHEME = {"type": "apiKey", "in": "header", "name": "Authorization"}


def design(model: Model) -> str:
    """The document as JSON, which is YAML too."""
    return json.dumps(_Document(model).made(), indent=2, ensure_ascii=False) + "\n"


class _Document:
    """A document in the making; entities and messages are put in as something speaks of them."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.ids = names(each.id or each.key for each in model.operations.values())
        shapes = [*model.entities, *(f"message {message}" for message in model.messages)]
        self.schema_names = names(shapes)
        self.schemas: dict[str, Tree] = {}

    def made(self) -> Tree:
        """The whole of it."""
        told = [each for each in self.model.operations.values() if _is_http(each)]
        hooks = [each for each in self.model.operations.values() if each.style is Style.WEBHOOK]
        found: Tree = {
            "openapi": "3.1.0",
            "info": self.info([*told, *hooks]),
            "paths": self.paths(told),
            "webhooks": self.paths(hooks),
            "components": {"schemas": self.schemas, "securitySchemes": self.security_schemes([*told, *hooks])},
        }
        found["components"] = {key: value for key, value in found["components"].items() if value}
        return {key: value for key, value in found.items() if value or key == "paths"}

    def info(self, told: Iterable[Operation]) -> Tree:
        """Title and description, which names the operations that are not in the document."""
        shown = {each.key for each in told}
        others = [key for key in self.model.operations if key not in shown]
        words = self.model.spec.root.text("description")
        left = f"Not by HTTP, and so not in this document: {', '.join(others)}." if others else ""
        found = {"title": one_line(self.model.name) or "API", "version": "1"}
        description = "\n\n".join(filter(None, (words, left)))
        return found | ({"description": description} if description else {})

    # ---- paths ----------------------------------------------------------------------------------

    def paths(self, told: Iterable[Operation]) -> Tree:
        """Operations by path; paths that differ in names of parameters alone are one, with the names of the first."""
        found: dict[str, Tree] = {}
        first: dict[str, str] = {}
        for each in told:
            template = _template(each.path)
            path = first.setdefault(_PARAMETER.sub("{}", template), template)
            renamed = dict(zip(_PARAMETER.findall(template), _PARAMETER.findall(path), strict=True))
            found.setdefault(path, {}).setdefault(_method(each), self.operation(each, renamed))
        return found

    def operation(self, each: Operation, renamed: Mapping[str, str]) -> Tree:
        """What is said of one operation."""
        entry = each.entry
        found: Tree = {
            "operationId": self.ids[each.id or each.key],
            "summary": entry.text("summary"),
            "description": entry.text("description"),
            "tags": [self.model.components[each.provider.target.id].title]
            if each.provider is not None and each.provider.target is not None
            else [],
            "parameters": list(self.parameters(each, renamed)),
            "requestBody": self.body(each),
            "responses": self.responses(each),
        }
        found = {key: value for key, value in found.items() if value}
        return found | ({"security": _security(each)} if each.auth else {})

    def parameters(self, each: Operation, renamed: Mapping[str, str]) -> Iterator[Tree]:
        """Those in the path, all of which must be there, those after the question mark, and headers."""
        entry = each.entry
        types = {field.name: field for field in each.query}
        for name in dict.fromkeys(_PARAMETER.findall(_template(each.path))):
            told = _typed(entry.record("params"), name)
            yield {"name": renamed.get(name, name), "in": "path", "required": True, "schema": told}
        for field in types.values():
            yield {"name": field.name, "in": "query", "schema": self.field(field)}
        headers = entry.record("headers")
        for name in headers.entries if headers is not None else ():
            yield {"name": name, "in": "header", "schema": _typed(headers, name)}
        if key := entry.text("idempotency"):
            known = key if re.fullmatch(r"[A-Za-z][\w-]*-[\w-]*", key) else "Idempotency-Key"
            if headers is None or known not in headers.entries:
                yield {"name": known, "in": "header", "schema": {"type": "string"}}

    def body(self, each: Operation) -> Tree | None:
        """What is sent, if anything is."""
        if not each.body:
            return None
        return {"content": {_JSON: {"schema": self.object(each.body)}}, "required": True}

    def responses(self, each: Operation) -> Tree:
        """The answer as it is declared, and the statuses it may fail with."""
        returns = each.returns
        status = str(returns.status or 200) if returns is not None else "2XX"
        found: Tree = {status: {"description": _phrase(status)}}
        if returns is not None and (returns.type is not None or returns.fields):
            kind = "text/event-stream" if each.style is Style.SSE else _JSON
            found[status]["content"] = {kind: {"schema": self.returned(returns)}}
        for error in each.errors:
            found.setdefault(str(error), {"description": _phrase(str(error))})
        return found

    def returned(self, returns: Returns) -> Tree:
        """The schema of an answer."""
        return self.object(returns.fields) if returns.type is None else self.type(returns.type, is_whole=True)

    # ---- schemas --------------------------------------------------------------------------------

    def object(self, fields: Iterable[Field], is_whole: bool = True) -> Tree:
        """Fields as an object; the types of those that nothing is said of are left open."""
        told = tuple(fields)
        found: Tree = {"type": "object", "properties": {each.name: self.field(each, is_whole) for each in told}}
        required = [each.name for each in told if not each.optional]
        return found | ({"required": required} if required else {})

    def field(self, field: Field, is_whole: bool = True) -> Tree:
        """A field, and how sensitive it is."""
        found = {} if field.type is None else self.type(field.type, is_whole)
        return found | ({"x-data-class": field.data_class} if field.data_class else {})

    def type(self, kind: Type, is_whole: bool) -> Tree:
        """A type; within an entity another one is told by its id, unless there are many of it."""
        entity = kind.entity.target if kind.entity is not None else None
        message = kind.message.target if kind.message is not None else None
        if entity is not None:
            one = self.entity(entity) if is_whole or kind.many else _reference(entity)
        elif message is not None:
            one = self.message(message)
        else:
            one = _plain(kind.name)
        return {"type": "array", "items": one} if kind.many else one

    def entity(self, entity: Entity) -> Tree:
        """A reference to the schema of an entity, which is made at the first."""
        name = self.schema_names[entity.id]
        if name not in self.schemas:
            self.schemas[name] = {}
            words = entity.entry.text("description") if entity.entry is not None else ""
            shape = self.object(entity.fields, is_whole=False) if entity.fields else {"type": "object"}
            self.schemas[name].update({"title": entity.id, **({"description": words} if words else {}), **shape})
        return {"$ref": f"#/components/schemas/{name}"}

    def message(self, message: Message) -> Tree:
        """The same of a message."""
        name = self.schema_names[f"message {message.id}"]
        if name not in self.schemas:
            self.schemas[name] = {}
            self.schemas[name].update({"title": message.id, **self.object(message.fields)})
        return {"$ref": f"#/components/schemas/{name}"}

    # ---- security -------------------------------------------------------------------------------

    def security_schemes(self, told: Iterable[Operation]) -> Tree:
        """The schemes in use, as near as this format has them; their names are those of the spec."""
        schemes = dict.fromkeys(each.auth for each in told if each.auth not in ("", "none"))
        safe = names(schemes)
        return {safe[each]: {**_SCHEMES.get(each.lower(), _OTHER_SCHEME), "description": each} for each in schemes}


def _is_http(operation: Operation) -> bool:
    return operation.style in _STYLES


def _template(path: str) -> str:
    """A path as a template, without what stands after the question mark."""
    path = path.partition("?")[0]
    return path if path.startswith("/") else f"/{path}"


def _method(operation: Operation) -> str:
    return (operation.method or "GET").lower()


def _security(operation: Operation) -> list[Tree]:
    return [] if operation.auth == "none" else [{names([operation.auth])[operation.auth]: []}]


def _phrase(status: str) -> str:
    """What a status is called."""
    try:
        return HTTPStatus(int(status)).phrase
    except ValueError:
        return "Status not stated" if status == "2XX" else f"Status {status}"


def _reference(entity: Entity) -> Tree:
    return {"type": "string", "description": f"the id of one: {entity.id}"}


def _plain(name: str) -> Tree:
    """A type that is no entity: of the table, so many characters, one of some words, or a text."""
    if found := _CHARS.fullmatch(name):
        return {"type": "string", "maxLength": int(found[1])}
    if found := _ENUM.fullmatch(name):
        return {"type": "string", "enum": list(dict.fromkeys(each.strip() for each in found[1].split(",")))}
    known = _TYPES.get(name.lower())
    if known is not None:
        return dict(known)
    return {"type": "string"} | ({"description": name} if name not in ("string", "text") else {})


def _typed(fields: Record | None, name: str) -> Tree:
    """The schema of a parameter or a header by what is said of it."""
    said = fields.record(name) if fields is not None else None
    kind = said.text("type") if said is not None else ""
    return _plain(kind) if kind else {"type": "string"}
