"""A good design as text and as model, and the small edits that mistakes are made of."""

import re
from bisect import bisect_right
from collections import Counter
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from hld.catalog.kinds import Role
from hld.diagnostics import Severity, Span
from hld.model.types import Arrow, Call, Match
from hld.pipeline import compile_text
from hld.source.nodes import Items, Map

from .types import Change, Edit, Mutant

__all__ = ["Design", "Element", "Item", "loud", "slip"]


class Element(NamedTuple):
    """An entry of a map or an item of a list: from its first character to its last, and what it stands in."""

    start: int
    end: int
    following: int | None
    previous: int | None
    is_inline: bool


class Item(NamedTuple):
    """A step that is an item of a list of its own lines: the first and the last of them, and how far it is indented."""

    first: int
    last: int
    indent: str


def loud(compilation):
    """The findings of warning or error severity, each by rule and message, counted."""
    found = (each for each in compilation.diagnostics if each.severity is not Severity.INFO)
    return Counter((each.rule, each.message) for each in found)


def slip(word, taken=()):
    """The word with a slip of the pen that makes no other word of `taken`; "" where it is too short to tell."""
    if len(word) < 3:
        return ""
    folded = {each.casefold() for each in taken}
    slips = (word[:-2] + word[-1], word[:-2] + word[-1] + word[-2], word + word[-1])
    return next((each for each in slips if each != word and each.casefold() not in folded), "")


class Design:
    """One design: its text, its model, and where everything stands."""

    def __init__(self, path):
        self.path = Path(path)
        self.text = self.path.read_text(encoding="utf-8")
        self.lines = self.text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.compilation = self.compiled(self.text)
        self.model = self.compilation.model

    def compiled(self, text):
        return compile_text(text, str(self.path))

    @cached_property
    def loud(self):
        return loud(self.compilation)

    @cached_property
    def quiet(self):
        return Counter((each.rule, each.message) for each in self.compilation.diagnostics)

    # Places

    def offset(self, line, column):
        return self.starts[line - 1] + column - 1

    def ends(self, span: Span):
        """The offsets of a span."""
        return self.offset(span.line, span.column), self.offset(span.end_line, span.end_column)

    def line_of(self, offset):
        return bisect_right(self.starts, offset)

    def written(self, span):
        start, end = self.ends(span)
        return self.text[start:end]

    def is_as_written(self, span, text):
        return self.written(span) == text

    @cached_property
    def elements(self):
        """The elements of all maps and lists, by where they start."""
        found = {}
        pending = [self.model.spec.source.root]
        while pending:
            node = pending.pop()
            if isinstance(node, Map):
                parts = [(entry.key.span, entry.value.span) for entry in node.entries]
                pending += [entry.value for entry in node.entries]
            elif isinstance(node, Items):
                parts = [(item.span, item.span) for item in node.items]
                pending += node.items
            else:
                continue
            self._add(found, node, [(self.ends(first)[0], self.ends(last)[1]) for first, last in parts])
        return found

    def _add(self, found, node, parts):
        opens = self.text[self.ends(node.span)[0]]
        for at, (start, end) in enumerate(parts):
            following = parts[at + 1][0] if at + 1 < len(parts) else None
            previous = parts[at - 1][1] if at else None
            found[(start, isinstance(node, Map))] = Element(start, max(start, end), following, previous, opens in "{[")

    # Edits

    def put(self, span, new):
        return Edit(*self.ends(span), new)

    def drop_key(self, key: Span, value: Span):
        """Without a key and its value: an entry of a map, or the `key=value` of a form of one line."""
        start, end = self.ends(key)[0], self.ends(value)[1]
        if (start, True) in self.elements:
            return self.drop(self.elements[(start, True)])
        if re.fullmatch(r"[\w-]+=\S+", self.text[start:end]):
            return Edit(start - (self.text[start - 1] == " "), end, "")
        return None

    def drop_at(self, span, is_entry=False):
        """Without the item of a list (or the entry of a map) that starts where `span` does; None if there is none."""
        element = self.elements.get((self.ends(span)[0], is_entry))
        return self.drop(element) if element else None

    def drop(self, element):
        """Without an element: the whole of its lines, or what stands between its neighbours."""
        start, end = element.start, element.end
        if element.is_inline:
            if element.following is not None:
                return Edit(start, element.following, "")
            return Edit(element.previous if element.previous is not None else start, end, "")
        first, last = self.line_of(start), self.line_of(end - 1 if end > start else end)
        before = self.text[self.starts[first - 1] : start].strip()
        if before in ("", "-") and (before == "" or (start, False) in self.elements):
            return Edit(self.starts[first - 1], self.starts[last], "")
        return Edit(start, element.following, "") if element.following is not None else None

    def drop_lines(self, first, last):
        return Edit(self.starts[first - 1], self.starts[last], "")

    def insert_line(self, after, text):
        """A line of its own after the line of that number."""
        return Edit(self.starts[after], self.starts[after], text + "\n")

    # Steps

    def item(self, step) -> Item | None:
        """The lines of a step that is an item of a block list."""
        span = step.entry.span
        line = self.lines[span.line - 1]
        before = line[: step.chain.column - 1]
        match = re.fullmatch(r"( *)- [\"'{]?(?:from: )?", before)
        if match is None or step.blocks:
            return None
        return Item(span.line, max(span.end_line, step.chain.end_line), match[1])

    def arrow(self, first, second):
        """The edit of the arrow between two nodes that are joined by one in the text: from, to; else None."""
        start, end = self.ends(first.span)[1], self.ends(second.span)[0]
        between = self.text[start:end]
        if between.strip() not in ("->", "~>", "-->"):
            return None
        at = start + len(between) - len(between.lstrip())
        return at, at + len(between.strip())

    def is_terse(self, step):
        """Whether a step is written as components joined by arrows."""
        return len(step.nodes) > 1 and all(self.arrow(*pair) for pair in pairwise(step.nodes))

    def is_alone(self, step):
        """Whether a step is all of its chain, on a line of its own."""
        return self.item(step) is not None and step.span == step.chain and step.chain.line == step.chain.end_line

    def drop_step(self, step):
        item = self.item(step)
        return self.drop_lines(item.first, item.last) if item and self.is_alone(step) else None

    def add_step(self, after, text):
        """A step of one line after another, or None where that is not an item of a block list."""
        item = self.item(after)
        return self.insert_line(item.last, f"{item.indent}- {text}") if item else None

    # Facts

    def our_calls(self):
        """The steps that call a declared operation, exactly, of a component of ours."""
        for flow, step in self.model.steps:
            label = step.label
            target = step.target.target
            if (
                isinstance(label, Call)
                and label.match is Match.EXACT
                and label.operation.target is not None
                and step.arrow is Arrow.CALL
                and target is not None
                and target.role is not Role.EXTERNAL
            ):
                yield flow, step, label.operation.target

    def uses(self, operation):
        """The steps that name the operation."""
        return [
            step
            for _, step in self.model.steps
            if isinstance(step.label, Call) and step.label.operation.target is operation
        ]

    # Mutants

    def mutant(self, change: Change) -> Mutant | None:
        """The text with the change made; None where that leaves it as it was."""
        edits = sorted(change.edits)
        parts, at, written = [], 0, []
        for edit in edits:
            parts += [self.text[at : edit.start], edit.new]
            at = edit.end
            written.append((sum(map(len, parts)) - len(edit.new), len(edit.new)))
        text = "".join([*parts, self.text[at:]])
        if text == self.text:
            return None
        lines = {self._moved(line, edits) for line in change.lines}
        if change.may_be_new or not change.lines:
            for start, length in written:
                first = text.count("\n", 0, start)
                lines |= set(range(first + 1, first + text[start : start + length].rstrip("\n").count("\n") + 2))
        what = "; ".join(f"{self.text[edit.start : edit.end].strip()!r} to {edit.new.strip()!r}" for edit in edits[:2])
        return Mutant(text, frozenset(lines), change.needs, what)

    def _moved(self, line, edits):
        """The number of a line after the edits."""
        start = self.starts[line - 1]
        shift = sum(
            edit.new.count("\n") - self.text.count("\n", edit.start, edit.end) for edit in edits if edit.end <= start
        )
        return line + shift
