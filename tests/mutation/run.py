"""Applies every operator to every good design, over all cores, and tells what came of it."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from .design import Design
from .judge import judge
from .operators import OPERATORS
from .types import Outcome, Verdict

__all__ = ["ROOT", "designs", "measured", "mutants", "of_design", "share"]

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


def of_design(path: Path, names: Sequence[str] = (), each: int = 0) -> list[Outcome]:
    """The outcomes of the operators at every place of one design, or at the first `each` places of each."""
    design = Design(path)
    chosen = [operator for operator in OPERATORS.values() if not names or operator.name in names]
    return [
        judge(design, operator, mutant) for operator in chosen for mutant in mutants(design, operator)[: each or None]
    ]


def measured(names: Sequence[str] = ()) -> list[Outcome]:
    """All outcomes of the operators named, or of all, in the order of operators and designs."""
    with ProcessPoolExecutor() as pool:
        found = [each for outcomes in pool.map(partial(of_design, names=names), designs()) for each in outcomes]
    place = {name: at for at, name in enumerate(OPERATORS)}
    return sorted(found, key=lambda each: place[each.operator])


def share(outcomes: Sequence[Outcome]) -> float:
    """Which share of the mutants is found, in per cent."""
    return 100 * sum(each.verdict is Verdict.FOUND for each in outcomes) / max(1, len(outcomes))
