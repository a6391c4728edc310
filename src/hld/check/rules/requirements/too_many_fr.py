"""A sketch has more functional requirements than there is time for.

An interview is too short to serve many of them well. The three to five that make the product what it is decide
the design; the others are named as out of scope, or are marked `priority: should` and wait. In the documentation of
a product all of them have their place, so there this is information only.

`checks: {limits: {requirements: 9}}` sets another limit.

Bad:

    requirements:
      functional:
        post: User should be able to post tweets
        follow: User should be able to follow others
        feed: User should be able to see a feed
        like: User should be able to like tweets
        reply: User should be able to reply to tweets
        mute: User should be able to mute others  # <--

Good:

    requirements:
      functional:
        post: User should be able to post tweets
        follow: User should be able to follow others
        feed: User should be able to see a feed
      out_of_scope: [likes, replies, muting]

Source: "identify the top requirements", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.limits import limit
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

MOST = 5


@rule("RQ003", Severity.INFO, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    most = limit(model, "requirements", MOST)
    asked = [each for each in model.requirements.values() if each.priority in ("", "must")]
    if len(asked) > most:
        yield Finding(
            asked[most].span,
            f"{len(asked)} functional requirements; the top 3 to {most} are enough to design for",
            "mark the others 'priority: should', or move them to 'out_of_scope'",
        )
