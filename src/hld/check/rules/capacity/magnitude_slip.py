"""A formula comes to something else than its author expects, by more than a factor of three.

Mistaking GB for TB, or a day for a second, is the classic slip of an estimate. Where the factor is that of such a slip
(1000, 1024, 8, 86,400, 3,600, 60, 24, 30, 365, 12) the slip is named.

Bad:

    capacity:
      dau: 250M users
      post: 2 tweets/user/day
      tweet_size: 150 chars
      new_data: {value: = dau * post * tweet_size, expect: 75 TB/day}  # <--
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
      dau: 250M users
      post: 2 tweets/user/day
      tweet_size: 150 chars
      new_data: {value: = dau * post * tweet_size, expect: 75 GB/day}
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

Source: getting amounts all wrong, 1 GB in place of 1 TB, is the third common mistake of estimating in interviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.types import Estimate
from hld.analyse.wording import told
from hld.check.figures import figures
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

_MOST = Fraction(3)


@rule("CP003", Severity.WARNING, stage="capacity")
def check(model: Model) -> Iterator[Finding]:
    """Find each estimate that is far from what is expected, at what is expected."""
    capacity = model.spec.root.record("capacity")
    if capacity is None:
        return
    for name, estimate in figures(model).capacity.items():
        ratio = estimate.ratio
        if ratio is not None and not 1 / _MOST <= ratio <= _MOST:
            entry = capacity.record(name)
            yield Finding(
                estimate.span if entry is None else entry.at("expect"), _message(name, estimate, ratio), _hint(estimate)
            )


def _message(name: str, estimate: Estimate, ratio: Fraction) -> str:
    assert estimate.expected is not None, "there is no ratio without something expected"
    how = f"{float(ratio):,.3g} times as much" if ratio > 1 else f"{float(1 / ratio):,.3g} times less"
    return (
        f"'{name}' comes to {estimate.text}, {how} as the expected {told(estimate.expected, estimate.measure)}".replace(
            "less as", "less than"
        )
    )


def _hint(estimate: Estimate) -> str:
    return estimate.slip or f"one of the two is wrong: {estimate.chain or 'the value as stated'}"
