"""A flow starts at a component that does not start anything by itself.

Something from outside sets a flow off: a user at a client, another company's system, a scheduler or a worker with a
`schedule`, a message that arrives, a change in a database that is followed, a load balancer's health check. A service
only answers, so a flow that starts there leaves out why it happens. Where words say it better, the flow has `trigger`
or `every`. A process that gives something out of nothing is told here too, within a flow as a disconnected step.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
      clean:
        - api -> posts: delete Post  # <--

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql, cron: scheduler}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
      clean:
        - cron -> api: every night
        - api -> posts: delete Post

Source: Yourdon and DeMarco, data flow diagrams: every flow begins at a source outside the processes.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _fetches, _starts
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Flow, Model


@rule("FL020", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find flows whose first step is not set off by anything."""
    for flow, source in _starts.beginless(model).items():
        yield _finding(flow, source, _fetches.hint(model, flow.steps[0]))


def _finding(flow: Flow, source: Component, fetched: str) -> Finding:
    message = f"flow '{flow.id}' starts at '{source.id}' ({source.kind.noun}), which starts nothing by itself"
    if source.role in _starts.FOLLOWED:
        hint = f"write '~>' if its changes are followed, else begin with the step that reaches '{source.id}'"
    else:
        hint = (
            f"begin with who sets '{source.id}' off: a client, an external, a scheduler, a queue or a changed "
            "database; or say 'every: 1 hour' or 'trigger: …' above the 'steps:' of the flow"
        )
    return Finding(flow.steps[0].source.span, message, fetched or hint)
