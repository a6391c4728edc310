"""A step of a flow cannot be read as components joined by arrows.

There are three arrows: `a -> b` calls and waits for the answer, `a ~> b` sends and does not wait, `a --> b`
answers. Other tools use `->>` with opposite meanings, so it is not taken here.

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
        - api ->> web: the feed  # <--

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
        - api --> web: the feed

Source: the arrows of UML sequence diagrams; `->>` is asynchronous in PlantUML and synchronous in Mermaid.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP008", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("bad-step")
