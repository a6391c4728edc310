"""Which rules run and how severe they are: by the command line, by `checks.levels` of the spec, by the profile."""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.names import misspelt
from hld.check.rule import Rule
from hld.check.rules import matching
from hld.check.types import ALWAYS, Settings
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.spec.types import Leaf, Record, Spec

__all__ = ["Levels", "levels", "unknown_levels"]

OFF = "off"
INTERVIEW = "interview"

Levels = dict[str, Severity]


def levels(model: Model, settings: Settings) -> Levels:
    """The severity of each rule that runs, by its id."""
    stated = _stated(model.spec)
    found: Levels = {}
    for rule in settings.running:
        level = stated.get(rule.id, "")
        if level != OFF or rule.id == ALWAYS:
            found[rule.id] = Severity(level) if level and level != OFF else _default(rule, model.profile)
    return found


def unknown_levels(spec: Spec) -> Iterator[Finding]:
    """The names in `checks.levels` that no rule has."""
    table = _table(spec)
    if table is not None:
        for name in table.entries:
            if not matching(name):
                yield misspelt(name, table.keys[name])


def _stated(spec: Spec) -> dict[str, str]:
    table = _table(spec)
    if table is None:
        return {}
    found: dict[str, str] = {}
    for name in sorted(table.entries, key=lambda name: -len(matching(name))):  # the narrower name has the last word
        level = table.entries[name]
        if isinstance(level, Leaf) and level.text.lower() in (OFF, *Severity):
            found.update((rule.id, level.text.lower()) for rule in matching(name))
    return found


def _table(spec: Spec) -> Record | None:
    checks = spec.root.record("checks")
    return None if checks is None else checks.record("levels")


def _default(rule: Rule, profile: str) -> Severity:
    return rule.interview if profile == INTERVIEW else rule.severity
