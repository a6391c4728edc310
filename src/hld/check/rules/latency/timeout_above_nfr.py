"""A step may hang for longer than its flow may take.

A call that hangs until its timeout has broken the requirement by then. The timeout should leave time for an answer
that does without.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 200ms
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - {from: api, to: posts, op: read, entity: Post, timeout: 500ms}  # <--

Good:

    requirements:
      nonfunctional:
        latency: read p99 < 200ms
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - {from: api, to: posts, op: read, entity: Post, timeout: 100ms}

Source: M. Nygard, Release It! (2018), timeouts.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.wording import time
from hld.check.rule import rule
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Model


@rule("LT012", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each timeout of an awaited step that is longer than the requirement, at the timeout."""
    seen: set[int] = set()
    for one in _budget.asked(model):
        for step in walk.before_reply(model.flows[one.flow]):
            limit = step.entry.value("timeout")
            if limit is not None and limit.value > one.target and one.is_ceiling and id(step) not in seen:
                seen.add(id(step))
                message = f"the timeout of {time(limit.value)} is longer than flow '{one.flow}' may take ({one.wanted})"
                yield Finding(step.entry.at("timeout"), message, f"less than {one.wanted}, and an answer without it")
