"""What each store holds over the years, copies included, until old data goes as fast as new data comes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse import analyse
from hld.analyse.types import Analysis, Component, Conventions, Growth
from hld.analyse.wording import amount, time
from hld.model.types import Model
from hld.view import wording
from hld.view.architecture import footer
from hld.view.chart import Curve, LineChart, Tick
from hld.view.scale import steps

__all__ = ["storage"]

_POINTS = 60
_TICKS = 5
_HOUR = 3600


def storage(model: Model) -> LineChart:
    """What each store of the design holds, from nothing to the horizon."""
    found = analyse(model)
    horizon = found.conventions.horizon
    curves = tuple(_curves(model, found, horizon))
    most = max([Fraction(y).limit_denominator(1) for curve in curves for _, y in curve.points] or [Fraction(0)])
    up = steps(most)
    unknown = [
        model.components[name].title for name, each in found.components.items() if each.growth and not _known(each)
    ]
    note = f" · not known: {', '.join(unknown)}" if unknown else ""
    return LineChart(
        "storage",
        model.name,
        wording.view_title(model, "Storage"),
        curves,
        float(horizon),
        float(up[-1]),
        tuple(_times(found.conventions)),
        tuple(Tick(float(each), amount(each, "B") if each else "0") for each in up),
        f"What the stores of {model.name} hold over {time(horizon)}, copies included.",
        f"{footer(model)} · copies included{note}",
        "How much the stores take on is not known: no rate of a flow, or no size of what it writes, is stated."
        if unknown
        else "Nothing is written into a store for good.",
    )


def _times(conventions: Conventions) -> Iterator[Tick]:
    """Round times up to the horizon: whole years, days, hours or seconds."""
    horizon = conventions.horizon
    units = (conventions.year, conventions.day, Fraction(_HOUR), Fraction(1))
    unit = next((each for each in units if horizon >= 2 * each), horizon)
    for at in steps(max(horizon / unit, Fraction(_TICKS)), _TICKS):
        if at * unit <= horizon:
            yield Tick(float(at * unit), time(at * unit) if at else "now")


def _known(each: Component) -> list[Growth]:
    """What a store takes on that has a size, and an end or a horizon."""
    return [growth for growth in each.growth if growth.per_second.value is not None and growth.kept.value is not None]


def _curves(model: Model, found: Analysis, horizon: Fraction) -> Iterator[Curve]:
    for name, each in found.components.items():
        known = _known(each)
        if not known:
            continue
        places = sorted(
            {horizon * index / _POINTS for index in range(_POINTS + 1)}
            | {growth.retention for growth in known if growth.retention is not None and growth.retention < horizon}
        )
        points = tuple((float(at), float(sum((_held(growth, at) for growth in known), Fraction(0)))) for at in places)
        is_lower = len(known) < len(each.growth) or any(growth.per_second.lower_bound for growth in known)
        last = amount(Fraction(points[-1][1]).limit_denominator(1), "B")
        told = f"{'at least ' if is_lower else ''}{last}"
        kept = ", ".join(f"{growth.thing} {growth.per_second.text}" for growth in known)
        yield Curve(f"store-{name}", model.components[name].title, points, told, kept)


def _held(growth: Growth, at: Fraction) -> Fraction:
    """What there is of a thing at a time: no more than its retention lets it keep."""
    assert growth.per_second.value is not None, "only what is known grows"
    kept = at if growth.retention is None else min(at, growth.retention)
    return growth.per_second.value * kept
