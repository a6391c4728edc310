"""It is said how much load there is, but not how it comes.

A hundred million users in one evening hour are another design than the same spread over the day: the peak decides how
many instances are needed, its suddenness whether they can be added in time.

Bad:

    requirements:
      nonfunctional:
        scalability: 100M DAU  # <--

Good:

    requirements:
      nonfunctional:
        scalability: 100M DAU, peak 3x at night

Source: "does the traffic have a pattern, such as peaks at night", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.qualities import asked
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("RQ022", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    capacity = model.spec.root.record("capacity")
    if capacity is not None and "peak" in capacity:
        return
    for quality in model.qualities.values():
        if quality.kind == "scalability" and not {"pattern", "clauses"} & quality.entry.entries.keys():
            target, span = asked(quality)
            if target.is_quantified:
                yield Finding(
                    span, f"'{quality.id}' does not say how the load comes", "add its peak: ', peak 3x at night'"
                )
