"""A key is not a word of the language, or a name in `checks` is that of no rule.

A misspelt key would otherwise be passed over, and what it says with it.

Bad:

    name: Twitter
    descripton: Short texts for everyone  # <--

Good:

    name: Twitter
    description: Short texts for everyone

Source: closed maps as in JSON Schema (additionalProperties: false).
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP003", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("unknown-key")
