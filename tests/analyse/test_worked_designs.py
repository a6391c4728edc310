"""The designs that were worked out by hand: every figure of them, through the whole program."""

from fractions import Fraction
from pathlib import Path

import pytest

from hld.analyse import analyse, without_caches
from hld.analyse.types import Origin, Verdict
from hld.pipeline import compile_file

ROOT = Path(__file__).parent.parent.parent
DAU = 250_000_000


def of(name, variant=""):
    return analyse(compile_file(str(ROOT / "specs" / name), variant=variant).model)


@pytest.fixture(scope="module")
def twitter():
    return of("twitter.yaml")


@pytest.fixture(scope="module")
def on_read():
    return of("twitter.yaml", "fanout-on-read")


@pytest.fixture(scope="module")
def pipeline():
    return of("image-pipeline.yaml")


@pytest.mark.parametrize(
    ("flow", "average"),
    [("post", 5787.037), ("feed", 28935.185), ("view", 14467.593), ("follow", 289.352)],
)
def test_the_rates_of_twitter(twitter, flow, average):
    rate = twitter.flows[flow].rate
    assert float(rate.average.value) == pytest.approx(average, rel=1e-6)
    assert rate.peak.value == 3 * rate.average.value
    assert rate.average.origin is rate.peak.origin is Origin.DERIVED


@pytest.mark.parametrize(
    ("component", "peak", "needed"),
    [
        ("lb", Fraction("148437.5"), 3),
        ("api", Fraction("148437.5"), 43),
        ("tweets", 65_104, 5),
        ("graph", 18_229, 2),
        ("feeds", 3_559_028, 51),
        ("bus", 17_361, 1),
        ("fanout", 17_361, 5),
    ],
)
def test_the_loads_of_twitter(twitter, component, peak, needed):
    found = twitter.components[component]
    assert float(found.load.peak.value) == pytest.approx(float(peak), rel=1e-4)
    assert found.instances.needed.value == needed
    assert found.instances.needed.origin is Origin.DEFAULT


def test_twitter_has_too_few_of_two(twitter):
    failing = {name for name, each in twitter.components.items() if each.instances and _fails(each)}
    assert failing == {"lb", "api"}
    assert twitter.components["api"].explain == "148,438/s at peak; at 5k/s and 70% it needs 43"


def _fails(component):
    return component.instances.verdict is Verdict.FAIL


def test_the_new_data_of_twitter(twitter):
    found = twitter.capacity["new_data"]
    assert found.number.value * 86_400 == 75 * 10**9
    assert found.chain == "250M users × 2 tweets/user/day × 150 chars = 75 GB/day"
    assert found.number.of == "tweet"
    assert twitter.capacity["post"].number.per == ("user",)


@pytest.mark.parametrize(("flow", "milliseconds"), [("feed", 32), ("post", 36), ("view", 31), ("follow", 26)])
def test_the_budgets_of_twitter(twitter, flow, milliseconds):
    assert twitter.flows[flow].latency.budget.value == Fraction(milliseconds, 1000)


def test_the_misses_decide_the_feed(twitter):
    latency = twitter.flows["feed"].latency
    assert latency.decided_by_misses == ("feeds",)
    assert latency.explain == "lb 1 ms + api 20 ms + feeds 1 ms + tweets 10 ms = 32 ms"
    assert latency.guaranteed == Fraction(96, 100)


def test_the_availability_of_the_feed(twitter):
    found = twitter.flows["feed"].availability
    assert float(1 - found.bare.value) == pytest.approx(0.996903, abs=1e-6)
    assert float(twitter.components["api"].availability.up.value) == pytest.approx(0.9753, abs=1e-4)
    assert {name for name, _ in found.parts} == {"lb", "api", "feeds", "tweets"}


@pytest.mark.parametrize(
    ("requirement", "verdict", "origin"),
    [
        ("availability", Verdict.UNKNOWN, Origin.DEFAULT),
        ("scalability", Verdict.UNKNOWN, Origin.STATED),
        ("latency", Verdict.PASS, Origin.DEFAULT),
    ],
)
def test_the_requirements_of_twitter(twitter, requirement, verdict, origin):
    found = twitter.requirements[requirement]
    assert (found.verdict, found.origin) == (verdict, origin)


def test_twitter_computed_when_it_is_read(on_read):
    tweets = on_read.components["tweets"]
    assert float(tweets.load.peak.value) == pytest.approx(17_421_875, rel=1e-6)
    assert tweets.instances.needed.value == 1245
    assert tweets.instances.verdict is Verdict.FAIL
    assert float(on_read.components["graph"].load.peak.value) == pytest.approx(87_674, rel=1e-4)
    assert on_read.components["graph"].instances.needed.value == 7
    feed = on_read.flows["feed"].latency
    assert feed.budget.value == Fraction(36, 1000)
    assert on_read.flows["post"].latency.budget.value == Fraction(31, 1000)
    (tail,) = feed.tails
    assert (tail.component, tail.leaves) == ("tweets", 200)
    assert 1 - tail.slow == pytest.approx(0.134, abs=1e-3)
    assert tail.needed == pytest.approx(0.99995, abs=1e-5)


def test_the_loads_of_the_image_pipeline(pipeline):
    upload = pipeline.flows["upload"].rate
    assert float(upload.average.value) == pytest.approx(19.29, abs=0.005)
    assert float(upload.peak.value) == pytest.approx(57.87, abs=0.005)
    assert pipeline.flows["process"].rate == upload
    assert pipeline.flows["process"].begins == "message"
    blobs = pipeline.components["blobs"].load
    assert float(blobs.average.value) == pytest.approx(96.45, abs=0.01)
    assert float(blobs.peak.value) == pytest.approx(289.4, abs=0.05)


def test_the_workers_of_the_image_pipeline(pipeline):
    worker = pipeline.components["worker"]
    assert float(worker.concurrency.value) == pytest.approx(115.7, abs=0.05)
    assert worker.instances.needed.value == 166
    assert worker.instances.needed.origin is Origin.DERIVED
    assert worker.backlogs[0].stable


def test_the_rest_of_the_image_pipeline(pipeline):
    assert pipeline.flows["upload"].latency.budget.value == Fraction(80, 1000)
    assert pipeline.capacity["new_data"].number.value * 30 * 86_400 == 50 * 10**12
    view = pipeline.flows["view"].rate.average
    assert view.value is None
    assert view.why == "the rate of flow 'view' is not known"
    uploads = pipeline.components["uploads"]
    assert uploads.load.peak.lower_bound
    assert uploads.instances.verdict is Verdict.UNKNOWN, "a lower bound can fail and not pass"


def test_a_cold_cache_sends_all_to_the_store():
    model = compile_file(str(ROOT / "specs" / "twitter.yaml")).model
    cold = without_caches(model, frozenset({"feeds"})).components["tweets"]
    assert float(cold.load.peak.value) == pytest.approx(147_569, rel=1e-4)
    assert cold.instances.needed.value == 11
    warm, same = analyse(model), without_caches(model, frozenset())
    assert (same._replace(assumed=warm.assumed), same.assumptions) == (warm, warm.assumptions)


def test_connections(twitter):
    assert twitter.components["api"].connections.value == 25 * 100_000
    assert twitter.components["api"].connections.origin is Origin.DEFAULT
    assert twitter.components["tweets"].connections.value is None


def test_a_rate_of_things_is_held_against_the_estimate_of_these_things():
    found = of("url-shortener.yaml").requirements["scalability"]
    assert (found.verdict, found.margin, found.why) == (Verdict.PASS, 0, "capacity.shorten")
