"""An API as a block of text, the way it is jotted down.

    POST /v1/tweets
    body: {
      "text": string
    }

    GET /v1/tweets/{tweetId} -> Tweet

A line that begins with a method or a style begins an operation. The lines below it add to it: `body:`, `query:` and
`-> type`, of which braces may run over several lines, and any other `key: value` of an operation. A `#` that begins
a line or follows a blank begins a comment.
"""

from __future__ import annotations

import re

from hld.diagnostics import Finding
from hld.source.nodes import Entry, Scalar
from hld.spec.forms.fields import fields
from hld.spec.forms.operation import METHODS, STYLES, Operations, arrow_at, operation, returns, unique
from hld.spec.forms.parts import bad, closing, entry, items, map_of, pieces

__all__ = ["api_block"]

_KEYS = {
    "body": "body", "request": "body", "request body": "body", "payload": "body",
    "query": "query", "params": "params", "headers": "headers",
    "returns": "returns", "response": "returns", "response body": "returns", "reply": "returns",
}  # fmt: skip
_KEY = re.compile(r"([A-Za-z][\w ]*?)\s*:(?:\s|$|(?=\{))")
_OPERATIONS = frozenset((*METHODS, *STYLES))
_FENCE = "```"


def api_block(block: Scalar) -> Operations:
    """The operations of a block, in order, each with its key."""
    found: list[Entry] = []
    findings: list[Finding] = []
    block = block._replace(text=_without_comments(block.text))
    if block.style == "folded":
        hint = "write 'api: |': '>' joins the lines of a text"
        return (), (bad(block, "endpoint-syntax", "the operations are folded into one line", hint),)
    for statement in _statements(block, findings):
        if statement.text.startswith("->") or not _begins(statement.text):
            _add(found, statement, findings)
        else:
            named, wrong = operation(statement)
            found.append(named)
            findings += wrong
    return unique(found, findings)


def _without_comments(text: str) -> str:
    """The text with blanks in place of what follows a `#` that begins a line or stands behind a blank."""
    if "#" not in text:
        return text
    return "\n".join(line[: _comment(line)].ljust(len(line)) for line in text.split("\n"))


def _comment(line: str) -> int:
    """Where the comment of a line begins: its end if it has none. What stands in quotes is none."""
    is_quoted = False
    for at, char in enumerate(line):
        if char == '"':
            is_quoted = not is_quoted
        elif char == "#" and not is_quoted and (not at or line[at - 1].isspace()):
            return at
    return len(line)


def _begins(text: str) -> bool:
    """Whether a line begins an operation: with a method or style, or with what looks like an attempt at one."""
    word, _, rest = text.partition(" ")
    return word in _OPERATIONS or (word.lower().rstrip(":") in _OPERATIONS and not _KEY.match(text)) or (
        rest.lstrip().startswith("/") or text.startswith("/")
    )  # fmt: skip


def _statements(block: Scalar, findings: list[Finding]) -> list[Scalar]:
    """The lines of a block without empty ones; a brace left open takes in the lines until it closes."""
    text = block.text
    found: list[Scalar] = []
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end].strip()
        if not line or line.startswith(_FENCE):
            start = end + 1
            continue
        if _opens(text[start:end]):
            at = text.rfind("{", start, end)
            close = closing(text, at)
            if close < 0:
                piece = block.slice(at, at + 1)
                findings.append(bad(piece, "endpoint-syntax", "'{' is never closed", "add a '}' on a line below"))
                found.append(block.slice(start, at).strip())
                start = _next_operation(text, end)
                continue
            end = text.find("\n", close)
            end = len(text) if end < 0 else end
        found.append(block.slice(start, end).strip())
        start = end + 1
    return [statement for statement in found if statement.text]


def _opens(line: str) -> bool:
    """Whether a line leaves a brace open."""
    return line.count("{") > line.count("}")


def _next_operation(text: str, start: int) -> int:
    """The start of the next line that begins an operation, or the end of the text."""
    while 0 <= start < len(text):
        end = text.find("\n", start + 1)
        line = text[start : end if end >= 0 else len(text)].strip()
        if line and _begins(line):
            return start
        if end < 0:
            break
        start = end
    return len(text)


def _add(found: list[Entry], statement: Scalar, findings: list[Finding]) -> None:
    """A line below an operation: what it returns, its body, or another of its keys."""
    match = _KEY.match(statement.text)
    if not found or (match is None and not statement.text.startswith("->")):
        hint = (
            "begin with 'METHOD /path'"
            if not found
            else "below an operation stand 'body: {…}', '-> type' and 'key: value'"
        )
        findings.append(bad(_first_line(statement), "endpoint-syntax", "this is no operation", hint))
        return
    if match is None:
        pairs = [_returns(statement.slice(2).strip(), findings)]
    else:
        pairs = _pairs(statement.slice(*match.span(1)), statement.slice(match.end()).strip(), findings)
    last = found[-1]
    more = map_of((*last.value.entries, *pairs), last.value.span.to(statement.span))  # type: ignore[union-attr]
    found[-1] = Entry(last.key, more)


def _returns(answer: Scalar, findings: list[Finding]) -> Entry:
    value, wrong = returns(answer)
    findings += wrong
    return entry("returns", value)


def _pairs(key: Scalar, value: Scalar, findings: list[Finding]) -> list[Entry]:
    """What a line with a key says: of fields, also what is returned, where that stands behind them."""
    name = _KEYS.get(key.text.lower())
    if name == "returns":
        return [_returns(value, findings)._replace(key=key._replace(text=name))]
    if name is not None:
        given, behind = _parted(value)
        read, wrong = fields(given)
        findings += wrong
        pair = Entry(key._replace(text=name), read)
        if behind.text.startswith("->"):
            return [pair, _returns(behind.slice(2).strip(), findings)]
        if behind.text:
            hint = "write '->' before what it returns, and other keys on lines of their own"
            findings.append(bad(behind, "endpoint-syntax", f"'{behind.text}' is not understood", hint))
        return [pair]
    if value.text.startswith("[") and value.text.endswith("]"):
        return [Entry(key, items(pieces(value.slice(1, -1), ","), value.span))]
    return [Entry(key, value)]


def _parted(value: Scalar) -> tuple[Scalar, Scalar]:
    """The fields of a line, in braces or without, and what stands behind them."""
    close = closing(value.text, 0) if value.text.startswith("{") else -1
    end = close + 1 if close > 0 else arrow_at(value.text)
    return (value, value.slice(len(value.text))) if end < 0 else (value.slice(0, end).strip(), value.slice(end).strip())


def _first_line(statement: Scalar) -> Scalar:
    return statement.slice(0, statement.text.find("\n")) if "\n" in statement.text else statement
