"""An entity is only known from an API or a step.

That is how entities are found while designing. Once the design settles, list it with its fields: what it
holds decides where it is kept and who may see it.

Bad:

    auth: oauth
    api:
      - GET /v1/tweets/{tweetId} -> Tweet  # <--

Good:

    auth: oauth
    api:
      - GET /v1/tweets/{tweetId} -> Tweet
    entities:
      Tweet: {id, text}

Source: core entities first, details later, as in system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.check.rules.api._messages import may_be_message
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("EN009", Severity.INFO)
def check(model: Model) -> Iterable[Finding]:
    return (each for each in model.found("implied-entity") if not may_be_message(model, each.span))
