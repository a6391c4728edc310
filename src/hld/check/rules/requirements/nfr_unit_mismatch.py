"""The number of a quality is in a unit that does not measure this quality.

Availability is a share of time, latency a time, cost an amount of money. A number in another unit belongs to
another quality, or is a slip.

Bad:

    requirements:
      nonfunctional:
        availability: 200ms  # <--

Good:

    requirements:
      nonfunctional:
        availability: 99.9%

Source: dimensional analysis.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.qualities import MEASURES, dimensions, target
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("RQ014", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for quality in model.qualities.values():
        measure = MEASURES.get(quality.kind)
        found = dimensions(quality)
        if measure is not None and found and not found & measure.dimensions:
            place = target(quality)
            yield Finding(
                place.span if place is not None else quality.span,
                f"{quality.kind} is measured as {measure.title}, not as {' or '.join(sorted(found))}",
                f"write for example '{measure.example}'",
            )
