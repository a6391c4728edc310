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

from hld.check.qualities import asked
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.units.kinds import KINDS, METRICS


@rule("RQ014", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for quality in model.qualities.values():
        kind = KINDS.get(quality.kind)
        target, span = asked(quality)
        if kind is not None and kind.measurable and target.is_quantified and not target.fits:
            yield Finding(
                span,
                f"{kind.name} is measured as a {' or a '.join(sorted(kind.dimensions))}, not as a {target.dimension}",
                f"write for example '{METRICS.get(target.metric, kind.example)}'",
            )
