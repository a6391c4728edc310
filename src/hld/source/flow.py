"""A lenient look at a { } or [ ] that YAML refuses, or misreads, for the texts that should have been quoted."""

from __future__ import annotations

import re

from hld.source.mending import Stretch
from hld.tuples import NamedTuple

__all__ = ["Flow", "Offender", "opening", "scan"]

_CLOSERS = {"{": "}", "[": "]", "(": ")"}
_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_PROPERTY = re.compile(r"[*&!][\w-]+(?=\s*(?:[,\]}]|$)|\s+[^\s,\]}])")
_KEY_END = re.compile(r":(?=[\s,\]}]|$)")
_BRACKET = re.compile(r"(?:(?<=\s)|^|(?<=[\[{,:-]))[\[{]")
_START = "%@`*&!>|"


class Offender(NamedTuple):
    """A text within { } or [ ] that YAML does not take for one, and what in it is to blame."""

    stretch: Stretch
    text: str
    blame: str


class Flow(NamedTuple):
    """What a look found, and whether the collection ends at all."""

    offenders: tuple[Offender, ...]
    closed: bool


def opening(lines: tuple[str, ...], line: int, column: int) -> tuple[int, int]:
    """Where the { or [ of a collection stands that starts at a line and column (from 0), perhaps with an anchor."""
    while line < len(lines):
        bracket = _BRACKET.search(lines[line], column)
        if bracket:
            return line, bracket.start()
        line, column = line + 1, 0
    return line, column


def scan(lines: tuple[str, ...], line: int, column: int) -> Flow:
    """Look at the collection whose bracket is at a line and column (from 0), taking brackets in a word as text."""
    return _Scan(lines, line, column).run()


class _Scan:
    def __init__(self, lines: tuple[str, ...], line: int, column: int) -> None:
        self.lines = lines
        self.line = line
        self.column = column
        self.offenders: list[Offender] = []
        self.open: list[tuple[str, Stretch]] = []
        self.in_value = False

    def run(self) -> Flow:
        """Walk until the collection is closed or the text ends."""
        if self._to_next():
            self._enter()
        while self.open and self._to_next():
            text = self.lines[self.line]
            char = text[self.column]
            if char == ",":
                self.column += 1
                self.in_value = False
            elif char == ":" and _KEY_END.match(text, self.column):
                self.column += 1
                self.in_value = True
            elif char in "{[":
                self._enter()
            elif char in "}]":
                if not self._leave(char):
                    break
            elif char in "'\"":
                self._quoted(char)
            else:
                self._plain(self.column)
        return Flow(tuple(self.offenders), not self.open)

    def _to_next(self) -> bool:
        """Go to the next character that is no blank and no comment."""
        while self.line < len(self.lines):
            text = self.lines[self.line]
            while self.column < len(text) and text[self.column] in " \t":
                self.column += 1
            if self.column < len(text) and not _COMMENT.match(text, self.column):
                return True
            self.line += 1
            self.column = 0
        return False

    def _enter(self) -> None:
        char = self.lines[self.line][self.column]
        self.open.append((_CLOSERS[char], (self.line, self.column, self.column)))
        self.column += 1
        self.in_value = False

    def _leave(self, char: str) -> bool:
        closer, (line, start, _) = self.open.pop()
        if closer != char:
            self.open.append((closer, (line, start, start)))
            return False
        self.column += 1
        if self.open:
            self._check_after(line, start)
        return True

    def _quoted(self, quote: str) -> None:
        line, start = self.line, self.column
        self.column += 1
        while self.line < len(self.lines):
            text = self.lines[self.line]
            while self.column < len(text):
                if text[self.column] == "\\" and quote == '"':
                    self.column += 1
                elif text[self.column] == quote:
                    self.column += 1
                    if quote == '"' or text[self.column : self.column + 1] != quote:
                        self._check_after(line, start)
                        return
                self.column += 1
            self.line += 1
            self.column = 0

    def _check_after(self, line: int, start: int) -> None:
        """After a closed bracket or quote, only a comma, a colon or another closing one may follow."""
        text = self.lines[self.line]
        rest = text[self.column :].lstrip()
        if rest and rest[0] not in ",]}#" and not _KEY_END.match(rest) and self.line == line:
            inside = [one for one in self.offenders if one.stretch[0] == line and one.stretch[1] >= start]
            for one in inside:
                self.offenders.remove(one)
            self._plain(start, blame=text[start])

    def _plain(self, start: int, blame: str = "") -> None:
        text = self.lines[self.line]
        end = next((end for kinds in ("([{", "[{", "") if (end := self._end(text, start, kinds)) >= 0), len(text))
        self.column = max(end, start + 1)
        word = text[start : self.column].rstrip()
        blame = blame or self._blame(word, text, start)
        if blame:
            self.offenders.append(Offender((self.line, start, start + len(word)), word, blame))

    def _end(self, text: str, start: int, brackets: str) -> int:
        """Where a plain text ends that may hold pairs of these brackets; -1 where a pair is not closed."""
        closers: list[str] = []
        for at in range(start, len(text)):
            char = text[at]
            if closers and char == closers[-1]:
                closers.pop()
            elif char in brackets:
                closers.append(_CLOSERS[char])
            elif char == "#" and at > start and text[at - 1] in " \t":
                return at if not closers else -1
            elif not closers and (char in ",]}" or (char == ":" and not self.in_value and _KEY_END.match(text, at))):
                return at
        return -1 if closers else len(text)

    def _blame(self, word: str, text: str, start: int) -> str:
        if word[0] in _START and not _PROPERTY.match(text, start):
            return word[0]
        for char in "[{]},":
            if char in word:
                return char
        return ":" if _KEY_END.search(word) else ""
