"""Designs in figures beside each other: the worked example, what is best, what is worse, what changes."""

from __future__ import annotations

import csv
import io
import json
import re
from fractions import Fraction
from pathlib import Path

import pytest

from hld import pipeline
from hld.analyse import analyse
from hld.compare.comparison import ABSENT, Candidate, Cell, Row, compare
from hld.export.comparisons import FORMATS
from hld.source import load_text

ROOT = Path(__file__).parents[2]
TWITTER = (ROOT / "specs" / "twitter.yaml").read_text(encoding="utf-8")


def candidate(name, text, variant=""):
    found = pipeline.compile_source(load_text(text, "spec.yaml"), variant=variant)
    return Candidate(name, found.model, analyse(found.model), found.checked)


@pytest.fixture(scope="module")
def twitter():
    return compare([candidate("base", TWITTER), candidate("fanout-on-read", TWITTER, "fanout-on-read")])


def rows(found, block):
    return {row.id: row for each in found.blocks if each.id == block for row in each.rows}


def texts(found, block, row):
    return [cell.text for cell in rows(found, block)[row].cells]


def test_the_worked_example(twitter):
    assert texts(twitter, "summary", "components") == ["8", "5"]
    assert texts(twitter, "summary", "hops") == ["17", "13"]
    assert texts(twitter, "latency", "feed") == ["32 ms", "36 ms"]
    assert "200 at once: 86.6% meet a slow one" in rows(twitter, "latency")["feed"].cells[1].note
    assert texts(twitter, "latency", "post") == ["36 ms", "31 ms"]
    assert texts(twitter, "load", "tweets") == ["65,104/s", "17,421,875/s"]
    assert texts(twitter, "instances", "tweets") == ["5", "1,245"]
    assert [cell.verdict for cell in rows(twitter, "instances")["tweets"].cells] == ["pass", "fail"]
    assert texts(twitter, "load", "feeds") == ["3,559,028/s", "–"]
    assert texts(twitter, "instances", "feeds") == ["51", "–"]
    assert texts(twitter, "load", "graph") == ["18,229/s", "87,674/s"]
    assert texts(twitter, "instances", "graph") == ["2", "7"]
    assert texts(twitter, "freshness", "post") == ["later, by bus and fanout", "at once"]
    (new,) = (note for note in twitter.notes if note.startswith("only 'fanout-on-read' has"))
    assert "fan-out-tail" in new
    assert "unstable-consumer (components.tweets)" in new


def test_changed_verdicts_are_named(twitter):
    assert any("changes tweets (instances needed at peak) from pass to fail" in note for note in twitter.notes)


def test_the_best_of_a_row_is_marked_and_what_is_equal_is_not(twitter):
    assert rows(twitter, "latency")["post"].best == {1}
    assert rows(twitter, "latency")["follow"].best == frozenset()
    assert rows(twitter, "load")["tweets"].best == {0}


CACHED = """hld: 1
name: Test
capacity: {read: 10k/s}
entities: {Post: {id}}
components: {web: client, api: service x20, hot: {kind: cache, hit: 90%, of: posts}, posts: key-value (dynamodb)}
flows:
  read:
    - web -> api: ask
    - api -> hot: read Post x10
    - {from: api, to: posts, op: read, entity: Post, times: 10, when: miss hot}
"""
BARE = CACHED.replace("    - api -> hot: read Post x10\n", "").replace(", when: miss hot", "")


def test_a_design_that_spares_its_store_is_better_in_that():
    found = compare(
        [candidate("base", CACHED), candidate("bare", BARE.replace("hot: {kind: cache, hit: 90%, of: posts}, ", ""))]
    )
    assert rows(found, "load")["posts"].best == {0}
    assert rows(found, "load")["hot"].best == frozenset()
    assert not any(note.startswith("'base' is no better") for note in found.notes)


def test_more_on_a_cache_is_no_drawback():
    found = compare(
        [
            candidate("base", CACHED),
            candidate("idle", BARE.replace("flows:", "flows:\n  warm: [api -> hot: read Post]")),
        ]
    )
    assert rows(found, "load")["hot"].best == frozenset()


def test_a_slow_one_of_many_is_told_once():
    found = compare([candidate("base", CACHED), candidate("same", CACHED)])
    assert rows(found, "latency")["read"].cells[0].note == "default, 10 at once: 9.56% meet a slow one"


def test_only_numbers_known_in_full_are_compared():
    known, other, bound = Cell("1", Fraction(1)), Cell("2", Fraction(2)), Cell("at least 0")
    assert Row("r", "r", (known, other, bound, ABSENT), "less").best == {0}
    assert Row("r", "r", (known, other), "more").best == {1}
    assert Row("r", "r", (known, bound), "less").best == frozenset()


def test_a_design_that_is_worse_everywhere_is_named():
    step = "    - api -> graph: write Follow\n"
    worse = TWITTER.replace(step, f"{step}    - api -> tweets: read Tweet\n")
    found = compare([candidate("base", TWITTER), candidate("twice", worse)])
    assert any(note.startswith("'twice' is no better than 'base'") for note in found.notes)
    assert not any(note.startswith("'base' is no better") for note in found.notes)


def test_equal_designs_are_not_worse_than_each_other():
    assert compare([candidate("a", TWITTER), candidate("b", TWITTER)]).notes == ()


def test_designs_of_other_problems_are_not_judged():
    shop = (ROOT / "specs" / "shop.yaml").read_text(encoding="utf-8")
    assert compare([candidate("a", TWITTER), candidate("b", shop)]).notes == ()


def test_formats(twitter):
    told = json.loads(FORMATS["json"](twitter))
    assert told["designs"] == ["base", "fanout-on-read"]
    assert told["blocks"]["latency"]["feed"]["values"]["base"] == {
        "text": "32 ms", "value": 0.032, "verdict": None, "note": "default",
    }  # fmt: skip
    assert told["blocks"]["latency"]["post"]["best"] == ["fanout-on-read"]
    lines = list(csv.DictReader(io.StringIO(FORMATS["csv"](twitter))))
    assert {line["design"] for line in lines} == {"base", "fanout-on-read"}
    assert "* the best of its row" in FORMATS["text"](twitter)


def test_markdown_and_html_say_what_is_best_and_every_verdict(twitter):
    told = FORMATS["markdown"](twitter)
    assert "# Comparison: base, fanout-on-read" in told
    assert "| 1,245 **fail**<br>" in told
    assert "**31 ms** _best_" in told
    assert "## What to notice" in told
    page = FORMATS["html"](twitter)
    assert '<span class="pill fail">fail</span>' in page
    assert '<strong>31 ms</strong> <span class="faint">best</span>' in page
    assert not re.search(r"<(script|link|img|iframe)|url\(|@import", page), "nothing is loaded or run"


def test_names_are_no_markup_in_html():
    page = FORMATS["html"](compare([candidate("<script>alert(1)</script>", TWITTER), candidate("b & c", TWITTER)]))
    assert "<script" not in page
    assert "b &amp; c" in page
