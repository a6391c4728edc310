"""An operation of the API cannot be read.

An operation is a method and a path (`GET /v1/feed`), `rpc Service.Method`, `query`, `mutation` or
`subscription` and a name, or `ws`, `sse`, `poll` or `webhook` and a path; after it may come a body in braces
and `->` with what it returns.

Bad:

    api:
      - PSOT /v1/tweets {text}  # <--

Good:

    api:
      - POST /v1/tweets {text}

Source: the notations of OpenAPI and AsyncAPI.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("AP001", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("endpoint-syntax")
