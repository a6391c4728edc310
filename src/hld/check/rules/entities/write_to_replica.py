"""A flow writes to a copy that only follows.

A replica takes its data from its primary; what is written to it is refused, or lost at the next turn. Write to the
primary.

Bad:

    auth: oauth
    entities: {Tweet: {id, text}}
    api:
      - POST /v1/tweets {text} -> 201 Tweet
      - GET /v1/tweets/{tweetId} -> Tweet
    components:
      web: client
      api: service
      tweets: postgres
      copies: {kind: sql, replica_of: tweets}
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> copies: write Tweet  # <--
      view:
        - web -> api: GET /v1/tweets/{tweetId}
        - api -> copies: read Tweet

Good:

    auth: oauth
    entities: {Tweet: {id, text}}
    api:
      - POST /v1/tweets {text} -> 201 Tweet
      - GET /v1/tweets/{tweetId} -> Tweet
    components:
      web: client
      api: service
      tweets: postgres
      copies: {kind: sql, replica_of: tweets}
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: write Tweet
      view:
        - web -> api: GET /v1/tweets/{tweetId}
        - api -> copies: read Tweet

Source: replication with a single leader: Kleppmann, Designing Data-Intensive Applications, chapter 5.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("DT017", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    told = set()
    for (_, store), touches in _keeping.surely(model).items():
        primary = store.entry.text("replica_of")
        if not primary or primary not in model.components or store.entry.value("primary") is True:
            continue
        for touch in _keeping.changes(touches):
            if touch.component is not model.components[primary] and touch.step not in told:
                told.add(touch.step)
                yield Finding(
                    touch.step.target.span,
                    f"flow '{touch.flow.id}' writes to '{store.id}', which is a replica of '{primary}'",
                    f"write to '{primary}'",
                )
