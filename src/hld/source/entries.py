"""The entries of a map as they should be: keys unique, merges carried out, and texts that a ':' cut in two rejoined."""

from __future__ import annotations

import re

from hld.diagnostics import Finding, Span
from hld.source.nodes import Entry, Items, Map, Node, Scalar
from hld.source.places import Lines

__all__ = ["as_steps", "is_step", "is_torn", "rejoin", "settle"]

_STEP = r"\s*[^\W\d_][\w-]*\s*(?:-->|->|~>)"
_FEW = 20


def is_step(key: str) -> bool:
    """Whether a key begins as the path of a step."""
    return re.match(_STEP, key) is not None


def is_torn(entry: Entry) -> bool:
    """Whether a lone key in { } is the rest of a text in ( ) that a comma cut in two."""
    key, value = entry
    return (
        isinstance(key, Scalar)
        and key.style == "plain"
        and key.text.count(")") > key.text.count("(")
        and isinstance(value, Scalar)
        and value.is_empty
    )


def rejoin(entries: tuple[Entry, ...], lines: Lines, findings: list[Finding]) -> Scalar | None:
    """`POST /v1/t {text: string}`, which YAML takes for a key and its value, as the one text it is."""
    key, value = entries[0]
    if not isinstance(value, Scalar) or key.style != "plain" or value.style != "plain":
        return None
    torn = key.text.count("{") > key.text.count("}") and value.text.count("{") < value.text.count("}")
    if not torn or key.span.line != value.span.end_line:
        return None
    span = key.span.to(value.span)
    if len(entries) > 1:
        findings.append(_fault(span, "'{' and '}' stand on either side of a ':'", "quote the text up to the last ':'"))
        return None
    return Scalar(lines.lines[span.line - 1][span.column - 1 : span.end_column - 1], span, "plain", lines)


def as_steps(entries: tuple[Entry, ...], span: Span, findings: list[Finding]) -> Node:
    """Steps that were written as a map, as the list they should be."""
    first = next(entry.key for entry in entries if is_step(entry.key.text))
    message = f"'{first.text}' is a step, and steps are a list"
    findings.append(_fault(first.span, message, "put '- ' before each step"))
    if first is entries[0].key:
        return Items(tuple(map(_alone, entries)), span)
    steps = tuple(_alone(entry) for entry in entries if is_step(entry.key.text))
    others = tuple(entry for entry in entries if not is_step(entry.key.text))
    return Map((*settle(others, findings), Entry(Scalar("steps", first.span), Items(steps, span))), span)


def _alone(entry: Entry) -> Map:
    return Map((entry,), entry.key.span.to(entry.value.span))


def settle(entries: tuple[Entry, ...], findings: list[Finding]) -> tuple[Entry, ...]:
    """Entries with keys unique, merges carried out, and keys that are none left out; each with a finding."""
    kept: dict[str, Entry] = {}
    merged: list[Entry] = []
    no_text: list[Node] = []
    for entry in entries:
        key = entry.key
        if not isinstance(key, Scalar):
            no_text.append(key)
        elif key.text == "<<" and key.style == "plain":
            merged += _merged(entry, findings)
        elif not key.text:
            findings.append(_fault(key.span, "a key is missing before ':'", "write the key"))
        elif key.text in kept:
            findings.append(_repeated(key, kept[key.text].key))
        else:
            kept[key.text] = entry
    if no_text:
        _refuse(no_text, findings)
    for entry in merged:
        kept.setdefault(entry.key.text, entry)
    return tuple(kept.values())


def _repeated(key: Scalar, first: Scalar) -> Finding:
    before, again = f"line {first.span.line}", f"line {key.span.line}"
    if before == again:
        before, again = f"column {first.span.column}", f"column {key.span.column}"
    message = f"'{key.text}' is defined at {before} and again at {again}"
    return Finding(key.span, message, "the first stands: remove or rename one of them", "duplicate-key")


def _refuse(keys: list[Node], findings: list[Finding]) -> None:
    """Say that these keys are no texts, in place of what was said of their insides."""
    if len(keys) <= _FEW:
        findings[:] = [one for one in findings if not any(key.span.holds(one.span) for key in keys)]
    for key in keys:
        what = "map" if isinstance(key, Map) else "list"
        findings.append(_fault(key.span, f"a key must be a text, and this one is a {what}", "quote the key"))


def _merged(entry: Entry, findings: list[Finding]) -> list[Entry]:
    """What `<<: *base` or `<<: [*one, *two]` brings in."""
    maps = entry.value.items if isinstance(entry.value, Items) else (entry.value,)
    if all(isinstance(item, Map) for item in maps):
        return [inner for item in maps if isinstance(item, Map) for inner in item.entries]
    hint = "write '<<: *name' of an anchored map"
    findings.append(_fault(entry.value.span, "'<<' merges maps, and this is none", hint))
    return []


def _fault(span: Span, message: str, hint: str) -> Finding:
    return Finding(span, message, hint, "yaml-syntax")
