"""The steps in which a design is made, and what is due at each: rules by the letters of their code, and sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hld.diagnostics import Finding, Span
from hld.spec.types import Record, Value

__all__ = ["DUE", "STAGES", "is_due", "section_is_due", "within"]

STAGES = ("requirements", "capacity", "entities", "api", "flows", "design", "deep-dives")

#: From which stage on the rules of a code's letters are asked; a rule may say otherwise.
DUE = {
    "SP": "requirements", "RQ": "requirements", "EN": "entities", "AP": "api", "DT": "flows", "FL": "flows",
    "AV": "design", "CO": "design", "CP": "design", "LT": "design", "RE": "design", "SE": "design", "ST": "design",
    "TP": "design", "DC": "deep-dives", "IV": "deep-dives", "VA": "deep-dives",
    "VW": "design",
}  # fmt: skip

#: From which stage on a section is looked at. The flows need the components, so those are due with them.
SECTIONS = {
    "capacity": "capacity", "facts": "capacity", "conventions": "capacity", "entities": "entities", "auth": "api",
    "api": "api", "messages": "flows", "components": "flows", "flows": "flows", "groups": "design",
    "relationships": "design", "observability": "design", "views": "design", "deep_dives": "deep-dives",
    "scenarios": "deep-dives", "variants": "deep-dives",
}  # fmt: skip
ALWAYS = "yaml-syntax"


def is_due(due: str, stage: str) -> bool:
    """Whether what is due at the stage `due` is so at `stage`; everything is where no stage is stated ("")."""
    return not stage or STAGES.index(due) <= STAGES.index(stage)


def section_is_due(section: str, stage: str) -> bool:
    """Whether a section of a spec is due at `stage`."""
    return is_due(SECTIONS.get(section, STAGES[0]), stage)


def within(findings: Iterable[Finding], root: Record, stage: str) -> Iterator[Finding]:
    """The findings that do not lie in a section that is not due yet; what cannot be parsed always counts."""
    later = [span for key, value in root.entries.items() if not section_is_due(key, stage) for span in _spans(value)]
    for finding in findings:
        if finding.rule == ALWAYS or not any(span.holds(finding.span) for span in later):
            yield finding


def _spans(value: Value) -> tuple[Span, ...]:
    """Where a section stands. Components may stand in several sections, so each element of one counts by itself."""
    return tuple(each.span for each in value.entries.values()) if isinstance(value, Record) else (value.span,)
