"""The node tree of a spec: scalars, maps and lists, each knowing where it stands. Every scalar is text."""

from __future__ import annotations

from functools import partial
from typing import TypeAlias

from hld.diagnostics import Finding, Span, a_span
from hld.source.places import Lines, Part, Place
from hld.tuples import NamedTuple

__all__ = ["NULLS", "Entry", "Items", "Map", "Node", "Scalar", "Source", "a_scalar"]

NULLS = frozenset(("null", "~", "Null", "NULL"))
"""The plain words that say that there is nothing: in a patch, delete."""


class Scalar(NamedTuple):
    """A scalar as the text that was written, with where each character of it stands.

    `style` is "plain", "single", "double", "literal" (|) or "folded" (>). `origin` finds the place of a single
    character where that is more than counting columns; a scalar made up by a stage has none.
    """

    text: str
    span: Span
    style: str = "plain"
    origin: Lines | Part | None = None

    def slice(self, start: int, end: int | None = None) -> Scalar:
        """The part of this scalar from `start` to `end` (offsets into `text`) as a scalar with its own span.

        Offsets count as those of a string slice do. The part of a scalar without origin that spans several
        lines, or is not as long as its span, has the span of the whole.
        """
        whole, (file, line, column, end_line, end_column), style, _ = self
        if end is None:
            end = len(whole)
        if not 0 <= start <= end <= len(whole):
            start, end, _ = slice(start, end).indices(len(whole))
            end = max(start, end)
        text = whole[start:end]
        if line == end_line and end_column - column == len(whole):
            return a_scalar((text, a_span((file, line, column + start, line, column + end)), style, None))
        places = self.places()
        if not places:
            return Scalar(text, self.span, style)
        part = places[start:end] or (_edge(places, start),)
        first, last = part[0], part[-1]
        span = Span(file, first[0], first[1], last[0], last[2])
        return Scalar(text, span, style, Part(part) if end > start else None)

    def strip(self) -> Scalar:
        """The same scalar without blanks at either end, its span shrunk to match."""
        text = self.text
        if not text or not (text[0].isspace() or text[-1].isspace()):
            return self
        start = len(text) - len(text.lstrip())
        return self.slice(start, max(start, len(text.rstrip())))

    def places(self) -> tuple[Place, ...]:
        """Where each character of the text stands; empty where that is not known."""
        return self.origin.places(self.text, self.span, self.style) if self.origin else ()

    @property
    def is_empty(self) -> bool:
        """Nothing was written (`key:`): "nothing said", not null."""
        return not self.text and self.style == "plain"

    @property
    def is_null(self) -> bool:
        """The plain word null or ~ was written: in a patch, delete."""
        return self.style == "plain" and self.text in NULLS


# Made by the hundred thousand: this leaves out the cost of keywords and defaults, and takes a tuple of all fields.
a_scalar = partial(tuple.__new__, Scalar)


def _edge(places: tuple[Place, ...], at: int) -> Place:
    """The empty stretch before the character at `at`, or after the last one."""
    if at < len(places):
        line, column, _ = places[at]
    else:
        line, _, column = places[-1]
    return (line, column, column)


class Entry(NamedTuple):
    """One key of a map with its value."""

    key: Scalar
    value: Node


class Map:
    """A mapping; entries in the order written, keys unique (a repeated key is a finding and the first stands)."""

    __slots__ = ("_entries", "span")

    def __init__(self, entries: tuple[Entry, ...], span: Span) -> None:
        self._entries = entries
        self.span = span

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The keys with their values."""
        return self._entries

    def get(self, key: str) -> Node | None:
        """The value under `key`, or None."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None


class Items(NamedTuple):
    """A sequence."""

    items: tuple[Node, ...]
    span: Span


Node: TypeAlias = Scalar | Map | Items


class Source(NamedTuple):
    """A spec as written. `root` is None when nothing could be parsed; `findings` say why.

    `path` is how the file is named in findings (relative to the working folder, with `/`), `lines` its text
    split in lines without their ends, `comments` the `# hld:` comments as scalars (text from `#` on).
    """

    path: str
    lines: tuple[str, ...]
    root: Node | None
    findings: tuple[Finding, ...] = ()
    comments: tuple[Scalar, ...] = ()
