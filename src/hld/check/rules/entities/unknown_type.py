"""A field has a type that is neither a primitive, a quantity nor an entity.

The type tells how large a thing is, whom it belongs to and whether it is sensitive. A misspelt one tells
nothing.

Bad:

    entities:
      User: {id, name}
      Tweet: {id, author: Usr, text: string}  # <--

Good:

    entities:
      User: {id, name}
      Tweet: {id, author: User, text: string}

Source: the types that docs/reference.md lists.
"""

from __future__ import annotations

from collections.abc import Iterable

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("EN004", Severity.ERROR)
def check(model: Model) -> Iterable[Finding]:
    return model.found("unknown-type")
