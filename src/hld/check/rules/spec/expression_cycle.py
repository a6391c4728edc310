"""Expressions under `capacity` lead back to themselves.

Each of them waits for another's value, so none has one.

Bad:

    capacity:
      dau: 10M users
      new_data: = dau * index_size  # <--
      index_size: = new_data / dau

Good:

    capacity:
      dau: 10M users
      index_size: 20 B
      new_data: = dau * index_size

Source: acyclic derivation, as in spreadsheets.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("SP019", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("expression-cycle")
