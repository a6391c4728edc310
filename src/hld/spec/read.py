"""Source to Spec: the node tree of a file is read by the table of the language, all mistakes at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from hld.diagnostics import Edit, Finding, Span
from hld.near import nearest, squash
from hld.source.nodes import NULLS, Entry, Items, Map, Node, Scalar, Source, a_scalar
from hld.spec.expand import EXPANDERS, LISTERS, elements_of, entries_of, long
from hld.spec.forms.parts import is_one_line, pieces, slip, too_long
from hld.spec.forms.step import steps
from hld.spec.patch import circles
from hld.spec.shape import Field, Shape
from hld.spec.shapes import SHAPES, home_of
from hld.spec.shapes.stories import BLOCKS
from hld.spec.types import Leaf, Record, Said, Spec, Value, Values, a_leaf, a_record
from hld.spec.values import DELETED, Either, ListOf, MapOf, Of, Plain, Steps, Type, as_text, is_id
from hld.units.quantity import UnitError

__all__ = ["VERSION", "read", "read_element"]

#: The newest version of the language that is understood.
VERSION = 1

#: So many keys of an element are told.
_FEW = 12

#: Namespaces whose ids are written in steps or name files, and so must be plain words.
_STRICT = frozenset(("component", "entity", "message", "actor", "flow", "group", "variant", "view"))
#: Namespaces in which two ids that differ in case, `-` and `_` only are one id written twice.
_UNIQUE = _STRICT | {"requirement", "quality"}
#: Shapes that may be written as a text of many lines.
_BLOCKS = frozenset(("api", "flow"))
#: Words that say where a step goes, so that no component can be called so.
_RESERVED = frozenset(("from", "to", "via", "at", *BLOCKS, "null", "true", "false"))


def read(source: Source) -> Spec:
    """What the author wrote in canonical form. Findings of the source come first, then those of the reading.

    A spec that `extends` another one is read as a patch; `hld.spec.include` brings the files together.
    """
    reader = Reader(is_patch=isinstance(source.root, Map) and source.root.get("extends") is not None)
    root = _empty(source) if source.root is None else reader.root(source.root)
    return Spec(source, root, (*source.findings, *reader.findings))


def _empty(source: Source) -> Record:
    """The tree of a source that holds nothing."""
    return Record("spec", {}, {}, Span(source.path, 1, 1, 1, 1))


def read_element(shape: str, node: Node, *, is_patch: bool = False) -> tuple[Record, tuple[Finding, ...]]:
    """One element of the shape of this name, read by itself."""
    reader = Reader(is_patch=is_patch)
    return reader.element(SHAPES[shape], node, None), tuple(reader.findings)


class Reader:
    """Reads nodes by the table and collects what is wrong. In a patch, a plain `null` is a value: delete."""

    def __init__(self, *, is_patch: bool = False) -> None:
        self.findings: list[Finding] = []
        self.is_patch = is_patch
        self.scopes: frozenset[str] = frozenset()
        self._variables: frozenset[str] = frozenset()
        self._in_flow = False
        self._components: dict[tuple[str, bool], tuple[Span, Record]] = {}
        self._parsed: dict[tuple[int, str], Any] = {}

    def report(self, rule: str, span: Span, message: str, hint: str = "", fix: tuple[Edit, ...] = ()) -> None:
        """Take down one mistake."""
        self.findings.append(Finding(span, message, hint, rule, None, fix))

    def take(self, findings: Iterable[Finding]) -> None:
        """Take down what a form found."""
        self.findings += findings

    def root(self, node: Node) -> Record:
        """The whole spec."""
        if isinstance(node, Map):
            self._variables = _names_of(node.get("capacity"))
            needs = node.get("requirements")
            needed = _names_of(needs.get("functional")) if isinstance(needs, Map) else frozenset()
            self.scopes = _names_of(node.get("flows")) | needed
        record = self.element(SHAPES["spec"], node, None)
        version = record.leaf("hld")
        if version is not None and isinstance(version.value, int) and not 1 <= version.value <= VERSION:
            newer = f"this hld understands version {VERSION}: install a newer one"
            hint = newer if version.value > VERSION else f"write 'hld: {VERSION}'"
            self.report("spec-version", version.span, f"the spec is written for version {version.value}", hint)
        variants = record.record("variants")
        if variants is not None:
            self.findings += circles(variants)
        return record

    # A value of any type ----------------------------------------------------------------------------

    def value(self, kind: Type, node: Node, key: Scalar) -> Value | None:
        """The value that stands under `key`; None where nothing is said or it cannot be one."""
        if node.__class__ is not Scalar:
            return _READERS[kind.__class__](self, kind, node, key)
        text, style = node.text, node.style
        if style == "plain":
            if text == "":
                return None
            if text in NULLS:
                return self._null(node, key)
        if kind.__class__ is not Plain:
            return _READERS[kind.__class__](self, kind, node, key)
        if kind.parse is as_text:
            return a_leaf((text, node))
        known = self._parsed.get((id(kind), text))
        return self._plain(kind, node, key) if known is None else a_leaf((known, node))

    def _null(self, node: Scalar, key: Scalar) -> Leaf | None:
        """A plain `null`: deletes in a patch, says nothing elsewhere."""
        if self.is_patch:
            return Leaf(DELETED, node)
        self.report("bad-value", node.span, f"'{key.text}' cannot be null", "leave it out; null deletes, in a variant")
        return None

    def _plain(self, kind: Plain, node: Node, key: Scalar) -> Leaf | None:
        """A scalar, typed."""
        if node.__class__ is not Scalar:
            self._misfit(kind, node, key)
            return None
        text: str = node.text
        try:
            value = kind.parse(text)
        except UnitError as error:
            self._bad(kind, node, key, error)
            return Leaf(None, node)
        self._parsed[id(kind), text] = value
        return Leaf(value, node)

    def _bad(self, kind: Plain, node: Scalar, key: Scalar, error: UnitError) -> None:
        """Report a scalar that is none of its type."""
        near = nearest(node.text, kind.choices) if kind.choices else None
        hint = f"did you mean '{near}'?" if near else error.hint or f"write {kind.doc}"
        self.report("bad-value", node.span, f"{key.text}: {error}", hint)

    def misfit(self, shape: str, node: Node, key: Scalar | None) -> None:
        """Take down that this node cannot be an element of the shape."""
        if key is not None:
            self._misfit(Of(shape), node, key)
            return
        message = f"{SHAPES[shape].title} is a map of keys, not {_NODES[node.__class__]}"
        self.report("bad-value", node.span, message, _advice(Of(shape)))

    def _misfit(self, kind: Type, node: Node, key: Scalar) -> None:
        """Report a node of a kind that the type does not take."""
        found = _NODES[node.__class__]
        self.report("bad-value", node.span, f"'{key.text}' takes {_wanted(kind)}, not {found}", _advice(kind))

    def _of(self, kind: Of, node: Node, key: Scalar | None) -> Record | None:
        """An element under a key."""
        if node.__class__ is Scalar and node.is_empty:
            return None
        if kind.shape != "spec":
            return self.element(SHAPES[kind.shape], node, key)
        outside, self.is_patch = self.is_patch, True
        patch = self.element(SHAPES["spec"], node, key)
        self.is_patch = outside
        return patch

    def _list(self, kind: ListOf, node: Node, key: Scalar) -> Values:
        """A list, or one value in place of a list of it."""
        item = kind.item
        nodes: Iterable[Node]
        if isinstance(item, Of):
            nodes = elements_of(item.shape, node)
            values: Iterable[Value | None] = [self._of(item, each, None) for each in nodes]
        else:
            if isinstance(node, Items):
                nodes = node.items
            elif isinstance(node, Scalar) and isinstance(item, Plain) and (item.namespace or item.choices):
                nodes = pieces(node, ",")
            else:
                nodes = (node,)
            values = [self.value(item, each, key) for each in nodes]
        return Values(tuple(value for value in values if value is not None), node.span)

    def _map(self, kind: MapOf, node: Node, key: Scalar) -> Record | None:
        """A map of ids, which may be a list of them."""
        if not isinstance(node, Map) and not kind.lists:
            self._misfit(kind, node, key)
            return None
        lister = LISTERS.get(kind.item.shape, entries_of) if isinstance(kind.item, Of) else entries_of
        return self._entries(kind, lister(node, key, self), key.span.to(node.span))

    def _entries(self, kind: MapOf, pairs: Iterable[Entry], span: Span) -> Record:
        """The entries of a map of ids, each read as the type of its values."""
        entries: dict[str, Value] = {}
        keys: dict[str, Span] = {}
        item = kind.item
        shape = SHAPES[item.shape] if isinstance(item, Of) else None
        for key, node in self._mended(kind, pairs):
            name = key.text
            if name in entries:
                rule = "duplicate-endpoint" if kind.namespace == "operation" else "duplicate-id"
                self.report(rule, key.span, f"'{name}' is declared twice", "delete or rename one")
                continue
            value: Value | None
            if shape is None or (node.__class__ is Scalar and node.is_null):
                value = self.value(item, node, key)
            else:
                value = self.element(shape, node, key)
            if value is None:
                continue
            entries[name] = value
            keys[name] = key.span
        self._check_ids(kind.namespace, keys)
        return Record("", entries, keys, span)

    def _mended(self, kind: MapOf, pairs: Iterable[Entry]) -> Iterable[Entry]:
        """The entries, those taken apart or left out that a ':' or a ',' inside `{ }` made of a text."""
        if kind.namespace not in _STRICT:
            return pairs
        pairs = tuple(pairs)
        if all(is_id(key.text) for key, _ in pairs):
            return pairs
        return [mended for pair in pairs if (mended := self._mend(pair, Map(pairs, pair.key.span))) is not None]

    def _mend(self, pair: Entry, mapping: Map) -> Entry | None:
        """`id:value` as the two that it means; None for the rest of a text that a comma cut off."""
        key, node = pair
        if not (isinstance(node, Scalar) and node.is_empty and key.style == "plain"):
            return pair
        name, colon, rest = key.text.partition(":")
        if colon and rest and is_id(name):
            hint = f"put a blank after the colon: '{name}: {rest}'"
            self.report("bad-value", key.span, f"'{key.text}' has no blank after its ':'", hint)
            return Entry(key.slice(0, len(name)), key.slice(len(name) + 1).strip())
        if cut := " " in key.text and _cut_by_comma(key, mapping):
            self.report("bad-value", key.span, f"'{key.text}' is cut off from the value before it", cut)
            return None
        return pair

    def _check_ids(self, namespace: str, keys: dict[str, Span]) -> None:
        """Report ids that are none, and pairs that are the same but for case, `-` and `_`."""
        if namespace not in _UNIQUE:
            return
        seen: dict[str, str] = {}
        for name, span in keys.items():
            if namespace in _STRICT and not is_id(name):
                hint = "an id holds letters, digits, - and _, a letter first; a name for people goes under 'name:'"
                self.report("bad-value", span, f"'{name}' is no id", hint)
            elif namespace == "component" and name in _RESERVED:
                self.report(
                    "bad-value", span, f"'{name}' is a word of the language and cannot be an id", "choose another"
                )
            other = seen.setdefault(squash(name), name)
            if other != name:
                self.report("duplicate-id", span, f"'{other}' and '{name}' are the same id", "rename one")

    def _either(self, kind: Either, node: Node, key: Scalar) -> Value | None:
        """The first of several types that takes this kind of node."""
        for each in kind.types:
            if _takes(each, node):
                return self.value(each, node, key)
        self._misfit(kind, node, key)
        return None

    def _steps(self, kind: Steps, node: Node, key: Scalar) -> Values:
        """The steps of a flow; those of the blocks in it are expanded with it."""
        if self._in_flow:
            return self._expanded(node)
        found, findings = steps(node, self._variables)
        self.findings += findings
        self._in_flow = True
        values = self._expanded(found)
        self._in_flow = False
        return values

    def _expanded(self, node: Node) -> Values:
        """Steps in canonical form; a list among them is an arm of a parallel block."""
        shape = SHAPES["step"]
        values: list[Value] = []
        for each in node.items if isinstance(node, Items) else ():
            if isinstance(each, Said):
                values.append(each.record)
            elif isinstance(each, Map):
                values.append(self.fields(shape, each, each.span))
            elif isinstance(each, Items):
                values.append(self._expanded(each))
        return Values(tuple(values), node.span)

    # An element by its shape --------------------------------------------------------------------------

    def element(self, shape: Shape, node: Node, key: Scalar | None) -> Record:
        """The element of this shape that `node` is, in whichever spelling."""
        span = node.span if key is None else key.span.to(node.span)
        if node.__class__ is Scalar and shape.name == "component":
            return self._component(shape, node, key, span)
        return self.fields(shape, self._mapping(shape, node, key), span)

    def _component(self, shape: Shape, node: Scalar, key: Scalar | None, span: Span) -> Record:
        """A component in one line. Lines that say the same are read once: large designs are full of them."""
        known = self._components.get((node.text, self.is_patch))
        if known is not None and is_one_line(node):
            return _moved(*known, node.span, span)
        count = len(self.findings)
        record = self.fields(shape, self._mapping(shape, node, key), span)
        is_sound = len(self.findings) == count and all(value.__class__ is Leaf for value in record.entries.values())
        if is_sound and is_one_line(node):
            self._components[node.text, self.is_patch] = (node.span, record)
        return record

    def _mapping(self, shape: Shape, node: Node, key: Scalar | None) -> Map:
        """The map of fields that an element would be in full."""
        expander = EXPANDERS.get(shape.name)
        if expander is None:
            return long(shape.name, node, key, self)
        if shape.name not in _BLOCKS and (wrong := too_long(node)):
            self.findings.append(wrong)
            return Map((), node.span)
        return expander(node, key, self)

    def fields(self, shape: Shape, mapping: Map, span: Span) -> Record:
        """The element whose fields are the entries of a map."""
        if mapping.__class__ is Said:
            return mapping.record
        known = shape.fields
        entries: dict[str, Value] = {}
        keys: dict[str, Span] = {}
        rest: list[Entry] = []
        for entry in mapping.entries:
            name, node = entry
            field = known.get(name.text) or self._field(shape, name, mapping)
            if field is None:
                rest.append(entry)
                continue
            count = len(self.findings)
            value = self.value(field.type, node, name)
            if len(self.findings) > count and shape.find(name.text) is None:
                del self.findings[count:]  # the key is told; what it was taken for does not fit, so it is not that
                continue
            if value is None:
                continue
            target = field.into or field.name
            if target in entries:
                hint = "keep one of the two"
                self.report("duplicate-key", name.span, f"'{name.text}' says again what '{target}' says", hint)
                continue
            entries[target] = value
            keys[target] = name.span
        if rest and shape.rest is not None:
            others = self._entries(MapOf(shape.rest, shape.names), rest, span)
            entries.update(others.entries)
            keys.update(others.keys)
        return Record(shape.name, entries, keys, span)

    def _field(self, shape: Shape, name: Scalar, mapping: Map) -> Field | None:
        """The field of a key that is not spelt as in the table. A slip of the pen is reported, and read on."""
        if shape.rest is not None:
            return None
        field = shape.find(name.text)
        if field is not None:
            return field
        cut = _cut_by_comma(name, mapping)
        home = home_of(name.text) if shape.name == "spec" else ""
        near = None if cut or home else nearest(name.text, shape.words)
        hint = cut or (f"it belongs under '{home}'" if home else f"did you mean '{near}'?" if near else _keys_of(shape))
        is_free = near is not None and mapping.get(near) is None
        fix = slip(name, shape.words) if is_free else ()
        self.report("unknown-key", name.span, f"unknown key '{name.text}'", hint, fix)
        return shape.fields[near] if near is not None and is_free else None


def _moved(start: Span, record: Record, to: Span, span: Span) -> Record:
    """The record of a line at `start` as that of the same line at another place; all it says are scalars."""
    entries: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    for name, leaf in record.entries.items():
        assert isinstance(leaf, Leaf)
        text, place, style, origin = leaf.scalar
        key, there = record.keys[name], place.moved(start, to)
        entries[name] = a_leaf((leaf.value, a_scalar((text, there, style, origin))))
        keys[name] = there if key is place else key.moved(start, to)
    return a_record((record.shape, entries, keys, span))


_NODES: dict[type, str] = {Scalar: "a single value", Map: "a map", Said: "a map", Items: "a list"}
_READERS: dict[type, Callable[[Reader, Any, Node, Scalar], Value | None]] = {
    Plain: Reader._plain,
    Of: Reader._of,
    ListOf: Reader._list,
    MapOf: Reader._map,
    Either: Reader._either,
    Steps: Reader._steps,
}


def _names_of(node: Node | None) -> frozenset[str]:
    """The keys of a map, or of the maps in a list."""
    maps = [each for each in (node.items if isinstance(node, Items) else (node,)) if isinstance(each, Map)]
    return frozenset(entry.key.text for each in maps for entry in each.entries)


def _takes(kind: Type, node: Node) -> bool:
    """Whether a type takes this kind of node."""
    if isinstance(node, Map):
        return isinstance(kind, Of | MapOf)
    if isinstance(node, Items):
        return isinstance(kind, ListOf | Steps)
    return isinstance(kind, Plain | ListOf) or (isinstance(kind, Of) and bool(SHAPES[kind.shape].short))


def _wanted(kind: Type) -> str:
    """What a type takes, for people."""
    if isinstance(kind, Plain):
        return f"{'an' if kind.name[0] in 'aeiou' else 'a'} {kind.name}"
    if isinstance(kind, Of):
        return "a map of keys"
    if isinstance(kind, MapOf):
        return "a map" if not kind.lists else "a map or a list of ids"
    if isinstance(kind, Either):
        return " or ".join(dict.fromkeys(_wanted(each) for each in kind.types))
    return "a list"


def _advice(kind: Type) -> str:
    """How to write a value of the type."""
    if isinstance(kind, Plain):
        return "write one value" if kind.doc.startswith("any") else f"write {kind.doc}"
    if isinstance(kind, Of):
        names = list(SHAPES[kind.shape].fields)
        return f"its keys are {', '.join(names[:8])}{', …' if len(names) > 8 else ''}"
    return ""


def _cut_by_comma(name: Scalar, mapping: Map) -> str:
    """The cure where a key is the rest of the value before it, which a comma inside `{ }` ended."""
    at = next((i for i, entry in enumerate(mapping.entries) if entry.key is name), 0)
    value = mapping.entries[at].value if at else None
    if not isinstance(value, Scalar) or not value.is_empty or name.style != "plain":
        return ""
    before, text = mapping.entries[at - 1]
    if not isinstance(text, Scalar) or text.style != "plain" or not text.text or text.span.end_line != name.span.line:
        return ""
    whole = f"{text.text}, {name.text}"
    return f'a comma ends a value inside {{ }}: quote it: {before.text}: "{whole}"'


def _keys_of(shape: Shape) -> str:
    """The keys there are, or the first of them."""
    return f"{shape.title} has {', '.join(shape.words[:_FEW])}{', …' if len(shape.words) > _FEW else ''}"
