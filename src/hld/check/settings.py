"""Which rules run and how severe they are: by the command line, by `checks.levels` of the spec, by the profile."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hld.check.names import misspelt
from hld.check.rule import Rule
from hld.check.rules import matching
from hld.check.types import ALWAYS, Settings
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.spec.types import Leaf, Record, Spec

__all__ = ["Level", "Levels", "levels", "unknown_levels"]

OFF = "off"
INTERVIEW = "interview"


class Level(NamedTuple):
    """How severe the findings of a rule are; where the author states it, whatever the rule itself says of them."""

    severity: Severity
    is_stated: bool


Levels = dict[str, Level]


def levels(model: Model, settings: Settings) -> Levels:
    """The level of each rule that runs, by its id."""
    stated = _stated(model.spec)
    found: Levels = {}
    for rule in settings.running:
        level = stated.get(rule.id, "")
        if level != OFF or rule.id == ALWAYS:
            is_stated = level not in ("", OFF)
            found[rule.id] = Level(Severity(level) if is_stated else _default(rule, model.profile), is_stated)
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
