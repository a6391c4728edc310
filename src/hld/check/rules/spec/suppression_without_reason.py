"""A finding is allowed without saying why.

The next reader, often its author, cannot tell whether the finding was weighed or was in the way.

Bad:

    auth: oauth
    entities:
      Country: {code, name}
    api:
      - GET /v1/countries -> Country[]
    checks:
      ignore:
        - {rule: unbounded-response, at: api.GET /v1/countries}  # <--

Good:

    auth: oauth
    entities:
      Country: {code, name}
    api:
      - GET /v1/countries -> Country[]
    checks:
      ignore:
        - {rule: unbounded-response, at: api.GET /v1/countries, because: there are 195 of them}

Source: Threagile, risk tracking with a justification.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.suppress import suppressions
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP016", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for each in suppressions(model.spec)[0]:
        if not each.reason:
            yield Finding(
                each.span,
                f"'{each.name}' is allowed without a reason",
                "add 'because: ...', or '-- ...' to the comment",
            )
