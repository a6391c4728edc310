"""What the author wrote, in one canonical form: the terse and the long spelling of a thing give the same tree.

A spec is a tree of three things. A `Leaf` is a scalar typed by the field that holds it, `Items` a list, and a
`Record` a map: either an element whose keys are fields of its shape, or a map from ids to elements. One-line
forms have been expanded, so everything after this stage reads fields and never text. Variants are merged on
this form.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

from hld.diagnostics import Finding, Span
from hld.source.nodes import Entry, Items, Map, Node, Scalar, Source
from hld.tuples import NamedTuple

__all__ = ["Leaf", "Record", "Said", "Spec", "Value", "Values", "a_leaf", "a_record"]


class Leaf(NamedTuple):
    """A scalar: `value` as typed by its field (None where the text does not parse), `scalar` as written."""

    value: Any
    scalar: Scalar

    @property
    def text(self) -> str:
        """The text as written."""
        return self.scalar.text

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.scalar.span


class Values(NamedTuple):
    """A list of values."""

    items: tuple[Value, ...]
    span: Span


class Record(NamedTuple):
    """An element (keys are the fields of `shape`) or a map of elements (keys are ids, `shape` is "" then).

    `keys` says where each key stands. `span` runs from the first character of the element, its own key
    included, to the last of its value, so that a finding belongs to an element when the span holds it.
    """

    shape: str
    entries: Mapping[str, Value]
    keys: Mapping[str, Span]
    span: Span

    def __contains__(self, key: object) -> bool:
        return key in self.entries

    def get(self, key: str) -> Value | None:
        """The value under `key`, or None."""
        return self.entries.get(key)

    def leaf(self, key: str) -> Leaf | None:
        """The scalar under `key`, or None."""
        value = self.entries.get(key)
        return value if value.__class__ is Leaf else None

    def value(self, key: str, default: Any = None) -> Any:
        """The typed value of the scalar under `key`, or `default` where it is absent or did not parse."""
        leaf = self.entries.get(key)
        return default if leaf.__class__ is not Leaf or leaf.value is None else leaf.value

    def text(self, key: str, default: str = "") -> str:
        """The text of the scalar under `key`, or `default`."""
        leaf = self.entries.get(key)
        return leaf.scalar.text if leaf.__class__ is Leaf else default

    def items(self, key: str) -> tuple[Value, ...]:
        """The items of the list under `key`; a single value counts as a list of one, absence as none."""
        value = self.entries.get(key)
        if value is None:
            return ()
        return value.items if isinstance(value, Values) else (value,)

    def leaves(self, key: str) -> tuple[Leaf, ...]:
        """The scalars of the list under `key`."""
        if key not in self.entries:
            return ()
        return tuple([item for item in self.items(key) if item.__class__ is Leaf])

    def record(self, key: str) -> Record | None:
        """The map under `key`, or None."""
        value = self.entries.get(key)
        return value if isinstance(value, Record) else None

    def records(self, key: str) -> Iterator[tuple[str, Record]]:
        """The id and element of each entry of the map under `key`."""
        record = self.record(key)
        if record is not None:
            for name, value in record.entries.items():
                if isinstance(value, Record):
                    yield name, value

    def at(self, key: str) -> Span:
        """Where the value under `key` stands; else its key; else this record."""
        value = self.entries.get(key)
        if value is not None:
            return value.span
        return self.keys.get(key, self.span)


Value: TypeAlias = Leaf | Values | Record

# Made by the hundred thousand: these leave out the cost of keywords and defaults, and take a tuple of all fields.
a_leaf = partial(tuple.__new__, Leaf)
a_record = partial(tuple.__new__, Record)


class Said(Map):
    """The mapping that a one-line form stands for, and the record that it is read as, where both were made at once."""

    __slots__ = ("record",)

    def __init__(self, record: Record) -> None:
        self.record = record
        self.span = record.span

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The keys with their values, for those who ask for what was written."""
        keys = self.record.keys
        return tuple([Entry(Scalar(key, keys[key]), _node(value)) for key, value in self.record.entries.items()])

    def get(self, key: str) -> Node | None:
        """What was written for the value under `key`, or None."""
        value = self.record.entries.get(key)
        return None if value is None else _node(value)


def _node(value: Value) -> Node:
    """What was written for a value."""
    if isinstance(value, Leaf):
        return value.scalar
    return Said(value) if isinstance(value, Record) else Items(tuple(map(_node, value.items)), value.span)


class Spec(NamedTuple):
    """A spec in canonical form, with what was wrong in reading it. `variant` names the patch applied, if any.

    `included` are the other files it was made of, `patches` the trees of those that extend another, lowest first.
    """

    source: Source
    root: Record
    findings: tuple[Finding, ...] = ()
    variant: str = ""
    included: tuple[Source, ...] = ()
    patches: tuple[Record, ...] = ()

    def is_inherited(self, span: Span) -> bool:
        """Whether what stands there was said of another design, which a variant or this file has changed since."""
        return bool(self.variant) or bool(self.patches and span.file != self.source.path)
