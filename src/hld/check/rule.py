"""What a rule is: a function from a `Model` to findings, with a docstring that is its manual page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from hld.check.stage import DUE
from hld.diagnostics import Finding, Severity, Span
from hld.model.types import Model
from hld.tuples import NamedTuple

__all__ = ["Rule", "Unknown", "rule"]


class Unknown(NamedTuple):
    """What a rule could not judge: the stretch of text it is about, and what is not stated ("'api' has no latency").

    It is neither a pass nor a finding; `hld check --coverage` tells of it.
    """

    span: Span
    want: str


Check = Callable[[Model], Iterable[Finding | Unknown]]


class Rule(NamedTuple):
    """A rule: its `id` is its file's name in kebab case, its `family` the folder it lies in.

    `severity` holds in the doc profile, `interview` in the interview profile. `stage` is the step of the delivery
    framework from which on it is asked. One that `is_on` not runs only where a spec states its level, or when it is
    selected by its own name. One that `errs` may give errors where nobody states its level.
    """

    id: str
    code: str
    family: str
    severity: Severity
    interview: Severity
    check: Check
    stage: str
    is_on: bool
    errs: bool

    @property
    def manual(self) -> str:
        """The manual page: the docstring of the rule's module."""
        return import_module(f"hld.check.rules.{self.family}.{self.id.replace('-', '_')}").__doc__ or ""


def rule(
    code: str,
    severity: Severity,
    interview: Severity | None = None,
    *,
    worst: Severity | None = None,
    stage: str = "",
    is_on: bool = True,
) -> Callable[[Check], Rule]:
    """Make a rule of the function `check` of a module `hld.check.rules.<family>.<name>`.

    Without a `stage` it is due at that of its code's letters. `worst` is the severity of its worst findings, where
    some are worse than the rule itself.
    """
    errs = Severity.ERROR in (severity, interview, worst)

    def make(check: Check) -> Rule:
        *_, family, name = check.__module__.split(".")
        due = stage or DUE[code[:2]]
        return Rule(name.replace("_", "-"), code, family, severity, interview or severity, check, due, is_on, errs)

    return make
