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
from hld.check.rules.flows import _fetches, _gaps
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("FL019", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find the steps whose source neither starts anything nor was reached, the first of each source in a flow."""
    for step, flow, source in _gaps.disconnected(model):
        message = f"step {step.number} starts at '{source.id}', which flow '{flow.id}' has not reached"
        hint = f"add the step before it that reaches '{source.id}', or turn the arrow round"
        yield Finding(step.source.span, message, _fetches.hint(model, step) or hint)
