"""Findings for programs: one JSON object, its shape a promise (see docs/reports.md)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hld.check.types import Summary
from hld.diagnostics import Diagnostic
from hld.report.types import Part, Report

if TYPE_CHECKING:
    from hld.check.coverage import Covered

__all__ = ["render"]

VERSION = 1


def render(report: Report, colour: bool = False) -> str:
    """`{"version", "findings", "summary", "specs", "coverage"}`; positions from 1 in code points, ends exclusive."""
    document: dict[str, object] = {
        "version": VERSION,
        "findings": [_finding(each) for each in report.diagnostics],
        "summary": _summary(report.summary),
        "specs": [_spec(part) for part in report.parts],
        "coverage": [_covered(each, part.file) for part in report.parts for each in part.coverage or ()],
    }
    if report.known is not None:
        document["baseline"] = report.known._asdict()
    return json.dumps(document, indent=2, ensure_ascii=True) + "\n"


def _summary(summary: Summary) -> dict[str, object]:
    parts = ("flows", "operations", "requirements")
    return summary._asdict() | {part: getattr(summary, part)._asdict() for part in parts}


def _finding(diagnostic: Diagnostic) -> dict[str, object]:
    span = diagnostic.span
    return {
        "rule": diagnostic.rule,
        "code": diagnostic.code,
        "family": diagnostic.family,
        "severity": str(diagnostic.severity),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "element": diagnostic.element,
    }


def _spec(part: Part) -> dict[str, object]:
    return {"file": part.file, "stage": part.stage, "summary": _summary(part.summary)}


def _covered(covered: Covered, file: str) -> dict[str, object]:
    fields = covered._asdict()
    span = fields.pop("span")
    return {"file": file, "line": span.line, "requirement": fields.pop("id")} | fields
