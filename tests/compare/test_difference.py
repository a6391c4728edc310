"""What differs between two designs is named exactly, and nothing else is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from hld.compare import Rename, apply, difference, form
from hld.compare.facts import facts

from .edits import edits, model

ROOT = Path(__file__).parents[2]
DESIGNS = sorted([*(ROOT / "specs").glob("*.yaml"), *(ROOT / "tests" / "designs").glob("*.yaml")])
TWITTER = (ROOT / "specs" / "twitter.yaml").read_text(encoding="utf-8")


def form_of(text, variant=""):
    return form(model(text, variant))


def is_implied(change):
    """Whether this is about what is declared only by the steps that name it, and comes and goes with them."""
    said = change.before or change.after
    is_whole = isinstance(said, dict) and said.get("implied", False)
    return change.path[0] in ("messages", "entities") and (is_whole or change.path[-1] == "implied")


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_a_design_does_not_differ_from_itself(path):
    text = path.read_text(encoding="utf-8")
    assert difference(form_of(text), form_of(text)).is_empty


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_the_difference_names_exactly_the_edit(path):
    text = path.read_text(encoding="utf-8")
    before = form_of(text)
    found_any = False
    for edit in edits(text, 30, seed=len(text)):
        after = form_of(edit.text, "edited" if edit.paths else "")
        found = difference(before, after)
        if edit.rename is not None:
            assert found.renames == (Rename(*edit.rename),), edit.rename
            assert not found.changes
        else:
            assert not found.renames
            assert {change.path for change in found.changes if not is_implied(change)} == edit.paths
        assert apply(found, before) == after
        found_any = True
    assert found_any


@pytest.mark.parametrize("one", DESIGNS[::4], ids=lambda path: path.stem)
@pytest.mark.parametrize("other", DESIGNS[1::5], ids=lambda path: path.stem)
def test_applying_the_difference_makes_the_other(one, other):
    before, after = (form_of(path.read_text(encoding="utf-8")) for path in (one, other))
    assert apply(difference(before, after), before) == after
    assert apply(difference(after, before), after) == before


def test_the_order_of_keys_comments_and_spelling_make_no_difference():
    other = TWITTER.replace("lb:     load balancer x2", "lb: {kind: load balancer, replicas: 2}  # two")
    other = other.replace(
        "    - web -> lb -> api: POST /v1/follows", "    - {from: web, via: [lb], to: api, call: POST /v1/follows}"
    )
    blocks = re.split(r"\n(?=\w)", other)
    assert other != TWITTER
    shuffled = "\n".join([blocks[0], *reversed(blocks[1:])]) + "\n"
    assert difference(form_of(TWITTER), form_of(shuffled)).is_empty


def test_the_empty_patch_is_the_base():
    text = TWITTER.replace("variants:", "variants:\n  same:\n    patch: {}")
    assert difference(form_of(text), form_of(text, "same")).is_empty


def test_the_order_of_independent_patches_does_not_matter():
    one, other = "components: {api: {replicas: 50}}", "components: {feeds: {hit: 99%}}"
    chained = "\nvariants:\n  a: {patch: {%s}}\n  b: {base: a, patch: {%s}}\n"
    base = TWITTER[: TWITTER.index("\nvariants:")]
    first, second = (form_of(base + chained % pair, "b") for pair in ((one, other), (other, one)))
    assert first == second != form_of(base)


def test_a_step_put_in_is_one_step():
    text = TWITTER.replace("    - api -> graph: write Follow\n", "    - api: think\n    - api -> graph: write Follow\n")
    (change,) = difference(form_of(TWITTER), form_of(text)).changes
    assert change.path == ("flows", "follow", "steps")
    assert len(change.after) == len(change.before) + 1


def test_two_renames_at_once_are_found():
    text = re.sub(r"\bbus\b", "events", re.sub(r"\bgraph\b", "follows", TWITTER))
    found = difference(form_of(TWITTER), form_of(text))
    assert [(each.before, each.after) for each in found.renames] == [("graph", "follows"), ("bus", "events")]
    assert not found.changes


def test_an_entity_that_is_renamed_takes_its_references_along():
    text = re.sub(r"\bTweet\b", "Post", TWITTER)
    found = difference(form_of(TWITTER), form_of(text))
    assert found.renames == (Rename("entity", "Tweet", "Post"),)
    assert not found.changes


def test_another_component_in_the_place_of_one_is_no_rename():
    text = TWITTER.replace("feeds:  cache (redis) x60 hit=95%", "feeds2: sql x3").replace("-> feeds:", "-> feeds2:")
    found = difference(form_of(TWITTER), form_of(text))
    assert not found.renames
    assert {("components", "feeds"), ("components", "feeds2")} <= {change.path for change in found.changes}


def test_facts_are_lines_in_one_order():
    lines = list(facts(form_of(TWITTER)))
    assert "components.api.replicas: 25" in lines
    assert "flows.feed.steps: api -> tweets: read Tweet if miss feeds" in lines
    assert lines == list(facts(form_of(TWITTER)))
    assert json.dumps(form_of(TWITTER))
