"""Qualities and estimates in one line give the map that the long form would have been, each field at its place."""

from __future__ import annotations

import pytest

from hld.source import Items, Map, Node, Scalar, load_text
from hld.spec.forms.estimate import estimate
from hld.spec.forms.quality import quality


def plain(node: Node) -> object:
    if isinstance(node, Map):
        return {entry.key.text: plain(entry.value) for entry in node.entries}
    return [plain(item) for item in node.items] if isinstance(node, Items) else node.text


def pair(text: str) -> tuple[Scalar, Node]:
    (entry,) = load_text(text).root.entries
    return entry


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("latency: feed p99 < 200ms", {"kind": "latency", "scope": ["feed"], "target": "p99 < 200ms"}),
        ("availability: 99.9% over consistency", {"kind": "availability", "target": "99.9%", "prefer": "availability"}),
        ("scalability: 100M+ DAU, peak 3x", {"kind": "scalability", "target": "100M+ DAU", "pattern": "peak 3x"}),
        ("durability: 11 nines of Image", {"kind": "durability", "scope": ["Image"], "target": "11 nines"}),
        ("consistency: strong for Payment", {"kind": "consistency", "scope": ["Payment"], "level": "strong"}),
        ("compliance: [GDPR, HIPAA]", {"kind": "compliance", "regimes": ["GDPR", "HIPAA"]}),
        ("fast: p99 < 20ms", {"kind": "latency", "target": "p99 < 20ms"}),
        ("latency: should be low", {"kind": "latency", "text": "should be low"}),
        ("environment: 3G, 4 GB RAM", {"kind": "environment", "text": "3G, 4 GB RAM"}),
        ("operability: MTTR < 1 h, no downtime",
         {"kind": "maintainability", "target": "MTTR < 1 h", "clauses": ["no downtime"]}),
        ('av: {kind: uptime, target: "99.9% over consistency", window: 30 days}',
         {"kind": "availability", "target": "99.9%", "window": "30 days", "prefer": "availability"}),
        ("c: {level: strong, scope: [Payment]}", {"kind": "consistency", "level": "strong", "scope": ["Payment"]}),
        ('latency: {target: "post p99 < 1 s", scope: [feed]}',
         {"kind": "latency", "target": "p99 < 1 s", "scope": ["feed"]}),
    ],
)  # fmt: skip
def test_a_quality_gives_its_fields(text, fields):
    key, node = pair(text)
    found, findings = quality(node, key)
    assert plain(found) == fields
    assert findings == ()
    again, _ = quality(found, key)
    assert plain(again) == fields


def test_fields_stand_where_they_were_written():
    key, node = pair("latency: feed p99 < 200ms")
    found, _ = quality(node, key)
    assert found.get("scope").items[0].span[1:] == (1, 10, 1, 14)
    assert found.get("target").span[1:] == (1, 15, 1, 26)


def test_an_unknown_kind_is_named_with_the_nearest():
    key, node = pair("x: {kind: latncy, target: 5 ms}")
    (finding,) = quality(node, key)[1]
    assert finding.span[1:] == (1, 11, 1, 17)
    assert finding.hint == "did you mean 'latency'?"
    (finding,) = quality(*reversed(pair("xyz: foo")))[1]
    assert "'xyz' is no kind of quality" in finding.message


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("dau: lots", 6, "holds no number"),
        ("x_time: 5 apples", 9, "no unit of time"),
        ("n: = dau * (3", 14, "')' is missing"),
        ("n: = dau * 10B", 12, "ambiguous"),
        ("n: {value: = a ++ 2}", 17, "'+' is not expected"),
        ("n: {value: = a, expect: 75 Mb}", 25, "bytes or bits"),
    ],
)
def test_what_is_wrong_in_an_estimate_is_named_at_its_place(text, column, message):
    key, node = pair(text)
    (finding,) = estimate(node, key)[1]
    assert finding.rule == "bad-value"
    assert finding.span.column == column
    assert message in finding.message


@pytest.mark.parametrize(
    "text", ["dau: 250M users", "post: 2 tweets/user/day", "peak: 3x", "size: 150 chars", "n: = a * max(b, 3)", "x:"]
)
def test_a_good_estimate_is_its_value(text):
    key, node = pair(text)
    found, findings = estimate(node, key)
    assert findings == ()
    assert found.get("value") == node
