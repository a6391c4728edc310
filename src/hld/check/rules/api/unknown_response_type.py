"""An operation returns what is neither an entity, a message nor a primitive type.

The type is the contract: flows are checked against it, and what it carries decides who may see it. In the
interview profile an entity may be introduced this way; a name close to a declared one is taken for a slip.

Bad:

    entities:
      Tweet: {id, text}
    api:
      - GET /v1/tweets/{tweetId} -> Twet  # <--

Good:

    entities:
      Tweet: {id, text}
    api:
      - GET /v1/tweets/{tweetId} -> Tweet

Source: OpenAPI 3.1, Reference Object: a schema must resolve.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.check.rules.api._messages import may_be_message
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("AP012", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return (each for each in model.found("unknown-response-type") if not may_be_message(model, each.span))
