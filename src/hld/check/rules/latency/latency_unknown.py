"""Nobody knows how long a component of a flow takes, and the flow must be done in time.

Neither is it stated, nor is there a usual time for its kind, as for a partner's system. What the flow takes is then
known in part only.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 500ms
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: external}  # <--
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    requirements:
      nonfunctional:
        latency: read p99 < 500ms
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: external, latency: {p99: 100ms}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: a sum with unknown parts is a lower bound.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("LT004", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find each component without a time on a flow that is asked for one, once, at the component."""
    seen: set[str] = set()
    for one in _budget.asked(model):
        for part in one.latency.parts:
            component = model.components.get(part.component)
            if component is not None and not part.time.is_known and part.component not in seen:
                seen.add(part.component)
                message = f"nothing says how long '{part.component}' takes, and flow '{one.flow}' has {one.wanted}"
                yield Finding(component.span, message, "'latency: {p99: ...}'")
