"""A step of the interview took longer than was meant for it.

Each minute over is missing where it counts most, at the end. What is meant for a step is `session.plan`; where that
says nothing, 5 minutes for the requirements, 3 for the capacity, 2 for the entities, 5 for the API, 5 for the flows, 15
for the design and 10 for the deep dives.

Bad:

    session:
      length: 45 min
      spent: {requirements: 12 min}  # <--

Good:

    session:
      length: 45 min
      spent: {requirements: 5 min}

Source: the steps of a system design interview and the time for each.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.check.rule import rule
from hld.check.rules.interview import _session
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("IV001", Severity.INFO, stage="requirements")
def check(model: Model) -> Iterator[Finding]:
    session = model.spec.root.record("session")
    spent = session.record("spent") if session is not None else None
    if session is None or spent is None:
        return
    meant = {**_session.USUAL, **_session.minutes(session, "plan")}
    for step, minutes in _session.minutes(session, "spent").items():
        allowed = meant.get(step)
        if allowed is not None and minutes > allowed:
            yield Finding(
                spent.at(step),
                f"'{step}' took {_shown(minutes)} of the {_shown(allowed)} min meant for it",
                "be briefer there, or plan more for it and less for another step",
            )


def _shown(minutes: Fraction) -> str:
    return f"{float(minutes):g}"
