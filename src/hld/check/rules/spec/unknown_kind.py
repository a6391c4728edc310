"""A component is of a kind, or made with a product, that is not known.

The kind decides what a component may do: a queue can be published to, a load balancer passes calls on, a
database keeps entities. Without it few of the rules have anything to say.

Bad:

    auth: oauth
    api:
      - GET /v1/feed
    components:
      web: client
      api: servise  # <--
    flows:
      feed:
        - web -> api: GET /v1/feed

Good:

    auth: oauth
    api:
      - GET /v1/feed
    components:
      web: client
      api: service
    flows:
      feed:
        - web -> api: GET /v1/feed

Source: the kinds and products that docs/reference.md lists.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP009", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("unknown-kind")
