"""The units of a formula do not come to what is asked for.

A product of estimates is worth something only if its units cancel. Users times tweets per user and day times
characters is an amount of data per day; without the users it is one per user, which is named with what to multiply by.
Sums of unlike things, and a result of another kind than `expect` says, are found too. A name that is not defined, or
defined by itself, is told by its own rule.

Bad:

    capacity:
      dau: 250M users
      post: 2 tweets/user/day
      tweet_size: 150 chars
      new_data: {value: = post * tweet_size, expect: 75 GB/day}  # <--
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

Source: dimensional analysis, as in the capacity estimation of system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.figures import figures
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("CP001", Severity.ERROR, stage="capacity")
def check(model: Model) -> Iterator[Finding]:
    """Find each formula whose units do not work out, where they stop doing so."""
    if "capacity" not in model.spec.root:
        return
    estimates = figures(model).capacity
    for estimate in estimates.values():
        known = all(name not in estimates or estimates[name].quantity is not None for name in estimate.uses)
        if estimate.problem is not None and known and not _is_a_name(estimate.problem.message):
            yield Finding(estimate.problem.span, estimate.problem.message, estimate.problem.hint)


def _is_a_name(message: str) -> bool:
    """Whether the fault is in a name that other rules speak of: one that is not defined, or defined by itself."""
    return message.endswith("is not defined") or "worked out from itself" in message
