"""Designs on disk: good ones, of which nothing is said, and bad ones with a mark on each line that is wrong."""

import re
from pathlib import Path

import pytest

from hld import pipeline
from hld.diagnostics import Severity

CASES = Path(__file__).parent.parent.parent / "cases" / "flows"
SPECS = Path(__file__).parent.parent.parent.parent / "specs"
MARK = re.compile(r"# <-- (.+)")
FAMILIES = ("flows", "topology")
# The bad designs have one cast of components, and none has a part for all of them.
LEFT_OVER = ("missing-section", "orphan", "cdn-without-origin", "black-hole-process")


def files(folder):
    return sorted(folder.glob("*.yaml"))


def found(path):
    return pipeline.compile_text(path.read_text(encoding="utf-8"), path.name).diagnostics


def marks(text):
    return sorted(
        (number, rule)
        for number, line in enumerate(text.splitlines(), 1)
        if (match := MARK.search(line))
        for rule in match[1].split()
    )


def shown(diagnostics):
    return [f"{each.span.line}:{each.span.column} {each.severity} {each.rule}: {each.message}" for each in diagnostics]


@pytest.mark.parametrize("path", files(CASES / "good"), ids=lambda path: path.stem)
def test_of_a_good_design_nothing_is_said(path):
    wrong = [each for each in found(path) if each.family in FAMILIES or each.severity is Severity.ERROR]
    assert not wrong, shown(wrong)


@pytest.mark.parametrize("path", files(SPECS), ids=lambda path: path.stem)
def test_the_flows_of_our_own_designs_line_up(path):
    wrong = [each for each in found(path) if each.family in FAMILIES]
    assert not wrong, shown(wrong)


@pytest.mark.parametrize("path", files(CASES / "bad"), ids=lambda path: path.stem)
def test_in_a_bad_design_each_marked_line_is_found_and_nothing_else(path):
    text = path.read_text(encoding="utf-8")
    loud = [
        each
        for each in found(path)
        if each.family in FAMILIES or (each.family == "spec" and each.severity is not Severity.INFO)
    ]
    told = sorted((each.span.line, each.rule) for each in loud if each.rule not in LEFT_OVER)
    assert told == marks(text), shown(loud)


@pytest.mark.parametrize("path", files(CASES / "bad"), ids=lambda path: path.stem)
def test_a_finding_stands_on_one_line_and_on_something(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    for each in found(path):
        if each.family in FAMILIES:
            assert each.span.line == each.span.end_line, shown([each])
            written = lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1]
            assert written and written == written.strip(), shown([each])
