"""No operation of the API serves a functional requirement that somebody outside asks for.

What a user should be able to do must have a way in. An operation serves a requirement if it says so
(`covers`), or if a flow that covers the requirement calls it or pushes what it returns. A requirement of the
system itself, or one whose flow starts with a schedule or a queue, needs none.

Bad:

    requirements:
      functional:
        read: User should be able to read tweets
        follow: User should be able to follow others  # <--
    auth: oauth
    api:
      - GET /v1/tweets/{tweetId}
    components:
      web: client
      lb: load balancer
      api: service
    flows:
      read:
        - web -> lb -> api: GET /v1/tweets/{tweetId}
      follow:
        - web -> lb: ask to follow somebody

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
      lb: load balancer
      api: service
      graph: key-value
    flows:
      read:
        - web -> lb -> api: GET /v1/tweets/{tweetId}
      follow:
        - web -> lb -> api: POST /v1/follows
        - api -> graph: write Follow

Source: "functional requirements define the APIs", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check import covers
from hld.check.rule import rule
from hld.check.rules.flows import _doubt, _reach, _starts
from hld.check.summary import has_operation, needs_operation
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Flow, Model


@rule("RQ004", Severity.ERROR, interview=Severity.WARNING, stage="flows")
def check(model: Model) -> Iterator[Finding]:
    if not model.operations or not model.flows or covers.lead_nowhere(model):
        return
    for requirement in model.requirements.values():
        if not needs_operation(model, requirement) or has_operation(model, requirement):
            continue
        flows = trace.flows_covering(model, requirement)
        if flows and not any(_is_open(model, flow) for flow in flows):
            yield Finding(
                requirement.span,
                f"requirement '{requirement.id}' is served by no operation of the API",
                f"call one in a flow that covers it, or add 'covers: [{requirement.id}]' to one",
            )


def _is_open(model: Model, flow: Flow) -> bool:
    """Whether the call that is missed may stand in what could not be read or linked, as is told there."""
    is_broken = flow in _starts.beginless(model) or bool(_reach.unreached_in(model, flow))
    return is_broken or trace.has_open_call(flow) or not _doubt.is_readable(model, flow)
