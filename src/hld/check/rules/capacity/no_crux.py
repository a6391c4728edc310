"""Estimates are made, and nothing says what makes the problem hard.

Identify the crux first, such as the fan-out of a post or the making of unique keys, and estimate what decides it.

Bad:

    capacity:  # <--
      dau: 10M users
      read: 10 reads/user/day
      peak: 2x
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
      dau: 10M users
      read: 10 reads/user/day
      peak: 2x
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

Source: identify what makes the problem genuinely hard and tackle that part first: capacity estimation in interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("CP010", Severity.INFO, stage="capacity")
def check(model: Model) -> Iterator[Finding]:
    """Find estimates without a crux, at the section."""
    capacity = model.spec.root.record("capacity")
    if capacity is not None and capacity.entries and "crux" not in capacity:
        span = model.spec.root.keys.get("capacity", capacity.span)
        yield Finding(span, "nothing says what makes the problem hard", "'crux: ...' in a sentence")
