"""What becomes of a design when something happens, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from hld.analyse.failure.types import Event, Fate, Matrix, Moved, Outcome, Quality, Row
from hld.analyse.types import Number, Verdict
from hld.report.figures import markdown, text
from hld.report.figures.numbers import plain
from hld.report.figures.tables import Table
from hld.tuples import NamedTuple

__all__ = ["FORMATS", "Format", "data"]

_VERSION = 1
_SINGLE = {Verdict.FAIL: "yes", Verdict.UNKNOWN: "unknown", Verdict.PASS: ""}
_RIGHT = frozenset((1, 2, 3, 4))


class Format(NamedTuple):
    """How outcomes and a matrix of them are told; the last argument asks for colour."""

    outcomes: Callable[[str, Sequence[Outcome], bool], str]
    matrix: Callable[[str, Matrix, bool], str]


# Tables ----------------------------------------------------------------------------------------------------------


def _tables(found: Outcome) -> tuple[Table, ...]:
    if found.problem:
        return (Table("It cannot be played", ("problem", "help"), ((found.problem, found.hint),)),)
    every = (
        Table("Flows", ("flow", "state", "latency", "then", "because"), tuple(map(_flow, found.flows))),
        Table("Requirements", ("requirement", "state", "because"), tuple(map(_requirement, found.requirements))),
        Table(
            "Qualities",
            ("requirement", "value", "verdict", "then", "verdict then", "because"),
            tuple(map(_quality, found.qualities)),
        ),
        Table(
            "Load at peak",
            ("component", "before", "then", "instances", "needed", "verdict", "from", "because"),
            tuple(map(_moved, found.moved)),
            _RIGHT,
        ),
    )
    filled = [table for table in every if table.rows]
    if filled and found.notes:
        filled[-1] = filled[-1]._replace(note=" ".join(found.notes))
    return tuple(filled)


def _flow(each: Fate) -> tuple[str, ...]:
    before, after = ("" if number is None else number.text for number in (each.before, each.after))
    return each.id, str(each.state), before, after, "; ".join(each.why)


def _requirement(each: Fate) -> tuple[str, ...]:
    return each.id, str(each.state), "; ".join(each.why)


def _quality(each: Quality) -> tuple[str, ...]:
    before, after = map(each.asked.in_its_units, (each.before, each.after))
    shown = (before, str(each.was), after, str(each.now))
    return each.id, *shown, each.why if each.now is not Verdict.PASS else ""


def _moved(each: Moved) -> tuple[str, ...]:
    left = "" if each.left is None else f"{each.left:,}"
    needed = "" if each.needed.value is None else f"{int(each.needed.value):,}"
    verdict = "gone" if each.is_gone else str(each.bears)
    origin = "" if each.is_gone or each.needed.value is None else str(each.needed.origin)
    shown = "" if each.is_gone else each.after.text
    return each.component, each.before.text, shown, left, needed, verdict, origin, "" if each.is_gone else each.why


def _heading(name: str, event: Event) -> str:
    named = f" ({event.name})" if event.name else ""
    return f"{name}: {event.told}{named}"


def _cells(row: Row) -> tuple[str, ...]:
    count = "" if row.instances is None else f"{row.instances:,}"
    states = (*row.requirements, *row.flows)
    return row.component, count, _SINGLE[row.is_single], *(str(state) for _, state in states)


def _grid(found: Matrix) -> tuple[Table, ...]:
    if not found.rows:
        return ()
    first = found.rows[0]
    flows = {name for name, _ in first.flows}
    columns = (
        *(f"{name} (requirement)" if name in flows else name for name, _ in first.requirements),
        *(name for name, _ in first.flows),
    )
    table = Table(
        "What the loss of each component does",
        ("component", "instances", "single", *columns),
        tuple(map(_cells, found.rows)),
        frozenset((1,)),
        _singles(found),
    )
    return (table,)


def _singles(found: Matrix) -> str:
    """Which components one instance decides on, in a sentence."""
    sure = [row.component for row in found.rows if row.is_single is Verdict.FAIL]
    open_ = [row.component for row in found.rows if row.is_single is Verdict.UNKNOWN]
    told = [f"Single points of failure: {', '.join(sure)}." if sure else ""]
    told.append(f"Nothing says how many instances there are of: {', '.join(open_)}." if open_ else "")
    if not sure and not open_:
        told.append("No single instance takes a requirement down.")
    return " ".join(filter(None, told))


def _text(name: str, found: Sequence[Outcome], colour: bool) -> str:
    return "\n".join(text.sheet(_heading(name, each.event), _tables(each), colour) for each in found)


def _markdown(name: str, found: Sequence[Outcome], colour: bool) -> str:
    return "\n".join(markdown.sheet(_heading(name, each.event), _tables(each)) for each in found)


# Data ------------------------------------------------------------------------------------------------------------


def _json(name: str, found: Sequence[Outcome], colour: bool) -> str:
    return _dumped({"version": _VERSION, "name": name, "outcomes": [data(each) for each in found]})


def _dumped(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def data(found: Outcome) -> dict[str, Any]:
    """An outcome as data."""
    event = found.event
    told: dict[str, Any] = {
        "name": event.name,
        "deep_dive": event.place or None,
        "event": event.told,
        "kill": list(event.kill),
        "set": dict(event.settings),
        "zone_loss": event.zone or None,
        "region_loss": event.region or None,
        "partitions": [list(names) for names in event.partitions],
        "expect": event.expect or None,
    }
    if found.problem:
        return {**told, "problem": found.problem, "hint": found.hint}
    return {
        **told,
        "flows": {each.id: _fate(each) for each in found.flows},
        "requirements": {each.id: _fate(each) for each in found.requirements},
        "qualities": {
            each.id: {
                "kind": each.asked.kind,
                "before": _number(each.before),
                "after": _number(each.after),
                "verdict_before": each.was,
                "verdict": each.now,
                "why": each.why,
            }
            for each in found.qualities
        },
        "load": {
            each.component: {
                "before": _number(each.before),
                "after": _number(each.after),
                "instances": each.left,
                "needed": plain(each.needed.value),
                "gone": each.is_gone,
                "verdict": each.bears,
                "why": each.why,
            }
            for each in found.moved
        },
        "notes": list(found.notes),
    }


def _fate(each: Fate) -> dict[str, Any]:
    told: dict[str, Any] = {"state": each.state, "why": list(each.why)}
    if each.before is not None:
        told["latency_before"] = _number(each.before)
        told["latency"] = None if each.after is None else _number(each.after)
    return told


def _number(number: Number) -> dict[str, Any]:
    told: dict[str, Any] = {"value": plain(number.value), "unit": number.unit, "provenance": number.origin}
    if number.lower_bound:
        told["lower_bound"] = True
    if number.why:
        told["why"] = number.why
    return told


def _rows(found: Matrix) -> Iterator[dict[str, Any]]:
    for row in found.rows:
        yield {
            "component": row.component,
            "instances": row.instances,
            "single_point_of_failure": {Verdict.FAIL: True, Verdict.PASS: False, Verdict.UNKNOWN: None}[row.is_single],
            "flows": dict(row.flows),
            "requirements": dict(row.requirements),
        }


FORMATS: dict[str, Format] = {
    "text": Format(_text, lambda name, found, colour: text.sheet(name, _grid(found), colour)),
    "json": Format(
        _json, lambda name, found, colour: _dumped({"version": _VERSION, "name": name, "losses": list(_rows(found))})
    ),
    "markdown": Format(_markdown, lambda name, found, colour: markdown.sheet(name, _grid(found))),
}
