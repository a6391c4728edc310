"""`hld check`: what does not line up in a design."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from hld import pipeline, workspace
from hld.check.types import Settings
from hld.cli import console
from hld.errors import UnknownVariantError
from hld.report.types import Render, Report, merged

__all__ = ["command", "report_on"]


def command(
    paths: Sequence[str] = (),
    *,
    output_format: str = "text",
    strict: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    variant: str = "",
) -> int:
    """Check the specs at `paths` and print what was found. Returns the exit code."""
    console.choice("format", output_format, console.REPORTS)
    found = workspace.find(paths)
    report = report_on([spec.path for spec in found.specs], Settings(_listed(select), _listed(ignore)), variant)
    render: Render = import_module(console.REPORTS[output_format]).render
    console.write_out(render(report, output_format == "text" and console.wants_colour(sys.stdout)))
    unread = found.unread(report.lines)
    if unread and output_format == "text":
        console.say(f"passed over (no 'hld:' key): {', '.join(unread)}")
    return console.FINDINGS if report.summary.fails(strict) else console.CLEAN


def report_on(paths: Sequence[str], settings: Settings, variant: str = "") -> Report:
    """Check each spec; the report on all of them together, but those that lack the variant asked for."""
    reports: list[Report] = []
    lacking: list[UnknownVariantError] = []
    for path in paths:
        try:
            reports.append(pipeline.compile_file(path, settings, variant).report)
        except UnknownVariantError as error:
            lacking.append(error)
    console.say_skipped(lacking, len(reports))
    return merged(reports)


def _listed(values: Sequence[str]) -> tuple[str, ...]:
    """`--select a,b --select c` as ("a", "b", "c")."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
