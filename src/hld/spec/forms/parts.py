"""What the one-line forms have in common: how they hand back the map that the long form would have been."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import TypeAlias

from hld.diagnostics import Edit, Finding, Span, a_span
from hld.near import closest, is_slip
from hld.source.nodes import Entry, Items, Map, Node, Scalar, a_scalar

__all__ = [
    "LONGEST", "Named", "Parsed", "bad", "body_start", "closing", "cut", "entry", "is_one_line", "items", "made",
    "map_of", "pieces", "slip", "split_at", "too_long",
]  # fmt: skip

Parsed: TypeAlias = tuple[Map, tuple[Finding, ...]]
"""An element in its long form, and what was wrong with its one line."""

Named: TypeAlias = tuple[Entry, tuple[Finding, ...]]
"""The same for a line that names its element: the id as key."""

LONGEST = 2_000
"""Characters that a one-line form may have."""

_CLOSES = {"(": ")", "[": "]", "{": "}"}


# Made by the hundred thousand: this leaves out the cost of keywords.
_entry = partial(tuple.__new__, Entry)


def cut(scalar: Scalar, start: int, end: int) -> Scalar:
    """The part of a scalar from `start` to `end`, both within it: `Scalar.slice`, quick where columns just count."""
    text, (file, line, column, end_line, end_column), style, _ = scalar
    if line == end_line and end_column - column == len(text):
        return a_scalar((text[start:end], a_span((file, line, column + start, line, column + end)), style, None))
    return scalar.slice(start, end)


def is_one_line(scalar: Scalar) -> bool:
    """Whether a scalar is plain and stands on one line, so that the places of its parts just count."""
    text, (_, line, column, end_line, end_column), style, _ = scalar
    return line == end_line and end_column - column == len(text) and style == "plain"


def made(text: str, span: Span) -> Scalar:
    """A scalar that nobody wrote, at the place of what it was read from."""
    return a_scalar((text, span, "plain", None))


def entry(key: str, value: Node) -> Entry:
    """A field of an element; its key stands where its value does."""
    return _entry((a_scalar((key, value.span, "plain", None)), value))


def map_of(entries: Iterable[Entry], span: Span) -> Map:
    """The element as a map."""
    return Map(tuple(entries), span)


def too_long(node: Node) -> Finding | None:
    """What is wrong with an element in one line that nobody can have written; None of any other node."""
    if node.__class__ is not Scalar or len(node.text) <= LONGEST:
        return None
    return bad(node, "bad-value", f"{len(node.text):,} characters in one line", "write it in full, a key on each line")


def items(nodes: Iterable[Node], span: Span) -> Items:
    """A list of nodes."""
    return Items(tuple(nodes), span)


def bad(scalar: Scalar, rule: str, message: str, hint: str = "", fix: tuple[Edit, ...] = ()) -> Finding:
    """A finding on exactly this piece of text."""
    return Finding(scalar.span, message, hint, rule, None, fix)


def slip(word: Scalar, known: Iterable[str]) -> tuple[Edit, ...]:
    """The mend of a misspelt word, if it is one for sure and can mean one of the known words only."""
    near = closest(word.text, known)
    return (Edit(word.span, word.text, near[0]),) if len(near) == 1 and is_slip(word.text, near[0]) else ()


def split_at(text: str, separators: str) -> Iterator[tuple[int, int]]:
    """The stretches of `text` between separators that stand outside quotes and brackets."""
    start = 0
    if any(char in text for char in separators):
        for at, char in _top_level(text):
            if char in separators:
                yield start, at
                start = at + 1
    yield start, len(text)


def pieces(scalar: Scalar, separators: str) -> list[Scalar]:
    """The parts of a text between separators, without blanks around them and without empty ones."""
    parts = (cut(scalar, start, end).strip() for start, end in split_at(scalar.text, separators))
    return [part for part in parts if part.text]


def closing(text: str, start: int) -> int:
    """Where the bracket that opens at `start` closes; -1 where it does not."""
    depth = 0
    quoted = ""
    for at in range(start, len(text)):
        char = text[at]
        if quoted:
            quoted = "" if char == quoted else quoted
        elif char == '"':
            quoted = char
        elif char in _CLOSES:
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0:
                return at
    return -1


def body_start(path: str) -> int:
    """Where a body sticks to a path without a blank (`/v1/images{file}`); -1 where none does.

    A brace opens a body and no parameter if it follows a name and nothing follows it: `/v{version}/x` has none.
    """
    for at, char in enumerate(path):
        if char == "{" and at and (path[at - 1].isalnum() or path[at - 1] in "}_"):
            end = path.find("}", at)
            if end in (-1, len(path) - 1):
                return at
    return -1


def _top_level(text: str) -> Iterator[tuple[int, str]]:
    """The characters outside quotes and brackets; a bracket or quote that never closes is a character like others."""
    depth = 0
    at = 0
    while at < len(text):
        char = text[at]
        if char == '"':
            end = text.find('"', at + 1)
            at = end if end > 0 else at
        elif char in _CLOSES:
            depth += 1
        elif char in ")]}":
            depth = max(0, depth - 1)
        elif depth == 0:
            yield at, char
        at += 1
