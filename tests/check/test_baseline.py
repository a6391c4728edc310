"""Findings that are known already."""

import json

import pytest

from hld.check.baseline import parsed, sifted, written
from hld.errors import UsageError

from .examples import found

TEXT = """
auth: oauth
entities:
  Tweet: {id, text}
api:
  - GET /v1/feed -> Tweet[]
  - GET /v1/likes -> Tweet[]
"""
RULE = "unbounded-response"


def findings(text: str = TEXT):
    return found(text, select=(RULE,))


def test_what_is_written_is_known():
    baseline = parsed(written(findings()), "b.json")
    result = sifted(findings(), baseline, ["spec.yaml"])
    assert (result.new, len(result.known), result.gone) == ((), 2, ())


def test_lines_may_move_and_the_order_does_not_matter():
    moved = "# hello\n\n" + TEXT.replace("  - GET /v1/feed -> Tweet[]\n", "") + "  - GET /v1/feed -> Tweet[]\n"
    result = sifted(findings(moved), parsed(written(findings()), "b.json"), ["spec.yaml"])
    assert (result.new, len(result.known), result.gone) == ((), 2, ())
    assert written(findings(moved)) == written(findings()) == written(reversed(findings()))


def test_a_new_finding_is_told_and_a_mended_one_is_gone():
    other = TEXT.replace("/v1/likes", "/v1/friends")
    result = sifted(findings(other), parsed(written(findings()), "b.json"), ["spec.yaml"])
    assert [each.message for each in result.new] == ["'GET /v1/friends' returns an unbounded list of Tweet"]
    assert result.gone == (RULE,)


def test_of_a_file_that_was_not_checked_nothing_is_gone():
    assert sifted([], parsed(written(findings()), "b.json"), ["other.yaml"]).gone == ()


def test_equal_findings_are_counted():
    (one, _) = findings()
    document = json.loads(written([one, one]))
    assert document["findings"][0]["count"] == 2
    baseline = parsed(written([one, one]), "b.json")
    assert len(sifted([one, one, one], baseline, ["spec.yaml"]).new) == 1
    assert sifted([one], baseline, ["spec.yaml"]).gone == (RULE,)


def test_what_cannot_be_parsed_is_never_known():
    broken = found("name: [")
    assert [each.rule for each in broken] == ["yaml-syntax"]
    assert json.loads(written(broken))["findings"] == []
    entry = {"file": "spec.yaml", "element": "", "rule": "yaml-syntax", "message": broken[0].message}
    baseline = parsed(json.dumps({"version": 1, "findings": [entry]}), "b.json")
    assert len(sifted(broken, baseline, ["spec.yaml"]).new) == 1


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"version": 2, "findings": []}', '{"version": 1}', '{"version": 1, "findings": [1]}',
     '{"version": 1, "findings": [{"rule": "x"}]}', '{"version": 1, "findings": 3}', "[" * 100_000],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(text):
    with pytest.raises(UsageError, match=r"'b.json' is no baseline"):
        parsed(text, "b.json")
