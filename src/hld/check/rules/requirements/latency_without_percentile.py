"""A latency is asked for without saying for which share of the requests.

The mean hides the slow ones, and users meet those: a page that makes a hundred calls almost always hits one in the
slowest hundredth. A target without a percentile is taken for the 99th.

Bad:

    requirements:
      nonfunctional:
        latency: feed < 200ms  # <--

Good:

    requirements:
      nonfunctional:
        latency: feed p99 < 200ms

Source: Google SRE book, chapter 4; Dean and Barroso, The Tail at Scale (2013).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.qualities import asked
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("RQ012", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for quality in model.qualities.values():
        target, span = asked(quality)
        if quality.kind == "latency" and target.dimension == "time" and not (target.percentile or target.metric):
            yield Finding(span, f"'{quality.id}' has no percentile and is taken for the p99", "write 'p99 < …'")
