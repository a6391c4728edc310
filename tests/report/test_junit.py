"""Findings as JUnit XML, as Jenkins and GitLab read it."""

from xml.etree import ElementTree

import pytest

from hld.diagnostics import Severity
from hld.report import junit

from .hostile import BAD, compiled, nasty

REPORTS = {"bad": compiled(BAD, "hld: [\n"), "clean": compiled("hld: 1\n"), "none": compiled(), "nasty": nasty()}
each_report = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)

#: Elements with the attributes they must have and may have, and the elements they may hold: what Jenkins' schema and
#: GitLab's documentation have in common.
SHAPE = {
    "testsuites": ({"tests", "failures", "errors"}, {"name"}, {"testsuite"}),
    "testsuite": ({"name", "tests", "failures", "errors"}, {"skipped"}, {"testcase"}),
    "testcase": ({"name", "classname"}, {"file", "time"}, {"failure", "system-out"}),
    "failure": ({"message", "type"}, set(), set()),
    "system-out": (set(), set(), set()),
}


def parsed(report):
    return ElementTree.fromstring(junit.render(report).encode("utf-8"))


@each_report
def test_the_shape_holds(report):
    for element in parsed(report).iter():
        must, may, holds = SHAPE[element.tag]
        assert must <= element.attrib.keys() <= must | may
        assert {child.tag for child in element} <= holds


@each_report
def test_the_counts_are_those_of_the_cases(report):
    root = parsed(report)
    for suite in root:
        cases = list(suite)
        assert int(suite.get("tests")) == len(cases)
        assert int(suite.get("failures")) == sum(case.find("failure") is not None for case in cases)
        assert len({case.get("name") for case in cases}) == len(cases)
    for count in ("tests", "failures"):
        assert int(root.get(count)) == sum(int(suite.get(count)) for suite in root)


def test_a_suite_a_spec_and_a_case_a_rule():
    report = compiled(BAD, "hld: 1\n")
    root = parsed(report)
    assert [suite.get("name") for suite in root] == ["specs/0.yaml", "specs/1.yaml"]
    for suite, part in zip(root, report.parts, strict=True):
        assert {case.get("name") for case in suite} == part.asked
        failed = {case.get("name") for case in suite if case.find("failure") is not None}
        assert failed == {each.rule for each in part.diagnostics if each.severity is not Severity.INFO}


def test_a_failure_tells_where_and_how_to_mend_it():
    (case,) = (each for each in parsed(compiled(BAD)).iter("testcase") if each.get("name") == "unknown-key")
    failure = case.find("failure")
    assert failure.get("type") == "error"
    assert failure.get("message") == "unknown key 'flow' (and 1 more)"
    assert failure.text.startswith("specs/0.yaml:3:1: error: unknown key 'flow' (did you mean 'flows'?)\n")


def test_what_is_for_information_fails_nothing():
    root = parsed(nasty())
    (case,) = (each for each in root.iter("testcase") if each.get("name") == "unknown-key")
    assert case.find("failure").text.count(": error: ") == case.find("failure").text.count(": warning: ") == 1
    assert ": info: " in case.find("system-out").text


def test_any_text_is_told_as_far_as_xml_can():
    root = parsed(nasty())
    name = root.find("testsuite").get("name")
    assert name.startswith("a|b\nc��[31m<&>\"' ]]> � � 名")
    assert "\ud83d" not in junit.render(nasty())
