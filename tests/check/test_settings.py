"""Which rules run, and how severe they are."""

import pytest

from hld.check.rules import matching
from hld.check.types import Settings
from hld.check.usual import Usual
from hld.diagnostics import Severity
from hld.errors import UsageError

from .examples import cases, found

API = """
auth: oauth
entities:
  Tweet: {id, text}
api:
  - GET /v1/feed -> Tweet[]
"""
RULE = "unbounded-response"


def levelled(**levels: str) -> str:
    listed = ", ".join(f"{name}: {level}" for name, level in levels.items())
    return API + f"checks:\n  levels: {{{listed}}}\n"


def test_a_level_sets_the_severity():
    assert [each.severity for each in cases(levelled(AP009="error"), RULE)] == [Severity.ERROR]
    assert [each.severity for each in cases(levelled(AP009="info"), RULE)] == [Severity.INFO]
    assert not cases(levelled(AP009="off"), RULE)


def test_the_narrower_name_has_the_last_word():
    for text in (levelled(api="off", AP009="error"), levelled(AP009="error", api="off")):
        assert [each.severity for each in cases(text, RULE)] == [Severity.ERROR]


def test_an_unknown_name_in_levels_is_an_unknown_key():
    text = API + "checks:\n  levels:\n    unbounded-respons: off\n"
    (wrong,) = cases(text, "unknown-key")
    assert wrong.span.line == 9
    assert wrong.hint == f"did you mean '{RULE}'?"


def test_what_cannot_be_parsed_cannot_be_switched_off():
    assert cases("name: [", "yaml-syntax", ignore=("spec",))
    assert cases("name: [", "yaml-syntax", select=("api",))


def test_of_a_broken_spec_only_its_text_is_judged():
    assert {each.family for each in found("name: [")} == {"spec"}


@pytest.mark.parametrize("name", [RULE, "api", "AP", "ap0", "AP009"])
def test_select_and_ignore(name):
    assert {each.family for each in found(API, select=(name,))} == {"api"}
    assert not cases(API, RULE, ignore=(name,))


@pytest.mark.parametrize("name", ["", "a", "unbounded", "AP9", "every"])
def test_an_unknown_name_on_the_command_line_is_refused(name):
    with pytest.raises(UsageError, match="no rule is called"):
        Settings(ignore=(name,))


def test_severity_follows_the_profile():
    text = API.replace("{id, text}", "{id, text}").replace("Tweet[]", "Tweet") + (
        "components: {web: client, api: service}\n"
        "flows:\n  feed:\n    - web -> api: GET /v1/feed\n    - api -> user-db: look it up\n"
    )
    assert [each.severity for each in cases(text, "implicit-component")] == [Severity.INFO]
    assert [each.severity for each in cases("profile: doc\n" + text, "implicit-component")] == [Severity.ERROR]


def test_names_in_any_case():
    assert matching("Unbounded_Response") == matching("ap009") == matching("UNBOUNDED-RESPONSE")
    assert len(matching("api")) == len(matching("AP")) > 5


def test_a_stated_level_stands_over_what_the_rule_says_of_a_case():
    text = (
        "entities: {User: {id, email: pii}}\napi: [GET /v1/me -> User]\ncomponents: {web: client, api: service}\n"
        "flows:\n  me:\n    - web -> api: GET /v1/me\n"
    )
    assert [each.severity for each in cases(text, "no-auth")] == [Severity.ERROR]
    stated = text + "checks: {levels: {no-auth: info}}\n"
    assert [each.severity for each in cases(stated, "no-auth")] == [Severity.INFO]


ELEMENT = API + "  - GET /v1/likes -> Tweet[]\n"


def placed(levels: str) -> list[tuple[int, str]]:
    text = ELEMENT + f"checks:\n  levels:\n    {levels}\n"
    return [(each.span.line, str(each.severity)) for each in cases(text, RULE)]


def test_a_level_may_be_that_of_an_element():
    assert placed("AP009: {api.GET /v1/feed: error}") == [(6, "error"), (7, "warning")]
    assert placed("AP009: {api.GET /v1/feed: off}") == [(7, "warning")]
    assert placed("{api: off, AP009: {api.GET /v1/likes: info}}") == [(7, "info")]
    assert placed("{api: info, AP009: {api.GET /v1/likes: error}}") == [(6, "info"), (7, "error")]
    assert placed("{api: {api: error}, AP009: {api.GET /v1/likes: info}}") == [(6, "error"), (7, "info")]


def test_an_element_that_is_not_there_is_told_at_its_path():
    text = ELEMENT + "checks:\n  levels:\n    AP009: {api.GET /v1/feeds: off}\n"
    (wrong,) = cases(text, "unresolved-reference")
    assert wrong.span.line == 10
    assert "'api.GET /v1/feeds'" in wrong.message


def test_a_spec_may_select_rules_and_the_command_line_selects_others():
    text = API + "checks: {select: [requirements]}\n"
    assert not cases(text, RULE)
    assert cases(text, RULE, select=("api",))
    (wrong,) = cases(API + "checks: {select: [requirement]}\n", "unknown-key")
    assert wrong.hint == "did you mean 'requirements'?"


def test_what_a_settings_file_says_holds_where_nobody_else_says_so():
    assert not cases(API, RULE, usual=Usual(ignore=("AP009",)))
    assert cases(API, RULE, usual=Usual(ignore=("AP009",)), ignore=("flows",))
    assert not cases(API, RULE, usual=Usual(select=("flows",)))
    assert cases(API, RULE, usual=Usual(select=("flows",)), select=("api",))
    usual = Usual(levels={"AP009": "error"})
    assert [each.severity for each in cases(API, RULE, usual=usual)] == [Severity.ERROR]
    assert [each.severity for each in cases(levelled(AP009="info"), RULE, usual=usual)] == [Severity.INFO]
    assert [each.severity for each in cases(levelled(AP001="info"), RULE, usual=usual)] == [Severity.ERROR]


def test_the_profile_is_that_of_the_command_line_the_spec_the_settings_file():
    text = "entities: {Tweet: {id}}\napi: [GET /v1/x -> Person]\nauth: oauth\n"
    rule = "implied-entity"
    assert cases(text, rule)
    assert not cases(text, rule, usual=Usual(profile="doc"))
    assert cases("profile: interview\n" + text, rule, usual=Usual(profile="doc"))
    assert not cases("profile: interview\n" + text, rule, profile="doc")
    with pytest.raises(UsageError, match="no profile is called 'docs'"):
        Settings(profile="docs")
