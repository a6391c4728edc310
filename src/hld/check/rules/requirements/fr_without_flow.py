"""No flow tells how a functional requirement is met.

A requirement is met when its story can be told from the first click to the last write. A flow of the same id
tells it, or one whose `covers` lists it.

Bad:

    requirements:
      functional:
        read: User should be able to read tweets
        follow: User should be able to follow others  # <--
    auth: oauth
    api:
      GET /v1/tweets/{tweetId}:
        covers: [read, follow]
    components:
      web: client
      api: service
    flows:
      read:
        - web -> api: GET /v1/tweets/{tweetId}

Good:

    requirements:
      functional:
        read: User should be able to read tweets
        follow: User should be able to follow others
    auth: oauth
    api:
      - GET /v1/tweets/{tweetId}
      - POST /v1/follows {followee}
    entities:
      Follow: {follower, followee}
    components:
      web: client
      api: service
      graph: key-value
    flows:
      read:
        - web -> api: GET /v1/tweets/{tweetId}
      follow:
        - web -> api: POST /v1/follows
        - api -> graph: write Follow

Source: "the high-level design satisfies the functional requirements", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check import covers
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Model


@rule("RQ005", Severity.ERROR, interview=Severity.WARNING, stage="flows")
def check(model: Model) -> Iterator[Finding]:
    if not model.flows or covers.lead_nowhere(model):
        return
    misspelt = covers.misspelt(model)
    for requirement in model.requirements.values():
        if requirement not in misspelt and not trace.flows_covering(model, requirement):
            yield Finding(
                requirement.span,
                f"requirement '{requirement.id}' has no flow",
                f"add a flow '{requirement.id}', or 'covers: [{requirement.id}]' to the flow that meets it",
            )
