"""Components in one line."""

from __future__ import annotations

import pytest
from tests.spec.forms.nodes import at, line, place, plain, said

from hld.spec.forms.component import component, named


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("client", {"kind": "client"}),
        ("load balancer x2", {"kind": "load balancer", "replicas": "2"}),
        ("cache (redis) x60 hit=95%", {"kind": "cache", "tech": "redis", "replicas": "60", "hit": "95%"}),
        ("postgres x2", {"tech": "postgres", "replicas": "2"}),
        ("sql postgres", {"kind": "sql", "tech": "postgres"}),
        ("redis cache x2", {"tech": "redis", "kind": "cache", "replicas": "2"}),
        ("sql server", {"tech": "sql server"}),
        ("x50", {"replicas": "50"}),
        ("worker x170 time=2s", {"kind": "worker", "replicas": "170", "latency": "2s"}),
        ("service 20..60", {"kind": "service", "autoscale": "20..60"}),
        ("cache ttl=1 day owner=a team x3", {"kind": "cache", "ttl": "1 day", "owner": "a team", "replicas": "3"}),
        ("sql (postgres, 14) x2", {"kind": "sql", "tech": "postgres, 14", "replicas": "2"}),
        ('service role="reads x2 a=b"', {"kind": "service", "role": "reads x2 a=b"}),
        ("loadbalncer x2", {"kind": "loadbalncer", "replicas": "2"}),
        ("", {}),
    ],
)
def test_one_line(text, fields):
    found, findings = component(line(text))
    assert plain(found) == fields
    assert findings == ()


def test_every_piece_has_its_own_place():
    found, _ = component(line("cache (redis) x60 hit=95%"))
    assert place(at(found, "kind")) == (1, 1, 6)
    assert place(at(found, "tech")) == (1, 8, 13)
    assert place(at(found, "replicas")) == (1, 16, 18)
    assert place(at(found, "hit")) == (1, 23, 26)


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("service for users x2", ("bad-value", 1, 9)),
        ("cache (redis", ("bad-value", 1, 7)),
        ("cache hit=", ("bad-value", 1, 7)),
        ("cache x2 x3", ("duplicate-key", 1, 11)),
        ("cache (redis) fast", ("bad-value", 1, 15)),
    ],
)
def test_mistakes_are_found_where_they_stand(text, finding):
    assert said(component(line(text))[1]) == [finding]


def test_items_of_lists_begin_with_an_id():
    pair, findings = named(line("users postgres x2"))
    assert pair.key.text == "users"
    assert plain(pair.value) == {"tech": "postgres", "replicas": "2"}
    assert findings == ()
    assert plain(named(line("users"))[0].value) == {}
