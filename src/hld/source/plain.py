"""A text that is not YAML, as one scalar that knows where it stands."""

from __future__ import annotations

from hld.diagnostics import Span
from hld.source.nodes import Scalar, Source
from hld.source.places import Part

__all__ = ["plain"]


def plain(text: str, path: str) -> Source:
    """The text as a source whose root is one scalar; `path` names it in findings."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = tuple(text.split("\n"))
    places = [
        (number, column, column + 1) for number, line in enumerate(lines, 1) for column in range(1, len(line) + 2)
    ]
    span = Span(path, 1, 1, len(lines), len(lines[-1]) + 1)
    return Source(path, lines, Scalar(text, span, "literal", Part(tuple(places[: len(text)]))))
