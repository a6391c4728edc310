"""Mends what has one certain mend, in the text of a spec as it was written: every other byte stays."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import unified_diff

from hld.check.types import Settings
from hld.diagnostics import Diagnostic, Edit, Severity
from hld.pipeline import Compilation, compile_source
from hld.source import load_text
from hld.source.text import encoding_of
from hld.tuples import NamedTuple

__all__ = ["Mended", "mend"]

ROUNDS = 10
"""Times that a text is mended and checked again: what is mended may show what was hidden behind it."""

_QUOTES = ("'", '"')
_NAMES = ("unresolved-reference",)
"""Rules on a name that was declared: of a name used only once, it may be the declaration that is misspelt."""


class Mended(NamedTuple):
    """A spec before and after, and what was mended in it, in the order it was done.

    `is_worse` says that something was left as it was, since with it mended there would be more errors than before.
    """

    path: str
    before: bytes
    after: bytes
    done: tuple[Diagnostic, ...] = ()
    is_worse: bool = False

    @property
    def diff(self) -> str:
        """The unified diff, "" where nothing was mended."""
        if self.before == self.after:
            return ""
        before, after = (_Text.of(content) for content in (self.before, self.after))
        assert before is not None and after is not None, "what was mended could be read"
        lines = unified_diff(before.lines, after.lines, self.path, self.path)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def mend(data: bytes, path: str, settings: Settings, variant: str = "") -> Mended:
    """The spec in `data`, the content of the file at `path`, with all mended that these settings ask about.

    Mending goes on until nothing more can be mended. A round that would lead to more errors is left out.
    Raises UnknownVariantError where the spec has no such variant.
    """
    mended = Mended(path, data, data)
    compiled = _compiled(data, path, settings, variant)
    for _ in range(ROUNDS):
        text = _Text.of(mended.after)
        after, done = (b"", ()) if text is None else text.mended(compiled.diagnostics, path)
        if not done:
            break
        again = _compiled(after, path, settings, variant)
        if _errors(again) > _errors(compiled):
            return mended._replace(is_worse=True)
        compiled = again
        mended = mended._replace(after=after, done=mended.done + done)
    return mended


def _compiled(data: bytes, path: str, settings: Settings, variant: str) -> Compilation:
    return compile_source(load_text(data, path), settings, variant)


def _errors(compilation: Compilation) -> int:
    return sum(each.severity is Severity.ERROR for each in compilation.diagnostics)


class _Text(NamedTuple):
    """The text of a file: its byte order mark, how it is encoded, and its lines with their ends."""

    mark: bytes
    encoding: str
    lines: tuple[str, ...]

    @classmethod
    def of(cls, data: bytes) -> _Text | None:
        """The text in `data`; None where it is none, or could not be written again just so."""
        mark, encoding = encoding_of(data)
        try:
            text = cls(mark, encoding, tuple(data[len(mark) :].decode(encoding).splitlines(keepends=True)))
            return text if text.data == data else None
        except UnicodeError:
            return None

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.mark + "".join(self.lines).encode(self.encoding)

    def mended(self, diagnostics: Iterable[Diagnostic], path: str) -> tuple[bytes, tuple[Diagnostic, ...]]:
        """The file with what can be mended in it, and what that is. Of what overlaps the first wins."""
        edits: dict[int, list[Edit]] = {}
        done: list[Diagnostic] = []
        for diagnostic in diagnostics:
            if diagnostic.rule in _NAMES and not all(self._is_usual(edit.new) for edit in diagnostic.fix):
                continue
            found = [placed for edit in diagnostic.fix if (placed := self._placed(edit, path))]
            is_free = not any(_overlap(one, other) for one in found for other in edits.get(one.span.line, ()))
            if found and len(found) == len(diagnostic.fix) and is_free:
                done.append(diagnostic)
                for edit in found:
                    edits.setdefault(edit.span.line, []).append(edit)
        lines = list(self.lines)
        for number, on_line in edits.items():
            line = lines[number - 1]
            for span, _, new in sorted(on_line, key=lambda edit: edit.span, reverse=True):
                line = line[: span.column - 1] + new + line[span.end_column - 1 :]
            lines[number - 1] = line
        return self._replace(lines=tuple(lines)).data, tuple(done)

    def _is_usual(self, name: str) -> bool:
        """Whether the name stands in the text twice or more: declared, and used so elsewhere."""
        word = re.compile(rf"(?<![\w-]){re.escape(name)}(?![\w-])")
        return sum(len(word.findall(line)) for line in self.lines) > 1

    def _placed(self, edit: Edit, path: str) -> Edit | None:
        """The edit at the very word, within quotes if it has some; None unless just that word stands there."""
        span = edit.span
        if span.file != path or span.line != span.end_line or not 0 < span.line <= len(self.lines):
            return None
        there = self.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        if there == edit.old:
            return edit
        if there in (f"{quote}{edit.old}{quote}" for quote in _QUOTES):
            return edit._replace(span=span._replace(column=span.column + 1, end_column=span.end_column - 1))
        return None


def _overlap(one: Edit, other: Edit) -> bool:
    """Whether two edits of one line touch the same characters."""
    return one.span.column < other.span.end_column and other.span.column < one.span.end_column
