"""Targets of non-functional requirements: scope, percentile, comparison, number and the rest, each with its place."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.units.kinds import KINDS, METRICS, kind_named, metric_named
from hld.units.target import kind_in, target

CASES = [
    # kind, text, scope, percentile, op, value, dimension, core
    ("latency", "feed p99 < 200ms", ["feed"], 99, "<", "0.2", "time", "p99 < 200ms"),
    ("latency", "200ms p99", [], 99, "<=", "0.2", "time", "200ms p99"),
    ("latency", "99% < 200ms", [], 99, "<", "0.2", "time", "99% < 200ms"),
    ("latency", "99% of requests under 200ms", [], 99, "<", "0.2", "time", "99% of requests under 200ms"),
    ("latency", "under 200ms", [], None, "<", "0.2", "time", "under 200ms"),
    ("latency", "rendering feeds in under 200ms", [], None, "<", "0.2", "time", "under 200ms"),
    ("latency", "feed, post p99 < 200ms", ["feed", "post"], 99, "<", "0.2", "time", "p99 < 200ms"),
    ("latency", "GET /v1/feed p95 <= 300 ms", ["GET /v1/feed"], 95, "<=", "0.3", "time", "p95 <= 300 ms"),
    ("latency", "search p99.9 < 1.5 s", ["search"], Fraction("99.9"), "<", "1.5", "time", "p99.9 < 1.5 s"),
    ("latency", "p999 < 1s", [], Fraction("99.9"), "<", "1", "time", "p999 < 1s"),
    ("latency", "5m", [], None, "<=", "300", "time", "5m"),
    ("latency", "95th percentile under 1 s", [], 95, "<", "1", "time", "95th percentile under 1 s"),
    ("availability", "99.9%", [], None, ">=", "0.999", "share", "99.9%"),
    ("availability", ">= 99.9%", [], None, ">=", "0.999", "share", ">= 99.9%"),
    ("availability", "four nines", [], None, ">=", "0.9999", "share", "four nines"),
    ("availability", "99.99% for post and feed", ["post", "feed"], None, ">=", "0.9999", "share", "99.99%"),
    ("availability", "99.99% uptime", [], None, ">=", "0.9999", "share", "99.99%"),
    ("scalability", "100M+ DAU, peak 3x at night", [], None, ">=", "100000000", "number", "100M+ DAU"),
    ("scalability", "50k concurrent connections", [], None, ">=", "50000", "number", "50k concurrent connections"),
    ("durability", "99.999999999% of Image", ["Image"], None, ">=", "0.99999999999", "share", "99.999999999%"),
    ("durability", "11 nines of Image", ["Image"], None, ">=", "0.99999999999", "share", "11 nines"),
    ("durability", "no loss of Payment", ["Payment"], None, ">=", "1", "share", "no loss"),
    ("durability", "rpo 0", [], None, "<=", "0", "time", "rpo 0"),
    ("retention", "1 year", [], None, ">=", "31536000", "time", "1 year"),
    ("retention", "7 days for Log", ["Log"], None, ">=", "604800", "time", "7 days"),
    ("retention", "Log at most 1d 12h", ["Log"], None, "<=", "129600", "time", "at most 1d 12h"),
    ("throughput", "post 10k rps", ["post"], None, ">=", "10000", "rate", "10k rps"),
    ("maintainability", "MTTR < 30 min, zero-downtime deploy", [], None, "<", "1800", "time", "MTTR < 30 min"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1])
def test_a_target_is_taken_apart(case):
    kind, text, scope, percentile, op, value, dimension, core = case
    found = target(text, kind)
    assert [word.text for word in found.scope] == scope
    assert found.percentile == percentile
    assert found.op == op
    assert found.value is not None
    assert found.value.value == Fraction(value)
    assert found.dimension == dimension
    assert found.core is not None
    assert found.core.text == core
    assert found.is_quantified
    assert found.fits
    for word in (*found.scope, *found.clauses, found.core):
        assert text[word.start : word.end] == word.text


def test_what_gives_way_and_what_else_is_said_are_kept():
    found = target("99.9% over consistency", "availability")
    assert found.over is not None
    assert found.over.text == "consistency"
    assert [clause.text for clause in target("100M+ DAU, peak 3x at night", "scalability").clauses] == [
        "peak 3x at night"
    ]
    assert [one.text for one in target("GDPR, HIPAA, show fees", "compliance").regimes] == ["GDPR", "HIPAA"]
    both = target("availability over consistency", "cap")
    assert both.prefer is not None
    assert both.prefer.text == "availability"


def test_consistency_has_a_level():
    found = target("strong for Payment", "consistency")
    assert found.level is not None
    assert found.level.text == "strong"
    assert [word.text for word in found.scope] == ["Payment"]
    assert target("eventually consistent", "consistency").level.text == "eventual"


@pytest.mark.parametrize(
    ("kind", "text"), [("latency", "the feed should be fast"), ("scalability", "highly scalable"), ("latency", "200")]
)
def test_what_cannot_be_measured_is_not_quantified(kind, text):
    assert not target(text, kind).is_quantified


@pytest.mark.parametrize(
    ("name", "text"), [("rpo", "0"), ("rpo", "1 min"), ("feed-rto", "RTO < 5 min"), ("rpo", "zero s")]
)
def test_what_an_id_promises_is_a_time(name, text):
    found = target(text, kind_named(name), metric_named(name))
    assert found.metric == metric_named(name)
    assert found.dimension == ("" if text == "zero s" else "time")


@pytest.mark.parametrize(("metric", "example"), METRICS.items())
def test_the_example_of_a_metric_is_a_good_one(metric, example):
    found = target(example, kind_named(metric), metric)
    assert (found.metric, found.dimension) == (metric, "time")


def test_a_number_of_another_dimension_does_not_fit():
    found = target("200ms", "availability")
    assert found.is_quantified
    assert not found.fits
    assert not target("99.9%", "latency").fits
    assert target("encrypt everything", "security").fits


def test_kinds_are_told_by_id_and_by_unit():
    names = ("feed-latency", "uptime", "rto", "fault tolerance", "latency-2", "Availability", "xyz")
    assert [kind_named(name) for name in names] == [
        "latency", "availability", "fault-tolerance", "fault-tolerance", "latency", "availability", "",
    ]  # fmt: skip
    texts = ("p99 < 200ms", "99.99% uptime", "100M DAU", "< $5k/month", "low latency", "eventual consistency", "hm")
    assert [kind_in(text) for text in texts] == [
        "latency", "availability", "scalability", "cost", "latency", "consistency", "",
    ]  # fmt: skip


def test_how_long_data_is_kept_is_no_latency():
    assert [kind_named(name) for name in ("retention", "log-retention", "archiving")] == ["retention"] * 3
    texts = ("raw 7d, 1 min 30d, 1 h 1y", "keep payments for 7 years", "7 days", "feed 200ms, search 500ms")
    assert [kind_in(text) for text in texts] == ["retention", "retention", "latency", "latency"]
    assert kind_in("99.9% for those that we keep for good") == "availability"


def test_several_times_are_no_single_retention():
    found = target("raw 7d, 1 min 30d, 1 h 1y", "retention")
    assert found.value is None
    assert [clause.text for clause in found.clauses] == ["raw 7d", "1 min 30d", "1 h 1y"]


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_the_example_of_a_kind_is_a_good_one(kind):
    found = target(kind.example, kind.name)
    assert found.fits
    assert found.is_quantified or not kind.measurable


@given(st.text(max_size=60), st.sampled_from(["", *KINDS]))
def test_any_text_is_taken_apart_without_an_error(text, kind):
    found = target(text, kind)
    for word in (*found.scope, *found.clauses, *found.regimes):
        assert text[word.start : word.end] == word.text
    kind_in(text)
    kind_named(text)


@given(st.text("p99 <200ms%of,overandDAU/0.5+$nines", max_size=40), st.sampled_from(["", *KINDS]))
def test_text_of_the_letters_of_targets_is_taken_apart_without_an_error(text, kind):
    assert target(text, kind).text == text


def test_ps_alone_is_no_rate_of_bits() -> None:
    assert target("0ps", "").dimension == "number"
