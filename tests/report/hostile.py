"""Reports whose texts hold everything that a format could trip over."""

from hld import pipeline
from hld.check.types import Summary
from hld.diagnostics import Diagnostic, Severity, Span
from hld.report.types import Part, Report, merged

NASTY = "a|b\nc\x00\x1b[31m<&>\"' ]]> \ud83d \ufffe 名 @all `x` <script> ![i](u) \t\u202e"
BAD = 'hld: 1\nname: A\nflow: {}\n"名": 1\ncomponents: {web: client, dbb: sql}\nflows: {a: [web -> dba: read X]}\n'


def compiled(*texts: str) -> Report:
    """The report on some specs, with coverage."""
    reports = [pipeline.compile_text(text, f"specs/{number}.yaml").covered_report for number, text in enumerate(texts)]
    return merged(reports)


def nasty() -> Report:
    """A report of one spec in which every text is hostile, a finding of each severity."""
    found = tuple(
        Diagnostic(Span(NASTY, 3, 5, 4, 9), severity, "unknown-key", "SP003", "spec", NASTY, NASTY, NASTY)
        for severity in Severity
    )
    summary = Summary(files=1, errors=1, warnings=1, infos=1)
    return Report(found, summary, {}, (Part(NASTY, found, summary, frozenset(("unknown-key", "bad-value"))),))
