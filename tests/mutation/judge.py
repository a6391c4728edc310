"""What becomes of a mutant: whether the checker finds the mistake, where it is, and without ado."""

from collections import Counter

from hld.diagnostics import Severity

from .types import Outcome, Verdict

__all__ = ["judge"]

SPARE = 1
"""Findings of warning or error severity that a mistake may cause beyond those it deserves."""


def judge(design, operator, mutant) -> Outcome:
    """The verdict on one mutant: what it says is compared with what was said of the good design."""
    new = _new(design, design.compiled(mutant.text).diagnostics)
    serious = [each for each in new if each.severity is not Severity.INFO]
    expected = [each for each in new if each.rule in operator.rules]
    there = [each for each in expected if each.span.line in mutant.lines]
    if there:
        is_loud = any(each.severity is not Severity.INFO for each in there)
        others = len(serious) - (mutant.needs if is_loud else mutant.needs - 1)
        verdict = Verdict.FOUND if others <= SPARE else Verdict.NOISY
    elif expected:
        verdict = Verdict.WRONG_LINE
    else:
        verdict = Verdict.WRONG_RULE if serious else Verdict.MISSED
    said = tuple(f"{each.span.line} {each.severity} {each.rule}: {each.message}" for each in new)
    return Outcome(design.path.stem, operator.name, verdict, tuple(sorted(mutant.lines)), mutant.what, said)


def _new(design, diagnostics):
    """The findings that the good design does not have."""
    before = Counter(design.quiet)
    new = []
    for each in diagnostics:
        key = (each.rule, each.message)
        if before[key]:
            before[key] -= 1
        else:
            new.append(each)
    return new
