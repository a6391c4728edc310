"""The short spellings of elements, expanded to the map of fields that the table knows.

An expander takes the node of an element with its key and gives the map that the long form would have been; a
lister does so for a map of elements, however it is written. A shape that has neither is spelt as the table says:
in full, or as a scalar or list in place of one of its fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeAlias

from hld.diagnostics import Edit, Finding, Span
from hld.near import is_slip
from hld.source.nodes import Entry, Items, Map, Node, Scalar
from hld.spec.components import expand_component, gather_sections, identified, list_components
from hld.spec.forms.api import api, returns
from hld.spec.forms.estimate import estimate
from hld.spec.forms.fields import fields
from hld.spec.forms.parts import entry, made, pieces, slip, too_long
from hld.spec.forms.relationship import relationship
from hld.spec.forms.step import is_path
from hld.spec.qualities import expand_quality, list_qualities
from hld.spec.shapes import SHAPES
from hld.spec.values import is_id

__all__ = ["EXPANDERS", "LISTERS", "Expander", "Lister", "Reporter", "elements_of", "entries_of", "long"]


class Reporter(Protocol):
    """What takes down mistakes while nodes are expanded. `scopes` are the flows and requirements of the spec."""

    scopes: frozenset[str]

    def report(self, rule: str, span: Span, message: str, hint: str = "", fix: tuple[Edit, ...] = ()) -> None:
        """Take down one mistake."""

    def take(self, findings: Iterable[Finding]) -> None:
        """Take down what a form found."""

    def misfit(self, shape: str, node: Node, key: Scalar | None) -> None:
        """Take down that this node cannot be an element of the shape."""


Expander: TypeAlias = Callable[[Node, "Scalar | None", Reporter], Map]
Lister: TypeAlias = Callable[[Node, Scalar, Reporter], Iterable[Entry]]


def long(shape_name: str, node: Node, key: Scalar | None, reporter: Reporter) -> Map:
    """The map of fields that the node is, by the spellings that the table gives any shape."""
    if isinstance(node, Map):
        return node
    if isinstance(node, Scalar) and node.is_empty:
        return Map((), node.span)
    shape = SHAPES[shape_name]
    field = shape.short if isinstance(node, Scalar) else shape.listed
    if not field:
        reporter.misfit(shape_name, node, key)
        return Map((), node.span)
    return Map((entry(field, node),), node.span)


# Maps of elements -----------------------------------------------------------------------------------------------


def entries_of(node: Node, key: Scalar, reporter: Reporter) -> Iterator[Entry]:
    """The entries of a map, or of a list of ids and one-key maps; ids may also stand between commas."""
    if isinstance(node, Map):
        yield from node.entries
        return
    for item in node.items if isinstance(node, Items) else pieces(node, ","):
        if isinstance(item, Scalar):
            yield Entry(item, made("", item.span))
        elif isinstance(item, Map):
            yield from identified(item)
        else:
            reporter.report(
                "bad-value", item.span, f"an item of '{key.text}' is an id", "put each on a line of its own"
            )


def _list_requirements(node: Node, key: Scalar, reporter: Reporter) -> Iterator[Entry]:
    """Functional requirements: a map, or a list of sentences, which are given the ids fr1, fr2 and so on."""
    if isinstance(node, Map):
        yield from node.entries
        return
    known = SHAPES["functional"].fields
    for number, item in enumerate(node.items if isinstance(node, Items) else (node,), 1):
        name = made(f"fr{number}", item.span)
        if not isinstance(item, Map) or "text" in (pair.key.text for pair in item.entries):
            pairs = identified(item) if isinstance(item, Map) and item.get("id") is not None else (Entry(name, item),)
            yield from pairs
        elif len(item.entries) == 1 and " " in item.entries[0].key.text:
            head = item.entries[0]
            tail = head.value.text if isinstance(head.value, Scalar) else ""
            yield Entry(name, made(f"{head.key.text}: {tail}", item.span))
        else:
            yield from (pair for pair in item.entries if pair.key.text not in known)


def _list_fields(node: Node, _: Scalar, reporter: Reporter) -> Iterator[Entry]:
    """Fields, in any of their spellings."""
    if isinstance(node, Map):
        for pair in node.entries:
            if isinstance(pair.value, Scalar) and pair.value.is_null:
                yield pair
        node = Map(tuple(p for p in node.entries if not (isinstance(p.value, Scalar) and p.value.is_null)), node.span)
    if wrong := too_long(node):
        reporter.take((wrong,))
        return
    found, findings = fields(node)
    reporter.take(findings)
    yield from found.entries


LISTERS: dict[str, Lister] = {
    "component": list_components,
    "functional": _list_requirements,
    "quality": list_qualities,
    "field": _list_fields,
}

# Lists of elements ----------------------------------------------------------------------------------------------

#: Shapes whose lists may be written as a map: the field that the key gives, and the field that a scalar gives.
_KEYED = {
    "question": ("q", "a"),
    "option": ("name", "description"),
    "scenario": ("name", "description"),
    "ignore": ("rule", "because"),
}


def elements_of(shape_name: str, node: Node) -> Iterable[Node]:
    """The elements of a list, of one element in its place, or of a map that names them."""
    if isinstance(node, Items):
        return node.items
    if not isinstance(node, Map):
        return (node,)
    if shape_name == "relationship" and any(is_path(pair.key.text) for pair in node.entries):
        return [Map((pair,), pair.key.span.to(pair.value.span)) for pair in node.entries]
    names = _KEYED.get(shape_name)
    shape = SHAPES[shape_name]
    if names is None or any(shape.find(pair.key.text) for pair in node.entries):
        return (node,)
    return [_keyed(pair, *names) for pair in node.entries]


def _keyed(pair: Entry, name: str, short: str) -> Map:
    """An element whose key is one of its fields."""
    value = pair.value
    rest = value.entries if isinstance(value, Map) else (entry(short, value),)
    return Map((entry(name, pair.key), *rest), pair.key.span.to(value.span))


# Elements -------------------------------------------------------------------------------------------------------


def _spec(node: Node, _: Scalar | None, reporter: Reporter) -> Map:
    """The top of a spec."""
    if isinstance(node, Map):
        return gather_sections(node, reporter)
    reporter.misfit("spec", node, None)
    return Map((), node.span)


def _entity(node: Node, key: Scalar | None, reporter: Reporter) -> Map:
    """An entity: in full with `fields`, or when only its own keys are said; else all keys but `is` are fields."""
    if not isinstance(node, Map):
        return _fields_only(node)
    node = _with_fields(node, reporter)
    names = [pair.key.text for pair in node.entries]
    if not names or "fields" in names:
        return node
    known = SHAPES["entity"].fields
    if all(pair.key.text in known and not _says_nothing(pair.value) for pair in node.entries):
        return node
    of_entity = tuple(pair for pair in node.entries if pair.key.text == "is")
    rest = tuple(pair for pair in node.entries if pair.key.text != "is")
    return Map((*of_entity, Entry(made("fields", node.span), Map(rest, node.span))), node.span)


def _with_fields(node: Map, reporter: Reporter) -> Map:
    """The same with `fields` spelt right, where a map of fields stands under a slip of the pen for it."""
    for pair in node.entries:
        name, value = pair
        if name.text == "fields" or not isinstance(value, Map) or not is_slip(name.text, "fields"):
            continue
        if not any(each.key.text in SHAPES["field"].fields for each in value.entries):
            reporter.report(
                "unknown-key",
                name.span,
                f"unknown key '{name.text}'",
                "did you mean 'fields'?",
                slip(name, ("fields",)),
            )
            right = Entry(name._replace(text="fields"), value)
            return Map(tuple(right if each is pair else each for each in node.entries), node.span)
    return node


def _fields_only(node: Node) -> Map:
    """An entity of which only the fields are said, or nothing."""
    return Map(() if _says_nothing(node) else (entry("fields", node),), node.span)


def _says_nothing(node: Node) -> bool:
    """Whether nothing was written."""
    return isinstance(node, Scalar) and node.is_empty


def _flow(node: Node, key: Scalar | None, reporter: Reporter) -> Map:
    """A flow: its fields, or the list of its steps, or steps whose dashes were forgotten."""
    if isinstance(node, Map) and not any(is_path(pair.key.text) for pair in node.entries):
        return node
    if isinstance(node, Scalar) and node.is_empty:
        return Map((), node.span)
    return Map((entry("steps", node),), node.span)


def _api(node: Node, key: Scalar | None, reporter: Reporter) -> Map:
    """The operations of an API by their keys, from a block of text, a list or a map."""
    if isinstance(node, Items):
        node = Items(tuple(_by_key(each) for each in node.items), node.span)
    found, findings = api(_by_key(node))
    reporter.take(findings)
    return found


def _by_key(node: Node) -> Node:
    """Operations that stand under their key, which those do not that stand under their id."""
    return Map(tuple(_under_key(*pair) for pair in node.entries), node.span) if isinstance(node, Map) else node


def _under_key(key: Scalar, value: Node) -> Entry:
    """An operation under its key, `METHOD /path` or a style and a name, with its id below it."""
    if isinstance(value, Scalar):
        if key.text.count("{") > key.text.count("}"):
            return _rejoined(key, value)
        if " " not in value.text or not is_id(key.text):
            return Entry(key, value)
        return Entry(value, Map((entry("id", key),), value.span))
    path = value.get("path") if isinstance(value, Map) else None
    if not isinstance(path, Scalar) or not isinstance(value, Map) or not is_id(key.text):
        return Entry(key, value)
    said = value.get("method") or value.get("style")
    line = Scalar(f"{said.text if isinstance(said, Scalar) else 'GET'} {path.text}", path.span)
    return Entry(line, Map((entry("id", key), *value.entries), value.span))


def _rejoined(key: Scalar, value: Scalar) -> Entry:
    """An operation as it was written, where YAML took the rest of its one line for a value."""
    gap = value.span.column - key.span.end_column if value.span.line == key.span.end_line else 2
    text = f"{key.text}:{' ' * (gap - 1)}{value.text}"
    return Entry(Scalar(text, key.span.to(value.span)), made("", value.span))


def _estimate(node: Node, key: Scalar | None, reporter: Reporter) -> Map:
    """An estimate: its number, or a formula."""
    if isinstance(node, Items) or _says_nothing(node):
        return long("estimate", node, key, reporter)
    found, findings = estimate(node, key)
    reporter.take(findings)
    return found


def _returns(node: Node, key: Scalar | None, reporter: Reporter) -> Map:
    """An answer: status, type and body."""
    if isinstance(node, Map):
        return node
    if isinstance(node, Items):
        if len(node.items) != 1 or not isinstance(node.items[0], Scalar):
            reporter.misfit("returns", node, key)
            return Map((), node.span)
        return Map((entry("type", node.items[0]), entry("many", made("true", node.span))), node.span)
    found, findings = returns(node)
    reporter.take(findings)
    return found


def _relationship(node: Node, key: Scalar | None, reporter: Reporter) -> Map:
    """A relationship in one line, or with its path as key."""
    found, findings = relationship(node)
    reporter.take(findings)
    return found


def _variant(node: Node, key: Scalar | None, reporter: Reporter) -> Map:
    """A variant: without `patch`, all that is no field of a variant is the patch."""
    if not isinstance(node, Map) or node.get("patch") is not None:
        return long("variant", node, key, reporter)
    shape = SHAPES["variant"]
    own = [pair for pair in node.entries if pair.key.text in shape.fields]
    patch = [pair for pair in node.entries if pair.key.text not in shape.fields]
    if not patch:
        return node
    span = patch[0].key.span.to(patch[-1].value.span)
    return Map((*own, Entry(made("patch", patch[0].key.span), Map(tuple(patch), span))), node.span)


EXPANDERS: dict[str, Expander] = {
    "spec": _spec,
    "component": expand_component,
    "entity": _entity,
    "quality": expand_quality,
    "estimate": _estimate,
    "flow": _flow,
    "api": _api,
    "returns": _returns,
    "relationship": _relationship,
    "variant": _variant,
}
