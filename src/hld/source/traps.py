"""What an author meant where YAML refuses a text: the cure in words, and the part to quote so as to read on."""

from __future__ import annotations

import re

from hld.source.flow import Offender, opening, scan
from hld.source.mending import Patches, Stretch
from hld.source.pyyaml import yaml
from hld.source.tree import Outcome
from hld.tuples import NamedTuple

__all__ = ["Trap", "diagnose", "torn"]

_ITEM = re.compile(r" *(?:[-?] +)*")
_KEY = re.compile(r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'][^#]*?|[^\s#"'])\s*:(?:\s+|$)""")
_COMMENT = re.compile(r"\s+#.*$")
_ARROW = re.compile(r"-->|->|~>")
_IN_COLLECTION = ("while parsing a block mapping", "while parsing a block collection")
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
_ENDED = {'"': "quote", "'": "quote", "[": "bracket", "{": "bracket"}
_CLOSERS = {"{": "}", "[": "]"}


class Trap(NamedTuple):
    """Where, what and the way out; `quote` is what to quote so as to read the rest, None where that is not safe."""

    at: Stretch
    message: str
    hint: str
    quote: Stretch | None = None


class _Stop(NamedTuple):
    """Where the parser stopped and where it says that the thing began, lines and columns from 0."""

    problem: str
    context: str
    line: int
    column: int
    start_line: int
    start_column: int


def diagnose(outcome: Outcome, lines: tuple[str, ...], patches: Patches) -> tuple[Trap, ...]:
    """What stopped the parser."""
    error = outcome.error
    if not isinstance(error, yaml.MarkedYAMLError):
        return (Trap((0, 0, 1), "the text is no YAML", str(error).splitlines()[0]),)
    if outcome.flow is not None:
        traps = _in_brackets(outcome.flow, lines)
        if traps:
            return traps
    return (_in_block(_stop(error, lines, patches), lines),)


def torn(places: tuple[tuple[int, int], ...], lines: tuple[str, ...]) -> tuple[Trap, ...]:
    """The texts that a comma cut in two, in the { } and [ ] that start at these lines and columns (from 0)."""
    offenders = (one for place in places for one in scan(lines, *opening(lines, *place)).offenders)
    return tuple(map(_offence, offenders))


def _stop(error: yaml.MarkedYAMLError, lines: tuple[str, ...], patches: Patches) -> _Stop:
    places = []
    for mark in (error.problem_mark or error.context_mark, error.context_mark or error.problem_mark):
        line = min(mark.line, len(lines) - 1) if mark else 0
        places.append((line, min(patches.back(line, mark.column), len(lines[line])) if mark else 0))
    return _Stop(error.problem or "", error.context or "", *places[0], *places[1])


def _in_brackets(flow: tuple[int, int], lines: tuple[str, ...]) -> tuple[Trap, ...]:
    """The texts within { } or [ ] to be quoted; else that it is never closed; none where neither is to blame."""
    line, column = opening(lines, *flow)
    found = scan(lines, line, column)
    if found.closed:
        return tuple(map(_offence, found.offenders))
    char = lines[line][column]
    hint = f"write the {_CLOSERS[char]} that belongs to it"
    return (Trap((line, column, column + 1), f"'{char}' is never closed", hint),)


def _offence(offender: Offender) -> Trap:
    stretch, text, blame = offender
    hint = f"quote it: {_quoted(text)}"
    if text[0] == blame:
        if blame in _STARTS:
            return _bad_start(stretch, text)
        message, hint = f"'{text}' goes on after the closing {_ENDED[blame]}", f"quote all of it: {_quoted(text)}"
    elif text.endswith("[]"):
        message = f"'[]' in '{text}' starts a list here"
        if re.fullmatch(r"[\w.-]+\[\]", text):
            hint = f"write [{text[:-2]}], or quote it: {_quoted(text)}"
    elif blame == ",":
        message = f"the comma in '{text}' ends the value here"
    elif blame == ":":
        message = f"': ' in '{text}' makes a key of what stands before it"
    else:
        message = f"'{blame}' in '{text}' is read as a bracket here"
    return Trap(stretch, message, hint, stretch)


def _quoted(text: str) -> str:
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _bad_start(stretch: Stretch, text: str) -> Trap:
    message = f"a value may not start with '{text[0]}', which {_STARTS[text[0]]} in YAML"
    return Trap(stretch, message, f"quote it: {_quoted(text)}", stretch)


def _in_block(stop: _Stop, lines: tuple[str, ...]) -> Trap:
    """What stopped the parser outside of { } and [ ]."""
    text = lines[stop.line]
    problem, line, column = stop.problem, stop.line, stop.column
    if text[column : column + 1] == "\t" or "tab character" in problem:
        at = max(text.find("\t"), 0)
        return Trap(
            (line, at, at + 1), "a tab stands where YAML wants blanks", "indent with blanks, two for each level"
        )
    if "mapping values are not allowed" in problem:
        return _second_colon(stop, lines)
    if stop.context not in _IN_COLLECTION:
        for number, at in ((stop.start_line, stop.start_column), (line, column)):
            if lines[number][at : at + 1] in _STARTS:
                stretch = (number, at, _end(lines[number], at))
                return _bad_start(stretch, lines[number][at : stretch[2]])
    if "quoted scalar" in stop.context:
        return _bad_quote(stop, lines)
    if "expected ':'" in problem:
        return _no_colon(stop.start_line, lines)
    if "block sequence entries are not allowed" in problem:
        hint = "put '- ' on a line of its own, below its key, or write [one, two]"
        return Trap((line, column, column + 1), "a list may not start here", hint)
    if text[:column].strip(" -"):
        return _text_after(stop, text)
    return _indentation(stop, lines)


def _end(text: str, start: int) -> int:
    """Where a value that starts at `start` ends: before a comment and trailing blanks."""
    return start + len(_COMMENT.sub("", text[start:]).rstrip())


def _item(text: str) -> int:
    """Where a line starts, after its indent and `- `."""
    match = _ITEM.match(text)
    return match.end() if match else 0


def _value(text: str) -> int:
    """Where the value of a line `- key: value` starts; -1 where the line has no key with a value on it."""
    key = _KEY.match(text, _item(text))
    return key.end() if key else -1


def _no_colon(line: int, lines: tuple[str, ...]) -> Trap:
    text = lines[line]
    start = _item(text)
    word = text[start : _end(text, start)]
    if glued := re.fullmatch(r"([\w-]+):(?!//)(\S.*)", word):
        hint = f"put a blank after the colon: '{glued[1]}: {glued[2]}'"
        return Trap((line, start, start + len(word)), f"'{word}' has no blank after its ':'", hint)
    hint = f"write '{word}: …' for a key or '- {word}' for an item"
    return Trap((line, start, start + len(word)), f"'{word}' has no ':'", hint)


def _second_colon(stop: _Stop, lines: tuple[str, ...]) -> Trap:
    """`key: some: text` and its kin: ': ' within a value."""
    line, text = stop.line, lines[stop.line]
    first, start = _item(text), _value(text)
    if start < 0 or start > stop.column:
        return _continued(stop, lines)
    key = text[first:start]
    if key.count("{") > key.count("}"):
        start = first
    end = _end(text, start)
    value = text[start:end]
    if "{" in value:
        hint = "write {a:b} without a blank after ':', or put the lines into a '|' block"
    elif _ARROW.search(value):
        hint = f"put the step on a line of its own, below '{key.strip()}', with '- ' before it"
    elif re.fullmatch(r"[\w-]+: [^:]*", value):
        hint = f"write '{key}{value.replace(': ', ' ', 1)}', or quote it: {_quoted(value)}"
    else:
        hint = f"quote it: {_quoted(value)}"
    message = f"the value '{value}' holds ': ', which makes a key of what stands before it"
    colon = max(stop.column, start)
    return Trap((line, colon, colon + 1), message, hint, (line, start, end))


def _continued(stop: _Stop, lines: tuple[str, ...]) -> Trap:
    """A key on a line that YAML takes for the next one of a text: the line above lacks a ':', or has a value."""
    text = lines[stop.line]
    first = _item(text)
    above = next((n for n in range(stop.line - 1, -1, -1) if lines[n].strip()), stop.line)
    if above < stop.line and _value(lines[above]) < 0 and _item(lines[above]) >= first:
        return _no_colon(above, lines)
    message = f"'{text[first : stop.column]}' is indented below a key that has a value already"
    column = f"the column of {_sibling(stop.line, first, lines)}"
    hint = f"begin it in {column}, or move the value above to a line of its own"
    return Trap((stop.line, first, stop.column), message, hint)


def _bad_quote(stop: _Stop, lines: tuple[str, ...]) -> Trap:
    if "escape" in stop.problem or "code" in stop.problem:
        at = max(lines[stop.line].rfind("\\", 0, stop.column + 1), 0)
        message = "the \\ here escapes nothing that YAML knows within double quotes"
        return Trap((stop.line, at, at + 2), message, "write \\\\, or use single quotes")
    at = stop.start_column
    quote = lines[stop.start_line][at : at + 1]
    hint = "close it; an apostrophe within single quotes is written twice"
    return Trap((stop.start_line, at, at + 1), f"the quote {quote} that opens here is never closed", hint)


def _text_after(stop: _Stop, text: str) -> Trap:
    """`a -> b: "write" Tweet`: a value that begins as a quote, a list or an alias, and then goes on."""
    line = stop.line
    start = _value(text)
    if start < 0 or start > stop.column:
        start = _item(text)
    end = _end(text, start)
    first, value, rest = text[start : start + 1], text[start:end], (line, stop.column, _end(text, stop.column))
    if first in _STARTS:
        return _bad_start((line, start, end), value)
    if first not in _ENDED:
        return Trap(rest, f"'{text[rest[1] : rest[2]]}' is not expected here", "quote the value")
    message = f"'{text[rest[1] : rest[2]]}' goes on after the closing {_ENDED[first]}"
    inner = value[1:-1] if first == "'" and value.endswith("'") and '"' not in value else value
    return Trap(rest, message, f"quote all of it: {_quoted(inner)}", (line, start, end))


def _indentation(stop: _Stop, lines: tuple[str, ...]) -> Trap:
    text = lines[stop.line]
    word = text.strip()
    at = (stop.line, stop.column, max(len(text.rstrip()), stop.column + 1))
    if stop.context not in _IN_COLLECTION:
        message = " ".join(part for part in (stop.context, stop.problem) if part) or "the text is no YAML"
        return Trap((stop.line, stop.column, stop.column + 1), message, "quote the value if it is a text")
    above = _sibling(stop.line, stop.column, lines)
    if word.startswith("- ") or word == "-":
        hint = "indent it below the key that the list belongs to"
        if _ARROW.search(word):
            hint = "write 'steps:' on a line above, and the steps below it"
        return Trap(at, "a list item stands among keys", hint)
    if stop.context == "while parsing a block collection":
        return Trap(at, f"'{word}' stands among list items", f"begin it with '- ' like {above}")
    return Trap(at, f"'{word}' lines up with nothing above", f"begin it in the column of {above}")


def _sibling(line: int, indent: int, lines: tuple[str, ...]) -> str:
    """The line above whose column is nearest to the `indent` of this one, and of those the last, by its number."""
    above = [number for number in range(line) if lines[number].strip() and not lines[number].lstrip().startswith("#")]
    nearest = min(reversed(above), key=lambda number: abs(_indent(lines[number]) - indent), default=line)
    return f"line {nearest + 1}"


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip(" "))
