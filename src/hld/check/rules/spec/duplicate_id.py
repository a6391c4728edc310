"""Two ids differ only in case or in `-` and `_`.

People will read them as one and the same, and so will file systems that name the pictures after them.

Bad:

    entities:
      OrderLine: {order: id, quantity: int}
      order_line: {order: id, price: money}  # <--

Good:

    entities:
      OrderLine: {order: id, quantity: int, price: money}

Source: unique ids, as in FINOS CALM and Spectral (operation-operationId-unique).
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP007", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("duplicate-id")
