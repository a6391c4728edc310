"""What an author meant where YAML refuses a text: the cure in words, and the parts to quote so as to read on."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from hld.diagnostics import Finding, Span
from hld.source.flow import Offender, scan
from hld.source.mending import Patches, Stretch
from hld.source.tree import Outcome

__all__ = ["Diagnosis", "diagnose", "torn"]

_ITEM = re.compile(r" *(?:[-?] +)*")
_KEY = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'][^#]*?|[^\s#"'])\s*:(?:\s+|$)""")
_COMMENT = re.compile(r"\s+#.*$")
_ARROW = re.compile(r"-->|->|~>")
_METHOD = re.compile(r"[A-Z]+ /|\{[^}]*: ")
_EMPTY = ""


class Diagnosis(NamedTuple):
    """What is wrong, and what to quote so as to read the rest (nothing where that is not safe)."""

    findings: tuple[Finding, ...]
    quotes: tuple[Stretch, ...] = ()


class _Place(NamedTuple):
    """Where the parser stopped: line and column from 0, and where it says the thing began."""

    line: int
    column: int
    start_line: int
    start_column: int


def diagnose(outcome: Outcome, path: str, lines: tuple[str, ...], patches: Patches) -> Diagnosis:
    """What stopped the parser."""
    error = outcome.error
    if not isinstance(error, yaml.MarkedYAMLError):
        return Diagnosis((_finding(path, 0, 0, 1, f"this is no YAML: {error}".splitlines()[0], _EMPTY),))
    place = _place(error, lines, patches)
    if outcome.flow is not None:
        found = _in_flow(outcome.flow, path, lines)
        if found is not None:
            return found
    return _in_block(error, place, path, lines)


def torn(places: tuple[tuple[int, int], ...], path: str, lines: tuple[str, ...]) -> Diagnosis:
    """The texts that a comma cut in two, in the { } and [ ] that start at these lines and columns (from 0)."""
    offenders = tuple(one for place in places for one in scan(lines, *place).offenders)
    return Diagnosis(tuple(_offence(one, path) for one in offenders), tuple(one.stretch for one in offenders))


def _place(error: yaml.MarkedYAMLError, lines: tuple[str, ...], patches: Patches) -> _Place:
    mark = error.problem_mark or error.context_mark
    start = error.context_mark or mark
    if mark is None or start is None:
        return _Place(0, 0, 0, 0)
    line, start_line = min(mark.line, len(lines) - 1), min(start.line, len(lines) - 1)
    column, start_column = patches.back(mark.line, mark.column), patches.back(start.line, start.column)
    return _Place(line, min(column, len(lines[line])), start_line, min(start_column, len(lines[start_line])))


def _finding(path: str, line: int, start: int, end: int, message: str, hint: str) -> Finding:
    return Finding(Span(path, line + 1, start + 1, line + 1, max(start + 1, end) + 1), message, hint, "yaml-syntax")


def _in_flow(flow: tuple[int, int], path: str, lines: tuple[str, ...]) -> Diagnosis | None:
    """The offenders within { } or [ ]; else that it is never closed; None where neither is to blame."""
    found = scan(lines, *flow)
    if found.closed and found.offenders:
        findings = tuple(_offence(one, path) for one in found.offenders)
        return Diagnosis(findings, tuple(one.stretch for one in found.offenders))
    if not found.closed:
        line, column = flow
        char = lines[line][column]
        return Diagnosis(
            (
                _finding(
                    path,
                    line,
                    column,
                    column,
                    f"'{char}' is never closed",
                    f"write the '{'}' if char == '{' else ']'}' that belongs to it",
                ),
            )
        )
    return None


def _offence(offender: Offender, path: str) -> Finding:
    (line, start, end), text, blame = offender
    quoted = _quoted(text)
    if blame in _STARTS and text[0] == blame:
        return _start(path, line, start, end, text)
    if text.endswith("[]"):
        message, hint = f"'[]' in '{text}' starts a list here", f"quote it: {quoted}"
        if re.fullmatch(r"[\w.-]+\[\]", text):
            hint = f"write [{text[:-2]}], or quote it: {quoted}"
    elif blame == ",":
        message, hint = f"the comma in '{text}' ends the value here", f"quote it: {quoted}"
    elif blame == ": ":
        message, hint = f"': ' in '{text}' makes a key of what stands before it", f"quote it: {quoted}"
    else:
        message, hint = f"'{blame}' in '{text}' is read as a bracket here", f"quote it: {quoted}"
    return _finding(path, line, start, end - 1, message, hint)


def _quoted(text: str) -> str:
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


_STARTS = {
    ">": "starts a folded block",
    "|": "starts a literal block",
    "*": "refers to an anchor",
    "&": "names an anchor",
    "!": "starts a tag",
    "%": "is reserved",
    "@": "is reserved",
    "`": "is reserved",
}


def _start(path: str, line: int, start: int, end: int, text: str) -> Finding:
    message = f"a value may not start with '{text[0]}', which {_STARTS[text[0]]} in YAML"
    return _finding(path, line, start, end - 1, message, f"quote it: {_quoted(text)}")


def _in_block(error: yaml.MarkedYAMLError, place: _Place, path: str, lines: tuple[str, ...]) -> Diagnosis:
    """What stopped the parser outside of { } and [ ]."""
    text = lines[place.line]
    problem = error.problem or ""
    char = text[place.column : place.column + 1]
    begun = lines[place.start_line][place.start_column : place.start_column + 1]
    if char == "\t" or " tab " in f"{problem} ":
        at = max(text.find("\t"), 0)
        return Diagnosis(
            (
                _finding(
                    path,
                    place.line,
                    at,
                    at,
                    "a tab stands where YAML wants blanks",
                    "indent with blanks, two for each level",
                ),
            )
        )
    if "mapping values are not allowed" in problem:
        return _second_colon(place, path, text)
    for line, column, first in ((place.line, place.column, char), (place.start_line, place.start_column, begun)):
        if first in _STARTS and first and (error.context or "") not in _COLLECTIONS:
            end = _end(lines[line], column)
            return Diagnosis((_start(path, line, column, end, lines[line][column:end]),), ((line, column, end),))
    if "quoted scalar" in (error.context or ""):
        return _bad_quote(problem, place, path, lines)
    if "expected ':'" in problem:
        word = lines[place.start_line].strip()
        column = place.start_column
        return Diagnosis(
            (
                _finding(
                    path,
                    place.start_line,
                    column,
                    len(lines[place.start_line]) - 1,
                    f"'{word}' has no ':'",
                    f"write '{word}: …' for a key or '- {word}' for an item",
                ),
            )
        )
    if "block sequence entries are not allowed" in problem:
        return Diagnosis(
            (
                _finding(
                    path,
                    place.line,
                    place.column,
                    place.column,
                    "a list may not start here",
                    "put '- ' on a line of its own, below its key, or write [one, two]",
                ),
            )
        )
    if text[: place.column].strip(" -"):
        return _text_after(place, path, text)
    return _indentation(error, place, path, lines)


_COLLECTIONS = ("while parsing a block mapping", "while parsing a block collection")


def _end(text: str, start: int) -> int:
    """Where a value that starts at `start` ends: before a comment and trailing blanks."""
    return start + len(_COMMENT.sub("", text[start:]).rstrip())


def _value(text: str) -> int:
    """Where the value of a line `- key: value` starts; -1 where the line has no key with a value on it."""
    item = _ITEM.match(text)
    start = item.end() if item else 0
    key = _KEY.match(text, start)
    return key.end() if key else -1


def _second_colon(place: _Place, path: str, text: str) -> Diagnosis:
    """`key: some: text` and its kin: ': ' within a value."""
    item = _ITEM.match(text)
    first = item.end() if item else 0
    start = _value(text)
    key = text[first:start]
    if start < 0 or start > place.column:
        word = text[first : place.column]
        return Diagnosis(
            (
                _finding(
                    path,
                    place.line,
                    first,
                    place.column - 1,
                    f"'{word}' is indented below a key that has a value already",
                    "move it to the left, or the value above to a line of its own",
                ),
            )
        )
    if key.count("{") > key.count("}"):
        start = first
    end = _end(text, start)
    value = text[start:end]
    if "{" in value:
        hint = "write {a:b} without a blank after ':', or put the lines into a '|' block"
    elif _ARROW.search(value):
        hint = f"put the step on a line of its own, below '{key.strip()}', with '- ' before it"
    elif re.fullmatch(r"[\w-]+: .*", value):
        hint = f"write '{key}{value.replace(': ', ' ', 1)}', or quote it: {_quoted(value)}"
    else:
        hint = f"quote it: {_quoted(value)}"
    message = f"the value '{value}' holds ': ', which makes a key of what stands before it"
    colon = max(place.column, start)
    return Diagnosis((_finding(path, place.line, colon, colon, message, hint),), ((place.line, start, end),))


def _bad_quote(problem: str, place: _Place, path: str, lines: tuple[str, ...]) -> Diagnosis:
    if "escape" in problem or "code" in problem:
        return Diagnosis(
            (
                _finding(
                    path,
                    place.line,
                    max(place.column - 1, 0),
                    place.column,
                    'this \\ escapes nothing that YAML knows within " "',
                    "write \\\\, or use single quotes",
                ),
            )
        )
    quote = lines[place.start_line][place.start_column : place.start_column + 1]
    return Diagnosis(
        (
            _finding(
                path,
                place.start_line,
                place.start_column,
                place.start_column,
                f"the quote {quote} that opens here is never closed",
                "close it; an apostrophe within single quotes is written twice",
            ),
        )
    )


def _text_after(place: _Place, path: str, text: str) -> Diagnosis:
    """`a -> b: "write" Tweet`: a value that begins as a quote, a list or an alias, and then goes on."""
    start = _value(text)
    if start < 0 or start > place.column:
        item = _ITEM.match(text)
        start = item.end() if item else 0
    end = _end(text, start)
    first, value = text[start : start + 1], text[start:end]
    if first and first in _STARTS:
        return Diagnosis((_start(path, place.line, start, end, value),), ((place.line, start, end),))
    if first and first in "\"'[{":
        message = f"'{text[place.column : end]}' follows a value that ended before it, as it starts with {first}"
        quotes = ((place.line, start, end),)
        return Diagnosis(
            (_finding(path, place.line, place.column, end - 1, message, f"quote the whole value: {_quoted(value)}"),),
            quotes,
        )
    return Diagnosis(
        (
            _finding(
                path,
                place.line,
                place.column,
                end - 1,
                f"'{text[place.column : end]}' is not expected here",
                "quote the value",
            ),
        )
    )


def _indentation(error: yaml.MarkedYAMLError, place: _Place, path: str, lines: tuple[str, ...]) -> Diagnosis:
    text = lines[place.line]
    word = text.strip()
    end = len(text.rstrip()) - 1
    if "block mapping" in (error.context or "") or "block collection" in (error.context or ""):
        above = place.start_line + 1
        if word.startswith("- ") or word == "-":
            message, hint = "a list item stands among keys", "indent it below the key that the list belongs to"
        elif "block collection" in (error.context or ""):
            message, hint = f"'{word}' stands among list items", f"begin it with '- ' like line {above}"
        else:
            message, hint = f"'{word}' lines up with nothing above", f"indent it as far as line {above}"
        return Diagnosis((_finding(path, place.line, place.column, end, message, hint),))
    message = " ".join(part for part in (error.context, error.problem) if part) or "this is no YAML"
    return Diagnosis(
        (_finding(path, place.line, place.column, place.column, message, "quote the value if it is a text"),)
    )
