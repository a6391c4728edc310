"""A flow uses up more than four fifths of the time that it may take.

A little more load, or one more step, and it is too slow.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 55ms  # <--
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, latency: {p99: 20ms}}
      posts: {kind: sql, latency: {p99: 30ms}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    requirements:
      nonfunctional:
        latency: read p99 < 100ms
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, latency: {p99: 20ms}}
      posts: {kind: sql, latency: {p99: 30ms}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: latency budgets keep a reserve: Beyer et al., Site Reliability Engineering, chapter 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.types import Verdict
from hld.analyse.wording import percent
from hld.check.figures import rest_on_default
from hld.check.rule import rule
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

_ENOUGH = Fraction(4, 5)


@rule("LT007", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each flow that just keeps its time, at the requirement."""
    for one in _budget.asked(model):
        used = None if one.value.value is None else one.value.value / one.target
        if one.verdict is Verdict.PASS and one.is_ceiling and used is not None and used > _ENOUGH:
            yield Finding(
                one.span,
                f"flow '{one.flow}' uses {percent(used.limit_denominator(1000))} of its {one.wanted}",
                "leave a reserve: shorten a step, or allow more",
                rests_on_default=rest_on_default([one.value]),
            )
