"""A variant, or a file that extends another, deletes a component that a step of one of its flows still uses.

The flow cannot be told without it, and dropping the step would change the story behind the author's back.
Write the flow anew where the component is deleted.

Bad:

    auth: oauth
    api:
      - GET /v1/feed
    entities:
      Tweet: {id, text}
    components:
      web: client
      api: service
      tweets: columnar
      archive: columnar
    flows:
      feed:
        - web -> api: GET /v1/feed
        - api -> tweets: read Tweet
        - api -> archive: read Tweet
    variants:
      no-archive:
        components:
          archive: null  # <--

Good:

    auth: oauth
    api:
      - GET /v1/feed
    entities:
      Tweet: {id, text}
    components:
      web: client
      api: service
      tweets: columnar
      archive: columnar
    flows:
      feed:
        - web -> api: GET /v1/feed
        - api -> tweets: read Tweet
        - api -> archive: read Tweet
    variants:
      no-archive:
        components:
          archive: null
        flows:
          feed:
            - web -> api: GET /v1/feed
            - api -> tweets: read Tweet

Source: D2 drops the connections of a deleted shape; a flow must not lose a step unseen.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP015", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("dangling-after-patch")
