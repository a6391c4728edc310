"""Comments: those that speak to this program, and text that became one by mistake."""

from __future__ import annotations

import re
from bisect import bisect_right

from hld.diagnostics import Finding, Severity, Span
from hld.source.nodes import Scalar

__all__ = ["scan_comments"]

_ADDRESSED = r"#\s*hld:"
_TEXT = r"#[^\s#!=-]"
_NO_TEXT_BEFORE = frozenset("\"'|>{[,")


def scan_comments(
    lines: tuple[str, ...], path: str, protected: tuple[Span, ...]
) -> tuple[tuple[Scalar, ...], tuple[Finding, ...]]:
    """The `# hld:` comments, and a warning for each text after a value that ` #` cut off.

    `protected` are the quoted and block scalars, in the order of the text.
    """
    starts = [(span.line, span.column) for span in protected]
    ends = [(span.end_line, span.end_column) for span in protected]
    addressed: list[Scalar] = []
    lost: list[Finding] = []
    for number, line in enumerate(lines, 1):
        at = _comment(number, line, starts, ends) if "#" in line else -1
        if at < 0:
            continue
        text = line[at:].rstrip()
        span = Span(path, number, at + 1, number, at + 1 + len(text))
        before = line[:at].rstrip()
        if re.match(_ADDRESSED, text):
            addressed.append(Scalar(text, span))
        elif re.match(_TEXT, text) and before and before[-1] not in _NO_TEXT_BEFORE:
            message = f"'{text}' after a blank is a comment, so it is left out"
            hint = "quote the value, or put a blank after '#' if a comment is meant"
            lost.append(Finding(span, message, hint, "yaml-syntax", Severity.WARNING))
    return tuple(addressed), tuple(lost)


def _comment(number: int, line: str, starts: list[tuple[int, int]], ends: list[tuple[int, int]]) -> int:
    """The offset in a line at which its comment starts; -1 for none."""
    at = line.find("#")
    while at >= 0:
        if at == 0 or line[at - 1] in " \t":
            nearest = bisect_right(starts, (number, at + 1)) - 1
            if nearest < 0 or (number, at + 1) >= ends[nearest]:
                return at
        at = line.find("#", at + 1)
    return -1
