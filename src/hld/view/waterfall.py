"""The latency of a flow as a waterfall: what each part adds, one after the other, against what is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse import analyse
from hld.analyse.types import Analysis, Flow, Part
from hld.analyse.wording import percent, time
from hld.model.types import Model
from hld.view import wording
from hld.view.architecture import footer
from hld.view.chart import COOL, HOT, UNKNOWN, WARM, Bar, BarChart, Mark, Tick
from hld.view.scale import times

__all__ = ["waterfall"]

_MEANINGS = (
    (COOL, "within the target"),
    (WARM, "over half of it alone"),
    (HOT, "over the target"),
    (UNKNOWN, "not known"),
)


def waterfall(model: Model, id: str) -> BarChart:
    """The latency of the flow of this id. Raises KeyError where there is none."""
    flow, found = model.flows[id], analyse(model)
    figures = found.flows[id]
    target = _target(found, id)
    bars = tuple(_bars(model, figures, None if target is None else target.at))
    ends = max([Fraction(bar.ends).limit_denominator(10**9) for bar in bars] or [Fraction(0)])
    scale = times(max(ends, Fraction(0) if target is None else Fraction(target.at).limit_denominator(10**9)))
    heats = {bar.heat for bar in bars}
    heading = wording.flow_heading(flow)
    return BarChart(
        f"waterfall-{id}",
        model.name,
        wording.view_title(model, f"Latency: {heading}"),
        bars,
        float(scale[-1]),
        tuple(Tick(float(each), time(each) if each else "0") for each in scale),
        tuple(row for row in _MEANINGS if row[0] in heats and (target is not None or row[0] is UNKNOWN)),
        () if target is None else (target,),
        f"The latency budget of the flow '{wording.flow_title(flow)}': {figures.latency.explain}.",
        f"{footer(model)} · {_note(figures)}",
    )


def _note(figures: Flow) -> str:
    found = figures.latency
    mark = f"p{float(found.percentile):g}"
    note = f"budget {found.budget.text}: a sum of {mark}s, not the {mark} of the sum"
    return note if found.guaranteed is None else f"{note}; sure for {percent(found.guaranteed)}"


def _target(found: Analysis, id: str) -> Mark | None:
    """The strictest latency that is asked of the flow."""
    asked = [
        (each.target.value, each.id)
        for each in found.requirements.values()
        if each.kind == "latency" and any(flow == id for flow, *_ in each.by_flow)
    ]
    if not asked:
        return None
    value, name = min(asked)
    return Mark(float(value), f"{name}: {time(value)}")


def _bars(model: Model, figures: Flow, target: float | None) -> Iterator[Bar]:
    """A bar for each part; those that do not count stand where they would begin."""
    total = Fraction(0)
    for number, part in enumerate(figures.latency.parts, 1):
        value = part.time.value or Fraction(0)
        ends = total + value
        component = model.components.get(part.component)
        yield Bar(
            f"part-{number}",
            part.component if component is None else component.title,
            f"step {part.step}",
            _told(part),
            float(total),
            float(ends),
            _heat(part, value, ends, target),
            is_faint=not part.counts,
            tooltip=_tooltip(part),
        )
        if part.counts:
            total = ends
    if figures.latency.parts:
        over = target is not None and total > target
        yield Bar(
            "total", "Total", "", figures.latency.budget.text, 0.0, float(total), HOT if over else COOL,
            is_open=figures.latency.budget.lower_bound,
        )  # fmt: skip


def _told(part: Part) -> str:
    note = part.note if part.counts else f"not in the sum{': ' + part.note if part.note else ''}"
    return f"{part.time.text}{', ' + note if note else ''}"


def _tooltip(part: Part) -> str:
    return "; ".join(filter(None, (f"{part.time.text}, {part.time.origin}", part.note, part.time.why)))


def _heat(part: Part, value: Fraction, ends: Fraction, target: float | None) -> str:
    if part.time.value is None:
        return UNKNOWN
    if target is None or not part.counts:
        return COOL
    if ends > target:
        return HOT
    return WARM if value > target / 2 else COOL
