"""What every report is made from: the diagnostics of a run, the text they point into, and the summary."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hld.check.types import Summary
from hld.diagnostics import Diagnostic

__all__ = ["Render", "Report"]


@dataclass(frozen=True, slots=True)
class Report:
    """A run over one or more specs. `lines` maps each file named in a diagnostic to its text by lines."""

    diagnostics: tuple[Diagnostic, ...]
    summary: Summary
    lines: Mapping[str, tuple[str, ...]]


Render = Callable[[Report, bool], str]
