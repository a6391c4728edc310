"""What the author allows, how it is written, and what is said of it when it is wrong."""

import pytest

from hld.diagnostics import Severity

from .examples import cases, checked, found

API = """
auth: oauth
entities:
  Tweet: {id, text}
api:
  - GET /v1/feed -> Tweet[]
  - GET /v1/v1.1/list -> Tweet[]
"""
RULE = "unbounded-response"


def test_both_are_found_without_suppression():
    assert len(cases(API, RULE)) == 2


@pytest.mark.parametrize("name", ["unbounded-response", "AP009", "ap009", "api", "AP", "Unbounded_Response"])
def test_an_entry_takes_an_id_a_family_or_a_code(name):
    text = API + f"checks:\n  ignore:\n    - {{rule: {name}, at: api.GET /v1/feed, because: feeds are short}}\n"
    outcome = checked(text)
    assert [each.span.line for each in outcome.diagnostics if each.rule == RULE] == [7]
    assert [each.span.line for each in outcome.suppressed] == [6]
    assert outcome.summary.suppressed == 1


@pytest.mark.parametrize("path", ["api.GET /v1/v1.1/list", "api.`GET /v1/v1.1/list`"])
def test_a_key_with_dots_is_found(path):
    text = API + f"checks:\n  ignore:\n    - {{rule: {RULE}, at: {path!r}, because: short}}\n"
    assert [each.span.line for each in cases(text, RULE)] == [6]


def test_an_entry_without_a_place_holds_everywhere():
    text = API + f"checks:\n  ignore:\n    - {{rule: {RULE}, because: lists are short here}}\n"
    assert not cases(text, RULE)
    assert not cases(text, "stale-suppression")


def test_a_section_is_a_place():
    text = API + f"checks:\n  ignore:\n    - {{rule: {RULE}, at: api, because: lists are short here}}\n"
    assert not cases(text, RULE)


def test_a_path_to_nothing_is_one_finding_and_allows_nothing():
    text = API + f"checks:\n  ignore:\n    - {{rule: {RULE}, at: api.GET /v1/fed, because: short}}\n"
    assert len(cases(text, RULE)) == 2
    wrong = [each for each in found(text) if each.rule in ("unresolved-reference", "stale-suppression")]
    assert [each.message for each in wrong] == ["'api.GET /v1/fed' is the path of nothing in this spec"]


def test_an_unknown_rule_is_an_unknown_key_with_the_nearest_name():
    text = API + "checks:\n  ignore:\n    - {rule: unbounded-respones, at: api.GET /v1/feed, because: short}\n"
    (wrong,) = cases(text, "unknown-key")
    assert wrong.message == "no rule is called 'unbounded-respones'"
    assert wrong.hint == "did you mean 'unbounded-response'?"


def test_an_entry_without_a_reason_still_holds():
    text = API + f"checks:\n  ignore:\n    - {{rule: {RULE}, at: api.GET /v1/feed}}\n"
    assert len(cases(text, RULE)) == 1
    assert len(cases(text, "suppression-without-reason")) == 1


def test_a_comment_on_the_line():
    text = API.replace("GET /v1/feed -> Tweet[]", f"GET /v1/feed -> Tweet[]  # hld: allow {RULE} -- short")
    assert [each.span.line for each in cases(text, RULE)] == [7]


def test_a_comment_on_the_line_above():
    text = API.replace("  - GET /v1/feed", f"  # hld: allow {RULE} -- short\n  - GET /v1/feed")
    assert [each.span.line for each in cases(text, RULE)] == [8]


def test_a_comment_with_several_rules():
    text = API.replace("  - GET /v1/feed", f"  # hld: allow {RULE}, no-auth -- short\n  - GET /v1/feed")
    assert len(cases(text, RULE)) == 1
    assert [each.message for each in cases(text, "stale-suppression")] == ["nothing here is a case of 'no-auth'"]


def test_a_comment_without_a_reason():
    text = API.replace("GET /v1/feed -> Tweet[]", f"GET /v1/feed -> Tweet[]  # hld: allow {RULE}")
    assert len(cases(text, RULE)) == 1
    (wrong,) = cases(text, "suppression-without-reason")
    assert wrong.severity is Severity.WARNING


def test_a_comment_of_another_linter_is_pointed_out():
    text = API.replace("GET /v1/feed -> Tweet[]", f"GET /v1/feed -> Tweet[]  # hld: disable {RULE}")
    assert [each.hint for each in cases(text, "unknown-key")] == ["write '# hld: allow RULE -- why'"]


def test_other_comments_mean_nothing():
    text = API.replace("GET /v1/feed -> Tweet[]", "GET /v1/feed -> Tweet[]  # allow unbounded-response")
    assert len(cases(text, RULE)) == 2


def test_what_is_not_found_any_more_is_stale():
    text = API + "checks:\n  ignore:\n    - {rule: get-with-body, at: api.GET /v1/feed, because: proxies are ours}\n"
    assert len(cases(text, "stale-suppression")) == 1


def test_nothing_is_stale_when_its_rule_did_not_run():
    text = API + "checks:\n  ignore:\n    - {rule: get-with-body, at: api.GET /v1/feed, because: proxies are ours}\n"
    assert not cases(text, "stale-suppression", ignore=("get-with-body",))
