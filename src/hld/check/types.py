"""What a check is told and what it answers: `Settings`, `Checked` and its `Summary`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hld.check.names import misspelt
from hld.check.rule import Rule
from hld.check.rules import matching, rules
from hld.diagnostics import Diagnostic, Severity
from hld.errors import UsageError

__all__ = ["Checked", "Flows", "Operations", "Requirements", "Settings", "Summary"]

ALWAYS = "yaml-syntax"  # what could not be parsed proves nothing, so this one cannot be turned off


class Settings:
    """What the command line asks for: names of rules as people write them, in any case.

    A name is an id, a family, a code or the start of one ("AP"). An empty `select` means every rule. Raises
    UsageError for a name that no rule has.
    """

    __slots__ = ("ignore", "select")

    def __init__(self, select: tuple[str, ...] = (), ignore: tuple[str, ...] = ()) -> None:
        self.select = select
        self.ignore = ignore
        for name in (*select, *ignore):
            if not matching(name):
                problem = misspelt(name)
                raise UsageError(problem.message, problem.hint)

    @property
    def running(self) -> tuple[Rule, ...]:
        """The rules that the command line lets run, in the order of the table."""
        selected = _ids(self.select) if self.select else None
        ignored = _ids(self.ignore)
        return tuple(
            rule
            for rule in rules()
            if rule.id == ALWAYS or ((selected is None or rule.id in selected) and rule.id not in ignored)
        )


class Flows(NamedTuple):
    """How many flows there are, and how many of them line up with the API."""

    total: int = 0
    aligned: int = 0


class Operations(NamedTuple):
    """How many operations are declared, and how many some flow uses."""

    total: int = 0
    used: int = 0


class Requirements(NamedTuple):
    """How many functional requirements there are, and how many have the operation and the flow they need."""

    total: int = 0
    served: int = 0


class Summary(NamedTuple):
    """A run in numbers. `working` says that every requirement is served and nothing contradicts that."""

    files: int = 0
    errors: int = 0
    warnings: int = 0
    infos: int = 0
    suppressed: int = 0
    flows: Flows = Flows()
    operations: Operations = Operations()
    requirements: Requirements = Requirements()
    working: bool = False

    def fails(self, strict: bool = False) -> bool:
        """Whether the run ends in failure: an error was found or, if `strict`, a warning."""
        return bool(self.errors or (strict and self.warnings))

    @classmethod
    def of(cls, parts: Iterable[Summary]) -> Summary:
        """The summary of several specs together: the sums, and working if each of them is."""
        parts = list(parts)
        return cls(
            files=sum(part.files for part in parts),
            errors=sum(part.errors for part in parts),
            warnings=sum(part.warnings for part in parts),
            infos=sum(part.infos for part in parts),
            suppressed=sum(part.suppressed for part in parts),
            flows=Flows(sum(part.flows.total for part in parts), sum(part.flows.aligned for part in parts)),
            operations=Operations(
                sum(part.operations.total for part in parts), sum(part.operations.used for part in parts)
            ),
            requirements=Requirements(
                sum(part.requirements.total for part in parts), sum(part.requirements.served for part in parts)
            ),
            working=bool(parts) and all(part.working for part in parts),
        )


class Checked(NamedTuple):
    """The outcome for one spec: what is reported, in order of place, what was suppressed, and the summary."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]
    summary: Summary

    def has(self, severity: Severity) -> bool:
        """Whether anything of this severity is reported."""
        return any(diagnostic.severity == severity for diagnostic in self.diagnostics)


def _ids(names: Iterable[str]) -> set[str]:
    return {rule.id for name in names for rule in matching(name)}
