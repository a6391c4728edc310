"""The spec is written for a version of the language that this program does not know.

The number after `hld:` is the version of the language. A newer one may use words this program would misread.

Bad:

    hld: 2  # <--
    name: Twitter

Good:

    hld: 1
    name: Twitter

Source: versioned documents, as the `openapi:` key of OpenAPI.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP012", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("spec-version")
