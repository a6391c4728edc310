"""What a check is told and what it answers: `Settings`, `Checked` and its `Summary`."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from hld.check.names import misspelt
from hld.check.rule import Unknown
from hld.check.rules import matching
from hld.check.stage import STAGES
from hld.check.usual import PROFILES, Usual
from hld.diagnostics import Diagnostic, Severity
from hld.errors import UsageError
from hld.near import nearest
from hld.spec.types import Spec
from hld.tuples import NamedTuple

__all__ = ["Checked", "Flows", "Operations", "Requirements", "Settings", "Summary"]


class Settings:
    """What the command line asks for: names of rules as people write them, in any case, a stage and a profile.

    A name is an id, a family, a code or the start of one ("AP"). An empty `select` means every rule. Raises
    UsageError for a name that no rule has, and for an unknown stage or profile.
    """

    __slots__ = ("ignore", "profile", "select", "stage", "usual")

    def __init__(
        self,
        select: tuple[str, ...] = (),
        ignore: tuple[str, ...] = (),
        stage: str = "",
        profile: str = "",
        usual: Usual | None = None,
    ) -> None:
        self.select = select
        self.ignore = ignore
        self.stage = _choice("stage", stage, STAGES)
        self.profile = _choice("profile", profile, PROFILES)
        self.usual = usual or Usual()
        for name in (*select, *ignore):
            if not matching(name):
                problem = misspelt(name)
                raise UsageError(problem.message, problem.hint)

    def under(self, usual: Usual) -> Settings:
        """The same with what a settings file says."""
        return Settings(self.select, self.ignore, self.stage, self.profile, usual)

    def profile_for(self, spec: Spec) -> str:
        """The profile that `spec` is judged by; "" where nobody names one."""
        return self.profile or str(spec.root.value("profile", self.usual.profile))


def _choice(noun: str, value: str, known: Collection[str]) -> str:
    if value and value not in known:
        meant = nearest(value, known)
        hint = f"did you mean '{meant}'?" if meant else f"there are: {', '.join(known)}"
        raise UsageError(f"no {noun} is called '{value}'", hint)
    return value


class Flows(NamedTuple):
    """How many flows there are, and how many of them line up with the API."""

    total: int = 0
    aligned: int = 0


class Operations(NamedTuple):
    """How many operations some flow should use, and how many one does.

    Those of an external and deprecated ones count only if they are used.
    """

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
    """The outcome for one spec: what is reported, in order of place, what was suppressed, and the summary.

    `asked` are the ids of the rules that ran, `unknown` what they could not judge, by rule, and `stage` how far the
    design was taken to have come ("" for all the way).
    """

    diagnostics: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]
    summary: Summary
    asked: frozenset[str] = frozenset()
    unknown: tuple[tuple[str, Unknown], ...] = ()
    stage: str = ""

    def has(self, severity: Severity) -> bool:
        """Whether anything of this severity is reported."""
        return any(diagnostic.severity == severity for diagnostic in self.diagnostics)
