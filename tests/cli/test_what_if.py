"""`hld what-if`: what is asked, how it is told, and what is refused."""

import json

import pytest

from .conftest import BAD, GOOD


@pytest.fixture
def spec(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "shop.yaml"
    path.write_text(GOOD + "scenarios:\n  - {name: no store, kill: [orders]}\n")
    return "shop.yaml"


def test_the_loss_of_a_component(hld, spec):
    done = hld("what-if", spec, "--kill", "orders")
    assert done.code == 0
    assert "Shop: orders is gone" in done.out
    assert "down" in done.out


def test_json_has_states_and_numbers(hld, spec):
    found = json.loads(hld("what-if", spec, "--kill", "orders", "--output-format", "json").out)
    (outcome,) = found["outcomes"]
    assert outcome["kill"] == ["orders"]
    assert outcome["flows"]["buy"]["state"] == outcome["requirements"]["buy"]["state"] == "down"
    assert outcome["qualities"]["latency"]["verdict"] == "fail"
    assert outcome["load"]["orders"]["gone"] is True


def test_markdown_has_tables(hld, spec):
    assert "| buy | down |" in hld("what-if", spec, "--kill", "orders", "--output-format", "markdown").out


def test_each_component_in_turn(hld, spec):
    done = hld("what-if", spec, "--each")
    assert "Nothing says how many instances there are of: api, orders." in done.out
    found = json.loads(hld("what-if", spec, "--each", "--output-format", "json").out)
    assert [each["component"] for each in found["losses"]] == ["api", "orders"]
    assert found["losses"][0]["single_point_of_failure"] is None


def test_the_scenarios_of_the_spec(hld, spec):
    assert "Shop: orders is gone (no store)" in hld("what-if", spec, "--scenarios").out


def test_other_values(hld, spec):
    assert hld("what-if", spec, "--set", "components.api.replicas=3").code == 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "nothing happens"),
        (("--kill", "ordrs"), "did you mean 'orders'?"),
        (("--set", "components.api.replicas"), "sets nothing"),
        (("--set", "components.apj.replicas=3"), "did you mean 'api'?"),
        (("--partition", "api,ordres"), "did you mean 'orders'?"),
        (("--each", "--kill", "api"), "two questions"),
        (("--kill", "api", "--output-format", "jsn"), "did you mean 'json'?"),
    ],
)
def test_what_cannot_be_asked_is_refused(hld, spec, options, told):
    done = hld("what-if", spec, *options)
    assert done.code == 2
    assert told in done.err


def test_a_spec_without_scenarios(hld, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(GOOD)
    done = hld("what-if", str(path), "--scenarios")
    assert (done.code, "tells no scenario" in done.err) == (2, True)


def test_a_spec_that_cannot_be_read(hld, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("hld: [1\n")
    assert hld("what-if", str(path), "--each").code == 1


def test_a_spec_with_errors_is_played_all_the_same(hld, tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text(BAD)
    assert hld("what-if", str(path), "--each").code == 0
