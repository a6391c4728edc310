"""A sample of the mutation run: a few designs, the first places of each operator."""

from hld.check.rules import by_id

from .design import Design
from .judge import judge
from .operators import OPERATORS
from .report import page, survivors
from .run import ROOT, designs, mutants, of_design, share
from .types import Verdict

GOAL = 97
SAMPLE = ("twitter", "image-pipeline", "iot", "ledger", "graphql")
PLACES = 1


def sampled():
    paths = [path for path in designs() if path.stem in SAMPLE]
    return [each for path in paths for each in of_design(path, each=PLACES)]


def test_the_sample_is_found():
    outcomes = sampled()
    assert len(outcomes) > 250
    assert share(outcomes) >= GOAL, survivors(outcomes)


def test_there_are_operators_and_designs_enough():
    assert len(OPERATORS) >= 30
    assert len(designs()) >= 25


def test_every_operator_names_rules_that_there_are():
    for operator in OPERATORS.values():
        assert operator.rules
        assert set(operator.rules) <= set(by_id()), operator.name


def test_the_mutants_are_the_same_every_time():
    design = Design(next(path for path in designs() if path.stem == "twitter"))
    again = Design(design.path)
    for operator in OPERATORS.values():
        first = mutants(design, operator)
        assert first == mutants(again, operator)
        assert all(mutant.text != design.text for mutant in first)
        assert all(mutant.lines for mutant in first)


def test_a_finding_elsewhere_or_of_another_rule_does_not_count():
    design = Design(next(path for path in designs() if path.stem == "twitter"))
    operator = OPERATORS["wrong-method"]
    mutant = mutants(design, operator)[0]
    assert judge(design, operator, mutant).verdict is Verdict.FOUND
    assert judge(design, operator, mutant._replace(lines=frozenset({1}))).verdict is Verdict.WRONG_LINE
    assert judge(design, OPERATORS["tab"], mutant).verdict is Verdict.WRONG_RULE
    assert judge(design, operator, mutant._replace(text=design.text)).verdict is Verdict.MISSED
    assert judge(design, operator, mutant._replace(needs=-1)).verdict is Verdict.NOISY


def test_the_page_names_every_operator():
    written = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8")
    assert all(f"| {name} |" in written for name in OPERATORS), "run 'make mutation'"
    assert page([], 0).partition("\n")[0] == written.partition("\n")[0]
