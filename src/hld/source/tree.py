"""From YAML's events to nodes, with a stack of our own so that no nesting can exhaust the program's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from hld.diagnostics import Finding, Severity, Span
from hld.source.nodes import Entry, Items, Map, Node, Scalar
from hld.source.places import Lines

__all__ = ["DEPTH", "SIZE", "Tree", "parse"]

DEPTH = 100
"""Collections that may stand within each other."""
SIZE = 1_000_000
"""Nodes that a spec may have once its aliases are written out."""

_LOADER: Any = getattr(yaml, "CLoader", yaml.Loader)
_STYLES = {"'": "single", '"': "double", "|": "literal", ">": "folded"}
_TEXT_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in "str int float bool null timestamp map seq".split())


class Tree(NamedTuple):
    """What parsing gives: the root (None where the text is no YAML) and what is wrong."""

    root: Node | None
    findings: tuple[Finding, ...]


class _Open:
    """A collection whose end has not come yet."""

    __slots__ = ("anchor", "children", "flow", "is_map", "key", "size", "start")

    def __init__(self, event: Any, is_map: bool) -> None:
        self.is_map = is_map
        self.flow: bool = event.flow_style
        self.start: Any = event.start_mark
        self.anchor: str | None = event.anchor
        self.children: list[Any] = []
        self.key: Scalar | None = None
        self.size = 1


class Stop(Exception):
    """Parsing cannot go on."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def parse(text: str, path: str, lines: Lines) -> Tree:
    """The node tree of a text, with findings. Never raises."""
    builder = _Builder(path, lines)
    try:
        for event in _events(text):
            builder.take(event)
    except Stop as stop:
        builder.findings.append(stop.finding)
        builder.root = None
    except yaml.MarkedYAMLError as error:
        builder.findings.append(_syntax(error, path))
        builder.root = None
    except yaml.YAMLError as error:
        builder.findings.append(Finding(Span(path, 1, 1, 1, 1), f"not YAML: {error}", rule="yaml-syntax"))
        builder.root = None
    else:
        if builder.root is None:
            builder.say(Span(path, 1, 1, 1, 1), "the file holds no spec", "begin with 'hld: 1'")
    return Tree(builder.root, tuple(builder.findings))


def _events(text: str) -> Iterator[Any]:
    return yaml.parse(text, Loader=_LOADER)


def _syntax(error: yaml.MarkedYAMLError, path: str) -> Finding:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message = ", ".join(part for part in (error.context, error.problem) if part)
    return Finding(Span(path, line, column, line, column + 1), message, rule="yaml-syntax")


class _Builder:
    """Takes events one by one and keeps the collections that are open."""

    def __init__(self, path: str, lines: Lines) -> None:
        self.path = path
        self.lines = lines
        self.findings: list[Finding] = []
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int] | None] = {}
        self._documents = 0

    def say(self, span: Span, message: str, hint: str, severity: Severity | None = None) -> None:
        self.findings.append(Finding(span, message, hint, "yaml-syntax", severity))

    def take(self, event: Any) -> None:
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.MappingStartEvent:
            self._start(event, True)
        elif kind is yaml.SequenceStartEvent:
            self._start(event, False)
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._end(event)
        elif kind is yaml.AliasEvent:
            self._alias(event)
        elif kind is yaml.DocumentStartEvent:
            self._document(event)

    def _span(self, start: Any, end: Any) -> Span:
        return Span(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents == 2:
            span = self._span(event.start_mark, event.end_mark)
            self.say(span, "a second document starts here", "a file holds one spec: put the other in its own file")

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark, event.end_mark
        style = event.style
        if style:
            style = _STYLES[style]
        else:
            style = "plain"
        span = Span(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        if event.style == "|" or event.style == ">":
            span = self._trim(span)
        node = Scalar(event.value, span, style, self.lines)
        if event.anchor:
            self._anchors[event.anchor] = (node, 1)
        self._add(node, 1)

    def _trim(self, span: Span) -> Span:
        """A block scalar's span without the empty lines below it."""
        line = span.end_line
        lines = self.lines.lines
        if span.end_column == 1:
            line -= 1
        while line > span.line and not lines[line - 1].strip():
            line -= 1
        return Span(span.file, span.line, span.column, line, len(lines[line - 1]) + 1)

    def _start(self, event: Any, is_map: bool) -> None:
        if len(self._open) >= DEPTH:
            span = self._span(event.start_mark, event.end_mark)
            raise Stop(Finding(span, f"more than {DEPTH} levels of nesting", "flatten the spec", "yaml-syntax"))
        if event.anchor:
            self._anchors[event.anchor] = None
        self._open.append(_Open(event, is_map))

    def _end(self, event: Any) -> None:
        done = self._open.pop()
        start, end = done.start, event.end_mark
        span = Span(self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
        if not done.flow and done.children:
            last = done.children[-1]
            span = span._replace(end_line=0)
            tail = last.value.span if done.is_map else last.span
            span = Span(self.path, start.line + 1, start.column + 1, tail.end_line, tail.end_column)
        node: Node = Map(tuple(done.children), span) if done.is_map else Items(tuple(done.children), span)
        if done.anchor:
            self._anchors[done.anchor] = (node, done.size)
        self._add(node, done.size)

    def _alias(self, event: Any) -> None:
        span = self._span(event.start_mark, event.end_mark)
        known = self._anchors.get(event.anchor)
        if known is None:
            self._add(Scalar("*" + event.anchor, span, "plain", self.lines), 1)
        else:
            self._add(*known)

    def _add(self, node: Node, size: int) -> None:
        if self._documents > 1:
            return
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        parent.size += size
        if not parent.is_map:
            parent.children.append(node)
        elif parent.key is None:
            parent.key = node if isinstance(node, Scalar) else Scalar("", node.span)
        else:
            parent.children.append(Entry(parent.key, node))
            parent.key = None
