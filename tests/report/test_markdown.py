"""Findings as a Markdown table."""

import re

from hld.check.types import Summary
from hld.report import markdown
from hld.report.types import Part, Report

from .hostile import BAD, compiled, nasty

CELLS = re.compile(r"(?<!\\)\|")


def rows(text):
    return [line for line in text.split("\n") if line.startswith("| ") and not line.startswith(("| |", "| ---"))]


def test_a_table_a_spec_and_a_row_a_finding():
    report = compiled(BAD, "hld: 1\nname: B\n")
    text = markdown.render(report)
    assert text.startswith("## Design check\n\n**specs/0.yaml** – Working design: no, 0/0 requirements served\n\n")
    assert "**specs/1.yaml** – " in text
    assert len(rows(text)) == len(report.diagnostics)
    assert "| error | unknown-key | specs/0.yaml:3:1 | unknown key 'flow'<br>did you mean 'flows'? |" in text


def test_nothing_found_is_said_in_two_lines():
    summary = Summary(files=1)
    text = markdown.render(Report((), summary, {}, (Part("a.yaml", (), summary),)))
    assert text.endswith("0 errors, 0 warnings in 1 spec\n")
    assert "|" not in text


def test_no_text_breaks_out_of_its_cell():
    text = markdown.render(nasty())
    assert len(rows(text)) == 3
    for row in rows(text):
        assert len(CELLS.findall(row)) == 5
        assert "<script>" not in row
        assert "@all" not in row
        assert row.count("<br>") == 1


def test_it_is_never_longer_than_a_comment_may_be():
    report = nasty()
    many = Report(
        report.diagnostics * 1000,
        report.summary,
        {},
        (report.parts[0]._replace(diagnostics=report.diagnostics * 1000),),
    )
    text = markdown.render(many)
    assert len(text) < 65_000
    assert "There is more than fits here: run `hld check`.\n" in text
    assert text.endswith("in 1 spec\n")
