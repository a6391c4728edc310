"""Variants are based on each other in a circle, or files include or extend each other in one.

None of them can be made before the others, so there is nothing to start from.

Bad:

    components:
      api: service
    variants:
      small:
        base: large  # <--
        components:
          api: x2
      large:
        base: small
        components:
          api: x9

Good:

    components:
      api: service
    variants:
      small:
        components:
          api: x2
      large:
        base: small
        components:
          api: x9

Source: inheritance and inclusion are trees, as in every language that has them.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP013", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("include-cycle")
