"""Findings as a Markdown table, for the comment of a pull request or the summary of a job."""

from __future__ import annotations

from collections.abc import Iterator

from hld.diagnostics import Diagnostic
from hld.printable import file_name
from hld.report import inline
from hld.report.text import counts, working
from hld.report.types import Part, Report

__all__ = ["render"]

LARGEST = 60_000  # characters; GitHub takes 65,536 in a comment


def render(report: Report, colour: bool = False) -> str:
    """For each spec whether the design works, and a table of its findings; the worst come in the order of the text."""
    blocks = [line for part in report.parts for line in _part(part)]
    lines: list[str] = ["## Design check", ""]
    size = 0
    for line in blocks:
        size += len(line) + 1
        if size > LARGEST:
            lines += ["", "There is more than fits here: run `hld check`."]
            break
        lines.append(line)
    return "\n".join([*lines, counts(report.summary)]) + "\n"


def _part(part: Part) -> Iterator[str]:
    yield f"**{inline.text(file_name(part.file))}** – {inline.text(working(part))}"
    yield ""
    if part.diagnostics:
        yield "| | rule | place | finding |"
        yield "| --- | --- | --- | --- |"
        yield from map(_row, part.diagnostics)
        yield ""


def _row(diagnostic: Diagnostic) -> str:
    span = diagnostic.span
    place = inline.text(f"{file_name(span.file)}:{span.line}:{span.column}")
    hint = f"<br>{inline.text(diagnostic.hint)}" if diagnostic.hint else ""
    rule, message = inline.text(diagnostic.rule), inline.text(diagnostic.message)
    return f"| {diagnostic.severity} | {rule} | {place} | {message}{hint} |"
