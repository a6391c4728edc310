"""The rules on latency: one design with its numbers, and edits on which a rule must speak or not."""

import pytest

from ..examples import checked, edited, found
from ..measured import PHOTOS

FAMILY = ("capacity", "latency", "availability")
LINE = "latency: [show p99 < 200ms"
MUCH = "rate: 10k/s => rate: 100k/s"
ASK = "- api -> photos: read Photo if miss hot => - api -> photos: read Photo"

#: The rule, its severity, the beginning of the line that it points at, and the edits.
SPEAKS = [
    ("budget-exceeded", "error", LINE[:20], "show p99 < 200ms => show p99 < 30ms"),
    ("budget-exceeded", "error", LINE, "latency: {p99: 20ms} => latency: {p99: 190ms}"),
    ("budget-exceeded", "warning", LINE[:20], "show p99 < 200ms => show p99 < 30ms", ", latency: {p99: 10ms} => "),
    ("single-step-over-budget", "error", LINE, "latency: {p99: 20ms} => latency: {p99: 300ms}"),
    ("no-slack", "warning", LINE[:20], "show p99 < 200ms => show p99 < 35ms"),
    ("no-slack", "info", LINE[:20], "show p99 < 200ms => show p99 < 35ms", ", latency: {p99: 10ms} => "),
    ("percentiles-not-additive", "info", LINE[:20], "show p99 < 200ms => show p99 < 60ms"),
    ("miss-path-decides", "info", LINE[:20], "show p99 < 200ms => show p99 < 60ms"),
    ("fan-out-tail", "warning", LINE[:20], ASK + " x20", MUCH, "show p99 < 200ms => show p99 < 100ms"),
    ("fan-out-tail", "info", LINE[:20], ASK + " x20", MUCH, "p99 < 200ms => p99 < 100ms", ", latency: {p99: 10ms} => "),
    ("late-result", "warning", LINE, "replicas: 1000 => replicas: 300"),
    ("latency-unknown", "info", "other:", "web: web client => web: web client | other: external",
     "- api -> hot: read Photo => - api -> hot: read Photo | - api -> other: ask"),
    ("timeout-above-nfr", "warning", "- {from: api", "- api -> hot: read Photo => "
     "- {from: api, to: hot, op: read, entity: Photo, timeout: 1s}"),
    ("client-link", "warning", LINE, "auth: oauth => environment: {rtt: 175 ms} | auth: oauth"),
    ("client-link", "warning", LINE, "auth: oauth => environment: 3G 40 kbps, 4 GB RAM | auth: oauth"),
    ("client-link", "warning", LINE, "scalability: 10M DAU => scalability: 10M DAU | environment: 40 kbps"),
    ("client-link", "info", LINE, "auth: oauth => environment: 40 kbps | auth: oauth", ", latency: {p99: 10ms} => "),
]  # fmt: skip

SILENT = [
    ("budget-exceeded", "show p99 < 200ms => show p99 < 32ms"),
    ("budget-exceeded", "show p99 < 200ms => show p50 < 25ms"),
    ("budget-exceeded", "- api -> photos: write Photo => - api -> photos: write Photo @ 5s"),
    ("single-step-over-budget", "worker, replicas: 1000, latency: {p99: 2s} => worker, replicas: 8000, "
     "latency: {p99: 20s}"),
    ("no-slack", "show p99 < 200ms => show p99 < 41ms"),
    ("percentiles-not-additive", "show p99 < 200ms => show p99 < 65ms"),
    ("miss-path-decides", "show p99 < 200ms => show p99 < 60ms", "hit: 80% => hit: 99.5%"),
    ("miss-path-decides", "show p99 < 200ms => show p50 < 60ms"),
    ("fan-out-tail", ASK + " x20"),
    ("fan-out-tail", ASK + " x2", "show p99 < 200ms => show p99 < 150ms"),
    ("fan-out-tail", "- worker -> photos: write Label => - worker -> photos: write Label x20"),
    ("late-result", "replicas: 1000 => replicas: 100"),
    ("late-result", "replicas: 1000 => replicas: 100, autoscale: 100..1000"),
    ("latency-unknown", "web: web client => web: web client | other: external",
     "- api ~> taken: PhotoTaken => - api ~> taken: PhotoTaken | - api -> other: ask"),
    ("timeout-above-nfr", "- api -> hot: read Photo => - {from: api, to: hot, op: read, entity: Photo, timeout: 50ms}"),
    ("timeout-above-nfr", "- worker -> photos: write Label => "
     "- {from: worker, to: photos, op: write, entity: Label, timeout: 1s}"),
    ("client-link", "auth: oauth => environment: {rtt: 160 ms} | auth: oauth"),
    ("client-link", "auth: oauth => environment: 3G 1 Mbps, 4 GB RAM | auth: oauth"),
    ("client-link", "auth: oauth => environment: a battery of 4 h, 100 requests/s | auth: oauth"),
    ("client-link", "auth: oauth => environment: 40 kbps | auth: oauth", "show p99 < 200ms => show p99 < 20ms"),
    ("client-link", "auth: oauth => environment: 40 kbps | auth: oauth", "latency: [show p99 < 200ms, label => "
     "latency: [label"),
]  # fmt: skip


@pytest.mark.parametrize(("budget", "rule"), [("30ms", "budget-exceeded"), ("15ms", "single-step-over-budget")])
def test_a_flow_that_is_too_slow_is_told_once(budget, rule):
    said = [each.rule for each in found(PHOTOS.replace("show p99 < 200ms", f"show p99 < {budget}"))]
    slow = [each for each in said if each in ("budget-exceeded", "single-step-over-budget", "no-slack")]
    assert slow == [rule]


def test_a_time_that_nobody_states_makes_no_pass():
    text = edited(
        PHOTOS,
        "web: web client => web: web client | other: external",
        "- api -> hot: read Photo => - api -> hot: read Photo | - api -> other: ask",
    )
    outcome = checked(text)
    assert [each.want for rule, each in outcome.unknown if rule == "budget-exceeded"]
    assert not [each for each in outcome.diagnostics if each.rule == "budget-exceeded"]
