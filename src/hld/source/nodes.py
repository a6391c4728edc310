"""The node tree of a spec: scalars, maps and lists, each knowing where it stands. Every scalar is text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from hld.diagnostics import Finding, Span

__all__ = ["Entry", "Items", "Map", "Node", "Scalar", "Source"]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar as the text that was written, with where each character of it stands.

    `style` is "plain", "single", "double", "literal" (|) or "folded" (>).
    """

    text: str
    span: Span
    style: str = "plain"

    def slice(self, start: int, end: int | None = None) -> Scalar:
        """The part of this scalar from `start` to `end` (offsets into `text`) as a scalar with its own span."""
        raise NotImplementedError

    def strip(self) -> Scalar:
        """This scalar without blanks at either end, its span shrunk to match."""
        raise NotImplementedError

    @property
    def is_empty(self) -> bool:
        """Nothing was written (`key:`): "nothing said", not null."""
        return not self.text and self.style == "plain"

    @property
    def is_null(self) -> bool:
        """The plain word null or ~ was written: in a patch, delete."""
        return self.style == "plain" and self.text in ("null", "~", "Null", "NULL")


class Entry(NamedTuple):
    """One key of a map with its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Map:
    """A mapping; entries in the order written, keys unique (a repeated key is a finding and the first stands)."""

    entries: tuple[Entry, ...]
    span: Span

    def get(self, key: str) -> Node | None:
        """The value under `key`, or None."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None


@dataclass(frozen=True, slots=True)
class Items:
    """A sequence."""

    items: tuple[Node, ...]
    span: Span


Node: TypeAlias = Scalar | Map | Items


@dataclass(frozen=True, slots=True)
class Source:
    """A spec as written. `root` is None when nothing could be parsed; `findings` say why.

    `path` is how the file is named in findings (relative to the working folder, with `/`), `lines` its text
    split in lines without their ends, `comments` the `# hld:` comments as scalars (text from `#` on).
    """

    path: str
    lines: tuple[str, ...]
    root: Node | None
    findings: tuple[Finding, ...] = ()
    comments: tuple[Scalar, ...] = ()
