"""A flow serves no requirement that is stated.

It costs time to draw and to build. A flow serves the requirement of its own id, those its `covers` lists, and what
the flows serve whose messages set it off. What a scheduler starts is upkeep and needs no requirement; a flow that calls
an operation of the API is told of at the operation.

Bad:

    requirements:
      functional:
        post: User should be able to post tweets
    auth: oauth
    api:
      - POST /v1/tweets {text} -> 201 Tweet
    entities:
      Tweet: {id, text}
    components:
      web: client
      api: service
      tweets: columnar
      analytics: external
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
      count:  # <--
        - web -> analytics: pages seen

Good:

    requirements:
      functional:
        post: User should be able to post tweets
        count: The system must count what happens
    auth: oauth
    api:
      - POST /v1/tweets {text} -> 201 Tweet
    entities:
      Tweet: {id, text}
    components:
      web: client
      api: service
      tweets: columnar
      analytics: external
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
      count:
        - web -> analytics: pages seen

Source: requirements traceability: every part of a design goes back to something asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.requirements import _unserved
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Model


@rule("RQ007", Severity.INFO, stage="flows")
def check(model: Model) -> Iterator[Finding]:
    for flow in _unserved.flows(model):
        if not trace.operations_in(model, flow):
            yield Finding(
                flow.span,
                f"flow '{flow.id}' serves no requirement that is stated",
                "fine if it is needed; else add the requirement, or 'covers' with the one it serves",
            )
