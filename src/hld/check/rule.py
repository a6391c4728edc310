"""What a rule is: a function from a `Model` to findings, with a docstring that is its manual page."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple

from hld.diagnostics import Finding, Severity
from hld.model.types import Model

__all__ = ["Rule", "rule"]

Check = Callable[[Model], Iterable[Finding]]


class Rule(NamedTuple):
    """A rule: its `id` is its file's name in kebab case, its `family` the folder it lies in.

    `severity` holds in the doc profile, `interview` in the interview profile.
    """

    id: str
    code: str
    family: str
    severity: Severity
    interview: Severity
    check: Check

    @property
    def manual(self) -> str:
        """The manual page: the docstring of the rule's module."""
        return sys.modules[self.check.__module__].__doc__ or ""


def rule(code: str, severity: Severity, interview: Severity | None = None) -> Callable[[Check], Rule]:
    """Make a rule of the function `check` of a module `hld.check.rules.<family>.<name>`."""

    def make(check: Check) -> Rule:
        *_, family, name = check.__module__.split(".")
        return Rule(name.replace("_", "-"), code, family, severity, interview or severity, check)

    return make
