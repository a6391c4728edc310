"""A variant changes or deletes what the design does not have.

Merging would pass over it in silence, and the variant would not be what its author believes.

Bad:

    auth: oauth
    api:
      - GET /v1/feed
    components:
      web: client
      api: service
    flows:
      feed:
        - web -> api: GET /v1/feed
    variants:
      no-cache:
        components:
          feeds: null  # <--

Good:

    auth: oauth
    api:
      - GET /v1/feed
    components:
      web: client
      api: service x3
    flows:
      feed:
        - web -> api: GET /v1/feed
    variants:
      more:
        components:
          api: service x6

Source: RFC 7396 (JSON Merge Patch), which ignores such a deletion, stated more strictly here.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP014", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("patch-target-missing")
