"""The load of each component at peak: how busy its instances are, as a chart and as marks for other pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from hld.analyse import analyse
from hld.analyse.types import Component as Figures
from hld.analyse.types import Number
from hld.analyse.wording import percent
from hld.catalog.kinds import OUTSIDE
from hld.model.types import Model
from hld.tuples import NamedTuple
from hld.view import wording
from hld.view.architecture import footer
from hld.view.chart import COOL, HOT, MEANINGS, UNKNOWN, WARM, Bar, BarChart, Mark, Tick
from hld.view.scale import steps

__all__ = ["Heat", "heats", "load"]

_FULL = Fraction(1)
_MOST = Fraction(2)  # of the scale: a bar that is longer is cut there, and its number says the rest


class Heat(NamedTuple):
    """What a component does at peak, in a few words for a badge, and how near that is to what it can: a heat."""

    badge: str
    heat: str

    @property
    def told(self) -> str:
        """Both in words: "21k/s · 83 % · little room"."""
        room = MEANINGS[self.heat].partition(":")[0]
        return "not known" if self.badge == "?" else f"{self.badge} · {room}"


def heats(model: Model) -> Mapping[str, Heat]:
    """What each component that is ours to run does at peak, by its id, the one with the least room first."""
    found = analyse(model).components
    ours = sorted((name for name in found if _is_ours(model, name)), key=lambda name: _room(found[name]))
    return {name: Heat(_badge(found[name]), _heat(found[name])) for name in ours}


def _room(each: Figures) -> tuple[int, Fraction]:
    """By which components are put in order: what may have none comes before what has some."""
    return (HOT, WARM, UNKNOWN, COOL).index(_heat(each)), -(_used(each).value or Fraction(0))


def load(model: Model) -> BarChart:
    """How busy each component is at peak."""
    found = analyse(model)
    bars = tuple(_bars(model, found.components))
    longest = max([Fraction(bar.ends).limit_denominator(10**6) for bar in bars] or [_FULL])
    scale = steps(max(longest, _FULL))
    used = {bar.heat for bar in bars}
    target = found.conventions.utilisation
    return BarChart(
        "load",
        model.name,
        wording.view_title(model, "Load at peak"),
        bars,
        float(scale[-1]),
        tuple(Tick(float(each), percent(each)) for each in scale),
        tuple(row for row in MEANINGS.items() if row[0] in used),
        (Mark(float(target), f"reserve: {percent(target)}"), Mark(1.0, "full")),
        f"How busy each component of {model.name} is at peak.",
        f"{footer(model)} · peak {found.peak.text} × the average ({found.peak.origin})",
    )


def _is_ours(model: Model, name: str) -> bool:
    return model.components[name].role not in OUTSIDE


def _bars(model: Model, found: Mapping[str, Figures]) -> Iterator[Bar]:
    for name, each in found.items():
        if not _is_ours(model, name):
            continue
        used = _used(each)
        length = Fraction(0) if used.value is None else min(used.value, _MOST)
        yield Bar(
            f"load-{name}",
            model.components[name].title,
            _instances(each),
            _told(each, used),
            0.0,
            float(length),
            _heat(each),
            is_open=used.lower_bound or (used.value or 0) > _MOST,
            tooltip=each.explain,
        )


def _used(each: Figures) -> Number:
    if each.instances is None:
        return Number(None, why="it is not ours to run")
    return each.instances.utilisation


def _instances(each: Figures) -> str:
    count = None if each.instances is None else each.instances.most
    return "" if count is None else f"×{count:,}"


def _told(each: Figures, used: Number) -> str:
    if each.load.peak.value is None:
        return "load not known"
    said = each.load.peak.text
    if used.value is not None:
        said += f", {'at least ' if used.lower_bound else ''}{percent(round(used.value, 3))} busy"
    if each.instances is not None and each.instances.needed.value is not None:
        said += f", needs {int(each.instances.needed.value):,}"
    return said


def _badge(each: Figures) -> str:
    used = _used(each)
    if each.load.peak.value is None:
        return "?"
    return each.load.peak.text if used.value is None else f"{each.load.peak.text} · {percent(round(used.value, 2))}"


def _heat(each: Figures) -> str:
    used = _used(each)
    if used.value is None or each.instances is None:
        return UNKNOWN
    if used.value > _FULL:
        return HOT
    if used.value > each.instances.target:
        return WARM
    return UNKNOWN if used.lower_bound else COOL
