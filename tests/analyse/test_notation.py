"""What authors write, through a whole spec: each form comes to its number, and YAML's own readings do not."""

from fractions import Fraction

import pytest
from tests.analyse.design import estimate, worked

from hld.analyse.types import Verdict
from hld.pipeline import compile_text


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("100M DAU", 10**8, "1"),
        ("100M+ DAU", 10**8, "1"),
        ("250m", 250 * 10**6, "1"),
        ("250k users", 250_000, "1"),
        ("10B", 10**10, "1"),
        ("1.5 billion", 15 * 10**8, "1"),
        ("1 MB", 10**6, "B"),
        ("2.5 mb", 2_500_000, "B"),
        ("1.5gb", 15 * 10**8, "B"),
        ("280 chars", 280, "B"),
        ("1 KiB", 1024, "B"),
        ("1 Gbps", 125 * 10**6, "B/s"),
        ("100 Mbit/s", 12_500_000, "B/s"),
        ("500 MB/s", 5 * 10**8, "B/s"),
        ("200ms", Fraction(1, 5), "s"),
        (".25ms", Fraction(1, 4000), "s"),
        ("1h", 3600, "s"),
        ("30d", 30 * 86_400, "s"),
        ("5 years", 5 * 365 * 86_400, "s"),
        ("99.99%", Fraction("0.9999"), "1"),
        ("four nines", Fraction("0.9999"), "1"),
        ("11 nines", 1 - Fraction(1, 10**11), "1"),
        ("5 photos/user/month", Fraction(5, 30 * 86_400), "1/s"),
        ("2 tweets per user per day", Fraction(2, 86_400), "1/s"),
        ("10k rps", 10_000, "1/s"),
        ("500M/day", Fraction(5 * 10**8, 86_400), "1/s"),
        ("100:1", 100, "1"),
        ("10:1 read:write", 10, "1"),
        ("3x", 3, "1"),
        ("$50k/month", Fraction(50_000, 30 * 86_400), "USD/s"),
        ("0.023 USD/GB/month", Fraction(23, 10**12 * 30 * 86_400), "USD/B/s"),
        ("~10k", 10_000, "1"),
        ("10:1", 10, "1"),
        ("12:30", Fraction(12, 30), "1"),
        ("1e6", 10**6, "1"),
        ("010", 10, "1"),
        ("1_000", 1000, "1"),
    ],
)
def test_an_estimate_as_it_is_written(written, value, unit):
    number = estimate(f"x: {written}").number
    assert (number.value, number.unit) == (value, unit)


@pytest.mark.parametrize(
    ("written", "percentile", "seconds"),
    [
        ("p99 < 200ms", 99, Fraction(1, 5)),
        ("200ms p99", 99, Fraction(1, 5)),
        ("99% < 200ms", 99, Fraction(1, 5)),
        ("under 200ms", None, Fraction(1, 5)),
        ("p95 at most 2s", 95, 2),
    ],
)
def test_a_latency_target_as_it_is_written(written, percentile, seconds):
    found = worked(
        f"""
        requirements: {{nonfunctional: {{latency: {written}}}}}
        components: {{web: client, api: {{kind: service, latency: {{p99: 20ms, p95: 10ms}}}}}}
        flows:
          use: [web -> api: ask]
        """
    ).requirements["latency"]
    assert (found.target.value, found.verdict) == (seconds, Verdict.PASS)
    assert found.percentile == (percentile or 99)
    assert found.value.value == Fraction(1, 100 if percentile == 95 else 50)


@pytest.mark.parametrize(
    ("written", "message", "cure"),
    [
        ("capacity: {x_size: 1 Mb}", "may mean bytes or bits", "MB"),
        ("components: {a: {kind: service, latency: 200}}", "has no unit", "200ms"),
        ("components: {a: {kind: service, cost: 50k/month}}", "names no currency", "$"),
        ("capacity: {x: = 10B * 2}", "is ambiguous in a formula", "10 bytes or 10 billion"),
        ("components: {a: {kind: service, capacity: 5k}}", "is no rate", "5k/s"),
    ],
)
def test_a_wrong_unit_is_a_finding_with_the_cure(written, message, cure):
    found = compile_text(f"hld: 1\nname: A\n{written}\n").diagnostics
    (only,) = (each for each in found if each.rule == "bad-value")
    assert message in only.message
    assert cure in only.hint


def test_what_yaml_would_read_otherwise_is_read_as_written():
    found = worked(
        """
        capacity: {use: 1e3/s, peak: 3x}
        components:
          web: client
          api: {kind: service, replicas: 010, failover: no, autoscale: 20..60}
        flows:
          use: [web -> api: ask]
        """
    ).components["api"]
    assert (found.instances.stated, found.instances.most) == (10, 60)
    assert found.load.peak.value == 3000
