"""What every report is made from: the diagnostics of a run, the text they point into, and the summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from hld.check.types import Summary
from hld.diagnostics import Diagnostic
from hld.tuples import NamedTuple

if TYPE_CHECKING:
    from hld.check.coverage import Covered

__all__ = ["Known", "Part", "Render", "Report", "merged"]


class Part(NamedTuple):
    """What a report says of one spec: its file, its own findings and summary, and the stage it was judged at.

    `asked` are the ids of the rules that ran. `coverage` is None unless it was asked for.
    """

    file: str
    diagnostics: tuple[Diagnostic, ...]
    summary: Summary
    asked: frozenset[str] = frozenset()
    stage: str = ""
    coverage: tuple[Covered, ...] | None = None


class Known(NamedTuple):
    """What a baseline did: how many findings it covers, and how many of its entries are found no more, by rule."""

    file: str
    covered: int
    gone: tuple[str, ...] = ()


class Report(NamedTuple):
    """A run over one or more specs. `lines` maps each file named in a diagnostic to its text by lines.

    `parts` are the specs one by one, `known` what a baseline did.
    """

    diagnostics: tuple[Diagnostic, ...]
    summary: Summary
    lines: Mapping[str, tuple[str, ...]]
    parts: tuple[Part, ...] = ()
    known: Known | None = None


Render = Callable[[Report, bool], str]


def merged(reports: Sequence[Report]) -> Report:
    """The reports on several specs as one."""
    return Report(
        tuple(each for report in reports for each in report.diagnostics),
        Summary.of(report.summary for report in reports),
        {file: lines for report in reports for file, lines in report.lines.items()},
        tuple(part for report in reports for part in report.parts),
    )
