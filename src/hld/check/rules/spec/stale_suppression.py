"""Something is allowed that is not found any more.

The design has moved on, or the path is not quite right. Left in place, it would hide the next finding of that
kind.

Bad:

    auth: oauth
    entities:
      Tweet: {id, text}
    api:
      - GET /v1/feed?cursor&limit -> Tweet[]
    checks:
      ignore:
        - {rule: unbounded-response, at: api.GET /v1/feed, because: feeds are short}  # <--

Good:

    auth: oauth
    entities:
      Tweet: {id, text}
    api:
      - GET /v1/feed?cursor&limit -> Tweet[]

Source: Ruff, unused-noqa (RUF100).
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP017", Severity.WARNING)
def check(model: Model) -> Iterable[Finding]:
    return model.found("stale-suppression")  # the runner adds its own, once it knows what was found
