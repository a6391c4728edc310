"""A sketch has fewer or more non-functional requirements than help.

With one or two, most of the choices of a design are left to taste. With many, none of them leads it. Three to five
that are special to this product are worth the time; the others can be marked `priority: could`. Several of one kind
(a latency for each flow) are not too many. This is about sketches; documentation lists them all.

`checks: {limits: {qualities: 9}}` sets another limit.

Bad:

    requirements:
      functional:
        feed: User should be able to see a feed
      nonfunctional:  # <--
        latency: feed p99 < 200ms

Good:

    requirements:
      functional:
        feed: User should be able to see a feed
      nonfunctional:
        latency: feed p99 < 200ms
        availability: 99.9% over consistency
        scalability: 100M DAU, peak 3x at night

Source: "the top three to five non-functional requirements", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.limits import limit
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

LEAST = 3
MOST = 5


@rule("RQ010", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    if model.profile != "interview":
        return
    most = limit(model, "qualities", MOST)
    counted = [each for each in model.qualities.values() if each.entry.text("priority") in ("", "must")]
    kinds = {each.kind or each.id for each in counted}
    section = model.spec.root.record("requirements")
    few = len(counted) < LEAST
    if section is None or not counted or not (few or len(kinds) > most):
        return
    yield Finding(
        section.keys.get("nonfunctional", section.span),
        f"{len(counted)} non-functional requirement{'s' * (len(counted) > 1)}; 3 to {most} shape a design best",
        "ask what else matters: load, latency, availability" if few else "mark the others 'priority: could'",
    )
