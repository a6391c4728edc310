"""What a design comes to, for programs: numbers in base units; what is unknown is null, with why."""

from __future__ import annotations

import json
from typing import Any

from hld.analyse.types import (
    Analysis,
    Availability,
    Backlog,
    Component,
    Cost,
    Estimate,
    Flow,
    Growth,
    Latency,
    Load,
    Number,
    Requirement,
)
from hld.report.figures.numbers import plain
from hld.units.dimensions import unit_of
from hld.units.format import format_quantity

__all__ = ["document", "render"]


def render(name: str, analysis: Analysis) -> str:
    """The document as text."""
    return json.dumps(document(name, analysis), indent=2, ensure_ascii=False) + "\n"


def document(name: str, analysis: Analysis) -> dict[str, Any]:
    """The document as data."""
    return {
        "version": 1,
        "name": name,
        "peak": _number(analysis.peak),
        "capacity": {each.name: _estimate(each) for each in analysis.capacity.values()},
        "flows": {each.id: _flow(each) for each in analysis.flows.values()},
        "components": {each.id: _component(each) for each in analysis.components.values()},
        "requirements": {each.id: _requirement(each) for each in analysis.requirements.values()},
        "cost": _cost(analysis.cost),
        "conventions": {key: plain(value) for key, value in analysis.conventions._asdict().items() if key != "stated"},
        "assumptions": [
            {"what": each.what, "value": each.value, "provenance": each.origin, "source": each.source}
            for each in analysis.assumptions
        ],
    }


def _told(number: Number) -> dict[str, Any]:
    """What there is to say of a number beside its value."""
    found: dict[str, Any] = {"provenance": number.origin}
    if number.lower_bound:
        found["lower_bound"] = True
    if number.why:
        found["why"] = number.why
    return found


def _number(number: Number) -> dict[str, Any]:
    return {"value": plain(number.value), "unit": number.unit, **_told(number)}


def _load(load: Load) -> dict[str, Any]:
    """Average and peak; what is said of them is that of the peak, which rests on as much and more."""
    return {
        "average": plain(load.average.value),
        "peak": plain(load.peak.value),
        "unit": load.peak.unit,
        **_told(load.peak),
    }


def _estimate(each: Estimate) -> dict[str, Any]:
    number = each.number
    found = {
        "value": plain(number.value),
        "unit": number.unit,
        "per": list(number.per),
        "of": number.of,
        **_told(number),
        "text": each.text,
    }
    if each.formula:
        found |= {"formula": each.formula, "chain": each.chain}
    if each.expected is not None:
        found["expected"] = format_quantity(each.expected)
        found["ratio"] = plain(each.ratio)
        found["slip"] = each.slip
    if each.problem is not None:
        found["problem"] = {"message": each.problem.message, "hint": each.problem.hint}
    return found


def _flow(each: Flow) -> dict[str, Any]:
    return {
        "rate": {**_load(each.rate), "begins": each.begins},
        "latency": _latency(each.latency),
        **({"link": _number(each.link)} if each.link.is_known else {}),
        "availability": _availability(each.availability),
        "steps": [{"number": step.number, "factor": plain(step.factor), **_load(step.load)} for step in each.steps],
    }


def _latency(each: Latency) -> dict[str, Any]:
    return {
        "value": plain(each.budget.value),
        "unit": "s",
        "percentile": plain(each.percentile),
        **_told(each.budget),
        "at_most": plain(each.at_most),
        "guaranteed_share": plain(each.guaranteed),
        "mixed_percentiles": each.mixed,
        "misses": list(each.decided_by_misses),
        "parts": [
            {
                "component": part.component,
                "step": part.step,
                "seconds": plain(part.time.value),
                "provenance": part.time.origin,
                "counts": part.counts,
                **({"note": part.note} if part.note else {}),
            }
            for part in each.parts
        ],
        "tails": [
            {
                "component": tail.component,
                "step": tail.step,
                "count": plain(tail.leaves),
                "one_is_slow": tail.slow,
                "quantile_needed": tail.needed,
            }
            for tail in each.tails
        ],
    }


def _availability(each: Availability | None) -> dict[str, Any] | None:
    if each is None:
        return None
    down, bare = each.down.value, each.bare.value
    return {
        "value": None if down is None else plain(1 - down),
        "unavailability": plain(down),
        "without_redundancy": None if bare is None else plain(1 - bare),
        "unit": "1",
        **_told(each.down),
        **({"copies": each.copies} if each.copies else {}),
        "contributions": [
            {"component": name, "unavailability": plain(part.value), "provenance": part.origin}
            for name, part in each.parts
        ],
    }


def _component(each: Component) -> dict[str, Any]:
    return {
        "load": _load(each.load),
        "reads": _load(each.reads),
        "writes": _load(each.writes),
        "instances": _instances(each),
        "availability": _availability(each.availability),
        "concurrency": _number(each.concurrency),
        "connections": _number(each.connections),
        "bandwidth": {"in": _load(each.bytes_in), "out": _load(each.bytes_out)},
        "storage": [_growth(growth) for growth in each.growth],
        "backlogs": [_backlog(backlog) for backlog in each.backlogs],
        "quorum": None
        if each.quorum is None
        else {**each.quorum._asdict(), "strong": each.quorum.is_strong, "keeps_updates": each.quorum.keeps_updates},
        "cost": _number(each.cost),
        "explain": each.explain,
    }


def _instances(component: Component) -> dict[str, Any] | None:
    each = component.instances
    if each is None:
        return None
    return {
        "stated": each.stated,
        "most": each.most,
        "needed": plain(each.needed.value),
        "needed_without_headroom": plain(each.bare.value),
        "capacity": plain(each.capacity.value),
        "target_utilisation": plain(each.target),
        "utilisation": plain(each.utilisation.value),
        "verdict": each.verdict,
        **_told(each.needed),
    }


def _growth(each: Growth) -> dict[str, Any]:
    return {
        "of": each.thing,
        "size": plain(each.size.value),
        "writes": plain(each.rate.value),
        "copies": each.copies,
        "value": plain(each.per_second.value),
        "unit": "B/s",
        "kept": plain(each.kept.value),
        "retention": plain(each.retention),
        **_told(each.per_second),
    }


def _backlog(each: Backlog) -> dict[str, Any]:
    return {
        "broker": each.broker,
        "arrives": _load(each.arrives),
        "serves": _number(each.serves),
        "length": _number(each.length),
        "wait": _number(each.wait),
        "drain": _number(each.drain),
        "stable": each.stable,
    }


def _cost(each: Cost) -> dict[str, Any]:
    return {
        **_number(each.total),
        "parts": {name: _number(part) for name, part in each.parts},
        "unpriced": list(each.unpriced),
    }


def _requirement(each: Requirement) -> dict[str, Any]:
    return {
        "kind": each.kind,
        "target": plain(each.target.value),
        "op": each.op,
        "unit": unit_of(each.target),
        "value": plain(each.value.value),
        "margin": plain(each.margin),
        "verdict": each.verdict,
        "provenance": each.origin,
        **({"lower_bound": True} if each.value.lower_bound else {}),
        **({"why": each.why} if each.why else {}),
        **({"flow": each.flow} if each.flow else {}),
        **({} if each.percentile is None else {"percentile": plain(each.percentile)}),
    }
