"""A non-functional requirement in one line: `feed p99 < 200ms`, `99.9% over consistency`, `strong for Payment`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from hld.diagnostics import Finding
from hld.near import distance, nearest
from hld.source.nodes import Entry, Items, Map, Node, Scalar
from hld.spec.forms.parts import Parsed, bad, entry, items, made, map_of
from hld.units.kinds import KINDS, kind_named
from hld.units.target import Target, Word, kind_in, target

__all__ = ["quality"]

_TELLING = {"level": "consistency", "regimes": "compliance", "pattern": "scalability", "prefer": "cap"}
_LONG_ENOUGH = 6
_SIDES = {"availability": "consistency", "consistency": "availability"}


#: Words around a number that say nothing, unless a flow or a requirement is called so.
_AMBIGUOUS = frozenset(("request", "requests"))


def quality(node: Node, key: Scalar | None, scopes: Collection[str] = ()) -> Parsed:
    """A quality as the map of its fields, from one line, a list of lines, or a map whose `target` is taken apart.

    `key` is its id, which may tell the kind. The fields are `kind`, `scope`, `target` (percentile, comparison and
    number), `level`, `prefer`, `pattern`, `regimes` and `clauses`; `text` where none of these was found. `scopes` are
    the flows and the requirements that it may be of.
    """
    named = _AMBIGUOUS.intersection(scopes)
    if isinstance(node, Map):
        return _long(node, key, named)
    lines = node.items if isinstance(node, Items) else (node,)
    scalars = tuple(line for line in lines if isinstance(line, Scalar) and line.text.strip())
    misspelt = _misspelt(key)
    kind = misspelt or (kind_named(key.text) if key is not None else "")
    kind = kind or next((found for line in scalars if (found := kind_in(line.text))), "")
    fields: dict[str, Entry] = {}
    for line in scalars:
        for name, value in _fields(line, kind, named):
            known = fields.get(name)
            fields[name] = entry(name, value if known is None else _both(known.value, value))
    findings = (_unknown(key or scalars[0]),) if scalars and (misspelt or not kind) else ()
    return map_of((*_kind(kind, key or node), *fields.values()), node.span), findings


def _long(node: Map, key: Scalar | None, named: frozenset[str]) -> Parsed:
    """A quality in full: what its target says besides the number becomes fields, unless these are given."""
    stated, given = node.get("kind"), {pair.key.text: pair for pair in node.entries}
    line = node.get("target") or node.get("text")
    text = line.text if isinstance(line, Scalar) else ""
    kind = kind_named(key.text) if key is not None else ""
    findings: tuple[Finding, ...] = ()
    if isinstance(stated, Scalar) and not stated.is_null:
        kind = kind_named(stated.text)
        if not kind:
            findings = (_unknown(stated),)
    elif not kind:
        kind = kind_in(text) or next((_TELLING[name] for name in given if name in _TELLING), "")
        if text and not kind:
            findings = (_unknown(key or node),)
    said = node.get("target")
    if isinstance(said, Scalar) and said.text and not said.is_null:
        found = dict(_fields(said, kind, named))
        core = found.pop("target", None)
        if core is not None:
            given["target"] = Entry(given["target"].key, core)
        elif "text" not in found:
            del given["target"]
        found.pop("text", None)
        given |= {name: entry(name, value) for name, value in found.items() if name not in given}
    if kind:
        place = given.pop("kind", None)
        at = place.value if place is not None else (key or node)
        given = {"kind": Entry(place.key if place else made("kind", at.span), made(kind, at.span)), **given}
    return map_of(given.values(), node.span), findings


def _misspelt(key: Scalar | None) -> str:
    """The kind that an id is one letter away from, "" if it is none or has the kind's own name."""
    if key is None or kind_named(key.text):
        return ""
    long = (kind for kind in KINDS if len(kind) >= _LONG_ENOUGH)
    return next((kind for kind in long if distance(key.text.lower(), kind, 1) == 1), "")


def _kind(kind: str, place: Node) -> Iterator[Entry]:
    if kind:
        yield entry("kind", made(kind, place.span))


def _unknown(place: Node) -> Finding:
    """That nobody can tell which quality is meant."""
    text = place.text if isinstance(place, Scalar) else ""
    near = nearest(text, KINDS)
    hint = f"did you mean '{near}'?" if near else f"say 'kind:' with one of {', '.join(KINDS)}"
    at = place if isinstance(place, Scalar) else made(text, place.span)
    return bad(at, "bad-value", f"'{text}' is no kind of quality" if text else "no kind of quality is named", hint)


def _fields(line: Scalar, kind: str, named: frozenset[str]) -> Iterator[tuple[str, Node]]:
    """The fields that a line gives, by name."""
    found = target(line.text, kind)
    if named and found.core is not None and not found.scope:
        found = _with_scope(found, found.core, named)

    def part(word: Word) -> Scalar:
        return line.slice(word.start, word.end)

    if found.scope:
        yield "scope", items(map(part, found.scope), line.span)
    if found.core is not None:
        yield "target", part(found.core)
    if found.level is not None:
        yield "level", made(found.level.text, part(found.level).span)
    side = _side(found)
    if side is not None:
        yield "prefer", made(side[0], part(side[1]).span)
    if found.regimes:
        yield "regimes", items(map(part, found.regimes), line.span)
    patterns = tuple(clause for clause in found.clauses if kind == "scalability" and found.core is not None)
    if patterns:
        yield "pattern", part(patterns[0])
    clauses = found.clauses[1:] if patterns else found.clauses
    if not _says_anything(found):
        yield "text", line.strip()
    elif clauses:
        yield "clauses", items(map(part, clauses), line.span)


def _with_scope(found: Target, core: Word, named: frozenset[str]) -> Target:
    """The same, its scope one of these names: `request p99 < 1s`, `p99 < 1s for request`."""
    before = re.match(r"\s*(\S+)", found.text[: core.start])
    if before is not None and before[1] in named:
        return found._replace(scope=(Word(before[1], *before.span(1)),))
    *others, last = found.clauses or (core,)
    after = re.fullmatch(r"(?:of|for|on)\s+(\S+)", last.text)
    if after is None or after[1] not in named:
        return found
    scope = Word(after[1], last.start + after.start(1), last.start + after.end(1))
    return found._replace(scope=(scope,), clauses=tuple(others))


def _says_anything(found: Target) -> bool:
    return bool(found.core or found.level or found.regimes or found.prefer)


def _side(found: Target) -> tuple[str, Word] | None:
    """Which of availability and consistency is preferred: stated, or as the other one gives way."""
    if found.prefer is not None:
        return kind_named(found.prefer.text), found.prefer
    if found.over is None:
        return None
    other = _SIDES.get(kind_named(found.over.text))
    return None if other is None else (other, found.over)


def _both(first: Node, second: Node) -> Node:
    """The values of two lines for one field, as a list where both may stand."""
    if isinstance(first, Items) and isinstance(second, Items):
        return items((*first.items, *second.items), first.span.to(second.span))
    return first
