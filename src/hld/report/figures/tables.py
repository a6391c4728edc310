"""What a design comes to, as tables that every format for people prints."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.types import Analysis, Availability, Component, Flow, Number, Origin, Part, Requirement, provenance
from hld.analyse.wording import amount, percent, time
from hld.tuples import NamedTuple

__all__ = ["Table", "tables"]

_MONTHS = 12


class Table(NamedTuple):
    """A table: its title, its columns, its rows. `numbers` are the columns set to the right, `note` stands below."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    note: str = ""


def tables(analysis: Analysis) -> tuple[Table, ...]:
    """The tables that have something in them."""
    every = (
        _requirements(analysis),
        _capacity(analysis),
        _flows(analysis),
        _load(analysis),
        *_waterfalls(analysis),
        _storage(analysis),
        _availability(analysis),
        _backlogs(analysis),
        _quorums(analysis),
        _cost(analysis),
        _assumptions(analysis),
    )
    return tuple(table for table in every if table.rows)


def _table(title: str, columns: str, rows: Iterator[tuple[str, ...]], numbers: str = "", note: str = "") -> Table:
    names = tuple(columns.split("|"))
    right = frozenset(index for index, name in enumerate(names) if name in numbers.split("|"))
    return Table(title, names, tuple(rows), right, note)


def _requirements(analysis: Analysis) -> Table:
    return _table(
        "Requirements",
        "requirement|target|value|margin|verdict|from|because",
        (_requirement(each) for each in analysis.requirements.values()),
        "value|margin",
    )


def _requirement(each: Requirement) -> tuple[str, ...]:
    because = ", ".join(filter(None, (f"flow {each.flow}" if each.flow else "", each.why)))
    wanted = each.wanted
    if each.percentile is not None:
        wanted = f"{wanted} ({f'p{float(each.percentile):g}' if each.percentile else 'mean'})"
    margin = "" if each.margin is None else _margin(each.margin)
    return each.id, f"{each.op} {wanted}", each.reached, margin, str(each.verdict), str(each.origin), because


def _margin(margin: Fraction) -> str:
    """A margin in percent, or how many times too much, or as much, it is where that is far more than all of it."""
    if abs(margin) >= 10:
        return f"{float(1 + abs(margin)):.3g}× {'too much' if margin < 0 else 'as much'}"
    return f"{float(margin * 100):+.3g}%"


def _capacity(analysis: Analysis) -> Table:
    return _table(
        "Estimates",
        "estimate|value|from|chain|remark",
        (
            (each.name, each.text, str(each.number.origin), each.chain, _remark(each.problem, each.slip, each.ratio))
            for each in analysis.capacity.values()
        ),
        "value",
    )


def _remark(problem: object, slip: str, ratio: Fraction | None) -> str:
    if problem is not None:
        message, hint = getattr(problem, "message", ""), getattr(problem, "hint", "")
        return f"{message}; {hint}" if hint else message
    if slip:
        return slip
    if ratio is not None and not Fraction(1, 3) <= ratio <= 3:
        return f"{float(ratio):.3g} times what is expected"
    return ""


def _flows(analysis: Analysis) -> Table:
    return _table(
        "Flows",
        "flow|average|peak|latency|availability|from|remark",
        (
            (
                each.id,
                each.rate.average.text,
                each.rate.peak.text,
                each.latency.budget.text,
                each.availability.text,
                str(_origin(each)),
                each.rate.peak.why or each.latency.budget.why,
            )
            for each in analysis.flows.values()
        ),
        "average|peak|latency|availability",
        "A latency is a budget: the sum of p99s, not the p99 of the sum.",
    )


def _origin(flow: Flow) -> Origin:
    """Where the numbers of a flow are from, all together."""
    numbers = (flow.rate.peak, flow.latency.budget, flow.availability.down)
    return provenance([each.origin for each in numbers if each.is_known])


def _load(analysis: Analysis) -> Table:
    return _table(
        "Load by component",
        "component|average|peak|busy|instances|needed|verdict|in, peak|out, peak|from",
        (_loaded(each) for each in analysis.components.values() if each.load.peak.is_known or each.instances),
        "average|peak|busy|instances|needed|in, peak|out, peak",
        "Needed: peak / (capacity of one × the share of it to run at), rounded up.",
    )


def _loaded(each: Component) -> tuple[str, ...]:
    found = each.instances
    busy = "" if found is None or found.utilisation.value is None else percent(round(found.utilisation.value, 4))
    stated = "" if found is None or found.most is None else str(found.most)
    needed = "" if found is None or found.needed.value is None else f"{int(found.needed.value):,}"
    verdict = "" if found is None else str(found.verdict)
    origin = each.load.peak.origin if found is None else found.needed.origin
    return (
        each.id, each.load.average.text, each.load.peak.text, busy, stated, needed, verdict,
        each.bytes_in.peak.text, each.bytes_out.peak.text, str(origin),
    )  # fmt: skip


def _waterfalls(analysis: Analysis) -> Iterator[Table]:
    for each in analysis.flows.values():
        yield _table(
            f"Latency of {each.id}",
            "step|component|time|total|from|remark",
            _waterfall(each),
            "time|total",
            _latency_note(each),
        )


def _waterfall(flow: Flow) -> Iterator[tuple[str, ...]]:
    total = Fraction(0)
    for part in flow.latency.parts:
        if part.counts:
            total += part.time.value or Fraction(0)
        yield part.step, part.component, part.time.text, time(total), str(part.time.origin), _part(part)


def _part(part: Part) -> str:
    if not part.counts:
        return f"not in the sum{': ' + part.note if part.note else ''}"
    return part.note or part.time.why


def _latency_note(flow: Flow) -> str:
    found = flow.latency
    notes = [f"The link of its clients adds {flow.link.text}."] if flow.link.is_known else []
    if found.guaranteed is not None:
        notes.append(f"Sure to be kept by {percent(found.guaranteed)} of requests.")
    notes += [f"Misses of {cache} are frequent enough to decide." for cache in found.decided_by_misses]
    notes += [
        f"{tail.component} is asked {int(tail.leaves):,} times at once: {tail.slow:.0%} of requests wait for a slow "
        f"one; each would have to keep p{tail.needed * 100:.6g}."
        for tail in found.tails
    ]
    return " ".join(notes)


def _storage(analysis: Analysis) -> Table:
    conventions = analysis.conventions
    periods = (conventions.day, conventions.month, conventions.year)

    def rows() -> Iterator[tuple[str, ...]]:
        for component in analysis.components.values():
            for each in component.growth:
                grown = [_times(each.per_second, period) for period in periods]
                kept = time(each.retention) if each.retention is not None else "for ever" if each.kept.value else ""
                yield (
                    component.id, each.thing, each.size.text, each.rate.text, str(each.copies), *grown, kept,
                    each.kept.text, str(each.per_second.origin), each.per_second.why,
                )  # fmt: skip

    return _table(
        "Storage",
        "store|of|size|written|copies|a day|a month|a year|kept|then holds|from|remark",
        rows(),
        "size|written|copies|a day|a month|a year|then holds",
        f"What is kept for ever is counted after {time(conventions.horizon)}; copies are in all figures.",
    )


def _times(number: Number, period: Fraction) -> str:
    if number.value is None:
        return "unknown"
    return ("at least " if number.lower_bound else "") + amount(number.value * period, "B")


def _availability(analysis: Analysis) -> Table:
    month = analysis.conventions.month

    def rows() -> Iterator[tuple[str, ...]]:
        for flow in analysis.flows.values():
            found = flow.availability
            down = found.down.value
            bare = "" if found.bare.value is None else percent(1 - found.bare.value)
            parts = ", ".join(f"{name} {_down(part, month)}" for name, part in _largest(found))
            monthly = "" if down is None else time(down * month)
            yield flow.id, found.text, monthly, bare, str(found.down.origin), parts or found.down.why

    return _table(
        "Availability",
        "flow|up|down a month|without copies|from|largest contributions to the time down",
        rows(),
        "up|down a month|without copies",
    )


def _largest(found: Availability) -> Iterator[tuple[str, Number]]:
    """The largest contributions, but those that do not show beside the first."""
    first = found.parts[0][1].value if found.parts else None
    for name, part in found.parts[:5]:
        if part.value and first and part.value > first / 10**6:
            yield name, part


def _down(part: Number, month: Fraction) -> str:
    assert part.value is not None, "only parts that are known are ranked"
    return time(part.value * month)


def _backlogs(analysis: Analysis) -> Table:
    return _table(
        "Queues at peak",
        "queue|consumer|arrives|served|backlog|wait|worked off in|remark",
        (
            (
                each.broker, each.consumer, each.arrives.peak.text, each.serves.text, each.length.text, each.wait.text,
                each.drain.text, "grows without end" if each.stable is False else each.length.why,
            )
            for component in analysis.components.values()
            for each in component.backlogs
        ),
        "arrives|served|backlog|wait|worked off in",
        f"The peak lasts {time(analysis.conventions.peak_duration)}.",
    )  # fmt: skip


def _quorums(analysis: Analysis) -> Table:
    return _table(
        "Quorums",
        "store|copies|reads ask|writes wait for|strong reads|no lost update",
        (
            (
                each.id, str(each.quorum.copies), str(each.quorum.reads), str(each.quorum.writes),
                "yes" if each.quorum.is_strong else "no", "yes" if each.quorum.keeps_updates else "no",
            )
            for each in analysis.components.values()
            if each.quorum is not None
        ),
        "copies|reads ask|writes wait for",
    )  # fmt: skip


def _cost(analysis: Analysis) -> Table:
    found = analysis.cost
    total = found.total.value

    def rows() -> Iterator[tuple[str, ...]]:
        for name, part in found.parts:
            share = "" if not total or part.value is None else percent(round(part.value / total, 4))
            yield name, part.text, share, str(part.origin)
        if found.parts:
            yield "all", found.total.text, "", str(found.total.origin)

    return _table("Cost", "component|cost|share|from", rows(), "cost|share", found.total.why)


def _assumptions(analysis: Analysis) -> Table:
    return _table(
        "Assumptions",
        "what|value|from|source",
        ((each.what, each.value, str(each.origin), each.source) for each in analysis.assumptions),
    )
