"""Fields in one line: `{id, author: User, text: 280 chars, email: pii, tags: [string], note?}`.

    fields = ["{"] field { "," field } ["}"]        a new line parts fields as a comma does
    field  = name ["?"] [":" type]                  names and types may stand in double quotes, as in JSON
    type   = name | name "[]" | "[" name "]" | quantity | name quantity | name class | "{" fields "}"

What JSON writes for a value that is not said, "..." or "", says nothing of the type.
"""

from __future__ import annotations

import re

from hld.diagnostics import Finding, Span
from hld.source.nodes import Entry, Items, Map, Node, Scalar
from hld.spec.forms.parts import Parsed, bad, closing, entry, made, map_of, pieces, split_at

__all__ = ["field", "fields"]

_CLASSES = frozenset({"pii", "pci", "phi", "secret"})
_SIZE = re.compile(r"\s([~≈]?\d[\d.,]*\s?[A-Za-z]+)$")
_CHARS = re.compile(r"[~≈]?\d[\d.,]*\s?[A-Za-z]+$")
_NAME = re.compile(r"[^\W\d][\w.\-$@]*$")
_LONG = frozenset({"type", "class", "size", "many", "optional", "description"})
_UNSAID = frozenset({"", "...", "…", "any", "?"})


def fields(node: Node) -> Parsed:
    """The fields in a node as the long form has them: a map from names to {type, class, size, many, optional}."""
    findings: list[Finding] = []
    if isinstance(node, Scalar):
        found = _from_text(node, findings)
    elif isinstance(node, Items):
        found = [each for item in node.items for each in _from_item(item, findings)]
    else:
        found = [_from_entry(pair, findings) for pair in node.entries]
    seen: set[str] = set()
    kept: list[Entry] = []
    for pair in found:
        if pair.key.text in seen:
            findings.append(bad(pair.key, "duplicate-key", f"field '{pair.key.text}' is listed twice", "delete one"))
        else:
            seen.add(pair.key.text)
            kept.append(pair)
    return map_of(kept, node.span), tuple(findings)


def field(node: Node) -> Parsed:
    """What stands for one field, its type in most cases, as {type, class, size, many, optional}."""
    if isinstance(node, Scalar):
        return map_of(_type(node.strip()), node.span), ()
    if isinstance(node, Items):
        return _many(node)
    if node.entries and not any(pair.key.text in _LONG for pair in node.entries):
        inner, findings = fields(node)
        return map_of(
            (entry("type", made("object", node.span)), Entry(made("fields", node.span), inner)), node.span
        ), findings
    return node, ()


def _many(node: Items) -> Parsed:
    """`[id]`, which YAML reads as a list of one."""
    many = entry("many", made("true", node.span))
    if len(node.items) == 1:
        inner, findings = field(node.items[0])
        return map_of((*inner.entries, many), node.span), findings
    if not node.items:
        return map_of((many,), node.span), ()
    hint = "write one type in the brackets: [string]"
    return map_of((many,), node.span), (Finding(node.span, "a list of several types", hint, "bad-value"),)


def _from_text(text: Scalar, findings: list[Finding]) -> list[Entry]:
    """The fields of `{…}`, or of the same without braces."""
    inner = text.strip()
    close = closing(inner.text, 0) if inner.text.startswith("{") else -1
    if 0 < close < len(inner.text) - 1:
        behind = inner.slice(close + 1).strip()
        findings.append(bad(behind, "bad-value", f"'{behind.text}' stands behind the fields", "delete it"))
        inner = inner.slice(1, close)
    elif inner.text.startswith("{") and inner.text.endswith("}"):
        inner = inner.slice(1, -1)
    elif (inner.text[:1] == "{" or inner.text[-1:] == "}") and inner.text.count("{") != inner.text.count("}"):
        hint = "close the brace" if inner.text[:1] == "{" else "open it with '{'"
        findings.append(bad(inner, "bad-value", "a brace without its other half", hint))
        inner = inner.slice(inner.text[:1] == "{", len(inner.text) - (inner.text[-1:] == "}"))
    return [_from_piece(piece, findings) for piece in pieces(inner, ",;\n")]


def _from_item(item: Node, findings: list[Finding]) -> list[Entry]:
    if isinstance(item, Scalar):
        return [_from_piece(item.strip(), findings)] if item.text.strip() else []
    if isinstance(item, Map):
        return [_from_entry(pair, findings) for pair in item.entries]
    findings.append(Finding(item.span, "a list stands where a field should", "write 'name: type'", "bad-value"))
    return []


def _from_piece(piece: Scalar, findings: list[Finding]) -> Entry:
    """`name`, `name?`, `name: type`, `"name": "type"`."""
    cuts = list(split_at(piece.text, ":"))
    if len(cuts) == 1:
        return _named(piece, made("", piece.span), findings)
    return _named(piece.slice(*cuts[0]).strip(), piece.slice(cuts[1][0]).strip(), findings)


def _from_entry(pair: Entry, findings: list[Finding]) -> Entry:
    """A key with its value; `{text:string}` is one key to YAML, and is split here."""
    if isinstance(pair.value, Scalar) and pair.value.is_empty and ":" in pair.key.text:
        return _from_piece(pair.key, findings)
    return _named(pair.key, pair.value, findings)


def _named(name: Scalar, value: Node, findings: list[Finding]) -> Entry:
    name = _unquoted(name)
    optional = name.text.endswith("?")
    key = name.slice(0, -1).strip() if optional else name
    if not _NAME.match(key.text):
        hint = "a field is a name, or 'name: type'"
        place = key if key.text else name
        findings.append(Finding(_or(place, value), f"'{key.text}' is no name of a field", hint, "bad-value"))
    spec, wrong = field(value)
    findings += wrong
    given = spec.entries
    if key.text == "id" and not any(pair.key.text == "type" for pair in given):
        given = (entry("type", made("id", key.span)), *given)
    if optional:
        given = (*given, entry("optional", made("true", name.span)))
    return Entry(key, map_of(given, spec.span))


def _or(name: Scalar, value: Node) -> Span:
    return name.span if name.text else value.span


def _type(text: Scalar) -> list[Entry]:
    """A type as fields of the long form."""
    text = _unquoted(text)
    if text.text in _UNSAID:
        return []
    if text.text.startswith("{"):
        inner, _ = fields(text)
        return [entry("type", made("object", text.span)), Entry(made("fields", text.span), inner)]
    found: list[Entry] = []
    if text.text.endswith("?"):
        found.append(entry("optional", made("true", text.span)))
        text = text.slice(0, -1).strip()
    text = _without_class(text, found)
    text = _without_many(text, found)
    size = _SIZE.search(text.text)
    if size is not None and not _CHARS.match(text.text):
        found.append(entry("size", text.slice(*size.span(1))))
        text = text.slice(0, size.start())
    return [entry("type", text), *found] if text.text else found


def _without_class(text: Scalar, found: list[Entry]) -> Scalar:
    """A type without the class behind it: `email pii`, or `pii` alone."""
    head, _, last = text.text.rpartition(" ")
    if last.lower() not in _CLASSES:
        return text
    word = text.slice(len(text.text) - len(last))
    found.append(entry("class", word if last.islower() else word._replace(text=last.lower())))
    return text.slice(0, len(head)).strip()


def _without_many(text: Scalar, found: list[Entry]) -> Scalar:
    """A type without what says that there are many of it: `Tweet[]`, `[Tweet]`."""
    if text.text.endswith("[]"):
        inner = text.slice(0, -2)
    elif text.text.startswith("[") and text.text.endswith("]"):
        inner = text.slice(1, -1)
    else:
        return text
    found.append(entry("many", made("true", text.span)))
    return inner.strip()


def _unquoted(text: Scalar) -> Scalar:
    """A text without the double quotes around it."""
    if len(text.text) > 1 and text.text[0] == text.text[-1] == '"':
        return text.slice(1, -1).strip()
    return text
