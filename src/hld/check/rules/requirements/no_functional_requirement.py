"""The design has no functional requirement.

Everything else is there to serve them: without one, nothing tells which operations, components and flows are
needed, and no one can say whether the design works.

Bad:

    name: Twitter  # <--

Good:

    requirements:
      functional:
        post: User should be able to post tweets
    auth: oauth
    api:
      - POST /v1/tweets {text}
    entities:
      Tweet: {id, text}
    components:
      web: client
      api: service
      tweets: columnar
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet

Source: requirements come first in every framework for system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.sections import place_of
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("RQ001", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    if not model.requirements:
        yield Finding(
            place_of(model, "requirements"),
            "the design has no functional requirement",
            "under 'requirements: functional:' write what a user should be able to do",
        )
