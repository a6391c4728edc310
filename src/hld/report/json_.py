"""Findings for programs: one JSON object, its shape a promise (see docs/reports.md)."""

from __future__ import annotations

import json

from hld.check.types import Summary
from hld.diagnostics import Diagnostic
from hld.report.types import Report

__all__ = ["render"]

VERSION = 1


def render(report: Report, colour: bool = False) -> str:
    """`{"version", "findings": [...], "summary": {...}}`; positions from 1 in code points, ends exclusive."""
    document = {
        "version": VERSION,
        "findings": [_finding(each) for each in report.diagnostics],
        "summary": _summary(report.summary),
    }
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
    }
