"""Who states a key: steps in the order written, components, and whether anybody does."""

from __future__ import annotations

import pytest

from hld.model.stated import components_stating, is_stated, steps_stating
from hld.pipeline import compile_text

DESIGN = """
hld: 1
name: A
auth: oauth
api:
  - GET /v1/x -> X: {timeout: 1s}
components:
  web: client
  api: service x2
  db: {kind: sql, retention: 3 days}
flows:
  one:
    - web -> api: GET /v1/x
    - api -> db: read X [retries=2]
  two:
    - web -> api: GET /v1/x [retries=1, tls]
"""


@pytest.fixture
def model():
    return compile_text(DESIGN).model


def test_the_steps_that_state_a_key_come_in_the_order_written(model):
    assert [step.entry.value("retries") for step in steps_stating(model, "retries")] == [2, 1]
    assert [step.source.name for step in steps_stating(model, "tls")] == ["web"]
    assert steps_stating(model, "timeout") == []


def test_where_a_step_goes_is_no_key_to_ask_for(model):
    with pytest.raises(AssertionError, match="nearly every step"):
        steps_stating(model, "label")


def test_components_that_state_a_key(model):
    assert [component.id for component in components_stating(model, "replicas")] == ["api"]
    assert components_stating(model, "retries") == []


@pytest.mark.parametrize(
    ("key", "is_said"), [("retries", True), ("retention", True), ("timeout", True), ("on_failure", False)]
)
def test_anybody_may_state_a_key(model, key, is_said):
    assert is_stated(model, key) is is_said
    assert is_stated(model, "on_failure", key) is is_said
