"""Findings as a Markdown table, for the comment of a pull request or the summary of a job."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.diagnostics import Diagnostic
from hld.report.printable import file_name, one_line
from hld.report.text import counts, working
from hld.report.types import Part, Report

__all__ = ["escaped", "render"]

LARGEST = 60_000  # characters; GitHub takes 65,536 in a comment
MARKS = re.compile(r"([\\`*_{}\[\]<>()#+!|~@$-])")


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
    yield f"**{escaped(file_name(part.file))}** – {escaped(working(part))}"
    yield ""
    if part.diagnostics:
        yield "| | rule | place | finding |"
        yield "| --- | --- | --- | --- |"
        yield from map(_row, part.diagnostics)
        yield ""


def _row(diagnostic: Diagnostic) -> str:
    place = f"{file_name(diagnostic.span.file)}:{diagnostic.span.line}:{diagnostic.span.column}"
    hint = f"<br>{escaped(diagnostic.hint)}" if diagnostic.hint else ""
    finding = f"{escaped(diagnostic.message)}{hint}"
    return f"| {diagnostic.severity} | {escaped(diagnostic.rule)} | {escaped(place)} | {finding} |"


def escaped(text: str) -> str:
    """A text that no Markdown sees anything in: on one line, every mark escaped."""
    flat = one_line(text).replace("&", "&amp;")
    return MARKS.sub(lambda mark: ENTITIES.get(mark[1], f"\\{mark[1]}"), flat)


ENTITIES = {"<": "&lt;", ">": "&gt;", "@": "&#64;", "-": "-"}
"""Marks that a backslash does not take the meaning from: tags, and names that would be notified."""
