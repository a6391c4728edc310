"""`hld simulate`: a design run in simulated time."""

from __future__ import annotations

import math
import re
import sys
from collections.abc import Sequence
from fractions import Fraction

from hld import pipeline
from hld.analyse.simulation.types import Killing, Options, Simulated
from hld.check.types import Settings
from hld.cli import choices, console
from hld.config import Configs
from hld.errors import UsageError
from hld.report import simulation
from hld.report import text as text_report
from hld.units.parse import duration
from hld.units.quantity import UnitError

__all__ = ["FORMATS", "RATES", "command"]

RATES = ("peak", "average")
_PICTURE = "svg"
FORMATS = (*simulation.FORMATS, _PICTURE)
_LOAD = re.compile(r"(?:[x×])?\s*(\d{1,6}(?:\.\d{1,6})?)\s*(?:[x×])?")
_LONGEST = 24 * 60.0
_MOST_LOAD = 1_000_000


def command(
    path: str,
    *,
    flows: Sequence[str] = (),
    minutes: float | None = None,
    load: str = "x1",
    rate: str = "peak",
    kill: Sequence[str] = (),
    seed: int = 1,
    variant: str = "",
    output_format: str = "text",
    theme: str = "light",
) -> int:
    """Print what a run of the spec at `path` measures. Returns the exit code: 1 where it cannot be read."""
    from hld.analyse.simulation.run import simulate

    console.choice("format", output_format, FORMATS)
    console.choice("rate", rate, RATES)
    console.choice("theme", theme, choices.THEMES)
    options = Options(
        flows=tuple(name.strip() for each in flows for name in each.split(",") if name.strip()),
        seconds=None if minutes is None else _seconds(minutes),
        load=_factor(load),
        at_peak=rate == "peak",
        kill=tuple(map(_killing, kill)),
        seed=seed,
    )
    compilation = pipeline.compile_file(path, Settings().under(Configs().of(path).usual), variant)
    model = compilation.model
    if model.is_broken:
        console.say(text_report.findings(compilation.report, console.wants_colour(sys.stderr)))
        return console.FINDINGS
    found = simulate(model, options)
    if output_format == _PICTURE:
        console.write_out_bytes(_picture(model.name, found, theme))
        return console.CLEAN
    console.write_out(simulation.FORMATS[output_format](model.name, found, console.wants_colour(sys.stdout)))
    return console.CLEAN


def _picture(name: str, found: Simulated, theme: str) -> bytes:
    """The lengths of the queues over time."""
    from hld.layout.chart import line_chart
    from hld.render import FORMATS as PICTURES
    from hld.render import THEMES
    from hld.view.queues import queues

    return PICTURES[_PICTURE](line_chart(queues(name, found)), THEMES[theme])


def _seconds(minutes: float) -> float:
    if not (math.isfinite(minutes) and 0 < minutes <= _LONGEST):
        raise UsageError(f"{minutes:g} minutes cannot be simulated", f"between 0 and {_LONGEST:g} can")
    return minutes * 60


def _factor(text: str) -> Fraction:
    match = _LOAD.fullmatch(text.strip())
    factor = Fraction(match[1]) if match is not None else Fraction(0)
    if not 0 < factor <= _MOST_LOAD:
        raise UsageError(f"'{text}' is no load", "write how many times the usual: --load x2")
    return factor


def _killing(text: str) -> Killing:
    name, at, when = text.partition("@")
    if not at:
        return Killing(name.strip())
    try:
        seconds = duration(when.strip()).value
    except UnitError as error:
        raise UsageError(f"'{text}': {error}", "write when it goes: --kill feeds@30s") from error
    if not 0 <= seconds <= _LONGEST * 60:
        raise UsageError(f"'{text}' is no time within a run", "write when it goes: --kill feeds@30s")
    return Killing(name.strip(), float(seconds))
