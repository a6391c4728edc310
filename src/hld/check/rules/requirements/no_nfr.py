"""The design has no non-functional requirement.

What a system does decides its operations; how well it must do so decides everything else: how many copies, which
store, what waits for what. Without a number any design will do.

Bad:

    requirements:  # <--
      functional:
        post: User should be able to post tweets

Good:

    requirements:
      functional:
        post: User should be able to post tweets
      nonfunctional:
        latency: post p99 < 500ms

Source: non-functional requirements come second in every framework for system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.sections import place_of
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("RQ009", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    if not model.qualities:
        yield Finding(
            place_of(model, "requirements"),
            "the design has no non-functional requirement",
            "under 'requirements: nonfunctional:' write how well, such as 'latency: feed p99 < 200ms'",
        )
