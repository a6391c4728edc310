"""A step names a component that is not declared; its kind was taken from its name.

While sketching it is handy to write `api -> user-db` and go on. A design that others build from should say
what each part is.

Bad:

    auth: oauth
    api:
      - GET /v1/users/{userId}
    components:
      web: client
      api: service
    flows:
      view:
        - web -> api: GET /v1/users/{userId}
        - api -> user-db: read the user's row  # <--

Good:

    auth: oauth
    api:
      - GET /v1/users/{userId}
    components:
      web: client
      api: service
      user-db: postgres
    flows:
      view:
        - web -> api: GET /v1/users/{userId}
        - api -> user-db: read the user's row

Source: declaration by use in diagram languages such as Mermaid and D2.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP006", Severity.ERROR, interview=Severity.INFO, stage="flows")
def check(model: Model) -> Iterable[Finding]:
    return model.found("implicit-component")
