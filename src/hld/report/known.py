"""A report without what a baseline already knows."""

from __future__ import annotations

from hld.check.baseline import Baseline, sifted
from hld.check.types import Summary
from hld.diagnostics import Diagnostic, Severity
from hld.report.types import Known, Report

__all__ = ["without_known"]


def without_known(report: Report, baseline: Baseline, file: str) -> Report:
    """`report` without the findings that `baseline`, from `file`, covers; what it says of the designs stays."""
    result = sifted(report.diagnostics, baseline, report.lines)
    left = set(result.new)
    parts = tuple(
        part._replace(diagnostics=kept, summary=_counted(part.summary, kept))
        for part in report.parts
        for kept in [tuple(each for each in part.diagnostics if each in left)]
    )
    return report._replace(
        diagnostics=result.new,
        summary=_counted(report.summary, result.new),
        parts=parts,
        known=Known(file, len(result.known), result.gone),
    )


def _counted(summary: Summary, diagnostics: tuple[Diagnostic, ...]) -> Summary:
    counts = {level: sum(each.severity is level for each in diagnostics) for level in Severity}
    return summary._replace(
        errors=counts[Severity.ERROR], warnings=counts[Severity.WARNING], infos=counts[Severity.INFO]
    )
