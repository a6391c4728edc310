"""An operation serves no requirement that is stated.

Some are needed all the same: to look at one thing after it was made, to log in. Say so by naming the requirement
in `covers`; or leave the operation out of a first design.

Bad:

    requirements:
      functional:
        post: User should be able to post tweets
    auth: oauth
    api:
      - POST /v1/tweets {text} -> 201 Tweet
      - GET /v1/tweets/{tweetId} -> Tweet  # <--
    entities:
      Tweet: {id, text}
    components:
      web: client
      api: service
      tweets: columnar
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
      view:
        - web -> api: GET /v1/tweets/{tweetId}
        - api -> tweets: read Tweet

Good:

    requirements:
      functional:
        post: User should be able to post tweets
        view: User should be able to look at a tweet
    auth: oauth
    api:
      - POST /v1/tweets {text} -> 201 Tweet
      - GET /v1/tweets/{tweetId} -> Tweet
    entities:
      Tweet: {id, text}
    components:
      web: client
      api: service
      tweets: columnar
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
      view:
        - web -> api: GET /v1/tweets/{tweetId}
        - api -> tweets: read Tweet

Source: "functional requirements define the APIs; others may be needed", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.requirements import _unserved
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("RQ006", Severity.INFO, stage="flows")
def check(model: Model) -> Iterator[Finding]:
    for operation in _unserved.operations(model):
        yield Finding(
            operation.span,
            f"'{operation.key}' serves no requirement that is stated",
            "fine if it is needed; else name a requirement in its 'covers', or leave it out",
        )
