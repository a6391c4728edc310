"""One step alone takes longer than its whole flow may.

No other step can make up for it: it has to become quicker, or be done after the answer. The sum is then told by this
finding alone.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 500ms  # <--
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: sql, latency: {p99: 2s}}
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
      posts: {kind: sql, latency: {p99: 200ms}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: latency budgets: Beyer et al., Site Reliability Engineering, chapter 4.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.figures import rest_on_default
from hld.check.rule import rule
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("LT005", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find each part of a flow that is too long by itself, at the requirement."""
    for one in _budget.asked(model):
        part = _budget.alone(one)
        if part is not None and one.is_ceiling:
            yield Finding(
                one.span,
                f"'{part.component}' alone takes {part.time.text} in flow '{one.flow}', more than {one.wanted}",
                "make it quicker, or do it after the answer",
                rests_on_default=rest_on_default([part.time]),
            )
