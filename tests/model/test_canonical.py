"""The terse and the long spelling of a thing give the same model."""

import json
from pathlib import Path

import pytest

from hld.model import link
from hld.model.canonical import canonical
from hld.source import load
from hld.spec.read import read

from .design import SOCIAL, linked

SPECS = sorted((Path(__file__).parents[2] / "specs").glob("*.yaml"))

BASE = """\
components: {web: client, lb: load balancer, api: service, db: sql, feeds: cache, bus: queue, fanout: worker}
entities: {Post: {id, text: 280 chars}}
capacity: {followers: 200}
"""

PAIRS = {
    "requirement": (
        "requirements: {functional: {post: Users should be able to post}}",
        "requirements: {functional: {post: {text: Users should be able to post}}}",
    ),
    "quality": (
        "requirements: {nonfunctional: {latency: feeds p99 < 200ms}}",
        'requirements: {nonfunctional: {latency: {scope: [feeds], target: "p99 < 200ms"}}}',
    ),
    "entity": (
        "entities: {User: {id, email: pii}}",
        "entities: {User: {fields: {id: {type: id}, email: {class: pii}}}}",
    ),
    "operation": (
        "api: [GET /v1/feed -> Post]",
        "api: {GET /v1/feed: {method: GET, path: /v1/feed, returns: {type: Post}}}",
    ),
    "block": ("api: |\n  GET /v1/feed -> Post[]\n", "api:\n  - GET /v1/feed -> Post[]\n"),
    "component": (
        "components: {c: cache (redis) x60 hit=95%}",
        "components: {c: {kind: cache, tech: redis, replicas: 60, hit: 95%}}",
    ),
    "call": (
        "flows: {f: ['web -> lb -> api: GET /v1/feed']}",
        "flows: {f: [{from: web, via: [lb], to: api, call: GET /v1/feed}]}",
    ),
    "chain": (
        "flows: {f: ['api ~> bus ~> fanout: Posted']}",
        "flows: {f: [{from: api, to: bus, send: Posted}, {from: bus, to: fanout, receive: Posted}]}",
    ),
    "access": (
        "flows: {f: ['fanout -> feeds: write Post x200']}",
        "flows: {f: [{from: fanout, to: feeds, op: write, entity: Post, times: 200}]}",
    ),
    "estimate": (
        "flows: {f: ['fanout -> feeds: write Post x followers']}",
        "flows: {f: [{from: fanout, to: feeds, op: write, entities: [Post], times: followers}]}",
    ),
    "condition": (
        "flows: {f: ['api -> db: read Post if miss feeds']}",
        "flows: {f: [{from: api, to: db, op: read, entity: Post, when: miss feeds}]}",
    ),
    "reply": (
        "flows: {f: ['api --> web: 200 Post[]']}",
        'flows: {f: [{from: api, to: web, reply: "200 Post[]"}]}',
    ),
    "work": ("flows: {f: ['fanout: sort them @ 2s']}", "flows: {f: [{at: fanout, do: sort them, latency: 2s}]}"),
    "relationship": (
        "relationships: [db -> feeds: cdc]",
        "relationships: [{from: db, to: feeds, mode: cdc}]",
    ),
    "group": ("groups: {core: [api, db]}", "groups: {core: {contains: [api, db]}}"),
}


def both(text):
    """The text with the base design, unless it has a part of its own."""
    parts = [line for line in BASE.splitlines() if line.partition(":")[0] != text.partition(":")[0]]
    return "\n".join([*parts, text])


@pytest.mark.parametrize("name", PAIRS)
def test_terse_and_long_are_one(name):
    terse, long = (linked(both(text)) for text in PAIRS[name])
    assert [found.message for found in (*terse.findings, *long.findings) if found.rule != "implied-entity"] == []
    assert canonical(terse) == canonical(long)


def test_sections_are_components_by_kind():
    assert canonical(linked("caches: {c: redis x2}\nweb servers: [w]")) == canonical(
        linked("components: {c: {kind: cache, tech: redis, replicas: 2}, w: web server}")
    )


def test_it_is_plain_data():
    data = canonical(linked(SOCIAL))
    assert json.loads(json.dumps(data)) == data
    assert data["flows"]["feed"]["steps"][2] == {
        "number": "3",
        "path": ["api", "posts"],
        "arrow": "->",
        "label": {"read": ["Post"]},
        "when": {"miss": "feeds"},
    }
    assert data["components"]["feeds"]["kind"] == "cache"


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_design_of_ours_links_without_a_finding(path):
    model = link(read(load(str(path))))
    assert [found for found in model.findings if found.rule in ("unresolved-reference", "unknown-type")] == []
    assert json.dumps(canonical(model), sort_keys=True) == json.dumps(
        canonical(link(read(load(str(path))))), sort_keys=True
    )
