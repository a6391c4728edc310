"""What the rules on availability share: the flows that must be up, and for how much of the time they may be down."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.types import Verdict
from hld.check.figures import figures
from hld.check.qualities import asked
from hld.diagnostics import Span
from hld.model.types import Model
from hld.tuples import NamedTuple

__all__ = ["Asked", "flows"]


class Asked(NamedTuple):
    """A flow that must be up: the requirement's place, the flow, and the share of time that it may be down.

    `is_missed` says that all that it depends on is, together, down for longer.
    """

    span: Span
    flow: str
    may: Fraction
    is_missed: bool


def flows(model: Model) -> Iterator[Asked]:
    """Each requirement on availability with each flow that it holds for, in the order written."""
    for quality in (each for each in model.qualities.values() if each.kind == "availability"):
        found = figures(model).requirements.get(quality.id)
        for flow, _, verdict in found.by_flow if found is not None else ():
            assert found is not None
            yield Asked(asked(quality)[1], flow, 1 - found.target.value, verdict is Verdict.FAIL)
