"""Findings as GitHub workflow commands."""

import pytest

from hld.check.types import Summary
from hld.diagnostics import Diagnostic, Severity, Span
from hld.report import github
from hld.report.types import Report


def command(severity=Severity.ERROR, message="m", hint="", file="specs/a.yaml"):
    diagnostic = Diagnostic(Span(file, 3, 5, 4, 9), severity, "some-rule", "XX001", "spec", message, hint)
    return github.render(Report((diagnostic,), Summary(), {}))


def test_a_finding_is_a_line():
    assert command(hint="h") == "::error file=specs/a.yaml,line=3,col=5,endLine=4,endColumn=9,title=some-rule::m (h)\n"


@pytest.mark.parametrize(("severity", "word"), [("error", "error"), ("warning", "warning"), ("info", "notice")])
def test_severities(severity, word):
    assert command(Severity(severity)).startswith(f"::{word} ")


def test_nothing_breaks_out_of_its_place():
    line = command(message="a%b\r\n::error::c", file="a,b:c%\n.yaml")
    assert line.count("\n") == 1
    assert "file=a%2Cb%3Ac%25%0A.yaml," in line
    assert line.endswith("::a%25b%0D%0A::error::c\n")


def test_nothing_found_is_nothing_said():
    assert github.render(Report((), Summary(), {})) == ""


def test_controls_are_shown_and_not_obeyed():
    assert command(message="\x1b[31mred\u202e", file="a\x07.yaml").count("\ufffd") == 3
