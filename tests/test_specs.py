"""The designs of specs/: they check clean, say all that their sources say, and every defect put into them is found."""

import json
from collections import Counter
from pathlib import Path

import pytest

from defects import defects
from hld.cli.new import templates
from hld.diagnostics import Severity
from hld.pipeline import compile_source, compile_text
from hld.report import text as text_report
from hld.source import load_text

SPECS = Path(__file__).parent.parent / "specs"
GOLDEN = Path(__file__).parent / "specs"
NAMES = sorted(path.stem for path in SPECS.glob("*.yaml"))

# What is said of the sketch that the README shows, as it stands after five minutes: nothing weighs the crux yet, the
# feed has no cursor, and at 148,438/s the load balancers and the service are too few by the usual numbers.
WARNED = {"twitter": ["crux-not-addressed", "unbounded-response", "too-few-instances", "too-few-instances"]}

SEED_API = """\
api: |
  POST /v1/tweets
  body: {
    "text": string
  }

  GET /v1/tweets/{tweetId} -> Tweet

  POST /v1/follows
  body: {
    "followee_id": string
  }

  GET /v1/feed -> Tweet[]
"""


def source(name):
    return (SPECS / f"{name}.yaml").read_text(encoding="utf-8")


def compiled(text, name="spec"):
    return compile_text(text, f"specs/{name}.yaml")


def serious(text):
    """What is found of warning or error severity, each as (rule, line, message)."""
    found = compiled(text).diagnostics
    return Counter((each.rule, each.span.line, each.message) for each in found if each.severity is not Severity.INFO)


@pytest.mark.parametrize("name", NAMES)
def test_a_design_checks_clean(name, golden):
    compilation = compiled(source(name), name)
    summary = compilation.checked.summary
    assert [each.rule for each in compilation.diagnostics if each.severity is not Severity.INFO] == WARNED.get(name, [])
    assert summary.errors == 0
    assert summary.working
    assert summary.flows.aligned == summary.flows.total
    assert summary.operations.used == summary.operations.total
    golden(text_report.render(compilation.report, False), GOLDEN / f"{name}.txt")


def test_there_are_many_designs():
    assert len(NAMES) >= 10


@pytest.mark.parametrize("name", sorted(templates()))
def test_a_template_has_nothing_wrong(name):
    text = templates()[name]
    assert text.startswith("# ")
    assert not serious(text)
    assert compiled(text).checked.summary.working


@pytest.mark.parametrize("name", NAMES)
def test_the_variants_of_a_design_have_no_errors(name):
    declared = compiled(source(name)).model.spec.root.record("variants")
    for variant in declared.entries if declared else ():
        compilation = compile_source(load_text(source(name), f"specs/{name}.yaml"), variant=variant)
        assert not compilation.has_errors, variant


def test_twitter_is_terse():
    text = source("twitter")
    assert SEED_API in text
    assert len([line for line in text.splitlines() if line.strip()]) <= 80


@pytest.mark.parametrize(
    ("rule", "line", "old", "new"),
    [
        ("unknown-endpoint", "- web -> lb -> api: POST /v1/tweets", "/v1/tweets", "/v1/tweet"),
        ("arrow-vs-protocol", "- api ~> bus ~> fanout: TweetPosted", "api ~> bus", "api -> bus"),
        ("wrong-method", "- web -> lb -> api: GET /v1/feed", "GET", "POST"),
        ("unresolved-reference", "- fanout -> graph: read Follow", "graph", "graf"),
        ("client-to-store", "- api -> tweets: read Tweet\n\n", "api ->", "web ->"),
    ],
)
def test_a_slip_in_the_seed_is_found(rule, line, old, new):
    text = source("twitter")
    at = text.index(line)
    damaged = text[:at] + line.replace(old, new) + text[at + len(line) :]
    more = serious(damaged) - serious(text)
    assert [(each[0], each[1]) for each in more.elements()] == [(rule, text[:at].count("\n") + 1)]
    assert not serious(text) - serious(damaged)


@pytest.mark.parametrize("name", NAMES)
def test_every_defect_is_found_once(name):
    text = source(name)
    before = serious(text)
    kinds = Counter()
    for defect in defects(text):
        after = serious(defect.text)
        assert not before - after, defect.what
        more = list((after - before).elements())
        assert [(each[0], each[1]) for each in more] == [(defect.rule, defect.line)], (defect.what, more)
        kinds[defect.rule] += 1
    assert kinds["unknown-endpoint"]
    assert kinds["unresolved-reference"]


class Card:
    """What a design calls the things of the card that it was written from."""

    def __init__(self, spec, entities, components, flows):
        self.spec = spec
        self.entities = entities.split()
        self.components = components.split()
        self.flows = flows.split()


CARDS = {
    "bn-url-shortener": Card("url-shortener", "Url", "browser lb shortener cache urls ids", "redirect"),
    "bn-news-feed": Card(
        "news-feed",
        "Post User Friendship FeedEntry",
        "user lb web posts fanout notifications newsfeed graph user-cache queue workers "
        "feed-cache post-cache post-db cdn",
        "publish read",
    ),
    "bn-proximity": Card(
        "proximity",
        "Business Geohash",
        "client lb lbs business primary geohashes business-cache nightly",
        "search view refresh",
    ),
    "bn-payment": Card(
        "payments",
        "PaymentEvent PaymentOrder",
        "buyer payments executor psp schemes ledger wallet payment-db executor-db wallet-db ledger-db",
        "pay-in hosted-page",
    ),
    "bn-hotel": Card(
        "hotel",
        "Hotel Room Rate Reservation Inventory Guest",
        "guest admin cdn public internal hotels rates reservations payment management",
        "reserve-twice last-room",
    ),
    "bn-youtube": Card(
        "youtube",
        "Video User",
        "client lb api cdn metadata cache originals transcoder transcoded completion handler",
        "upload describe stream",
    ),
    "dm-pastebin": Card(
        "pastebin",
        "Paste",
        "client web write-api read-api pastes objects mapreduce dns cdn lb cache replicas pastes analytics-db",
        "paste view analytics expire",
    ),
    "bn-ad-click": Card(
        "ad-clicks",
        "AdClickEvent AdCount MostClicked",
        "clicks aggregation results raw counts recalc dashboard",
        "aggregate recalculate",
    ),
    "dm-web-crawler": Card(
        "web-crawler",
        "LinkToCrawl CrawledLink Page",
        "client web query crawler reverse-index documents links index-queue document-queue dns lb cache",
        "crawl search",
    ),
}


@pytest.mark.parametrize("card", CARDS)
def test_a_design_says_all_that_its_card_says(card, shared):
    told = json.loads((shared / "corpora" / "truthcards" / f"{card}.json").read_text(encoding="utf-8"))
    ours = CARDS[card]
    model = compiled(source(ours.spec)).model
    assert len(ours.entities) == len(told["entities"])
    assert len(ours.components) == len(told["components"]) + len(told["scaled_components"])
    assert len(ours.flows) == len(told["flows"])
    assert set(ours.entities) <= set(model.entities)
    assert set(ours.components) <= set(model.components)
    assert set(ours.flows) <= set(model.flows)
    assert all(
        len(model.flows[ours_flow].steps) * 2 >= len(flow["steps"])
        for ours_flow, flow in zip(ours.flows, told["flows"], strict=True)
    )
    wanted = Counter(_shape(f"{api['method']} /{api['path'].lstrip('/')}") for api in told["apis"])
    declared = Counter(_shape(f"{each.method} {each.path}") for each in model.operations.values() if each.method)
    assert not wanted - declared


def _shape(operation):
    """An operation without the names of its parameters, however they are marked."""
    return "/".join("{}" if "{" in part or part == "shortURL" else part for part in operation.split("/"))
