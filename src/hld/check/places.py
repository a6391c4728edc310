"""Elements of a spec by their dotted paths (`api.GET /v1/feed`), and the other way round."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import TypeAlias

from hld.diagnostics import Finding, Span
from hld.spec.shapes import SHAPES
from hld.spec.types import Record, Spec, Value, Values

__all__ = ["Paths", "element_at", "nowhere"]


def nowhere(path: str, span: Span) -> Finding:
    """The finding that nothing stands at the dotted `path`, which is written at `span`."""
    return Finding(
        span,
        f"'{path}' is the path of nothing in this spec",
        "write the keys from the top, joined by dots: flows.post, api.GET /v1/feed",
        rule="unresolved-reference",
    )


_Place: TypeAlias = tuple[str, int, int, int, int, int, str]
"""Where a value stands with its key, from where to where in which file, as which of its record, and the key."""


class Paths:
    """The dotted path of the innermost element with an id of its own that holds a place, or else of the section.

    Items of lists have no ids, so a path does not change when others are put before them.
    """

    def __init__(self, spec: Spec) -> None:
        self._root = spec.root
        self._places: dict[int, list[_Place]] = {}

    def of(self, span: Span) -> str:
        """The path of what stands at `span`; "" for the top of the spec."""
        steps: list[str] = []
        named = 0
        here: Record | None = self._root
        while here is not None:
            child = self._child(here, span)
            if child is None:
                break
            name, value = child
            steps.append(f"`{name}`" if "." in name else name)
            if self._is_named(here, name):
                named = len(steps)
            is_all_of_it = isinstance(value, Record) and value.shape and value.span == span  # so no id in it is
            here = value if isinstance(value, Record) and not is_all_of_it else None
        return ".".join(steps[:named])

    def _child(self, record: Record, span: Span) -> tuple[str, Value] | None:
        places = self._places.get(id(record))
        if places is None:
            places = self._places[id(record)] = sorted(self._placed(record))
        at = bisect_left(places, (span.file, span.line, span.column + 1))  # a tuple is less than a longer one
        if not at:
            return None
        name = places[at - 1][-1]
        value = record.entries[name]
        return (name, value) if _whole(record.keys.get(name), value).holds(span) else None

    def _is_named(self, record: Record, name: str) -> bool:
        """Whether this key of a record is an id, or one of the sections of a spec."""
        return record is self._root or not record.shape or name not in SHAPES[record.shape].fields

    def _placed(self, record: Record) -> Iterator[_Place]:
        """The place of each value of a record that is an element with an id, or that may hold one."""
        for at, (name, value) in enumerate(record.entries.items()):
            if isinstance(value, Record) or self._is_named(record, name):
                yield _place(record, name, value, at)


def _place(record: Record, name: str, value: Value, at: int) -> _Place:
    end = value.span
    start = _first(record.keys.get(name), end)
    return start.file, start.line, start.column, end.end_line, end.end_column, at, name


def element_at(root: Record, path: str) -> Span | None:
    """Where the element at a dotted path stands. A key may hold dots and blanks: the longest that fits is taken."""
    here: Value = root
    span = root.span
    rest = path.strip()
    while rest:
        step = _descend(here, rest)
        if step is None:
            return None
        here, span, rest = step
    return span


def _descend(here: Value, path: str) -> tuple[Value, Span, str] | None:
    """The child of `here` that `path` begins with, where it stands (its key included), and the rest of the path."""
    if path.startswith("`") and "`" in path[1:]:
        name, _, rest = path[1:].partition("`")
        return _child(here, name, rest.lstrip("."))
    ends = [index for index, char in enumerate(path) if char == "."]
    for end in (len(path), *reversed(ends)):
        found = _child(here, path[:end], path[end + 1 :])
        if found is not None:
            return found
    return None


def _child(here: Value, name: str, rest: str) -> tuple[Value, Span, str] | None:
    if isinstance(here, Record) and name in here.entries:
        value = here.entries[name]
        key = here.keys.get(name)
        return value, _whole(key, value), rest
    if isinstance(here, Values) and name.isdecimal() and 1 <= int(name) <= len(here.items):
        value = here.items[int(name) - 1]
        return value, value.span, rest
    return None


def _whole(key: Span | None, value: Value) -> Span:
    """A value with its key, as far as both are in one file and in order."""
    span = value.span
    start = _first(key, span)
    return span if start is span else start.to(span)


def _first(key: Span | None, span: Span) -> Span:
    """Where a value with its key begins: at the key, if both are in one file and in order."""
    if key is None or key.file != span.file or (key.line, key.column) > (span.line, span.column):
        return span
    return key
