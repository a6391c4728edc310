"""A sketch has more entities than the core of the problem needs.

A handful carries the design; each further one costs minutes and adds little. Others can follow when an operation or
a flow asks for them. Documentation lists them all, so there nothing is said.

`checks: {limits: {entities: 9}}` sets another limit.

Bad:

    profile: interview
    entities:
      A: {id, text}
      B: {id, text}
      C: {id, text}
      D: {id, text}
      E: {id, text}
      F: {id, text}
      G: {id, text}
      H: {id, text}  # <--

Good:

    entities:
      User: {id, name}
      Tweet: {id, text}

Source: "a small list of core entities", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.limits import limit
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

MOST = 7


@rule("EN002", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    most = limit(model, "entities", MOST)
    declared = [each for each in model.entities.values() if not each.is_implied]
    if model.profile == "interview" and len(declared) > most:
        yield Finding(
            declared[most].span,
            f"{len(declared)} entities; a sketch needs the core ones only, {most} at most",
            "keep those that the requirements speak of",
        )
