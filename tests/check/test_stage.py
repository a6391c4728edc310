"""What is asked at each step of the delivery framework."""

import pytest

from hld.check.rules import rules
from hld.check.stage import DUE, STAGES, is_due
from hld.check.types import Settings
from hld.errors import UsageError

from .examples import cases, checked, found

SKETCH = """
name: Notes
requirements:
  functional:
    read: User should be able to read notes
  nonfunctional:
    latency: fast
entities:
  Note: {id, text: strng}
api:
  - GET /v1/notes/{} -> Note
flows:
  read:
    - web -> api: GET /v1/note
    - web -> -> api
components:
  web: clientt
deep_dives:
  what: {aera: data}
"""
FIRST = {
    "nfr-unquantified": "requirements",
    "unknown-type": "entities",
    "bad-path-param": "api",
    "unknown-endpoint": "flows",
    "bad-step": "flows",
    "unknown-kind": "flows",
    "unknown-key": "deep-dives",
}


def test_every_rule_is_due_at_a_stage():
    assert {rule.stage for rule in rules()} <= set(STAGES)
    assert set(DUE.values()) <= set(STAGES)


def test_stages_follow_each_other():
    assert is_due("api", "")
    assert is_due("api", "api")
    assert is_due("entities", "api")
    assert not is_due("flows", "api")


@pytest.mark.parametrize("stage", STAGES)
def test_only_what_is_due_is_told(stage):
    told = {each.rule for each in found(SKETCH, stage=stage)} & FIRST.keys()
    assert told == {rule for rule, first in FIRST.items() if STAGES.index(first) <= STAGES.index(stage)}


def test_the_last_stage_asks_for_all():
    assert found(SKETCH, stage="deep-dives") == found(SKETCH)


def test_only_sections_that_are_due_are_missed():
    text = "name: Notes\nrequirements:\n  functional:\n    read: User should be able to read notes\n"
    assert not found(text, stage="requirements", ignore=("no-nfr", "nfr-count"))
    (one,) = cases(text, "missing-section", stage="entities")
    assert one.message == "the design has no entities"
    (two,) = cases(text, "missing-section", stage="api")
    assert two.message == "the design has no entities and no API"


def test_what_a_channel_sends_may_be_a_message_while_these_are_not_due():
    text = SKETCH.replace("api:\n", "api:\n  - ws /v1/news -> NoteChanged\n  - GET /v1/things/{id} -> Thing\n", 1)
    for profile, rule in (("interview", "implied-entity"), ("doc", "unknown-response-type")):
        said = text + f"profile: {profile}\n"
        (early,) = cases(said, rule, stage="api")
        assert "'Thing'" in early.message
        assert len(cases(said, rule, stage="flows")) == 2


def test_what_serves_a_requirement_is_asked_with_the_flows():
    text = SKETCH.replace("  nonfunctional:", "    write: User should be able to write notes\n  nonfunctional:")
    assert not cases(text, "fr-without-flow", stage="api")
    assert cases(text, "fr-without-flow", stage="flows")


def test_what_cannot_be_parsed_is_told_at_every_stage():
    assert cases("name: A\nflows: [", "yaml-syntax", stage="requirements")


def test_a_spec_may_state_its_stage_and_the_command_line_has_the_last_word():
    text = SKETCH + "checks: {stage: api}\n"
    assert checked(text).stage == "api"
    assert not cases(text, "unknown-endpoint")
    assert cases(text, "unknown-endpoint", stage="flows")
    (wrong,) = cases(SKETCH + "checks: {stage: flow}\n", "bad-value")
    assert (wrong.message, wrong.hint) == ("no stage is called 'flow'", "did you mean 'flows'?")


def test_nothing_is_stale_before_the_end():
    text = SKETCH + "checks: {ignore: [{rule: flows, at: flows.read, because: later}]}\n"
    assert not cases(text, "stale-suppression", stage="api")


def test_an_unknown_stage_is_refused():
    with pytest.raises(UsageError, match="no stage is called 'apis'"):
        Settings(stage="apis")
