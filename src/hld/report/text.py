"""Findings for people: severity, rule, message, place, the line with a caret under what is wrong, and the way out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from hld.check.stage import is_due
from hld.check.types import Summary
from hld.diagnostics import Diagnostic, Severity
from hld.printable import JOINER, file_name, one_line, printable
from hld.report.types import Known, Part, Report

__all__ = ["counts", "findings", "render", "working"]

RESET = "\033[0m"
BOLD = "\033[1m"
FAINT = "\033[2m"
COLOURS = {Severity.ERROR: "\033[1;31m", Severity.WARNING: "\033[1;33m", Severity.INFO: "\033[1;34m"}
LONGEST_LINE = 160
UNREAD = "the spec could not be read as YAML, so nothing else was checked"


def render(report: Report, colour: bool = False) -> str:
    """For each spec whether the design works and its diagnostics, with its coverage if that is known; the summary."""
    parts = "".join(_part(part, report, colour) for part in report.parts)
    return (parts or findings(report, colour)) + "\n".join(_summary(report, colour)) + "\n"


def _part(part: Part, report: Report, colour: bool) -> str:
    name = f"{file_name(part.file)}: " if len(report.parts) > 1 else ""
    told = findings(report._replace(diagnostics=part.diagnostics), colour)
    if part.coverage is not None:
        from hld.report import coverage

        told += "".join(f"{printable(line)}\n" for line in coverage.lines(part.coverage))
    return f"{name}{_painted(working(part), BOLD, colour)}\n" + (f"\n{told}" if told else "")


def working(part: Part) -> str:
    """Whether the design does what it is for, as far as that can be said at its stage."""
    requirements = part.summary.requirements
    if not is_due("flows", part.stage):
        return f"Working design: not due at the stage '{part.stage}', {_count(requirements.total, 'requirement')}"
    verdict = "yes" if part.summary.working else "no"
    return f"Working design: {verdict}, {requirements.served}/{_count(requirements.total, 'requirement')} served"


def findings(report: Report, colour: bool = False) -> str:
    """The diagnostics alone, an empty line after each."""
    return "".join("\n".join(_diagnostic(each, report, colour)) + "\n\n" for each in report.diagnostics)


def _diagnostic(diagnostic: Diagnostic, report: Report, colour: bool) -> Iterator[str]:
    span = diagnostic.span
    paint = COLOURS[diagnostic.severity]
    label = _painted(f"{diagnostic.severity}[{diagnostic.rule}]", paint, colour)
    yield f"{label}: {_painted(one_line(diagnostic.message), BOLD, colour)}"
    gutter = " " * len(str(span.line))
    yield f"{gutter}{_painted('-->', FAINT, colour)} {file_name(span.file)}:{span.line}:{span.column}"
    yield from _excerpt(diagnostic, report.lines.get(span.file, ()), colour)
    if diagnostic.hint:
        yield f"{gutter} {_painted('=', FAINT, colour)} help: {one_line(diagnostic.hint)}"


def _excerpt(diagnostic: Diagnostic, lines: tuple[str, ...], colour: bool) -> Iterator[str]:
    """The first line of the span with carets below it; nothing where the file has no such line."""
    span = diagnostic.span
    if not 1 <= span.line <= len(lines):
        return
    line = lines[span.line - 1]
    start = min(span.column - 1, len(line))
    end = len(line.rstrip()) if span.end_line > span.line else min(span.end_column - 1, len(line))
    before, marked, after = line[:start], line[start : max(end, start)], line[max(end, start) :]
    if start > LONGEST_LINE // 2:
        before = "…" + before[-(LONGEST_LINE // 2) :]
    marked = marked[:LONGEST_LINE]
    shown = printable(before) + printable(marked) + printable(after[: max(0, LONGEST_LINE - len(before + marked))])
    carets = " " * _columns(printable(before)) + "^" * max(1, _columns(printable(marked)))
    number = str(span.line)
    bar = _painted("|", FAINT, colour)
    yield f"{' ' * len(number)} {bar}"
    yield f"{_painted(number, FAINT, colour)} {bar} {shown.rstrip()}"
    yield f"{' ' * len(number)} {bar} {_painted(carets, COLOURS[diagnostic.severity], colour)}"


def _summary(report: Report, colour: bool) -> Iterator[str]:
    summary = report.summary
    if not report.parts or any(is_due("flows", part.stage) for part in report.parts):
        yield (
            UNREAD
            if _is_unread(report)
            else (
                f"{summary.flows.aligned} of {_count(summary.flows.total, 'flow')} and "
                f"{summary.operations.used} of {_count(summary.operations.total, 'operation')} line up"
            )
        )
    if report.known is not None:
        yield from _known(report.known)
    worst = Severity.ERROR if summary.errors else Severity.WARNING if summary.warnings else None
    yield _painted(counts(summary), COLOURS[worst] if worst else BOLD, colour)


def counts(summary: Summary) -> str:
    """How much was found, in words."""
    found = [
        _count(summary.errors, "error"),
        _count(summary.warnings, "warning"),
        *([f"{summary.infos} for your information"] if summary.infos else []),
        *([f"{summary.suppressed} suppressed"] if summary.suppressed else []),
    ]
    return f"{', '.join(found)} in {_count(summary.files, 'spec')}"


def _is_unread(report: Report) -> bool:
    """Whether the syntax is so broken that nothing of the design came through."""
    counted = report.summary.flows.total + report.summary.operations.total + report.summary.requirements.total
    return not counted and any(
        each.rule == "yaml-syntax" and each.severity is Severity.ERROR for each in report.diagnostics
    )


def _known(known: Known) -> Iterator[str]:
    yield f"{_count(known.covered, 'finding')} known from {file_name(known.file)}"
    if known.gone:
        gone = _count(len(known.gone), "entry", "entries")
        yield f"{gone} of it found no more; --write-baseline takes them out: {', '.join(dict.fromkeys(known.gone))}"


def _count(number: int, noun: str, plural: str = "") -> str:
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def _columns(text: str) -> int:
    """How many terminal columns a text takes: wide characters two, combining ones none."""
    return sum(_width(char) for char in text)


def _width(char: str) -> int:
    if char == JOINER or unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _painted(text: str, paint: str, colour: bool) -> str:
    return f"{paint}{text}{RESET}" if colour else text
