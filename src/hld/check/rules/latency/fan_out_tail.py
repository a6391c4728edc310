"""A step asks many at once, and more requests meet a slow one than may be slow.

Of 200 leaves that answer in time in 99 of 100 cases, one is slow in 87 of 100 requests. For the 99th percentile of
the whole, each of N leaves must keep its time at the (0.99)^(1/N) quantile. Where the flow would be done in time
even if that step took ten times as long, a slow leaf decides little: then it is a note, and only if three of four
requests meet one.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 100ms  # <--
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: sql, latency: {p99: 10ms}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post x200

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
      api: service
      posts: {kind: sql, latency: {p99: 10ms}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post x1

Source: J. Dean, L. A. Barroso, "The Tail at Scale", Communications of the ACM 56 (2013).
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.types import Part, Tail
from hld.analyse.wording import percent
from hld.check.figures import rest_on_default
from hld.check.rule import rule
from hld.check.rules.latency import _budget
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

#: How many times as long as the others a slow one may take.
_SLOW = 10
#: Of how many requests a slow one is noted though there is time.
_MOST = 0.75


@rule("LT003", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each fan-out whose tail decides, at the requirement."""
    for one in _budget.asked(model):
        for tail in one.latency.tails:
            leaf = _leaf(one, tail)
            if leaf is None or not _is_likely(one, tail):
                continue
            decides = _decides(one, leaf)
            if not decides and tail.slow <= _MOST:
                continue
            slow = percent(Fraction(tail.slow).limit_denominator(10_000))
            needed = f"p{tail.needed * 100:.6g}"
            asks = f"flow '{one.flow}' asks '{tail.component}' {int(tail.leaves):,} times"
            yield Finding(
                one.span,
                f"{asks}, so that {slow} of requests meet a slow one",
                f"ask fewer, ask twice and take the first answer, or keep the time at {needed} of each",
                severity=None if decides else Severity.INFO,
                rests_on_default=decides and rest_on_default((leaf.time,)),
            )


def _leaf(one: _budget.Asked, tail: Tail) -> Part | None:
    """What the step that fans out adds to the budget; None where it is not in it."""
    parts = (part for part in _budget.counted(one.latency) if part.time.is_known)
    return next((part for part in parts if (part.component, part.step) == (tail.component, tail.step)), None)


def _is_likely(one: _budget.Asked, tail: Tail) -> bool:
    """Whether more requests meet a slow one than the percentile leaves out."""
    return tail.slow > 1 - float(one.latency.percentile) / 100


def _decides(one: _budget.Asked, leaf: Part) -> bool:
    """Whether a slow one makes the flow too slow."""
    return (one.value.value or Fraction(0)) + (_SLOW - 1) * (leaf.time.value or Fraction(0)) > one.target
