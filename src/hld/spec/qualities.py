"""Non-functional requirements by id: which quality each is, and several under one id told apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hld.source.nodes import Entry, Items, Map, Node, Scalar
from hld.spec.forms.parts import made, too_long
from hld.spec.forms.quality import quality
from hld.units.kinds import kind_named

if TYPE_CHECKING:
    from hld.spec.expand import Reporter

__all__ = ["expand_quality", "list_qualities"]

#: Kinds of quality whose list is one requirement with several parts.
_WHOLE = frozenset(("cap", "compliance", "environment", "security"))


class _Told(Map):
    """The fields of a quality that has been taken apart, and its mistakes told."""

    __slots__ = ()


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
    found, findings = quality(node, key, reporter.scopes)
    reporter.take(findings)
    return found
