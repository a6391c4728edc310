"""From YAML's events to nodes, with a stack of our own so that no nesting can exhaust the program's."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

from hld.diagnostics import Finding, Severity, Span, a_span
from hld.source.entries import as_steps, is_step, is_torn, rejoin, settle
from hld.source.mending import Patches
from hld.source.nodes import Entry, Items, Map, Node, Scalar, a_scalar
from hld.source.places import Lines
from hld.source.pyyaml import yaml
from hld.tuples import NamedTuple

__all__ = ["DEPTH", "PARSER", "SIZE", "Builder", "Outcome", "build"]

DEPTH = 100
"""Collections that may stand within each other."""
SIZE = 400_000
"""Nodes that a spec may have once its aliases are written out."""

_STYLES = {"": "plain", None: "plain", "'": "single", '"': "double", "|": "literal", ">": "folded"}
_INLINE = frozenset({"", None, "'", '"'})
_KNOWN_TAGS = frozenset(f"tag:yaml.org,2002:{tag}" for tag in ("str", "int", "float", "bool", "null", "map", "seq"))
_PROPERTY = r"[&!][^\s]*[ \t]*"
_ODD_KEYS = frozenset({"", "<<"})

_entry = partial(tuple.__new__, Entry)


class _Pure(yaml.reader.Reader, yaml.scanner.Scanner, yaml.parser.Parser):
    """PyYAML's parser in Python, for where the one in C was not built."""

    def __init__(self, text: str) -> None:
        yaml.reader.Reader.__init__(self, text)
        yaml.scanner.Scanner.__init__(self)
        yaml.parser.Parser.__init__(self)


_parser: Any = getattr(yaml, "CLoader", _Pure)
PARSER = "Python" if _parser is _Pure else "C"
"""The language that the parser in use is written in."""


class _Open:
    """A collection whose end has not come yet: its start, and its nodes so far (keys and values in turn)."""

    __slots__ = ("anchor", "before", "depth", "flow", "is_map", "nodes", "start")

    def __init__(self, start: Any, is_map: bool, flow: bool, anchor: str | None, before: int) -> None:
        self.start = start
        self.is_map = is_map
        self.flow = flow
        self.anchor = anchor
        self.before = before
        self.nodes: list[Any] = []
        self.depth = 1


class _Anchored(NamedTuple):
    """A node with a name, how many nodes it stands for and how deep they go."""

    node: Node
    size: int
    depth: int
    span: Span


class Outcome(NamedTuple):
    """What one pass over a text gives. `error` is what stopped it, `flow` the outermost { or [ open then.

    `protected` are the scalars that are not plain, in the order of the text: a # within them is no comment.
    `torn` are the starts of the { } and [ ] in which a comma seems to have cut a text in two.
    """

    root: Node | None
    findings: tuple[Finding, ...]
    protected: tuple[Span, ...]
    torn: tuple[tuple[int, int], ...]
    error: yaml.YAMLError | None = None
    flow: tuple[int, int] | None = None


class _Stop(Exception):  # noqa: N818
    """Parsing cannot go on; the finding is already made."""


class _Enough(Exception):  # noqa: N818
    """What follows is not read."""


def build(text: str, path: str, lines: Lines, patches: Patches) -> Outcome:
    """One pass over a text. `patches` say what was put into it beyond what `lines` hold. Never raises."""
    builder = Builder(path, lines, patches)
    error: yaml.YAMLError | None = None
    try:
        builder.run(_parser(text))
    except _Enough:
        builder.finish()
    except _Stop:
        builder.findings = [finding for finding in builder.findings if finding.severity is None]
    except yaml.YAMLError as stopped:
        error = stopped
    else:
        builder.finish()
    return Outcome(
        builder.root, tuple(builder.findings), tuple(builder.protected), tuple(builder.torn), error, builder.flow()
    )


class Builder:
    """Takes events one by one and keeps the collections that are open."""

    def __init__(self, path: str, lines: Lines, patches: Patches) -> None:
        self.path = path
        self.lines = lines
        self.patches = patches
        self.patched = bool(patches)
        self.findings: list[Finding] = []
        self.protected: list[Span] = []
        self.torn: list[tuple[int, int]] = []
        self.root: Node | None = None
        self._open: list[_Open] = []
        self._anchors: dict[str, _Anchored | None] = {}
        self._used: set[str] = set()
        self._count = 0
        self._documents = 0

    def run(self, parser: Any) -> None:
        """Take all events of a parser. Raises what the parser raises, and _Stop at a limit.

        Most events are plain scalars, so these are taken here, without a call.
        """
        take: dict[type, Callable[[Any], None]] = {
            yaml.MappingStartEvent: self._start,
            yaml.SequenceStartEvent: self._start,
            yaml.MappingEndEvent: self._end,
            yaml.SequenceEndEvent: self._end,
            yaml.AliasEvent: self._alias,
            yaml.DocumentStartEvent: partial(self._document, parser),
        }
        scalar, path, lines, next_event = yaml.ScalarEvent, self.path, self.lines, parser.get_event
        unpatched, protect = not self.patched, self.protected.append
        self._open.append(_Open(None, False, False, None, 0))
        add = self._open[-1].nodes.append
        new = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is scalar:
                new += 1
                style = event.style
                if unpatched and style in _INLINE and event.anchor is None and event.tag is None:
                    start, end = event.start_mark, event.end_mark
                    span = a_span((path, start.line + 1, start.column + 1, end.line + 1, end.column + 1))
                    add(a_scalar((event.value, span, _STYLES[style], lines)))
                    if style:
                        protect(span)
                else:
                    add(self._scalar(event))
                if new > SIZE:
                    self._too_many(event)
            elif kind in take:
                self._count += new
                new = 0
                take[kind](event)
                add = self._open[-1].nodes.append
            elif kind is yaml.StreamEndEvent:
                break

    def finish(self) -> None:
        """The root is there; look at what was never used."""
        nodes = self._open[0].nodes
        self.root = nodes[0] if nodes else None
        self._unused()

    def flow(self) -> tuple[int, int] | None:
        """The line and column (from 0) of the outermost { or [ that is open."""
        for level in self._open[1:]:
            if level.flow:
                return (level.start.line, self.patches.back(level.start.line, level.start.column))
        return None

    def say(self, span: Span, message: str, hint: str, severity: Severity | None = None) -> None:
        """Add a finding on the syntax."""
        self.findings.append(Finding(span, message, hint, "yaml-syntax", severity))

    def _place(self, start: Any, end: Any) -> Span:
        """The span between two marks, in the text as it was written."""
        if not self.patched:
            return a_span((self.path, start.line + 1, start.column + 1, end.line + 1, end.column + 1))
        back = self.patches.back
        return Span(
            self.path,
            start.line + 1,
            back(start.line, start.column) + 1,
            end.line + 1,
            back(end.line, end.column) + 1,
        )

    def _scalar(self, event: Any) -> Scalar:
        """Any scalar: with an anchor or a tag, in a block, or in a text that was patched."""
        text, style = event.value, _STYLES[event.style]
        span = self._place(event.start_mark, event.end_mark)
        if event.tag is not None or event.anchor is not None:
            self._tag(event, span)
            span = self._without_properties(span)
        if style in ("literal", "folded"):
            span = self._trim(span)
            if style == "folded" and len(self._open) == 2 and self._key() == "api":
                text, style = self._unfold(text, span), "literal"
        elif self.patched and style == "single" and span.line == span.end_line:
            written = self.lines.lines[span.line - 1][span.column - 1 : span.end_column - 1]
            style = "plain" if written == text else style
        if style != "plain":
            self.protected.append(span)
        node = Scalar(text, span, style, self.lines)
        if event.anchor is not None:
            self._anchors[event.anchor] = _Anchored(node, 1, 0, self._place(event.start_mark, event.end_mark))
        return node

    def _key(self) -> str:
        """The key that the next node belongs to."""
        top = self._open[-1]
        key = top.nodes[-1] if top.is_map and len(top.nodes) % 2 else None
        return key.text if isinstance(key, Scalar) else ""

    def _unfold(self, text: str, span: Span) -> str:
        """The text of a folded block with its lines kept apart."""
        self.say(
            span._replace(end_line=span.line, end_column=span.column + 1),
            "'>' joins the lines of the api block into one",
            "write 'api: |'",
        )
        block = self.lines.lines[span.line : span.end_line]
        indent = min((len(line) - len(line.lstrip(" ")) for line in block if line.strip()), default=0)
        return "\n".join(line[indent:] for line in block) + ("\n" if text else "")

    def _trim(self, span: Span) -> Span:
        """A block scalar's span without the empty lines and the comments below it."""
        lines = self.lines.lines
        line = span.end_line - (span.end_column == 1 and span.end_line > span.line)
        while line > span.line and not lines[line - 1].strip():
            line -= 1
        return span._replace(end_line=line, end_column=len(lines[line - 1]) + 1)

    def _without_properties(self, span: Span) -> Span:
        """The span of a scalar after its anchor and tag."""
        line, column, lines = span.line, span.column, self.lines.lines
        while (line, column) < (span.end_line, span.end_column):
            match = re.compile(_PROPERTY).match(lines[line - 1], column - 1)
            if match:
                column = match.end() + 1
            elif line == span.end_line or lines[line - 1][column - 1 :].strip(" \t")[:1] not in ("", "#"):
                break
            else:
                line += 1
                column = len(lines[line - 1]) - len(lines[line - 1].lstrip(" \t")) + 1
        return span._replace(line=line, column=min(column, span.end_column) if line == span.end_line else column)

    def _tag(self, event: Any, span: Span) -> None:
        if event.tag is not None and event.tag not in _KNOWN_TAGS:
            name = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.say(
                span._replace(end_line=span.line, end_column=span.column + 1),
                f"tag '{name}' is ignored",
                "quote the value if ! belongs to it",
                Severity.WARNING,
            )

    def _start(self, event: Any) -> None:
        self._count += 1
        if len(self._open) > DEPTH:
            self.say(
                self._place(event.start_mark, event.end_mark),
                f"more than {DEPTH} levels stand within each other",
                "a spec needs about ten: check the indentation and the brackets",
            )
            raise _Stop
        if event.tag is not None:
            self._tag(event, self._place(event.start_mark, event.end_mark))
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        is_map = type(event) is yaml.MappingStartEvent
        self._open.append(_Open(event.start_mark, is_map, bool(event.flow_style), event.anchor, self._count))

    def _end(self, event: Any) -> None:
        done = self._open.pop()
        parent = self._open[-1]
        nodes = done.nodes
        start = done.start
        if done.flow or not nodes:
            span = self._place(start, event.end_mark)
        else:
            _, _, _, line, column = nodes[-1].span
            at = self.patches.back(start.line, start.column) if self.patched else start.column
            span = a_span((self.path, start.line + 1, at + 1, line, column))
        node = self._map(done, parent, span) if done.is_map else Items(tuple(nodes), span)
        if done.depth >= parent.depth:
            parent.depth = done.depth + 1
        if done.anchor is not None:
            at = self._place(done.start, done.start)._replace(end_column=span.column + 1 + len(done.anchor))
            self._anchors[done.anchor] = _Anchored(node, self._count - done.before + 1, done.depth, at)
        parent.nodes.append(node)

    def _map(self, done: _Open, parent: _Open, span: Span) -> Node:
        """The map of a collection's keys and values; most need nothing but to be paired."""
        nodes = done.nodes
        if len(nodes) == 2 and not parent.is_map and _is_usual(nodes[0]):
            return Map((_entry(nodes),), span)
        keys, values = nodes[::2], nodes[1::2]
        try:
            names = {key[0] for key in keys}
            joined = "\0".join(names)
        except TypeError:  # a key that is no scalar
            names, joined = {""}, ""
        entries = tuple(map(_entry, zip(keys, values, strict=True)))
        if done.flow:
            if ")" in joined and any(is_torn(entry) for entry in entries):
                outer = next(level.start for level in (*self._open[1:], done) if level.flow)
                place = (outer.line, self.patches.back(outer.line, outer.column))
                if place not in self.torn:
                    self.torn.append(place)
        elif "{" in joined:
            whole = rejoin(entries, self.lines, self.findings)
            if whole is not None:
                return whole
        elif parent.is_map and ("->" in joined or "~>" in joined) and any(map(is_step, names)):
            return as_steps(entries, span, self.findings)
        if len(names) < len(keys) or not _ODD_KEYS.isdisjoint(names):
            entries = settle(entries, self.findings)
        return Map(entries, span)

    def _alias(self, event: Any) -> None:
        name = event.anchor
        span = self._place(event.start_mark, event.end_mark)
        known = self._anchors.get(name)
        self._used.add(name)
        top = self._open[-1]
        if known is not None and len(self._open) - 1 + known.depth <= DEPTH:
            self._count += known.size
            top.depth = max(top.depth, known.depth + 1)
            if self._count > SIZE:
                self._too_many(event)
            top.nodes.append(known.node)
            return
        if known is not None:
            self.say(span, f"'*{name}' nests more than {DEPTH} levels", "write the value out")
        elif name in self._anchors:
            self.say(span, f"'*{name}' stands within what it names", "write the value out")
        else:
            self.say(span, f"'*{name}' names no anchor", f"quote it if it is text: '*{name}'")
        top.nodes.append(Scalar(f"*{name}", span, "plain", self.lines))

    def _too_many(self, event: Any) -> None:
        span = self._place(event.start_mark, event.end_mark)
        self.say(span, f"more than {SIZE:,} nodes, aliases written out", "split the spec with 'include:'")
        raise _Stop

    def _document(self, parser: Any, event: Any) -> None:
        """One document is a spec; a second one, if it holds anything, ends the reading."""
        self._documents += 1
        if self._documents == 1:
            return
        try:
            follower = parser.get_event()
        except yaml.YAMLError:
            follower = None
        if getattr(follower, "value", None) != "":
            span = self._place(event.start_mark, event.end_mark)
            self.say(
                span,
                "a second document starts here, and is not read",
                "a file holds one spec: remove '---' or put what follows into a file of its own",
            )
        raise _Enough

    def _unused(self) -> None:
        """An anchor that nothing refers to may be a text that begins with &."""
        for name, anchored in self._anchors.items():
            if name not in self._used and anchored is not None:
                self.say(
                    anchored.span._replace(
                        end_line=anchored.span.line, end_column=anchored.span.column + len(name) + 1
                    ),
                    f"anchor '&{name}' is never used",
                    "quote the value if & belongs to it",
                    Severity.WARNING,
                )


def _is_usual(key: Node) -> bool:
    """Whether a key, the only one of a map, is a text that no ':' or ',' can have cut off, and no merge."""
    if type(key) is not Scalar:
        return False
    text = key.text
    return "{" not in text and ")" not in text and text not in _ODD_KEYS
