"""What a simulation measured, for people, for spreadsheets and for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from hld.analyse.simulation.types import MARKS, Measured, Simulated, Station
from hld.report.figures import text
from hld.report.figures.tables import Table

__all__ = ["FORMATS", "Writer"]

Writer = Callable[[str, Simulated, bool], str]

_VERSION = 1
_UNKNOWN = "unknown"


def _heading(name: str, found: Simulated) -> str:
    rate = "peak" if found.at_peak else "average"
    load = f" × {float(found.load):g}" if found.load != 1 else ""
    return (
        f"{name}: {_time(found.seconds)} at the {rate} rate{load}, seed {found.seed}; "
        f"the first {_time(found.warm_up)} are not counted"
    )


def _tables(found: Simulated) -> tuple[Table, ...]:
    flows = Table(
        "Flows",
        ("flow", "rate", "runs", "failed", "no answer", "mean", *(f"p{mark}" for mark in MARKS), "all done, p99"),
        tuple(map(_flow, found.flows)),
        frozenset(range(1, 10)),
        "A percentile is unknown where too many runs had no answer by the end.",
    )
    stations = Table(
        "Components",
        ("component", "servers", "busy", "waiting, mean", "waiting, most", "dropped", "refused"),
        tuple(map(_station, found.stations)),
        frozenset(range(1, 7)),
    )
    assumed = Table(
        "What is taken for granted",
        ("component", "how long it works, and on how many at once"),
        tuple((each.partition(": ")[0], each.partition(": ")[2]) for each in found.assumptions),
        note="Arrivals are independent of each other (Poisson). Percentiles that are stated are kept to (log-normal), "
        "a mean is exponential, a single figure is that, each time.",
    )
    limits = (*filter(None, [found.note]), *found.left_out)
    remarks = Table("Remarks", ("remark",), tuple((each,) for each in limits))
    return tuple(table for table in (flows, stations, assumed, remarks) if table.rows)


def _flow(each: Measured) -> tuple[str, ...]:
    times = (each.mean, *each.percentiles)
    done = "" if each.all_done is None else _time(each.all_done)
    counts = tuple(f"{count:,}" for count in (each.runs, each.failed, each.unanswered))
    return each.flow, f"{each.rate:,.4g}/s", *counts, *map(_time, times), done


def _station(each: Station) -> tuple[str, ...]:
    servers = "" if each.servers is None else f"{each.servers:,}"
    busy = "" if each.utilisation is None else f"{each.utilisation:.1%}"
    gone = tuple("" if not count else f"{count:,}" for count in (each.dropped, each.refused))
    return each.component, servers, busy, f"{each.queue:,.3g}", f"{each.longest:,}", *gone


def _time(seconds: float | None) -> str:
    """A time with three digits."""
    if seconds is None:
        return _UNKNOWN
    for least, factor, unit in ((120.0, 1 / 60, "min"), (1.0, 1.0, "s"), (0.001, 1e3, "ms"), (0.0, 1e6, "µs")):
        if seconds >= least:
            return f"{seconds * factor:.3g} {unit}"
    return _UNKNOWN


def _text(name: str, found: Simulated, colour: bool) -> str:
    return text.sheet(_heading(name, found), _tables(found), colour)


def _json(name: str, found: Simulated, colour: bool) -> str:
    document: dict[str, Any] = {
        "version": _VERSION,
        "name": name,
        "seconds": found.seconds,
        "warm_up": found.warm_up,
        "steps": found.steps,
        "seed": found.seed,
        "load": float(found.load),
        "rate": "peak" if found.at_peak else "average",
        "note": found.note or None,
        "flows": {
            each.flow: {
                "rate": each.rate,
                "runs": each.runs,
                "failed": each.failed,
                "unanswered": each.unanswered,
                "mean": each.mean,
                **{f"p{mark}": value for mark, value in zip(MARKS, each.percentiles, strict=True)},
                "all_done_p99": each.all_done,
            }
            for each in found.flows
        },
        "components": {
            each.component: {
                "servers": each.servers,
                "entries": each.entries,
                "utilisation": each.utilisation,
                "queue_mean": each.queue,
                "queue_longest": each.longest,
                "queue": list(each.waits),
                "dropped": each.dropped,
                "refused": each.refused,
            }
            for each in found.stations
        },
        "times": list(found.times),
        "assumptions": list(found.assumptions),
        "left_out": list(found.left_out),
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _csv(name: str, found: Simulated, colour: bool) -> str:
    """A line for each figure; the lengths of queues last, by time."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("of", "id", "figure", "at", "value"))
    for each in found.flows:
        figures = {"rate": each.rate, "runs": each.runs, "failed": each.failed, "unanswered": each.unanswered}
        times = {f"p{mark}": value for mark, value in zip(MARKS, each.percentiles, strict=True)}
        for figure, value in {**figures, "mean": each.mean, **times, "all_done_p99": each.all_done}.items():
            writer.writerow(("flow", each.flow, figure, "", _blank(value)))
    for station in found.stations:
        told = {"servers": station.servers, "utilisation": station.utilisation, "queue_mean": station.queue,
                "queue_longest": station.longest, "dropped": station.dropped, "refused": station.refused}  # fmt: skip
        for figure, value in told.items():
            writer.writerow(("component", station.component, figure, "", _blank(value)))
    for station in found.stations:
        for at, length in zip(found.times, station.waits, strict=False):
            writer.writerow(("component", station.component, "queue", at, length))
    return target.getvalue()


def _blank(value: float | None) -> object:
    return "" if value is None else value


FORMATS: dict[str, Writer] = {"text": _text, "json": _json, "csv": _csv}
