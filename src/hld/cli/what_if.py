"""`hld what-if`: what becomes of a design when something is gone, cut off or different."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from hld import pipeline
from hld.analyse.failure import matrix, played_through, what_if
from hld.analyse.failure.types import ANY, Event
from hld.check.types import Settings
from hld.cli import console
from hld.config import Configs
from hld.errors import UsageError
from hld.report import text as text_report
from hld.report.what_if import FORMATS

__all__ = ["command"]


def command(
    path: str,
    *,
    kill: Sequence[str] = (),
    settings: Sequence[str] = (),
    zone_loss: bool = False,
    partition: Sequence[str] = (),
    variant: str = "",
    each: bool = False,
    scenarios: bool = False,
    output_format: str = "text",
) -> int:
    """Print what becomes of the spec at `path`. Returns the exit code: 1 where it cannot be read."""
    console.choice("format", output_format, FORMATS)
    event = Event(
        kill=tuple(_split(kill)),
        settings=tuple(map(_setting, settings)),
        zone=ANY if zone_loss else "",
        partitions=tuple(tuple(_split([names])) for names in partition),
    )
    _expect_one(event, each, scenarios)
    compilation = pipeline.compile_file(path, Settings().under(Configs().of(path).usual), variant)
    model = compilation.model
    if model.is_broken:
        console.say(text_report.findings(compilation.report, console.wants_colour(sys.stderr)))
        return console.FINDINGS
    told = FORMATS[output_format]
    colour = console.wants_colour(sys.stdout)
    if each:
        console.write_out(told.matrix(model.name, matrix(model), colour))
    elif scenarios:
        found = played_through(model)
        if not found:
            raise UsageError(f"'{path}' tells no scenario", "write 'scenarios: [{kill: [feeds]}]', or use --kill")
        console.write_out(told.outcomes(model.name, found, colour))
    else:
        console.write_out(told.outcomes(model.name, (what_if(model, event),), colour))
    return console.CLEAN


def _split(names: Sequence[str]) -> list[str]:
    return [name.strip() for each in names for name in each.split(",") if name.strip()]


def _setting(text: str) -> tuple[str, str]:
    path, equals, value = text.partition("=")
    if not equals or not path.strip():
        raise UsageError(f"'{text}' sets nothing", "write section.name=value: --set capacity.dau=500M")
    return path.strip(), value.strip()


def _expect_one(event: Event, each: bool, scenarios: bool) -> None:
    """Raise UsageError unless just one thing is asked for."""
    asked = [name for name, is_asked in (("--each", each), ("--scenarios", scenarios)) if is_asked]
    if event != Event():
        asked.append("what happens")
    if not asked:
        raise UsageError("nothing happens", "say what: --kill, --set, --zone-loss, --partition, --each or --scenarios")
    if len(asked) > 1:
        raise UsageError(f"{' and '.join(asked)} are two questions", "ask one at a time")
