"""`hld analyse`: what a design comes to, and whether that is enough."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from hld import pipeline, workspace
from hld.check.types import Settings
from hld.cli import console
from hld.config import Configs
from hld.diagnostics import Severity
from hld.errors import UsageError
from hld.report import text as text_report

__all__ = ["FORMATS", "command"]

FORMATS = ("text", "markdown", "json", "csv")
_ONE_AT_A_TIME = frozenset(("json", "csv"))


def command(paths: Sequence[str] = (), *, output_format: str = "text", variant: str = "") -> int:
    """Print the numbers of the specs at `paths`. Returns the exit code: 1 where one of them cannot be read."""
    console.choice("format", output_format, FORMATS)
    specs = workspace.find(paths).specs
    if output_format in _ONE_AT_A_TIME and len(specs) > 1:
        raise UsageError(f"{output_format} is of one spec, and there are {len(specs)}", "name one of them")
    configs = Configs()
    told = []
    code = console.CLEAN
    for spec in specs:
        compilation = pipeline.compile_file(spec.path, Settings().under(configs.of(spec.path).usual), variant)
        if compilation.model.is_broken:
            console.say(text_report.findings(compilation.report, console.wants_colour(sys.stderr)))
            code = console.FINDINGS
            continue
        _say_errors(spec.path, compilation)
        told.append(_rendered(compilation, output_format))
    console.write_out("\n".join(told))
    return code


def _say_errors(path: str, compilation: pipeline.Compilation) -> None:
    """That the numbers are of a design with errors, if it has any."""
    errors = sum(each.severity is Severity.ERROR for each in compilation.diagnostics)
    if errors:
        console.say(f"{path} has {errors} error{'s' if errors > 1 else ''}, which 'hld check' tells")


def _rendered(compilation: pipeline.Compilation, output_format: str) -> str:
    """The numbers in a format."""
    name, analysis = compilation.model.name, compilation.analysis
    if output_format == "json":
        from hld.report.figures import json_

        return json_.render(name, analysis)
    if output_format == "csv":
        from hld.report.figures import csv_

        return csv_.render(name, analysis)
    if output_format == "markdown":
        from hld.report.figures import markdown

        return markdown.render(name, analysis)
    from hld.report.figures import text

    return text.render(name, analysis, console.wants_colour(sys.stdout))
