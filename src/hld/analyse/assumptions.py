"""What the numbers rest on and nobody stated: conventions, defaults, independence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hld.analyse.types import Assumption, Component, Conventions, Estimate, Number, Origin
from hld.analyse.wording import percent, short, time
from hld.catalog.defaults import CONNECTIONS, DEFAULTS, INFINITE, RTT_REGIONS, UTILISATION, ZONE, Default
from hld.model.types import Model

__all__ = ["assumptions", "defaults_table"]


def assumptions(
    model: Model,
    *,
    conventions: Conventions,
    peak: Number,
    components: Mapping[str, Component],
    facts: Mapping[str, Estimate],
    used: frozenset[str],
) -> tuple[Assumption, ...]:
    """The conventions, then the defaults in use, then what is taken for granted."""
    return (
        *_conventions(conventions),
        _peak(peak),
        *_rows(model),
        *_beside_the_rows(components),
        *(
            Assumption(f"facts.{name}", facts[name].number.text, facts[name].number.origin, facts[name].source)
            for name in facts
            if name in used
        ),
        *_independence(components),
    )


def _conventions(found: Conventions) -> Iterator[Assumption]:
    rows = (
        ("day", f"{float(found.day):,.10g} s", "86,400 s"),
        ("month", f"{float(found.month / found.day):.10g} days", "30 days, as in service level agreements"),
        ("year", f"{float(found.year / found.day):.10g} days", "365 days"),
        ("bytes_per_char", f"{float(found.bytes_per_char):g}", "1 to 4 in UTF-8"),
        ("utilisation", percent(found.utilisation), UTILISATION[1]),
        ("peak_duration", time(found.peak_duration), ""),
        ("off_peak", f"{percent(found.off_peak)} of the average", ""),
        ("horizon", time(found.horizon), ""),
        ("rtt", time(found.rtt), RTT_REGIONS[1]),
    )
    for name, value, source in rows:
        origin = Origin.STATED if name in found.stated else Origin.DEFAULT
        yield Assumption(name, value, origin, "" if name in found.stated else source)


def _peak(peak: Number) -> Assumption:
    assert peak.value is not None, "there is always a factor"
    return Assumption("peak", f"{float(peak.value):g} × the average", peak.origin, peak.why)


def _rows(model: Model) -> Iterator[Assumption]:
    """The default rows of the kinds in use, once each."""
    kinds = dict.fromkeys(component.kind.name for component in model.components.values())
    for kind in kinds:
        row = DEFAULTS.get(kind)
        if row is not None:
            yield Assumption(row.row, _said(row), Origin.DEFAULT, row.source)


def _beside_the_rows(components: Mapping[str, Component]) -> Iterator[Assumption]:
    """The defaults in use that are not of a kind."""
    found = list(components.values())
    if any(each.availability is not None and each.availability.zones for each in found):
        yield Assumption(_A_ZONE, f"up {percent(ZONE[0])}", Origin.DEFAULT, ZONE[1])
    if any(each.connections.origin is Origin.DEFAULT and each.connections.is_known for each in found):
        yield Assumption("connections", f"{short(CONNECTIONS[0])} of one instance", Origin.DEFAULT, CONNECTIONS[1])


_A_ZONE = "default of a zone"


def defaults_table() -> str:
    """The defaults of all kinds as a table in Markdown."""
    lines = ["| kind | p99 | one does | up | keeps | from |", "| --- | --- | --- | --- | --- | --- |"]
    for row in DEFAULTS.values():
        wait = "" if row.latency is None else time(row.latency)
        up = "" if row.availability is None else percent(row.availability)
        keeps = "" if row.durability is None else percent(row.durability)
        lines.append(f"| {row.kind} | {wait} | {_rate(row)} | {up} | {keeps} | {row.source} |")
    lines.append(f"| a zone |  |  | {percent(ZONE[0])} |  | {ZONE[1]} |")
    return "\n".join(lines)


def _said(row: Default) -> str:
    parts = []
    if row.latency is not None:
        parts.append(f"p99 {time(row.latency)}")
    if _rate(row):
        parts.append(_rate(row))
    if row.availability is not None:
        parts.append(f"up {percent(row.availability)}")
    if row.durability is not None:
        parts.append(f"keeps {percent(row.durability)} over a year")
    return ", ".join(parts)


def _rate(row: Default) -> str:
    """What one instance does, "" where that is unknown or without a limit."""
    if row.read_rate is None or row.read_rate == INFINITE:
        return ""
    reads = Number(row.read_rate, "1/s").text
    return reads if row.write_rate == row.read_rate else f"{reads} reads, {Number(row.write_rate, '1/s').text} writes"


def _independence(components: Mapping[str, Component]) -> Iterator[Assumption]:
    copied = [each.id for each in components.values() if each.availability is not None and each.availability.copies]
    if copied:
        yield Assumption(
            "independence", "copies, zones and regions fail independently of each other", Origin.DEFAULT, ""
        )
