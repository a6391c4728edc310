"""How many waited before each component while a design was simulated."""

from __future__ import annotations

from fractions import Fraction

from hld.analyse.simulation.types import Simulated, Station
from hld.analyse.wording import time
from hld.view.chart import Curve, LineChart, Tick
from hld.view.scale import steps

__all__ = ["queues"]

_MOST = 12  # lines that can be told from each other


def queues(name: str, found: Simulated) -> LineChart:
    """The lengths of the queues over time, the longest first; those at which nothing ever waited are left out."""
    waited = sorted((each for each in found.stations if each.longest), key=lambda each: (-each.longest, each.component))
    curves = tuple(_curve(each, found) for each in waited[:_MOST])
    up = steps(Fraction(max([each.longest for each in waited] or [1])))
    last = Fraction(found.seconds).limit_denominator(10**6)
    rate = "peak" if found.at_peak else "average"
    others = len(found.stations) - len(curves)
    load = f" × {float(found.load):g}" if found.load != 1 else ""
    return LineChart(
        "queues",
        name,
        f"Queues at the {rate} rate{load}",
        curves,
        float(last),
        float(up[-1]),
        tuple(Tick(float(last * index / 5), time(last * index / 5) if index else "0") for index in range(6)),
        tuple(Tick(float(each), f"{int(each):,}" if each.denominator == 1 else f"{float(each):g}") for each in up),
        f"How many wait at the components of {name} over {time(last)}.",
        f"{name} · seed {found.seed} · {others} components with shorter lines or none",
    )


def _curve(station: Station, found: Simulated) -> Curve:
    points = tuple(zip(found.times, map(float, station.waits), strict=False)) or ((0.0, 0.0),)
    return Curve(f"queue-{station.component}", station.component, points, f"up to {station.longest:,}")
