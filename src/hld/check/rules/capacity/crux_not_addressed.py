"""No deep dive goes into what makes the problem hard.

A deep dive says that it does by `addresses: crux`.

Bad:

    capacity:
      crux: one post may be read by everyone at once  # <--
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
        - api -> posts: read Post

Good:

    capacity:
      crux: one post may be read by everyone at once
    deep_dives:
      hot-posts:
        area: scaling
        addresses: crux
        question: What if everyone reads one post?
        options:
          - {name: cache it, pros: [few reads reach the store], cons: [it may be stale for a while]}
          - {name: copy it, pros: [always fresh], cons: [more stores]}
        decision: cache it
        because: a post does not change
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
        - api -> posts: read Post

Source: deep dives go into the bottlenecks that the estimates show: the delivery framework of interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.qualities import addressed
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("CP011", Severity.WARNING, stage="deep-dives")
def check(model: Model) -> Iterator[Finding]:
    """Find a crux that nothing addresses."""
    capacity = model.spec.root.record("capacity")
    crux = None if capacity is None else capacity.record("crux")
    if crux is not None and "crux" not in addressed(model):
        yield Finding(crux.span, "no deep dive addresses the crux", "a deep dive with 'addresses: crux'")
