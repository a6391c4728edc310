"""A value is not of the type that its key asks for.

What a text means is decided by the key it stands under, so `5` is a number of replicas but no length of time.

Bad:

    entities:
      Tweet:
        fields: {id: id, text: string}
        retention: 5  # <--

Good:

    entities:
      Tweet:
        fields: {id: id, text: string}
        retention: 5 years

Source: the reference of the language, docs/reference.md.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP004", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("bad-value")
