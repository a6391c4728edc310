"""Applies every operator to every good design, over all cores, and tells what came of it."""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from .design import Design
from .judge import judge
from .operators import OPERATORS
from .types import Outcome, Verdict

__all__ = ["ROOT", "designs", "measured", "mutants", "share"]

ROOT = Path(__file__).parents[2]


def designs() -> list[Path]:
    """The good designs: those that the project shows, and those of the tests."""
    return sorted((ROOT / "specs").glob("*.yaml")) + sorted((ROOT / "tests" / "designs").glob("*.yaml"))


def mutants(design, operator):
    """The mutants of one operator, each text once, in order of place."""
    made = {}
    for change in operator.changes(design):
        mutant = design.mutant(change)
        if mutant is not None:
            made.setdefault(mutant.text, mutant)
    return list(made.values())


def of_design(path) -> list[Outcome]:
    """The outcomes of every operator at every place of one design."""
    design = Design(path)
    return [judge(design, each, mutant) for each in OPERATORS.values() for mutant in mutants(design, each)]


def measured(jobs: int | None = None) -> list[Outcome]:
    """All outcomes, in the order of operators and designs."""
    with ProcessPoolExecutor(jobs) as pool:
        found = [each for outcomes in pool.map(of_design, designs()) for each in outcomes]
    place = {name: at for at, name in enumerate(OPERATORS)}
    return sorted(found, key=lambda each: place[each.operator])


def share(outcomes) -> float:
    """Which share of the mutants is found, in per cent."""
    verdicts = Counter(each.verdict for each in outcomes)
    return 100 * verdicts[Verdict.FOUND] / max(1, verdicts.total())
