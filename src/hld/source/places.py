"""Where each character of a scalar stands in the lines of the file, through quotes, escapes, folds and indents."""

from __future__ import annotations

import re
from typing import TypeAlias

from hld.diagnostics import Span

__all__ = ["Lines", "Part", "Place"]

Place: TypeAlias = tuple[int, int, int]
"""Line, column and end column (exclusive) of one character, from 1."""

_BREAKS = "[\n\u2028\u2029]"
_ESCAPED = {"x": 4, "u": 6, "U": 10}


class Lines:
    """The lines of a file, and the places of those of its scalars that were asked for."""

    __slots__ = ("_known", "lines")

    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        self._known: dict[tuple[Span, str], tuple[Place, ...]] = {}

    def places(self, text: str, span: Span, style: str) -> tuple[Place, ...]:
        """Where each character of the scalar at `span` stands; empty where text and lines do not agree."""
        key = (span, style)
        if key not in self._known:
            found = _find(text, span, style, self.lines)
            self._known[key] = tuple(found) if len(found) == len(text) else ()
        return self._known[key]


class Part:
    """The places of a part of a scalar."""

    __slots__ = ("_places",)

    def __init__(self, places: tuple[Place, ...]) -> None:
        self._places = places

    def places(self, text: str, span: Span, style: str) -> tuple[Place, ...]:
        """Where each character stands."""
        return self._places


def _find(text: str, span: Span, style: str, lines: tuple[str, ...]) -> list[Place]:
    try:
        if style == "literal":
            return _literal(text, span, lines)
        if style == "folded":
            return _folded(text, span, lines)
        return _flowing(text, span, style, lines)
    except IndexError:
        return []


def _literal(text: str, span: Span, lines: tuple[str, ...]) -> list[Place]:
    """Each line of the text ends a line of the file, starting on the line below the `|`."""
    places: list[Place] = []
    number = span.line + 1
    start = 0
    while start < len(text):
        match = re.compile(_BREAKS).search(text, start)
        end = match.start() if match else len(text)
        line = lines[number - 1] if number <= len(lines) else ""
        column = len(line) - (end - start) + 1
        places += [(number, column + i, column + i + 1) for i in range(end - start + (match is not None))]
        start = end + 1
        number += 1
    return places


def _folded(text: str, span: Span, lines: tuple[str, ...]) -> list[Place]:
    """Each line of the file below the `>` stands in the text without its indent; a break or blank joins them."""
    places: list[Place] = []
    first = next(line for line in lines[span.line :] if line.strip(" "))
    indent = len(first) - len(first.lstrip(" "))
    number = span.line + 1
    while len(places) < len(text):
        line = lines[number - 1][indent:] if number <= len(lines) else ""
        if line:
            while not text.startswith(line, len(places)) and text[len(places)] in " \n\u2028\u2029":
                places.append(places[-1] if places else (number, indent + 1, indent + 1))
            if not text.startswith(line, len(places)):
                return []
            places += [(number, indent + 1 + i, indent + 2 + i) for i in range(len(line))]
        elif number > len(lines):
            end = places[-1] if places else (number, 1, 1)
            places += [end] * (len(text) - len(places))
        number += 1
    return places


def _flowing(text: str, span: Span, style: str, lines: tuple[str, ...]) -> list[Place]:
    """Plain and quoted scalars: walk text and file side by side; a line's end is a blank, or breaks."""
    places: list[Place] = []
    line, column = span.line, span.column + (style != "plain")
    while len(places) < len(text):
        source, at, is_last = lines[line - 1], column - 1, line >= span.end_line
        end = len(source) + len(text) if is_last else len(source.rstrip(" \t"))
        while at < end and len(places) < len(text):
            width = 1
            if style == "double" and source[at] == "\\":
                if at + 1 == len(source) and not is_last:
                    break
                width = _ESCAPED.get(source[at + 1], 2)
            elif style == "single" and source.startswith("''", at):
                width = 2
            places.append((line, at + 1, at + 1 + width))
            at += width
        if len(places) == len(text):
            break
        if at < end:  # an escaped break leaves nothing behind
            line, column = line + 1, _first_column(lines[line])
        else:
            places, line, column = _fold(text, places, line, at + 1, lines)
    return places


def _first_column(line: str) -> int:
    """The column of the first character that is no blank."""
    return len(line) - len(line.lstrip(" \t")) + 1


def _fold(
    text: str, places: list[Place], line: int, column: int, lines: tuple[str, ...]
) -> tuple[list[Place], int, int]:
    """Past the end of a line and the empty lines below it, to the next character."""
    place = (line, column, column)
    line += 1
    while not lines[line - 1].strip(" \t"):
        line += 1
        if len(places) < len(text):
            places.append(place)
    if not places or places[-1] is not place:
        places.append(place)
    return places, line, _first_column(lines[line - 1])
