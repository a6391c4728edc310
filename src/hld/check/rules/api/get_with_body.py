"""A GET, HEAD or DELETE request has a body.

What such a body means is not defined; servers and proxies may drop it or refuse the request.

Bad:

    api:
      GET /v1/search:
        body: {text: string}  # <--
        returns: Tweet

Good:

    api:
      - GET /v1/search?text -> Tweet

Source: RFC 9110, sections 9.3.1, 9.3.2 and 9.3.5.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

BODILESS = ("GET", "HEAD", "DELETE")


@rule("AP006", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for operation in model.operations.values():
        if operation.method in BODILESS and operation.body:
            yield Finding(
                operation.entry.at("body"),
                f"'{operation.key}' has a body",
                "use query parameters, or POST",
            )
