"""The rows of a comparison, subject by subject."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

from hld.analyse.types import Component, Flow, Number, Origin, Requirement, Tail
from hld.analyse.wording import percent
from hld.catalog.kinds import Role
from hld.check.merits import takes_load_off
from hld.check.summary import is_served
from hld.compare.comparison import ABSENT, Block, Candidate, Cell, Row
from hld.diagnostics import Severity
from hld.model import types as model
from hld.model import walk

__all__ = ["SUMMARY", "blocks"]

#: The block whose rows say something of any design.
SUMMARY = "summary"

_SINGLE = "single-point-of-failure"
_SHARED = 2  # designs that must have a thing before it gets a row, where they are not variants of one spec

Ask = Callable[[Candidate, str], Cell]


def blocks(candidates: Sequence[Candidate]) -> Iterator[Block]:
    """Every subject in turn; one without rows has nothing to say of these designs."""
    flows = _shared(candidates, lambda each: each.model.flows)
    parts = _shared(candidates, lambda each: each.model.components)
    yield Block(SUMMARY, "Summary", tuple(_counts(candidates)))
    yield Block("requirements", "Requirements", tuple(_requirements(candidates)))
    yield Block("load", "Load at peak", tuple(_loads(candidates, parts)))
    yield Block("instances", "Instances needed at peak", tuple(_rows(candidates, parts, _instances, "less")))
    yield Block("latency", "Latency budget", tuple(_rows(candidates, flows, _latency, "less")))
    yield Block("availability", "Availability", tuple(_rows(candidates, flows, _availability, "more")))
    yield Block("storage", "Data kept", tuple(_rows(candidates, parts, _kept, "less")))
    yield Block("cost", "Cost", tuple(_cost(candidates)))
    yield Block("freshness", "What a flow changes is there", tuple(_rows(candidates, flows, _freshness)))


def _shared(candidates: Sequence[Candidate], ids: Callable[[Candidate], Iterable[str]]) -> list[str]:
    """The ids to have rows: all of the variants of one spec, of different designs those that several have."""
    counts: dict[str, int] = {}
    for candidate in candidates:
        for name in ids(candidate):
            counts[name] = counts.get(name, 0) + 1
    is_one = len({candidate.model.spec.source.path for candidate in candidates}) == 1
    return [name for name, count in counts.items() if is_one or count >= min(_SHARED, len(candidates))]


def _rows(candidates: Sequence[Candidate], ids: Iterable[str], ask: Ask, better: str = "") -> Iterator[Row]:
    """A row for each id that is known of some design."""
    for name in ids:
        cells = tuple(ask(candidate, name) for candidate in candidates)
        if any(cell != ABSENT for cell in cells):
            yield Row(name, name, cells, better)


def _number(number: Number, note: str = "", verdict: str = "") -> Cell:
    """A number in words, with what it rests on; only one that is known in full is compared."""
    if not number.is_known:
        return Cell("unknown", None, verdict, number.why)
    is_default = number.origin is Origin.DEFAULT
    remarks = ", ".join(filter(None, ("default" if is_default else "", note)))
    return Cell(number.text, number.value if number.is_exact else None, verdict, remarks)


# Counts ----------------------------------------------------------------------------------------------------------


def _counts(candidates: Sequence[Candidate]) -> Iterator[Row]:
    less: tuple[tuple[str, Callable[[Candidate], int]], ...] = (
        ("components", lambda each: len(each.model.components)),
        ("hops", lambda each: sum(len(step.hops) for _, step in each.model.steps if not step.is_reply)),
    )
    plain: tuple[tuple[str, Callable[[Candidate], int]], ...] = (
        ("operations", lambda each: len(each.model.operations)),
        ("flows", lambda each: len(each.model.flows)),
    )
    for title, count in (*less, *plain):
        better = "less" if (title, count) in less else ""
        yield Row(title, title, tuple(_count(count(each)) for each in candidates), better)
    yield Row("single-points", "single points of failure", tuple(map(_single_points, candidates)), "less")
    for severity in (Severity.ERROR, Severity.WARNING):
        found = tuple(_count(_findings(each, severity)) for each in candidates)
        yield Row(f"{severity}s", f"{severity}s found", found, "less")
    yield Row("served", "requirements served", tuple(map(_all_served, candidates)), "more")
    yield Row("met", "qualities", tuple(map(_all_met, candidates)))
    yield Row("slowest", "slowest flow", tuple(map(_slowest, candidates)), "less")
    yield Row("least-available", "least available flow", tuple(map(_least_available, candidates)), "more")


def _all_served(candidate: Candidate) -> Cell:
    needs = candidate.model.requirements.values()
    served = sum(is_served(candidate.model, each) for each in needs)
    return Cell(f"{served} of {len(needs)}", Fraction(served, len(needs)) if needs else None)


def _all_met(candidate: Candidate) -> Cell:
    """How many of the non-functional requirements hold, fail or cannot be judged."""
    verdicts = [cell.verdict for name in candidate.model.qualities if (cell := _met(candidate, name)).verdict]
    counts = ((verdict, verdicts.count(verdict)) for verdict in ("pass", "fail", "unknown"))
    return Cell(", ".join(f"{count} {verdict}" for verdict, count in counts if count) or "none")


def _slowest(candidate: Candidate) -> Cell:
    known = {name: each.latency.budget for name, each in candidate.analysis.flows.items() if each.latency.budget.value}
    if not known:
        return ABSENT
    name = max(known, key=lambda each: known[each].value or 0)
    return _number(known[name], name)


def _least_available(candidate: Candidate) -> Cell:
    flows = candidate.analysis.flows
    known = [name for name, each in flows.items() if each.availability.down.is_known and each.availability.parts]
    return (
        _availability(candidate, max(known, key=lambda each: flows[each].availability.down.value or 0))
        if known
        else ABSENT
    )


def _count(number: int, note: str = "") -> Cell:
    return Cell(f"{number:,}", Fraction(number), "", note)


def _findings(candidate: Candidate, severity: Severity) -> int:
    return sum(each.severity is severity for each in candidate.checked.diagnostics)


def _single_points(candidate: Candidate) -> Cell:
    found = (each.element.rpartition(".")[2] for each in candidate.checked.diagnostics if each.rule == _SINGLE)
    names = dict.fromkeys(found)
    return _count(len(names), ", ".join(names))


# Requirements ----------------------------------------------------------------------------------------------------


def _requirements(candidates: Sequence[Candidate]) -> Iterator[Row]:
    functional = dict.fromkeys(name for each in candidates for name in each.model.requirements)
    yield from _rows(candidates, functional, _served)
    qualities = dict.fromkeys(name for each in candidates for name in each.model.qualities)
    yield from _rows(candidates, qualities, _met)


def _served(candidate: Candidate, name: str) -> Cell:
    requirement = candidate.model.requirements.get(name)
    if requirement is None:
        return ABSENT
    return Cell("served", None, "pass") if is_served(candidate.model, requirement) else Cell("not served", None, "fail")


def _met(candidate: Candidate, name: str) -> Cell:
    found: Requirement | None = candidate.analysis.requirements.get(name)
    if found is None:
        return ABSENT if name not in candidate.model.qualities else Cell("not measured", None, "unknown")
    cell = _number(found.value, f"flow {found.flow}" if found.flow else "", str(found.verdict))
    return cell._replace(text=found.reached)


# Components ------------------------------------------------------------------------------------------------------


def _part(candidate: Candidate, name: str) -> Component | None:
    component = candidate.model.components.get(name)
    is_ours = component is not None and component.role not in (Role.CLIENT, Role.EXTERNAL)
    return candidate.analysis.components.get(name) if is_ours else None


def _loads(candidates: Sequence[Candidate], parts: Iterable[str]) -> Iterator[Row]:
    """Less is better, but of what is there to take load off others."""
    for row in _rows(candidates, parts, _load):
        found = (candidate.model.components.get(row.id) for candidate in candidates)
        yield row if any(each is not None and takes_load_off(each) for each in found) else row._replace(better="less")


def _load(candidate: Candidate, name: str) -> Cell:
    part = _part(candidate, name)
    return ABSENT if part is None or not part.load.peak.is_known else _number(part.load.peak)


def _instances(candidate: Candidate, name: str) -> Cell:
    part = _part(candidate, name)
    if part is None or part.instances is None or not part.instances.needed.is_known:
        return ABSENT
    stated = part.instances.most
    note = "" if stated is None else f"{stated:,} stated"
    needed = part.instances.needed
    cell = _number(needed, note, "" if stated is None else str(part.instances.verdict))
    return cell._replace(text=f"{int(needed.value or 0):,}")


def _kept(candidate: Candidate, name: str) -> Cell:
    part = _part(candidate, name)
    return ABSENT if part is None or not part.kept.is_known else _number(part.kept)


def _cost(candidates: Sequence[Candidate]) -> Iterator[Row]:
    if any(each.analysis.cost.parts for each in candidates):
        yield Row("cost", "a month", tuple(map(_total, candidates)), "less")


def _total(candidate: Candidate) -> Cell:
    cost = candidate.analysis.cost
    unpriced = len(cost.unpriced)
    return _number(cost.total, f"{unpriced} without a price" if unpriced else "")


# Flows -----------------------------------------------------------------------------------------------------------


def _story(candidate: Candidate, name: str) -> Flow | None:
    return candidate.analysis.flows.get(name)


def _latency(candidate: Candidate, name: str) -> Cell:
    flow = _story(candidate, name)
    if flow is None or not flow.latency.budget.is_known:
        return ABSENT
    return _number(flow.latency.budget, ", ".join(dict.fromkeys(map(_tail, flow.latency.tails))))


def _tail(tail: Tail) -> str:
    return f"{int(tail.leaves):,} at once: {percent(Fraction(tail.slow))} meet a slow one"


def _availability(candidate: Candidate, name: str) -> Cell:
    flow = _story(candidate, name)
    if flow is None or not flow.availability.down.is_known:
        return ABSENT
    return _number(flow.availability.up)._replace(text=flow.availability.text)


def _freshness(candidate: Candidate, name: str) -> Cell:
    """Whether all that a flow changes is changed before its answer, and else what it waits for."""
    flow = candidate.model.flows.get(name)
    if flow is None or not any(_changes(step) for step in flow.steps):
        return ABSENT
    answered = walk.critical(flow)
    later = [step.source for step in flow.steps if _changes(step) and step.source.target not in answered]
    waited = dict.fromkeys(node.name for step in flow.steps if step.is_async for node in (step.source, step.target))
    names = [each for each in waited if each in {node.name for node in later} | _brokers(candidate)]
    return Cell(f"later, by {' and '.join(names)}") if later else Cell("at once")


def _changes(step: model.Step) -> bool:
    return isinstance(step.label, model.Access) and step.label.op in ("write", "update", "delete")


def _brokers(candidate: Candidate) -> set[str]:
    return {name for name, each in candidate.model.components.items() if each.role is Role.BROKER}
