"""`hld check`: what does not line up in a design."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from hld import pipeline, workspace
from hld.check.types import Settings
from hld.cli import choices, console
from hld.config import Configs
from hld.errors import UnknownVariantError, UsageError
from hld.report.types import Render, Report, merged

__all__ = ["command"]


def command(
    paths: Sequence[str] = (),
    *,
    output_format: str = "text",
    strict: bool = False,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    variant: str = "",
    stage: str = "",
    profile: str = "",
    coverage: bool = False,
    baseline: str = "",
    write_baseline: str = "",
    fix: bool = False,
    diff: bool = False,
) -> int:
    """Check the specs at `paths` and print what was found. Returns the exit code."""
    console.choice("format", output_format, choices.REPORTS)
    settings = Settings(_listed(select), _listed(ignore), stage, profile)
    found = workspace.find(paths)
    run = _Run(settings, variant, coverage or output_format == "json")
    specs = [spec.path for spec in found.specs if not run.configs.leaves_out(spec.path, paths)]
    if fix or diff:
        from hld.cli import fix as mending  # only those who ask for it wait for it

        if diff:
            return mending.diff(specs, run.settings_of, variant)
        mending.fix(specs, run.settings_of, variant)
    report = run.report(specs)
    if write_baseline:
        return _write_baseline(report, write_baseline)
    if baseline:
        report = _without_known(report, baseline)
    render: Render = import_module(choices.REPORTS[output_format]).render
    console.write_out(render(report, output_format == "text" and console.wants_colour(sys.stdout)))
    unread = [file for file in found.unread(report.lines) if not run.configs.leaves_out(file, paths)]
    if unread and output_format == "text":
        console.say(f"passed over (no 'hld:' key): {', '.join(unread)}")
    return console.FINDINGS if run.fails(report, strict) else console.CLEAN


class _Run:
    """What is asked of every spec, each under the settings file that is nearest to it."""

    def __init__(self, settings: Settings, variant: str, with_coverage: bool) -> None:
        self._settings = settings
        self._variant = variant
        self._with_coverage = with_coverage
        self.configs = Configs()

    def report(self, paths: Sequence[str]) -> Report:
        """The report on all specs together, but those that lack the variant asked for."""
        reports: list[Report] = []
        lacking: list[UnknownVariantError] = []
        for path in paths:
            try:
                compilation = pipeline.compile_file(path, self.settings_of(path), self._variant)
            except UnknownVariantError as error:
                lacking.append(error)
            else:
                reports.append(compilation.covered_report if self._with_coverage else compilation.report)
        console.say_skipped(lacking, len(reports))
        return merged(reports)

    def settings_of(self, path: str) -> Settings:
        """What is asked of the spec at `path`."""
        return self._settings.under(self.configs.of(path).usual)

    def fails(self, report: Report, strict: bool) -> bool:
        """Whether any spec fails, each as strictly as the command line or its settings file says."""
        return any(part.summary.fails(strict or self.configs.of(part.file).strict) for part in report.parts)


def _write_baseline(report: Report, file: str) -> int:
    from hld import output
    from hld.check.baseline import written

    path = Path(file)
    output.write(path.parent, path.name, written(report.diagnostics).encode())
    count = len(report.diagnostics)
    console.say(f"{count} finding{'' if count == 1 else 's'} written to {file}")
    return console.CLEAN


def _without_known(report: Report, file: str) -> Report:
    from hld.check.baseline import parsed
    from hld.report.known import without_known

    try:
        text = Path(file).read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        hint = "--write-baseline writes a first one"
        raise UsageError(f"cannot read '{file}': {getattr(error, 'strerror', '') or error}", hint) from error
    return without_known(report, parsed(text, file), file)


def _listed(values: Sequence[str]) -> tuple[str, ...]:
    """`--select a,b --select c` as ("a", "b", "c")."""
    return tuple(part.strip() for value in values for part in value.split(",") if part.strip())
