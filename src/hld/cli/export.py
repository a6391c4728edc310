"""`hld export`: a design, or one view of it, as text for another tool."""

from __future__ import annotations

import sys
from pathlib import Path

from hld import output, pipeline, workspace
from hld.check.types import Settings
from hld.cli import choices, console
from hld.config import Configs
from hld.errors import UsageError
from hld.near import nearest
from hld.report import text as text_report

__all__ = ["command"]

STDOUT = "-"


def command(spec: str, *, to: str, view: str = "", variant: str = "", target: str = STDOUT) -> int:
    """Write the spec in the format `to` to a file or standard output. Returns the exit code: 1 where it has errors.

    Raises UsageError for an unknown format or view, and for a view that the format has no words for.
    """
    console.choice("format", to, choices.EXPORTS)
    specs = workspace.find([spec]).specs
    if len(specs) > 1:
        raise UsageError(f"one spec is exported at a time, and '{spec}' holds {len(specs)}", "name one of them")
    settings = Settings().under(Configs().of(specs[0].path).usual)
    compilation = pipeline.compile_file(specs[0].path, settings, variant)
    if compilation.has_errors:
        console.say(text_report.findings(compilation.report, console.wants_colour(sys.stderr)))
        return console.FINDINGS
    if view:
        _known(view, compilation)
    _write(pipeline.export(compilation.model, to, view, lambda: compilation.checked), target)
    return console.CLEAN


def _known(view: str, compilation: pipeline.Compilation) -> None:
    """Raise UsageError where the design has no such view, with the nearest that it has."""
    names = pipeline.views(compilation.model, usual=False)
    if view not in names:
        near = nearest(view, names)
        hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(names)}"
        raise UsageError(f"no view is called '{view}'", hint)


def _write(text: str, target: str) -> None:
    if target == STDOUT:
        console.write_out(text)
        return
    path = Path(target)
    output.write(path.parent, path.name, text.encode("utf-8", "replace"))
    console.say(f"wrote {path}")
