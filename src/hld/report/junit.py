"""Findings as JUnit XML, which Jenkins, GitLab and other CI servers show as test results.

There is a suite for each spec and in it a case for each rule that ran. A case fails by errors and warnings; what is
for information only stands in its output. The elements and attributes are those that Jenkins' own schema and GitLab's
documentation agree on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.diagnostics import Diagnostic, Severity
from hld.report.types import Part, Report

__all__ = ["render"]

NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"}
STAND_IN = "�"


def render(report: Report, colour: bool = False) -> str:
    """A `testsuites` document; well-formed XML 1.0 whatever the specs contain."""
    suites = [list(_suite(part)) for part in report.parts]
    counts = _attributes(tests=sum(map(_tests, report.parts)), failures=sum(map(_failures, report.parts)), errors=0)
    body = [f"  {line}" for suite in suites for line in suite]
    head = '<?xml version="1.0" encoding="UTF-8"?>'
    return "\n".join([head, f'<testsuites name="hld"{counts}>', *body, "</testsuites>"]) + "\n"


def _suite(part: Part) -> Iterator[str]:
    counts = _attributes(name=part.file, tests=_tests(part), failures=_failures(part), errors=0, skipped=0)
    yield f"<testsuite{counts}>"
    for rule, found in _cases(part).items():
        yield from (f"  {line}" for line in _case(part.file, rule, found))
    yield "</testsuite>"


def _cases(part: Part) -> dict[str, list[Diagnostic]]:
    """What each rule that ran found, in the order of the rules' names."""
    cases: dict[str, list[Diagnostic]] = {rule: [] for rule in part.asked}
    for diagnostic in part.diagnostics:
        cases.setdefault(diagnostic.rule, []).append(diagnostic)
    return dict(sorted(cases.items()))


def _case(file: str, rule: str, found: Sequence[Diagnostic]) -> Iterator[str]:
    case = _attributes(name=rule, classname=file, file=file, time="0")
    counting = [each for each in found if _counts(each)]
    for_information = [each for each in found if not _counts(each)]
    if not found:
        yield f"<testcase{case}/>"
        return
    yield f"<testcase{case}>"
    if counting:
        first = counting[0]
        more = f" (and {len(counting) - 1} more)" if len(counting) > 1 else ""
        failure = _attributes(message=f"{first.message}{more}", type=str(first.severity))
        yield f"  <failure{failure}>{_escaped(_told(counting))}</failure>"
    if for_information:
        yield f"  <system-out>{_escaped(_told(for_information))}</system-out>"
    yield "</testcase>"


def _told(found: Sequence[Diagnostic]) -> str:
    return "\n".join(
        f"{each.span.file}:{each.span.line}:{each.span.column}: {each.severity}: {each.message}"
        + (f" ({each.hint})" if each.hint else "")
        for each in found
    )


def _tests(part: Part) -> int:
    return len(_cases(part))


def _failures(part: Part) -> int:
    return len({each.rule for each in part.diagnostics if _counts(each)})


def _counts(diagnostic: Diagnostic) -> bool:
    return diagnostic.severity is not Severity.INFO


def _attributes(**values: object) -> str:
    return "".join(f' {name}="{_escaped(str(value))}"' for name, value in values.items())


def _escaped(text: str) -> str:
    return "".join(NAMED.get(char, char) if _is_allowed(char) else STAND_IN for char in text)


def _is_allowed(char: str) -> bool:
    """Whether XML 1.0 takes a character at all."""
    code = ord(char)
    return char in "\t\n\r" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD or code >= 0x10000
