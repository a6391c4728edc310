"""What the label of a step says: a call, an access to data, a message, a reply, or the author's own words.

Which of them depends on what stands at both ends of the arrow and on what is declared, so this is asked when the
design is linked and not when its text is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container
from typing import TypeAlias

from hld.catalog.kinds import Role
from hld.source.nodes import Scalar
from hld.spec.forms.parts import body_start, closing, pieces
from hld.tuples import NamedTuple

__all__ = [
    "AccessLabel", "CallLabel", "Declared", "Label", "MessageLabel", "ReplyLabel", "TextLabel", "classify",
    "is_spoken", "reply",
]  # fmt: skip

_ENDPOINT = re.compile(r"([A-Za-z]+)\s+(?:(?:https?|wss?)://[^\s/?{]+)?(/\S*)")
_METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
_STYLED = re.compile(r"(rpc|grpc|query|mutation|subscription|ws|sse|poll|webhook|push)\s+(?:[A-Z]+\s+(?=/))?(\S+)")
_ACCESS = re.compile(r"([a-z]+)\s+(.+)", re.DOTALL)
_OPS = ("read", "write", "update", "delete", "query")
#: What else is said of a store or a cache, and what is meant.
_SYNONYMS = {
    **dict.fromkeys(("get", "fetch", "load", "find"), "read"),
    **dict.fromkeys(("save", "insert", "store", "put", "create", "add"), "write"),
    "remove": "delete",
}
_BETWEEN = re.compile(r"\s*,\s*(?:and\s+)?|\s+(?:and|&)\s+")
_PASCAL = re.compile(r"[A-Z]\w*[a-z]\w*$")
_STATUS = re.compile(r"([1-5]\d\d)(?:\s+|$)")
_TOKEN = re.compile(r"[^\W\d_][\w.-]*$")
_ENTITY = re.compile(r"[^\W\d_]\w*$")
_BY = re.compile(r"\sby\s+")
_BEHIND = r"(?:\?[^\s{]*)?\s*(?:(?:body|query):?\s*(?=\{))?"
_FIELDS = re.compile(r"\s*(\{.*\})\s*$", re.DOTALL)
_TOPIC = re.compile(r"[^\W\d_][\w.-]*(?:/(?:[\w.-]+|[+#]|\{\w+\}))+(?=\s*(?:\{|$))")
_SENT = re.compile(r"(?:publish|send|emit|produce|enqueue)(?:e?s)?\s+(?=\S+$)")
_TAKEN = re.compile(r"(?:consume|receive|dequeue|deliver)s?\s+(?=\S+$)")

_HOLDS_DATA = frozenset({Role.STORE, Role.CACHE, Role.EXTERNAL})
_HOLDS_OURS = frozenset({Role.STORE, Role.CACHE})
_TAKES_MESSAGES = frozenset({Role.BROKER, Role.CLIENT, Role.EXTERNAL})


class CallLabel(NamedTuple):
    """An operation: by method and path, by style and name, or by its id. `method` and `style` are empty if unsaid.

    `name` is the path without its query, the name behind the style word, or the id; `fields` the `{…}` behind it;
    `rest` what follows a path and is neither query, nor fields, nor an answer.
    """

    scalar: Scalar
    name: Scalar
    style: str = ""
    method: str = ""
    fields: Scalar | None = None
    rest: Scalar | None = None


class AccessLabel(NamedTuple):
    """What is done to which entities, and by which fields they are searched."""

    scalar: Scalar
    op: str
    entities: tuple[Scalar, ...]
    fields: tuple[Scalar, ...] = ()


class MessageLabel(NamedTuple):
    """A message, with the `{…}` behind its name."""

    scalar: Scalar
    name: Scalar
    fields: Scalar | None = None


class ReplyLabel(NamedTuple):
    """An answer: its status and type, each if stated. `type` is as written: `Tweet[]`, `[Tweet]`, `{id, name}`."""

    scalar: Scalar
    status: int | None = None
    type: Scalar | None = None


class TextLabel(NamedTuple):
    """The author's own words."""

    scalar: Scalar


Label: TypeAlias = CallLabel | AccessLabel | MessageLabel | ReplyLabel | TextLabel


class Declared(NamedTuple):
    """The names a label may mean: ids of operations, messages and entities."""

    operations: Container[str] = ()
    messages: Container[str] = ()
    entities: Container[str] = ()


_NOTHING = Declared()


def classify(
    label: Scalar, arrow: str, source: Role | None, target: Role | None, declared: Declared = _NOTHING
) -> Label:
    """What `label` says on an `arrow` between components of these roles (None where a role is not known).

    `arrow` is "->", "~>", "-->", or "" for work within one component, whose label is text.
    """
    label = label.strip()
    if not label.text or not arrow:
        return TextLabel(label)
    if arrow == "-->":
        return reply(label)
    for read in _READERS:
        found = read(label, arrow, source, target, declared)
        if found is not None:
            return found
    return TextLabel(label)


def reply(label: Scalar) -> ReplyLabel | TextLabel:
    """The label of a reply: `200 Tweet[]`, `204`, `Tweet`, or text."""
    match = _STATUS.match(label.text)
    if match is not None:
        rest = label.slice(match.end()).strip()
        return ReplyLabel(label, int(match[1]), rest if rest.text else None)
    if _is_type(label.text):
        return ReplyLabel(label, None, label)
    return TextLabel(label)


def _is_type(text: str) -> bool:
    """Whether a text is the name of a type, of many of it, or a body in braces; lower-case words are text."""
    if text.startswith("{") and text.endswith("}"):
        return True
    name = text.removesuffix("[]").strip("[]")
    return bool(_TOKEN.match(name)) and (name[0].isupper() or name != text)


def _endpoint(label: Scalar, arrow: str, source: Role | None, target: Role | None, declared: Declared) -> Label | None:
    match = _ENDPOINT.match(label.text)
    if match is None or match[1].upper() not in _METHODS:
        return None
    name = _name(label.slice(*match.span(2)))
    end = match.start(2) + len(name.text)
    if end == len(label.text):
        return CallLabel(label, name, "", match[1])
    return CallLabel(label, name, "", match[1], _fields(label, end), _rest(label, end))


def _rest(label: Scalar, end: int) -> Scalar | None:
    """What stands behind a path that ends here and its query, its fields, its answer and how often it is asked."""
    match = re.match(_BEHIND, label.text[end:])
    assert match is not None
    at = end + match.end()
    if label.text.startswith("{", at) and (close := closing(label.text, at)) > 0:
        at = close + 1
    rest = label.slice(at).strip()
    return None if not rest.text or rest.text.startswith(("->", "every ")) else rest


def _name(word: Scalar) -> Scalar:
    """A path without its query and the body that sticks to it; another name without its fields."""
    if "?" not in word.text and "{" not in word.text:
        return word
    brace = body_start(word.text) if word.text.startswith("/") else word.text.find("{")
    at = min(at for at in (word.text.find("?"), brace, len(word.text)) if at >= 0)
    return word if at == len(word.text) else word.slice(0, at)


def _styled(label: Scalar, arrow: str, source: Role | None, target: Role | None, declared: Declared) -> Label | None:
    match = _STYLED.match(label.text)
    if match is None or (match[1] == "query" and target in _HOLDS_DATA):
        return None
    name = _name(label.slice(*match.span(2)))
    end = match.start(2) + len(name.text)
    rest = label.text[end:].strip()
    if not name.text or (rest and not rest.startswith(("{", "?", "every ", "->"))):
        return None
    if match[1] == "push" and not name.text.startswith("/") and name.text not in declared.operations:
        return None
    style = "rpc" if match[1] == "grpc" else match[1]
    return CallLabel(label, name, style, "", _fields(label, end))


def _access(label: Scalar, arrow: str, source: Role | None, target: Role | None, declared: Declared) -> Label | None:
    match = _ACCESS.match(label.text)
    if match is None:
        return None
    op = match[1] if match[1] in _OPS else _SYNONYMS.get(match[1], "") if target in _HOLDS_OURS else ""
    if not op:
        return None
    rest = label.slice(match.start(2))
    by = _BY.search(rest.text)
    named = _listed(rest.slice(0, by.start()) if by else rest)
    entities = tuple([name.slice(0, -2) if name.text.endswith("[]") else name for name in named])
    if not all(_names_entity(name.text, declared.entities) for name in entities):
        return None
    if op != match[1] and not all(_is_surely_entity(name.text, declared.entities) for name in entities):
        return None
    fields = tuple(pieces(rest.slice(by.end()), ",")) if by else ()
    return AccessLabel(label, op, entities, fields)


def _listed(names: Scalar) -> list[Scalar]:
    """Names with commas or `and` between them; a comma too many is passed over."""
    if _BETWEEN.search(names.text) is None:
        return [names.strip()]
    found, start = [], 0
    for match in (*_BETWEEN.finditer(names.text), None):
        end = match.start() if match else len(names.text)
        found.append(names.slice(start, end).strip())
        start = match.end() if match else end
    return [name for name in found if name.text] or [names]


def _is_surely_entity(name: str, entities: Container[str]) -> bool:
    """Whether a name is that of an entity even behind an everyday word, as in `get Post`; `load CSV` loads a file."""
    return name in entities or bool(_PASCAL.match(name))


def _names_entity(name: str, entities: Container[str]) -> bool:
    return bool(_ENTITY.match(name)) and (name[0].isupper() or name in entities or name.capitalize() in entities)


def _status(label: Scalar, arrow: str, source: Role | None, target: Role | None, declared: Declared) -> Label | None:
    return reply(label) if _STATUS.match(label.text) else None


def _operation_id(
    label: Scalar, arrow: str, source: Role | None, target: Role | None, declared: Declared
) -> Label | None:
    name, fields = _name_and_fields(label)
    return CallLabel(label, name, fields=fields) if name.text in declared.operations else None


def _message(label: Scalar, arrow: str, source: Role | None, target: Role | None, declared: Declared) -> Label | None:
    if Role.BROKER in (source, target):
        label = _unspoken(label, source, target)
        topic = _TOPIC.match(label.text)
        if topic is not None:
            return MessageLabel(label, label.slice(0, topic.end()), _fields(label, topic.end()))
    name, fields = _name_and_fields(label)
    if not _TOKEN.match(name.text):
        return None
    if name.text in declared.messages:
        return MessageLabel(label, name, fields)
    if arrow == "~>" and (source in _TAKES_MESSAGES or target in _TAKES_MESSAGES):
        return MessageLabel(label, name, fields)
    return None


def is_spoken(text: str) -> bool:
    """Whether a text says in a verb that a message is sent or taken, and then the message: `publish PostWritten`."""
    return _SENT.match(text) is not None or _TAKEN.match(text) is not None


def _unspoken(label: Scalar, source: Role | None, target: Role | None) -> Scalar:
    """The label without the verb that says again where the message goes."""
    sent = _SENT.match(label.text) if target is Role.BROKER else None
    verb = sent or (_TAKEN.match(label.text) if source is Role.BROKER else None)
    return label if verb is None else label.slice(verb.end())


_Reader: TypeAlias = Callable[[Scalar, str, Role | None, Role | None, Declared], Label | None]
_READERS: tuple[_Reader, ...] = (_endpoint, _styled, _access, _status, _operation_id, _message)


def _name_and_fields(label: Scalar) -> tuple[Scalar, Scalar | None]:
    """A name and the `{…}` behind it."""
    match = _FIELDS.search(label.text)
    if match is None or match.start() == 0:
        return label, None
    return label.slice(0, match.start()), label.slice(*match.span(1))


def _fields(label: Scalar, start: int) -> Scalar | None:
    """The `{…}` in a label from `start` on."""
    at = label.text.find("{", start)
    end = closing(label.text, at) if at >= 0 else -1
    return label.slice(at, end + 1) if end > 0 else None
