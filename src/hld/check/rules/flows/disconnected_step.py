"""A step starts at a component that the flow has not reached.

A flow is one story: each step is done by somebody whom an earlier step has reached. A step out of nowhere means that
a step is missing before it, that its arrow is the wrong way round, or that it belongs to another flow. Clients,
externals and schedulers act of their own accord, and a message may arrive at any time.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text:string} -> 201 Post
    components: {web: client, api: service, posts: sql, jobs: queue, mailer: worker, mail: external}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
        - mailer -> mail: send mail  # <--
        - api ~> jobs: PostWritten
        - jobs ~> mailer: PostWritten

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - POST /v1/posts {text:string} -> 201 Post
    components: {web: client, api: service, posts: sql, jobs: queue, mailer: worker, mail: external}
    flows:
      write:
        - web -> api: POST /v1/posts
        - api -> posts: write Post
        - api ~> jobs: PostWritten
        - jobs ~> mailer: PostWritten
        - mailer -> mail: send mail

Source: LikeC4, dynamic views: a chain of steps; workflow nets, where only a transition with a token can fire.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _calls, _fetches, _reach, _traffic
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Delivery, Flow, Model


@rule("FL019", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find the steps whose source neither starts anything nor was reached, the first of each source in a flow."""
    told: set[tuple[Flow, Component]] = set(_unpublished(model))
    for step, place in _reach.unreached(model).items():
        if place not in told and step not in _calls.backwards(model):
            told.add(place)
            flow, source = place
            message = f"step {step.number} starts at '{source.id}', which flow '{flow.id}' has not reached"
            hint = f"add the step before it that reaches '{source.id}', or turn the arrow round"
            yield Finding(step.source.span, message, _fetches.hint(model, step) or hint)


def _unpublished(model: Model) -> Iterator[tuple[Flow, Component]]:
    """The workers that wait in a flow for what it does not publish, as is told where another one takes it."""
    missed = {delivery.message.span for _, delivery in _traffic.unsent(model)}
    for flow in model.flows.values() if missed else ():
        if any(isinstance(step.label, Delivery) and step.label.message.span in missed for step in flow.steps):
            yield from ((flow, each) for each in model.components.values() if each.kind.name == "worker")
