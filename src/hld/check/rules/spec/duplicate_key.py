"""A key stands twice in one map.

YAML asks for unique keys, yet most readers silently keep the last of them, so that half of what was written
has no effect and nobody is told.

Bad:

    entities:
      User: {id, name}
      Tweet: {id, text}
      User: {id, email}  # <--

Good:

    entities:
      User: {id, name, email}
      Tweet: {id, text}

Source: YAML 1.2, section 3.2.1.3 (keys are unique).
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP002", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("duplicate-key")
