"""The short spelling and the long one of a thing mean the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from hld.source.load import load
from hld.spec.read import read
from hld.spec.shape import Shape
from hld.spec.shapes import SHAPES
from hld.spec.types import Record

from .plain import plain, tree

DESIGNS = Path(__file__).parent / "designs"

PAIRS = {
    "an id in a section that names a product": (
        "dns: [route53]\ndatabases: [cassandra, user-postgres]\nservices: [stripe-adapter]",
        "components:\n  route53: {kind: dns, tech: route53}\n  cassandra: {kind: columnar, tech: cassandra}\n"
        "  user-postgres: {kind: sql, tech: postgres}\n  stripe-adapter: {kind: service}",
    ),
    "functional requirement": (
        "requirements: {functional: {post: User should be able to post tweets}}",
        "requirements: {functional: {post: {text: User should be able to post tweets}}}",
    ),
    "functional requirements as a list": (
        "requirements:\n  functional:\n    - User can post\n    - User can read",
        "requirements:\n  functional:\n    fr1: {text: User can post}\n    fr2: {text: User can read}",
    ),
    "functional requirements as a list with ids": (
        "requirements:\n  functional:\n    - post: User can post\n    - {id: see, text: User can read}",
        "requirements:\n  functional:\n    post: {text: User can post}\n    see: {text: User can read}",
    ),
    "latency of what is called like a filler": (
        "requirements:\n  nonfunctional:\n    latency: request p99 < 1s\nflows: {request: [a -> b: ask]}",
        'requirements:\n  nonfunctional:\n    latency: {kind: latency, scope: [request], target: "p99 < 1s"}\n'
        "flows: {request: [a -> b: ask]}",
    ),
    "latency for what is called like a filler": (
        "requirements:\n  nonfunctional:\n    latency: p99 < 1s for request\nflows: {request: [a -> b: ask]}",
        'requirements:\n  nonfunctional:\n    latency: {kind: latency, scope: [request], target: "p99 < 1s"}\n'
        "flows: {request: [a -> b: ask]}",
    ),
    "latencies of what is called like a filler": (
        "requirements:\n  functional: {requests: User can read}\n"
        "  nonfunctional:\n    latency: [requests p99 < 1s, feed p99 < 2s]",
        "requirements:\n  functional: {requests: {text: User can read}}\n  nonfunctional:\n"
        '    latency-requests: {kind: latency, scope: [requests], target: "p99 < 1s"}\n'
        '    latency-feed: {kind: latency, scope: [feed], target: "p99 < 2s"}',
    ),
    "latency in a list, of what is called like a filler": (
        "requirements:\n  functional: [{request: User can read}]\n  nonfunctional: [latency: request p99 < 1s]",
        "requirements:\n  functional: {request: {text: User can read}}\n  nonfunctional:\n"
        '    latency: {kind: latency, scope: [request], target: "p99 < 1s"}',
    ),
    "latency in full, of what is called like a filler": (
        'requirements:\n  nonfunctional:\n    latency: {target: "request p99 < 1s"}\nflows: {request: [a -> b: ask]}',
        'requirements:\n  nonfunctional:\n    latency: {kind: latency, scope: [request], target: "p99 < 1s"}\n'
        "flows: {request: [a -> b: ask]}",
    ),
    "a metric is no name": (
        "requirements:\n  nonfunctional:\n    latency: response time p99 < 300ms\nflows: {response: [a -> b: ask]}",
        'requirements:\n  nonfunctional:\n    latency: {kind: latency, target: "p99 < 300ms"}\n'
        "flows: {response: [a -> b: ask]}",
    ),
    "a filler that nothing is called": (
        "requirements:\n  nonfunctional:\n    latency: request p99 < 1s\nflows: {requests: [a -> b: ask]}",
        'requirements:\n  nonfunctional:\n    latency: {kind: latency, target: "p99 < 1s"}\n'
        "flows: {requests: [a -> b: ask]}",
    ),
    "latency": (
        "requirements:\n  nonfunctional:\n    latency: feed p99 < 200ms",
        'requirements:\n  nonfunctional:\n    latency: {kind: latency, scope: [feed], target: "p99 < 200ms"}',
    ),
    "availability over consistency": (
        "requirements:\n  nonfunctional:\n    availability: 99.9% over consistency",
        "requirements:\n  nonfunctional:\n    availability: {kind: availability, target: 99.9%, prefer: availability}",
    ),
    "several targets of one kind": (
        "requirements:\n  nonfunctional:\n    latency: [upload p99 < 500ms, process p95 < 30s]",
        "requirements:\n  nonfunctional:\n"
        '    latency-upload: {target: "p99 < 500ms", scope: upload}\n'
        '    latency-process: {target: "p95 < 30s", scope: process}',
    ),
    "question": ("requirements: {questions: [How long?]}", "requirements: {questions: [{q: How long?}]}"),
    "question with its answer": (
        "requirements:\n  questions:\n    How long are tweets kept: Forever",
        "requirements:\n  questions:\n    - q: How long are tweets kept\n      a: Forever",
    ),
    "estimate": ("capacity: {dau: 250M users}", "capacity: {dau: {value: 250M users}}"),
    "crux": ("capacity: {crux: fan-out}", "capacity: {crux: {text: fan-out}}"),
    "entity": (
        "entities:\n  User: {id, name, email: pii}",
        "entities:\n  User:\n    fields: {id: {type: id}, name: {}, email: {class: pii}}",
    ),
    "types of fields": (
        "entities:\n  Tweet: {author: User, text: 280 chars, photo: blob 1 MB, tags: [string], note: string?}",
        "entities:\n  Tweet:\n    fields:\n      author: {type: User}\n      text: {type: 280 chars}\n"
        "      photo: {type: blob, size: 1 MB}\n      tags: {type: string, many: true}\n"
        "      note: {type: string, optional: true}",
    ),
    "entities as a list": ("entities: [User, Tweet]", "entities: {User: , Tweet: }"),
    "entity that is another": (
        "entities:\n  Driver: {is: User, rating: float}",
        "entities:\n  Driver: {is: User, fields: {rating: {type: float}}}",
    ),
    "actors as a list": ("actors: [User, Admin]", "actors: {User: {}, Admin: {}}"),
    "auth": ("auth: oauth", "auth: {scheme: oauth}"),
    "operation": (
        "api:\n  - GET /v1/feed -> Tweet[]",
        "api:\n  GET /v1/feed: {style: rest, method: GET, path: /v1/feed, returns: {type: Tweet, many: true}}",
    ),
    "operation with a body": (
        "api:\n  - POST /v1/images {file:blob} -> 202 Image",
        "api:\n  POST /v1/images: {body: {file: {type: blob}}, returns: {status: 202, type: Image}}",
    ),
    "operation with a blank in its body": (
        "api:\n  - POST /v1/tweets {text: string}",
        "api:\n  POST /v1/tweets: {body: {text: string}}",
    ),
    "query": (
        "api:\n  - GET /v1/feed?cursor&limit -> Tweet[]",
        "api:\n  GET /v1/feed: {query: {cursor, limit}, returns: 'Tweet[]'}",
    ),
    "block of operations": (
        'api: |\n  POST /v1/tweets\n  body: {\n    "text": string\n  }\n\n  GET /v1/tweets/{tweetId} -> Tweet\n',
        "api:\n  POST /v1/tweets: {body: {text: string}}\n  GET /v1/tweets/{tweetId}: {returns: Tweet}",
    ),
    "operation under its id": (
        "api:\n  postTweet: POST /v1/tweets -> 201 Tweet",
        "api:\n  POST /v1/tweets: {returns: 201 Tweet, id: postTweet}",
    ),
    "message": ("messages: {TweetPosted: bus}", "messages: {TweetPosted: {channel: bus}}"),
    "group": ("groups: {core: [lb, api]}", "groups: {core: {contains: [lb, api]}}"),
    "component": (
        "components:\n  feeds: cache (redis) x60 hit=95%",
        "components:\n  feeds: {kind: cache, tech: redis, replicas: 60, hit: 0.95}",
    ),
    "component by its product": (
        "components:\n  feeds: redis x60",
        "components:\n  feeds: {kind: cache, tech: redis, replicas: 60}",
    ),
    "component with a product for its kind": (
        "components:\n  feeds: {kind: redis}",
        "components:\n  feeds: {kind: cache, tech: redis}",
    ),
    "time": (
        "components:\n  worker: worker x150 time=2s",
        "components:\n  worker: {kind: worker, replicas: 150, latency: {p99: 2s}}",
    ),
    "capacity of a component": (
        "components: {api: {kind: service, capacity: 5k/s}}",
        "components: {api: {kind: service, capacity: {rate: 5k/s}}}",
    ),
    "sections": (
        "clients: [web, app]\nload balancers: {lb: x2}\n"
        "databases:\n  users: postgres x2\n  tweets: columnar (cassandra)",
        "components:\n  web: client\n  app: client\n  lb: load balancer x2\n  users: sql (postgres) x2\n"
        "  tweets: columnar (cassandra)",
    ),
    "section as a list of one-line forms": (
        "services:\n  - api x25\n  - search: x3\n  - {id: feed, replicas: 2}",
        "components: {api: service x25, search: service x3, feed: service x2}",
    ),
    "sections with three spellings of their key": (
        "object-stores: [blobs]\nsearch indexes: [index]\nblock_stores: [disk]",
        "components: {blobs: object store, index: search index, disk: block store}",
    ),
    "stores": (
        "components: {t: {kind: sql, stores: [Tweet]}}",
        "components: {t: {kind: sql, stores: {Tweet: {}}}}",
    ),
    "flow": (
        "flows:\n  feed:\n    - web -> api: GET /v1/feed",
        "flows:\n  feed: {steps: [{from: web, to: api, label: GET /v1/feed}]}",
    ),
    "chain": (
        "flows:\n  feed:\n    - web -> dns -> lb -> api: GET /v1/feed",
        "flows:\n  feed:\n    - {from: web, via: [dns, lb], to: api, arrow: '->', label: GET /v1/feed}",
    ),
    "asynchronous chain": (
        "flows:\n  post:\n    - api ~> bus ~> fanout: TweetPosted",
        "flows:\n  post:\n    - {from: api, to: bus, arrow: ~>, label: TweetPosted}\n"
        "    - {from: bus, to: fanout, arrow: ~>, label: TweetPosted}",
    ),
    "modifiers": (
        "flows:\n  post:\n    - fanout -> feeds: write Tweet x200\n    - api -> t: read Tweet if miss feeds @ 5ms",
        "flows:\n  post:\n    - {from: fanout, to: feeds, label: write Tweet, times: 200}\n"
        "    - {from: api, to: t, label: read Tweet, when: miss feeds, latency: 5ms}",
    ),
    "path with more keys": (
        "flows:\n  post:\n    - web -> api: GET /x\n      timeout: 2s",
        "flows:\n  post:\n    - {from: web, to: api, label: GET /x, timeout: 2s}",
    ),
    "work of its own": (
        "flows:\n  p:\n    - worker: make thumbnails @ 2s",
        "flows:\n  p:\n    - {at: worker, label: make thumbnails, latency: 2s}",
    ),
    "entity and entities": (
        "flows:\n  p:\n    - {from: a, to: b, op: write, entity: Tweet}",
        "flows:\n  p:\n    - {from: a, to: b, op: write, entities: [Tweet]}",
    ),
    "blocks": (
        "flows:\n  p:\n    - parallel:\n        - a -> b: read X\n        - a -> c: read Y\n"
        "    - alt:\n        found: [a -> b]\n        else: [a -> c]\n    - loop: {times: 3, steps: [a -> b]}",
        "flows:\n  p:\n    - parallel: [{from: a, to: b, label: read X}, {from: a, to: c, label: read Y}]\n"
        "    - alt: {found: [{from: a, to: b}], else: [{from: a, to: c}]}\n"
        "    - loop: {times: 3, steps: [{from: a, to: b}]}",
    ),
    "relationship": (
        "relationships:\n  - tweets -> archive: backup every night",
        "relationships:\n  - {from: tweets, to: archive, mode: backup, text: every night}",
    ),
    "deep dive": ("deep_dives: {c: What if?}", "deep_dives: {c: {question: What if?}}"),
    "one scenario": (
        "deep_dives: {c: {question: q, scenario: {kill: feeds}}}",
        "deep_dives: {c: {question: q, scenarios: [{kill: [feeds]}]}}",
    ),
    "scenarios by name": (
        "scenarios: {cache lost: {kill: [feeds]}}",
        "scenarios: [{name: cache lost, kill: [feeds]}]",
    ),
    "options by name": (
        "deep_dives: {c: {question: q, options: {a: {pros: [fast]}}}}",
        "deep_dives: {c: {question: q, options: [{name: a, pros: fast}]}}",
    ),
    "variant": (
        "components: {api: service}\nvariants: {v: {title: V, components: {api: x50}}}",
        "components: {api: service}\nvariants: {v: {title: V, patch: {components: {api: {replicas: 50}}}}}",
    ),
    "accepted findings by rule": (
        "checks: {ignore: {no-version: internal only}}",
        "checks: {ignore: [{rule: no-version, because: internal only}]}",
    ),
    "names between commas": (
        "flows: {f: {covers: 'post, feed', steps: []}}",
        "flows: {f: {covers: [post, feed], steps: []}}",
    ),
    "keys of several words": (
        "deep dives: {d: q}\nrequirements: {out-of-scope: [ads]}",
        "deep_dives: {d: q}\nrequirements: {out_of_scope: [ads]}",
    ),
}


@pytest.mark.parametrize(("terse", "long"), PAIRS.values(), ids=PAIRS)
def test_terse_and_long_mean_the_same(terse: str, long: str) -> None:
    assert _by_meaning(tree(terse)) == _by_meaning(tree(long))


def _by_meaning(value: object) -> object:
    """What is told in one spelling and follows from the key in the other is left out."""
    if isinstance(value, dict):
        return {key: _by_meaning(each) for key, each in value.items() if key not in ("style", "method", "path")}
    return [_by_meaning(each) for each in value] if isinstance(value, list) else value


# A step's label is not taken apart in reading, so its two spellings are only the same once linked.
@pytest.mark.parametrize(
    "shape", [each for each in SHAPES.values() if each.terse and each.name != "step"], ids=lambda shape: shape.name
)
def test_the_examples_of_the_table_mean_the_same(shape: Shape) -> None:
    places = {
        "functional": "requirements", "quality": "requirements", "question": "requirements", "crux": "capacity",
        "estimate": "capacity", "capability": "components.api", "latency": "components.api",
        "replication": "components.api", "encryption": "components.api", "option": "deep_dives.d",
    }  # fmt: skip
    place = places.get(shape.name, "")
    assert _by_meaning(tree(_within(place, shape.terse))) == _by_meaning(tree(_within(place, shape.long)))


def _within(place: str, text: str) -> str:
    for key in reversed(place.split(".") if place else ()):
        text = f"{key}:\n" + "\n".join(f"  {line}" for line in text.splitlines())
    return text


@pytest.mark.parametrize("path", sorted(DESIGNS.glob("*.yaml")), ids=lambda path: path.stem)
def test_worked_designs_are_read_without_a_finding(path: Path) -> None:
    assert read(load(path)).findings == ()


def test_the_worked_design_says_the_same_tersely_and_at_length() -> None:
    terse, long = (read(load(DESIGNS / f"twitter-{name}.yaml")).root for name in ("terse", "long"))
    assert _agree(plain(terse), plain(long), "components", ("kind",)) == []
    assert list(_map(terse, "api")) == list(_map(long, "api"))
    assert _fields(terse) == _fields(long)
    for flow in ("post", "follow", "feed", "view"):
        paths = [_paths(root, flow) for root in (terse, long)]
        replies = [path for path in paths[1] if path in (("api", "", "web"),)]
        assert [path for path in paths[1] if path not in replies] == paths[0]


def _agree(one: dict[str, dict], other: dict[str, dict], section: str, keys: tuple[str, ...]) -> list[str]:  # type: ignore[type-arg]
    return [name for name, each in one[section].items() for key in keys if each[key] != other[section][name][key]]


def _map(root: Record, key: str) -> dict[str, object]:
    record = root.record(key)
    assert record is not None
    return dict(record.entries)


def _fields(root: Record) -> dict[str, list[str]]:
    return {name: list(_map(entry, "fields")) for name, entry in root.records("entities")}


def _paths(root: Record, flow: str) -> list[tuple[str, str, str]]:
    record = root.record("flows")
    assert record is not None
    entry = record.record(flow)
    assert entry is not None
    steps = (step for step in entry.items("steps") if isinstance(step, Record))
    return [(s.text("from"), ",".join(leaf.text for leaf in s.leaves("via")), s.text("to")) for s in steps]
