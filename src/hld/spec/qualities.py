"""Non-functional requirements by id: which quality each is, and several under one id told apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from hld.source.nodes import Entry, Items, Map, Node, Scalar
from hld.spec.forms.parts import entry, made, too_long
from hld.spec.forms.quality import quality
from hld.units.kinds import kind_named
from hld.units.target import FILLERS, target

if TYPE_CHECKING:
    from hld.spec.expand import Reporter

__all__ = ["expand_quality", "list_qualities", "with_scopes"]

#: Kinds of quality whose list is one requirement with several parts.
_WHOLE = frozenset(("cap", "compliance", "environment", "security"))


class _Told(Map):
    """The fields of a quality that has been taken apart, and its mistakes told."""

    __slots__ = ()


def with_scopes(root: Map) -> Map:
    """The top of a spec with the scope set apart where it is a flow, a need or a component called like a filler.

    In `request p99 < 1s` and `p99 < 1s for request` that word names nothing, unless something is called `request`.
    """
    names = {name for key in ("flows", "components") for name in _keys(root.get(key))}
    needs = root.get("requirements")
    if not isinstance(needs, Map):
        return root
    names |= _keys(needs.get("functional"))
    if names.isdisjoint(FILLERS):
        return root
    qualities = needs.get("nonfunctional")
    if not isinstance(qualities, Map):
        return root
    scoped = Map(tuple(Entry(key, _scoped(key, value, names)) for key, value in qualities.entries), qualities.span)
    return _with(root, "requirements", _with(needs, "nonfunctional", scoped))


def _keys(node: Node | None) -> set[str]:
    return {pair.key.text for pair in node.entries} if isinstance(node, Map) else set()


def _with(node: Map, key: str, value: Node) -> Map:
    """The map with another value under a key that it has."""
    return Map(tuple(Entry(pair.key, value) if pair.key.text == key else pair for pair in node.entries), node.span)


def _scoped(key: Scalar, node: Node, names: Collection[str]) -> Node:
    """A quality, or a list of them, in full where its scope is one of the names, and a filler."""
    if isinstance(node, Items):
        return Items(tuple(_scoped(key, item, names) for item in node.items), node.span)
    if not isinstance(node, Scalar):
        return node
    line = node.strip()
    found = target(line.text, kind_named(key.text))
    if found.core is None or found.scope:
        return node
    before = line.text[: found.core.start].split()
    if before and before[0] in names and all(word.lower() in FILLERS for word in before):
        word = len(before[0])
        return _in_full(line, line.slice(0, word), line.slice(word))
    after = re.fullmatch(r"(?:of|for|on)\s+(\S+)", found.clauses[-1].text) if found.clauses else None
    if after is not None and after[1] in names and after[1] in FILLERS:
        clause = found.clauses[-1]
        return _in_full(line, line.slice(clause.start + after.start(1), clause.end), line.slice(0, clause.start))
    return node


def _in_full(line: Scalar, scope: Scalar, rest: Scalar) -> Map:
    return Map((entry("scope", scope), entry("target", rest.strip())), line.span)


def list_qualities(node: Node, key: Scalar, reporter: Reporter) -> Iterator[Entry]:
    """Qualities from a map or a list; several under one id are called by their scope, else by number."""
    if isinstance(node, Map):
        for pair in node.entries:
            yield from _each(pair, reporter)
        return
    taken: set[str] = set()
    for item in node.items if isinstance(node, Items) else (node,):
        if isinstance(item, Map):
            for pair in item.entries:
                yield from _each(pair, reporter)
            continue
        fields = expand_quality(item, None, reporter)
        kind = fields.get("kind")
        name = _free(kind.text if isinstance(kind, Scalar) else "quality", taken)
        yield Entry(made(name, item.span), _Told(fields.entries, fields.span))


def _each(pair: Entry, reporter: Reporter) -> Iterator[Entry]:
    """The qualities under one id: as many as its list has items."""
    key, node = pair
    if not isinstance(node, Items) or not _is_many(key, node):
        yield pair
        return
    taken: set[str] = set()
    for item in node.items:
        fields = expand_quality(item, key, reporter)
        scope = fields.get("scope")
        first = scope.items[0] if isinstance(scope, Items) and scope.items else scope
        suffix = first.text if isinstance(first, Scalar) and first.text else str(len(taken) + 1)
        yield Entry(made(_free(f"{key.text}-{suffix}", taken), item.span), _Told(fields.entries, fields.span))


def _is_many(key: Scalar, node: Items) -> bool:
    """Whether the items of a list are qualities of their own; the regimes of one compliance are not."""
    return kind_named(key.text) not in ("compliance", "security") or any(isinstance(item, Map) for item in node.items)


def _free(name: str, taken: set[str]) -> str:
    """The name, with a number behind it if it is taken; taken from now on."""
    free, number = name, 2
    while free in taken:
        free, number = f"{name}-{number}", number + 1
    taken.add(free)
    return free


def expand_quality(node: Node, key: Scalar | None, reporter: Reporter) -> Map:
    """The fields of a quality, its one-line form and its `target` taken apart alike."""
    if isinstance(node, _Told):
        return node
    if wrong := too_long(node):
        reporter.take((wrong,))
        return Map((), node.span)
    found, findings = quality(node, key)
    reporter.take(findings)
    return found
