"""What every report is made from: the diagnostics of a run, the text they point into, and the summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from hld.check.types import Summary
from hld.diagnostics import Diagnostic

__all__ = ["Render", "Report", "merged"]


class Report(NamedTuple):
    """A run over one or more specs. `lines` maps each file named in a diagnostic to its text by lines."""

    diagnostics: tuple[Diagnostic, ...]
    summary: Summary
    lines: Mapping[str, tuple[str, ...]]


Render = Callable[[Report, bool], str]


def merged(reports: Sequence[Report]) -> Report:
    """The reports on several specs as one."""
    return Report(
        tuple(each for report in reports for each in report.diagnostics),
        Summary.of(report.summary for report in reports),
        {file: lines for report in reports for file, lines in report.lines.items()},
    )
