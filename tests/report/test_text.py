"""Findings for people: the caret under the right column, whatever stands before it."""

import re
from pathlib import Path

import pytest

from hld.check.types import Requirements, Settings, Summary
from hld.diagnostics import Diagnostic, Severity, Span
from hld.pipeline import compile_text
from hld.report import text
from hld.report.types import Known, Part, Report


def report_on(line, column, end, *, severity=Severity.ERROR, message="'x' is wrong", hint="", number=1, end_line=None):
    span = Span("a.yaml", number, column, end_line or number, end)
    diagnostic = Diagnostic(span, severity, "some-rule", "XX001", "spec", message, hint)
    return Report((diagnostic,), Summary(files=1), {"a.yaml": ("",) * (number - 1) + (line,)})


def shown(*args, **options):
    return text.findings(report_on(*args, **options)).split("\n")


def columns(line):
    """The text of a line up to and under its carets."""
    return line.index("^"), line.rindex("^") + 1


def test_all_parts_of_a_finding():
    assert shown("  - web -> lb: graf", 16, 20, hint="did you mean 'graph'?", number=12) == [
        "error[some-rule]: 'x' is wrong",
        "  --> a.yaml:12:16",
        "   |",
        "12 |   - web -> lb: graf",
        f"   | {' ' * 15}^^^^",
        "   = help: did you mean 'graph'?",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("flows: graf", "graf"),
        ("\tflows:\tgraf", "graf"),
        ("名前: グラフ", "グラフ"),
        ("🚀🚀: graf", "graf"),
        ("e\u0301e\u0301: graf", "graf"),
        ("a\u200bb\x07: graf", "graf"),
        ("❤\ufe0f: graf", "graf"),
    ],
)
def test_carets_stand_under_what_is_wrong(line, word):
    at = line.index(word)
    _, _, _, source, carets, *_ = shown(line, at + 1, at + 1 + len(word))
    start, end = columns(carets)
    before = source.index(word)
    assert start == width(source[:before])
    assert end - start == width(word)


def width(text):
    """Terminal columns, for the characters of these tests."""
    wide = "名前グラフ🚀"
    return sum(2 if char in wide else 0 if char in "\u0301\ufe0f" else 1 for char in text)


def test_an_empty_span_gets_one_caret_and_one_at_the_end_of_a_line_too():
    assert shown("abc", 2, 2)[4] == "  |  ^"
    assert shown("abc", 4, 4)[4] == "  |    ^"
    assert shown("abc", 99, 120)[4] == "  |    ^"


def test_a_span_over_lines_marks_the_rest_of_the_first():
    assert shown("abc def  ", 5, 3, end_line=4)[4] == "  |     ^^^"


def test_a_very_long_line_is_cut_around_what_is_wrong():
    line = "x" * 5000 + "graf" + "y" * 5000
    source, carets = shown(line, 5001, 5005)[3:5]
    assert len(source) < 200
    start, end = columns(carets)
    assert source[start:end] == "graf"
    assert "…" in source


def test_a_very_long_span_is_cut():
    assert all(len(line) < 300 for line in shown("x" * 9000, 1, 9001))


def test_a_line_that_is_not_there_is_left_out():
    report = report_on("a", 1, 2)._replace(lines={})
    assert text.findings(report) == "error[some-rule]: 'x' is wrong\n --> a.yaml:1:1\n\n"


def test_no_text_of_a_spec_moves_the_cursor():
    lines = shown("a: \x1b[2J\u202egraf", 1, 2, message="'\x1b[31m\n\r' is wrong", hint="a\x07b")
    assert not any(ord(char) < 32 or char in "\x1b\u202e" for line in lines for char in line)
    assert lines[0] == "error[some-rule]: '�[31m ' is wrong"


def test_colour_adds_nothing_but_colour():
    report = report_on("flows: graf", 8, 12, hint="h")
    plain, coloured = text.render(report, False), text.render(report, True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain
    assert coloured.count("\x1b[1;31m") >= 2


def test_the_summary_counts_in_words():
    summary = Summary(files=2, errors=1, warnings=2, infos=3, suppressed=4)
    told = text.render(Report((), summary, {}), False)
    assert told == (
        "0 of 0 flows and 0 of 0 operations line up\n"
        "1 error, 2 warnings, 3 for your information, 4 suppressed in 2 specs\n"
    )


def part(file="a.yaml", diagnostics=(), stage="", coverage=None, **summary):
    return Part(file, diagnostics, Summary(files=1, **summary), frozenset(), stage, coverage)


def told(*parts):
    return text.render(Report((), Summary(files=len(parts)), {}, parts)).split("\n")


def test_the_first_line_says_whether_the_design_works():
    assert (
        told(part(requirements=Requirements(3, 3), working=True))[0] == "Working design: yes, 3/3 requirements served"
    )
    assert told(part(requirements=Requirements(1, 0)))[0] == "Working design: no, 0/1 requirement served"
    early = told(part(requirements=Requirements(2, 0), stage="api"))
    assert early == ["Working design: not due at the stage 'api', 2 requirements", "0 errors, 0 warnings in 1 spec", ""]


def test_of_several_specs_each_has_its_own_findings_under_its_name():
    found = report_on("flows: graf", 8, 12).diagnostics
    lines = told(part("a.yaml"), part("b.yaml", found), part("c.yaml"))
    assert lines[:4] == [
        "a.yaml: Working design: no, 0/0 requirements served",
        "b.yaml: Working design: no, 0/0 requirements served",
        "",
        "error[some-rule]: 'x' is wrong",
    ]
    assert lines[6] == "c.yaml: Working design: no, 0/0 requirements served"


def test_what_a_baseline_knows_is_counted():
    report = Report((), Summary(files=1), {}, (), Known("b.json", 2, ("no-auth", "no-auth", "unused-endpoint")))
    assert text.render(report).split("\n")[1:3] == [
        "2 findings known from b.json",
        "3 entries of it found no more; --write-baseline takes them out: no-auth, unused-endpoint",
    ]


def test_what_serves_each_requirement(golden):
    spec = (
        "hld: 1\nname: A\nauth: oauth\nrequirements:\n  functional: {read: User should be able to read notes, "
        "share: User should be able to share notes}\n  nonfunctional: {speed: read p99 < 200ms}\n"
        "entities: {Note: {id, text}}\napi:\n  - GET /v1/notes/{noteId} -> Note\n"
        "components: {web: client, api: service, notes: sql}\n"
        "flows:\n  read: [web -> api: 'GET /v1/notes/{noteId}', api -> notes: read Note]\n"
        "deep_dives: {fast: {question: How?, addresses: [speed]}}\n"
    )
    settings = Settings(select=("fr-without-flow", "nfr-unquantified", "no-auth", "unknown-endpoint"))
    report = compile_text(spec, "a.yaml", settings).covered_report
    golden(text.render(report), Path(__file__).parent / "coverage.txt")


def test_a_real_finding(golden):
    told = compile_text("hld: 1\nname: A\nflow: {}\ncomponents:\n  web:\tclient\n", "a.yaml").report
    golden(text.render(told), Path(__file__).parent / "findings.txt")
