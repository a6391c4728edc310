"""A name stands for nothing that is declared.

A step to a component that does not exist is an arrow into the void: the picture would be drawn without it, and
the checks would not see what it does. Where the name is a slip of the pen, checking goes on as if it had been
written right, so that one mistake gives one finding.

Bad:

    auth: oauth
    api:
      - GET /v1/follows
    entities:
      Follow: {follower: id, followee: id}
    components:
      web: client
      api: service
      graph: key-value
    flows:
      follows:
        - web -> api: GET /v1/follows
        - api -> graph: read Follow
        - api -> graf: read Follow  # <--

Good:

    auth: oauth
    api:
      - GET /v1/follows
    entities:
      Follow: {follower: id, followee: id}
    components:
      web: client
      api: service
      graph: key-value
    flows:
      follows:
        - web -> api: GET /v1/follows
        - api -> graph: read Follow

Source: referential integrity, as in FINOS CALM's rules on node ids.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP005", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("unresolved-reference")
