"""The pictures of a difference: what is marked and how, what stays where it is, and no fault in the geometry."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hld import pipeline
from hld.compare.picture import told
from hld.layout.measure import census
from hld.render import FORMATS, THEMES
from hld.view.difference import beside, together

from .edits import edits, model

ROOT = Path(__file__).parents[2]
SPECS = sorted((ROOT / "specs").glob("*.yaml"))
TWITTER = (ROOT / "specs" / "twitter.yaml").read_text(encoding="utf-8")


def variants():
    for path in SPECS:
        text = path.read_text(encoding="utf-8")
        declared = model(text).spec.root.record("variants")
        yield from ((path, name) for name in (declared.entries if declared is not None else ()))


def pair(text, other, variant=""):
    return model(text), model(other, variant)


def one_picture(before, after):
    return together(before, after, told(before, after, "a → b"))


def marks(graph):
    return {each.id: each.mark for each in (*graph.cards, *graph.lines) if each.mark}


def assert_drawn_well(before, after, look="lanes"):
    (whole,) = pipeline.draw_difference(before, after, "a → b", look)
    first, second = pipeline.draw_beside(before, after, "a → b", look)
    for drawing in (whole, first, second):
        assert not census(drawing).faults
    for kind, key in (("cards", lambda each: each.card.id), ("lines", lambda each: each.line.id)):
        places = {key(each): each for each in getattr(first, kind)}
        for each in getattr(second, kind):
            if key(each) in places:
                here = (each.box, places[key(each)].box) if kind == "cards" else (each.points, places[key(each)].points)
                assert here[0] == here[1] or set(here[0]) == set(here[1])
    assert (first.width, first.height) == (second.width, second.height)
    assert {each.card.id for each in first.cards} | {each.card.id for each in second.cards} == {
        each.card.id for each in whole.cards
    }


@pytest.mark.parametrize(("path", "variant"), list(variants()), ids=lambda each: getattr(each, "stem", each))
def test_every_variant(path, variant):
    text = path.read_text(encoding="utf-8")
    assert_drawn_well(*pair(text, text, variant))
    assert_drawn_well(*reversed(pair(text, text, variant)))


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_edited_designs(path):
    text = path.read_text(encoding="utf-8")
    for edit in edits(text, 3, seed=len(text)):
        assert_drawn_well(*pair(text, edit.text, "edited" if edit.paths else ""))


def test_the_classic_look():
    assert_drawn_well(*pair(TWITTER, TWITTER, "fanout-on-read"), look="classic")


def test_the_worked_example():
    found = marks(one_picture(*pair(TWITTER, TWITTER, "fanout-on-read")))
    assert found == {
        "bus": "removed", "fanout": "removed", "feeds": "removed",
        "api--tweets--storage": "changed", "api--graph--storage": "changed",
        "api--bus--message-async": "removed", "bus--fanout--message-async": "removed",
        "fanout--graph--storage": "removed", "fanout--feeds--cache": "removed", "api--feeds--cache": "removed",
    }  # fmt: skip


def test_a_design_beside_itself_has_no_mark():
    graph = one_picture(*pair(TWITTER, TWITTER))
    assert not marks(graph)
    assert not [row for row in graph.legend if row.mark]


def test_marks_are_words_and_signs_as_well_as_colours():
    graph = one_picture(*pair(TWITTER, TWITTER, "fanout-on-read"))
    (bus,) = (card for card in graph.cards if card.id == "bus")
    assert "− removed" in bus.details
    (line,) = (line for line in graph.lines if line.id == "api--tweets--storage")
    assert [badge.text for badge in line.badges] == ["~ changed", "F1,4·2", "+F3·3", "−F3·3"]
    assert {row.what for row in graph.legend if row.is_key and row.mark} == {"added", "removed", "changed"}
    assert [row.badge for row in graph.legend if row.mark == "removed" and not row.is_key] == [
        "−F1·3", "−F1·4", "−F1·5", "−F1·6", "−F3·2", "−F3·3",
    ]  # fmt: skip


def test_what_changed_in_a_component_is_told_on_its_card():
    other = TWITTER.replace("service x25", "service x26")
    assert other != TWITTER
    graph = one_picture(*pair(TWITTER, other))
    (api,) = (card for card in graph.cards if card.mark)
    assert (api.id, api.mark) == ("api", "changed")
    assert api.details[-2:] == ("~ changed", "replicas: 25 → 26")
    sides = beside(*pair(TWITTER, other), told(*pair(TWITTER, other), "a → b"))
    subtitles = [card.subtitle for side in (sides.before, sides.after) for card in side.cards if card.id == "api"]
    assert subtitles == ["Service · ×25", "Service · ×26"]


def test_a_renamed_component_is_one_card():
    other = re.sub(r"\bbus\b", "events", TWITTER)
    graph = one_picture(*pair(TWITTER, other))
    assert marks(graph) == {"events": "renamed"}
    (card,) = (card for card in graph.cards if card.mark)
    assert card.details[-2:] == ("> renamed", "was bus")


def test_marks_have_colours_in_every_theme():
    (drawing,) = pipeline.draw_difference(*pair(TWITTER, TWITTER, "fanout-on-read"), "a → b")
    for theme in THEMES.values():
        svg = FORMATS["svg"](drawing, theme).decode()
        assert theme.marks["removed"] in svg
        assert 'id="mark-bus"' in svg


def test_a_step_that_is_other_in_a_modifier_alone_says_in_which():
    old = TWITTER.replace("- api -> tweets: write Tweet", "- api -> tweets: write Tweet [timeout=1s, retries=1]")
    new = TWITTER.replace(
        "- api -> tweets: write Tweet", "- api -> tweets: write Tweet [consistency=strong, timeout=2s, retries=1]"
    )
    before, after = pair(old, new)
    rows = [row for row in one_picture(before, after).legend if row.mark and row.source == "api"]
    assert [(row.badge, row.what) for row in rows] == [
        ("+F1·2", "write Tweet [timeout=2s, consistency=strong]"),
        ("−F1·2", "write Tweet [timeout=1s]"),
    ]
    spelt = "- {from: api, to: tweets, op: write, entity: Tweet, timeout: 1s, retries: 1}"
    other = old.replace("- api -> tweets: write Tweet [timeout=1s, retries=1]", spelt)
    assert other != old
    rows = [row for row in one_picture(*pair(other, new)).legend if row.mark and row.source == "api"]
    assert rows[1].what == "write Tweet [timeout=1s]", "how it is spelt is no difference"
    sides = beside(before, after, told(before, after, "a → b"))
    for side, words in ((sides.before, "[timeout=1s]"), (sides.after, "[timeout=2s, consistency=strong]")):
        assert [row.what for row in side.legend if row.mark and row.source == "api"] == [f"write Tweet {words}"]
