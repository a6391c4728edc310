"""A flow has a name and no steps.

It counts as a flow of the requirement that it is named for, and shows nothing. Write its steps, or leave it out until
then.

Bad:

    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: {kind: sql, seeded: true}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
      write: []  # <--

Good:

    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: {kind: sql, seeded: true}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: UML 2.5, interactions: a sequence diagram without messages says nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _doubt
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("FL028", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for flow in model.flows.values():
        if not flow.steps and not model.is_broken and _doubt.is_readable(model, flow):
            yield Finding(flow.span, f"flow '{flow.id}' has no steps", "write its steps, or leave it out until then")
