"""Runs the rules over a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hld.check.repeats import told_once
from hld.check.rules import by_id, rules
from hld.check.settings import Level, Levels, levels, unknown_levels
from hld.check.summary import summarise
from hld.check.suppress import Suppression, set_aside, suppressions
from hld.check.types import Checked, Settings
from hld.diagnostics import Diagnostic, Finding
from hld.model.types import Model

__all__ = ["check"]

SPEC = "spec"


def check(model: Model, settings: Settings | None = None) -> Checked:
    """What the rules say of `model`: sorted, severities settled, what its author allows set aside.

    Of a spec that could not be parsed as a whole only the family `spec` is asked, for what is missing then
    proves nothing.
    """
    on = levels(model, settings or Settings())
    allowed, wrong = suppressions(model.spec)
    found = _diagnostics([*told_once(_found(model, on)), *wrong, *unknown_levels(model.spec)], on)
    kept, suppressed, used = set_aside(found, allowed)
    kept += _diagnostics(_stale(allowed, used, on, model), on)
    diagnostics = tuple(sorted(kept, key=lambda each: each.order))
    return Checked(diagnostics, tuple(suppressed), summarise(model, diagnostics, len(suppressed)))


def _found(model: Model, on: Levels) -> Iterator[Finding]:
    """The findings of the rules that run, each with the name of its rule."""
    for rule in rules():
        if rule.id in on and (rule.family == SPEC or not model.is_broken):
            for finding in rule.check(model):
                yield finding._replace(rule=rule.id)


def _diagnostics(findings: Iterable[Finding], on: Levels) -> list[Diagnostic]:
    """The findings of rules that are on, each once, in order."""
    found = {_diagnostic(finding, on[finding.rule]): None for finding in findings if finding.rule in on}
    return sorted(found, key=lambda each: each.order)


def _diagnostic(finding: Finding, level: Level) -> Diagnostic:
    rule = by_id()[finding.rule]
    severity = level.severity if level.is_stated else finding.severity or level.severity
    return Diagnostic(finding.span, severity, rule.id, rule.code, rule.family, finding.message, finding.hint)


def _stale(allowed: Iterable[Suppression], used: set[Suppression], on: Levels, model: Model) -> Iterator[Finding]:
    """What is allowed but was not found. Where its rule did not run, or the design was another, nothing is known."""
    for each in allowed:
        is_due = each.rules <= on.keys() and not model.spec.is_inherited(each.span)
        if each not in used and is_due and not model.is_broken:
            yield Finding(each.span, f"nothing here is a case of '{each.name}'", "delete it", rule="stale-suppression")
