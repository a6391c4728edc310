"""A latency is asked for without saying of what.

Reading a page and computing a report cannot have the same target. Without a flow, a requirement or an operation
before the number it holds for everything that a client waits for.

Bad:

    requirements:
      nonfunctional:
        latency: p99 < 200ms  # <--

Good:

    requirements:
      functional:
        feed: User should be able to see a feed
      nonfunctional:
        latency: feed p99 < 200ms

Source: "render the feed in under 200 ms": a latency belongs to something users do.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.qualities import asked
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("RQ013", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for quality in model.qualities.values():
        target, span = asked(quality)
        if quality.kind == "latency" and target.dimension == "time" and "scope" not in quality.entry:
            yield Finding(
                span,
                f"'{quality.id}' does not say of what, so it holds for all that a client waits for",
                "put the id of a flow before it: 'feed p99 < 200ms'",
            )
