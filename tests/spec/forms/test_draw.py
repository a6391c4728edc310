"""Drawings in a line."""

from __future__ import annotations

from tests.spec.forms.nodes import at, line, plain, said

from hld.spec.forms.draw import drawing


def edges(text: str) -> list[tuple[str, str, str]]:
    found, findings = drawing(line(text))
    assert findings == ()
    return [(step["from"], step["arrow"], step["to"]) for step in plain(at(found, "flows", "drawing", "steps"))]


def test_every_hop_is_an_edge():
    assert edges("web -> cdn -> lb -> api -> redis, postgres; api ~> kafka ~> worker -> s3") == [
        ("web", "->", "cdn"),
        ("cdn", "->", "lb"),
        ("lb", "->", "api"),
        ("api", "->", "redis"),
        ("api", "->", "postgres"),
        ("api", "~>", "kafka"),
        ("kafka", "~>", "worker"),
        ("worker", "->", "s3"),
    ]
    assert edges("a, b -> c, d") == [("a", "->", "c"), ("a", "->", "d"), ("b", "->", "c"), ("b", "->", "d")]


def test_kinds_follow_from_names():
    found, _ = drawing(line("web -> lb -> orders -> redis"))
    assert plain(at(found, "components")) == {
        "web": {"kind": "web-client"},
        "lb": {"kind": "load-balancer"},
        "orders": {"kind": "service"},
        "redis": {"kind": "cache", "tech": "redis"},
    }


def test_the_label_is_that_of_the_last_arrow():
    found, _ = drawing(line("a -> b -> c: GET /x: y\nc -> d"))
    assert [step.get("label") for step in plain(at(found, "flows", "drawing", "steps"))] == [None, "GET /x: y", None]


def test_mistakes_and_nothing():
    assert said(drawing(line("a ->> b"))[1]) == [("bad-step", 1, 3)]
    assert said(drawing(line("a -> b; c ->"))[1]) == [("bad-step", 1, 11)]
    assert plain(drawing(line("lb"))[0]) == {"hld": "1", "components": {"lb": {"kind": "load-balancer"}}}
    assert plain(drawing(line(""))[0]) == {"hld": "1", "components": {}}
