"""Names of rules that no rule has."""

from __future__ import annotations

from hld.check.rules import by_id, families
from hld.diagnostics import Finding, Span
from hld.near import nearest

__all__ = ["misspelt"]


NOWHERE = Span("", 1, 1, 1, 1)


def misspelt(name: str, span: Span = NOWHERE) -> Finding:
    """The finding that `name`, written at `span`, names no rule."""
    meant = nearest(name, [*by_id(), *families()])
    hint = f"did you mean '{meant}'?" if meant else "'hld rules' lists them all"
    return Finding(span, f"no rule is called '{name}'", hint, rule="unknown-key")
