"""Runs the rules over a model."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hld.check.figures import FAMILIES, has_numbers
from hld.check.places import Paths
from hld.check.repeats import told_once
from hld.check.rule import Rule, Unknown
from hld.check.rules import by_id, rules
from hld.check.settings import Level, Levels, levels, mistakes, stage_of
from hld.check.stage import within
from hld.check.summary import summarise
from hld.check.suppress import Suppression, set_aside, suppressions
from hld.check.types import Checked, Settings
from hld.diagnostics import Diagnostic, Finding
from hld.model.types import Model
from hld.spec.types import Spec

__all__ = ["check"]

SPEC = "spec"
STALE = "stale-suppression"


def check(model: Model, settings: Settings | None = None, errors_only: bool = False) -> Checked:
    """What the rules say of `model`: sorted, severities settled, what its author allows set aside.

    Of a spec that could not be parsed as a whole only the family `spec` is asked, for what is missing then
    proves nothing. With `errors_only` the rules that cannot give errors here are not asked: enough to know that
    there is none.
    """
    settings = settings or Settings()
    model = model.at_stage(stage_of(model.spec, settings))
    on = levels(model, settings)
    if errors_only:
        on = _erring(on)
    reporter = _Reporter(on, model.spec)
    allowed, wrong = suppressions(model.spec)
    unknown: list[tuple[str, Unknown]] = []
    findings: Iterable[Finding] = (*told_once(_found(model, on, unknown)), *wrong, *mistakes(model.spec))
    if model.stage:
        findings = within(findings, model.spec.root, model.stage)
    kept, suppressed, used = set_aside(reporter.diagnostics(findings), allowed)
    kept += reporter.diagnostics(_stale(allowed, used, on, model))
    diagnostics = tuple(sorted(kept, key=lambda each: each.order))
    summary = summarise(model, diagnostics, len(suppressed))
    asked = frozenset(rule.id for rule in rules() if rule.id in on and _is_asked(rule, model))
    return Checked(diagnostics, tuple(suppressed), summary, asked, tuple(unknown), model.stage)


def _erring(on: Levels) -> Levels:
    """The rules that may give errors; all, where one of them tells of what the others found."""
    found = {name: level for name, level in on.items() if level.may_err(by_id()[name].errs)}
    return on if STALE in found else found


def _is_asked(rule: Rule, model: Model) -> bool:
    return rule.family == SPEC or not model.is_broken


def _found(model: Model, on: Levels, unknown: list[tuple[str, Unknown]]) -> Iterator[Finding]:
    """The findings of the rules that run, each with the name of its rule. What they cannot judge goes to `unknown`."""
    without = frozenset[str]() if has_numbers(model) else FAMILIES
    for rule in rules():
        if rule.id in on and _is_asked(rule, model) and rule.family not in without:
            for finding in rule.check(model):
                if isinstance(finding, Unknown):
                    unknown.append((rule.id, finding))
                else:
                    yield finding._replace(rule=rule.id)


class _Reporter:
    """Makes diagnostics of findings: the severity settled, the element named."""

    def __init__(self, on: Levels, spec: Spec) -> None:
        self._on = on
        self._paths = Paths(spec)

    def diagnostics(self, findings: Iterable[Finding]) -> list[Diagnostic]:
        """The findings of rules that are on, each once, in order."""
        each = (self._diagnostic(finding, self._on[finding.rule]) for finding in findings if finding.rule in self._on)
        return sorted({diagnostic: None for diagnostic in each if diagnostic is not None}, key=lambda one: one.order)

    def _diagnostic(self, finding: Finding, level: Level) -> Diagnostic | None:
        rule, span = by_id()[finding.rule], finding.span
        severity = level.of(finding)
        if severity is None:
            return None
        at = self._paths.of(span)
        message, hint = finding.message, finding.hint
        rests = finding.rests_on_default
        return Diagnostic(span, severity, rule.id, rule.code, rule.family, message, hint, at, finding.fix, rests)


def _stale(allowed: Iterable[Suppression], used: set[Suppression], on: Levels, model: Model) -> Iterator[Finding]:
    """What is allowed but was not found. Where its rule did not run, or the design was another, nothing is known."""
    for each in allowed:
        is_due = each.rules <= on.keys() and not model.spec.is_inherited(each.span)
        if each not in used and is_due and not model.is_broken:
            yield Finding(each.span, f"nothing here is a case of '{each.name}'", "delete it", rule=STALE)
