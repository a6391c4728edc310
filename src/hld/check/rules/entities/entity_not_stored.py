"""An operation creates something, and no flow keeps it.

What is posted to a path of its name (`POST /v1/tweets -> Tweet`) must be written somewhere, before the reply or by a
worker later; a cache alone forgets it. So must what is answered with `201` and asked for by another operation. Actors,
what another system keeps and what can be made again are exempt; so is a flow that keeps the story of what happened
(`write TweetEvent`) or says in words what it does to a store.

Bad:

    auth: oauth
    entities:
      Tweet: {id, text}
      Draft: {id, text}
    api:
      - POST /v1/tweets {text} -> 201 Tweet  # <--
      - GET /v1/drafts/{draftId} -> Draft
      - PUT /v1/drafts/{draftId} {text}
    components:
      web: client
      api: service
      tweets: columnar
    flows:
      post:
        - web -> api: POST /v1/tweets
        - api -> tweets: delete Draft
      draft:
        - web -> api: GET /v1/drafts/{draftId}
        - api -> tweets: read Draft
      write:
        - web -> api: PUT /v1/drafts/{draftId}
        - api -> tweets: write Draft

Good:

    auth: oauth
    entities:
      Tweet: {id, text}
    api:
      - POST /v1/tweets {text} -> 201 Tweet
      - GET /v1/tweets/{tweetId} -> Tweet
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

Source: data flow in system design interviews: what comes in goes somewhere.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _forgotten
from hld.diagnostics import Finding, Severity
from hld.model import trace
from hld.model.types import Model


@rule("DT001", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for entity, operation in _forgotten.forgotten(model).items():
        stores = [touch.store for touch in trace.writers(model, entity) if touch.store is not None]
        cache = next((store for store in stores if store.role is Role.CACHE), None)
        kept = f"only '{cache.id}', a cache, keeps it" if cache is not None else "no flow writes it to a store"
        yield Finding(
            operation.span,
            f"'{operation.key}' creates '{entity.id}', but {kept}",
            f"add a step 'write {entity.id}' into a store",
        )
