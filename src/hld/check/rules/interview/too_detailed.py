"""There are more components than an interview has time for.

Whoever draws twenty boxes explains none of them. Begin with those that the main requirements need, and let the others
come up when a deep dive asks for them. Clients, externals, and what only passes calls on (DNS, balancers, gateways) are
not counted. Asked in an interview alone.

Bad:

    components:  # <--
      a: service
      b: service
      c: service
      d: service
      e: service
      f: service
      g: service
      h: service
      i: service
      j: service
      k: service
      l: service
      m: service
    relationships:
      - a -> b: depends
      - c -> d: depends
      - e -> f: depends
      - g -> h: depends
      - i -> j: depends
      - k -> l: depends
      - m -> a: depends

Good:

    components: {a: service, b: service}
    relationships: [a -> b: depends]

Source: the steps of a system design interview: do not get lost in detail.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import OUTSIDE, Role
from hld.check.rule import rule
from hld.check.sections import place_of
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

MOST = 12
_QUICKLY_TOLD = frozenset({*OUTSIDE, Role.FORWARDER})


@rule("IV007", Severity.INFO, stage="design")
def check(model: Model) -> Iterator[Finding]:
    """Count what the system does its work with."""
    boxes = [each for each in model.components.values() if each.role not in _QUICKLY_TOLD]
    if model.profile == "interview" and len(boxes) > MOST:
        yield Finding(
            place_of(model, "components"),
            f"{len(boxes)} components are more than an interview has time for",
            f"keep the {MOST} that the main requirements need",
        )
