"""Designs as their authors would write them: nothing is wrong with them, and every view of them can be drawn."""

from pathlib import Path

import pytest
from tests.layout.figures import general

from hld.diagnostics import Severity
from hld.layout.figure import Figure
from hld.layout.measure import census
from hld.layout.types import Drawing
from hld.pipeline import compile_file, compile_source, draw, views
from hld.source import load

DESIGNS = sorted(Path(__file__).with_name("designs").glob("*.yaml"))
OTHER = {"interview": "doc", "doc": "interview"}

# The warnings that a design is meant to have: the rule, how often, and why it is deserved.
DESERVED: dict[str, dict[str, tuple[int, str]]] = {}

# The warnings that a design has though nothing is wrong with it, until the rule knows better.
MISTAKEN: dict[str, dict[str, tuple[int, str]]] = {}


def serious(compilation):
    """The rules of the findings of warning or error severity."""
    return sorted(each.rule for each in compilation.diagnostics if each.severity is not Severity.INFO)


def allowed(name):
    """The rules of the warnings that a design may have, each as often as it may."""
    rows = DESERVED.get(name, {}) | MISTAKEN.get(name, {})
    return sorted(rule for rule, (times, _) in rows.items() for _ in range(times))


def test_there_are_many_designs_of_both_profiles():
    texts = [path.read_text(encoding="utf-8") for path in DESIGNS]
    assert len(texts) >= 25
    assert sum("profile: doc" in text for text in texts) >= 4
    assert all(40 <= len(text.splitlines()) <= 200 for text in texts)


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_a_design_is_clean(path):
    compilation = compile_file(str(path))
    assert not compilation.has_errors
    assert serious(compilation) == allowed(path.stem)
    summary = compilation.checked.summary
    assert summary.working or path.stem in MISTAKEN
    assert summary.flows.aligned == summary.flows.total
    assert summary.operations.used == summary.operations.total
    assert summary.requirements.served + len(MISTAKEN.get(path.stem, {})) >= summary.requirements.total


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_a_variant_of_a_design_has_no_errors(path):
    declared = compile_file(str(path)).model.spec.root.record("variants")
    for variant in declared.entries if declared else ():
        assert not compile_source(load(str(path)), variant=variant).has_errors


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_every_view_of_a_design_is_drawn_without_a_fault(path):
    model = compile_file(str(path)).model
    drawn = {view: draw(model, view) for view in views(model)}
    counts = {view: census(each) for view, each in drawn.items() if isinstance(each, Drawing)}
    found = {view: each.faults + each.merges for view, each in counts.items()}
    found.update((view, tuple(general(each))) for view, each in drawn.items() if isinstance(each, Figure))
    assert {view: faults for view, faults in found.items() if faults} == {}
