"""What the rules on latency share: each requirement on latency with each flow that it holds for."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.types import Latency, Number, Part, Verdict
from hld.check.figures import figures
from hld.check.qualities import asked as taken_apart
from hld.diagnostics import Span
from hld.model.types import Model
from hld.tuples import NamedTuple

__all__ = ["CLOSE", "Asked", "alone", "asked", "counted", "share"]

CLOSE = Fraction(1, 2)
"""The share of its target that a flow must take for it to matter how exact its figure is."""


class Asked(NamedTuple):
    """A flow that must be done in time: the requirement's place, what it wants, and what the flow comes to.

    `value` is the budget with the wait in a queue before it; `waits` says whether there is one. Times are in seconds.
    """

    quality: str
    span: Span
    flow: str
    target: Fraction
    wanted: str
    value: Number
    verdict: Verdict
    latency: Latency
    is_ceiling: bool
    waits: bool


def asked(model: Model) -> Iterator[Asked]:
    """Each requirement on latency with each flow that it holds for, in the order written."""
    qualities = [each for each in model.qualities.values() if each.kind == "latency"]
    if not qualities:
        return
    analysis = figures(model)
    for quality in qualities:
        found = analysis.requirements.get(quality.id)
        _, span = taken_apart(quality)
        for flow, value, verdict in found.by_flow if found is not None else ():
            assert found is not None
            wanted = found.wanted
            latency = found.latencies[flow]
            waits = value.value is not None and latency.budget.value is not None and value.value > latency.budget.value
            target = found.target.value
            yield Asked(quality.id, span, flow, target, wanted, value, verdict, latency, found.op in ("<", "<="), waits)


def counted(latency: Latency) -> list[Part]:
    """The parts that are in the sum."""
    return [part for part in latency.parts if part.counts]


def alone(one: Asked) -> Part | None:
    """The part that by itself takes longer than the flow may."""
    return next((part for part in counted(one.latency) if (part.time.value or 0) > one.target), None)


def share(one: Asked) -> Fraction:
    """Which share of its target the steps of the flow take."""
    return (one.latency.budget.value or Fraction(0)) / one.target if one.target else Fraction(0)
