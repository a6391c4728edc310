"""The rules on topology: one good design, and edits of it on which a rule must speak once, or had better be silent."""

import pytest

from ..examples import edited, found, is_readable, shown, told

BLOG = """
requirements:
  nonfunctional:
    latency: read p99 < 200ms
    availability: 99.9%
auth: oauth
entities:
  Post: {id, text}
  View: {id, post: Post}
api:
  GET /v1/posts/{postId}: {returns: Post}
  POST /v1/posts: {body: {text: string}, returns: 201 Post}
  DELETE /v1/posts/{postId}: {returns: 204}
  GET /v1/pages/{pageId}: {returns: Post}
  rpc Render.Page: {returns: Post}
components:
  web: web client
  app: mobile client
  cdn: cdn origin=files
  lb: load balancer x2
  gate: api gateway x2
  api: service x3
  render: {kind: service, replicas: 2, discovery: dns}
  hot: cache (redis) x2 of=posts
  posts: sql x2
  views: {kind: warehouse, managed: true}
  files: object store
  seen: {kind: stream, partitions: 12, max_age: 1 day}
  counter: worker x2 idempotent=true
flows:
  read:
    - web -> gate -> lb -> api: GET /v1/posts/{postId}
    - api -> hot: read Post
    - api -> posts: read Post if miss hot
    - api ~> seen ~> counter: PostSeen
    - counter -> views: write View
  write:
    - web -> gate -> lb -> api: POST /v1/posts
    - api -> posts: write Post
    - api -> hot: write Post
  remove:
    - web -> gate -> lb -> api: DELETE /v1/posts/{postId}
    - api -> posts: delete Post
    - api -> hot: delete Post
  page:
    - app -> cdn -> lb -> api: GET /v1/pages/{pageId}
    - api -> render: rpc Render.Page
    - render -> posts: read Post
    - render -> files: read Post
  picture:
    - app -> cdn -> files: the picture
"""
PICTURE = "- app -> cdn -> files: the picture => "
MISS = "drop: - api -> posts: read Post if miss hot"
COUNTED = "- counter -> views: write View => "
IN_US = "api: service x3 => api: {kind: service, replicas: 3, region: us-east-1}"
PAGES = "GET /v1/pages/{pageId}: {returns: Post} => GET /v1/pages/{pageId}: "
APART = "+ groups: {a: {kind: team, contains: [api]}, b: {kind: team, contains: [render]}}"
BESIDE = "- api -> posts: write Post => - api -> posts: write Post | - api -> render: rpc Render.Page | "

#: The rule, the line that it points at, and the edits.
SPEAKS = [
    ("black-hole-process", "counter: worker x2 idempotent=true", "drop: - counter -> views: write View"),
    (
        "cache-without-backing-store",
        "hot: {kind: cache, role: what is read often}",
        "hot: cache (redis) x2 of=posts => hot: {kind: cache, role: what is read often}",
        MISS,
        "drop: - api -> hot: write Post",
        "drop: - api -> hot: delete Post",
        "+ profile: doc",
    ),
    (
        "cdn-without-origin",
        "cdn: cdn",
        " origin=files => ",
        "app -> cdn -> lb => app -> lb",
        PICTURE + "- app -> cdn: the picture",
    ),
    ("client-to-broker", "- app ~> seen: PostSeen", PICTURE + "- app ~> seen: PostSeen"),
    ("client-to-client", "- web -> app: call", PICTURE + "- web -> app: call"),
    ("client-to-store", "- app -> posts: read Post", PICTURE + "- app -> posts: read Post"),
    ("consumers-exceed-partitions", "counter: worker x20 idempotent=true", "worker x2 => worker x20"),
    (
        "cross-region-sync",
        "- api -> posts: read Post if miss hot",
        IN_US,
        "posts: sql x2 => posts: {kind: sql, replicas: 2, region: eu-west-1}",
    ),
    (
        "dns-not-first",
        "- web -> gate -> dns -> lb -> api: GET /v1/posts/{postId}",
        "web -> gate -> lb => web -> gate -> dns -> lb",
        "app: mobile client => app: mobile client | dns: dns",
    ),
    (
        "forwarder-without-backend",
        "edge: load balancer",
        "app: mobile client => app: mobile client | edge: load balancer",
        PICTURE + "- app -> edge: the picture",
    ),
    ("lb-single-backend", "lb: load balancer x2", "api: service x3 => api: service x1"),
    (
        "lb-to-lb",
        "- web -> gate -> lb2 -> lb -> api: GET /v1/posts/{postId}",
        "web -> gate -> lb => web -> gate -> lb2 -> lb",
        "app: mobile client => app: mobile client | lb2: load balancer",
    ),
    (
        "local-state-replicated",
        "api: {kind: service, replicas: 3, state: local}",
        "api: service x3 => api: {kind: service, replicas: 3, state: local}",
    ),
    ("orphan", "lost: sql", "app: mobile client => app: mobile client | lost: sql"),
    (
        "private-in-cdn",
        "GET /v1/pages/{pageId}: {returns: Post, auth: oauth, cache: true}",
        PAGES + "{returns: Post, auth: oauth, cache: true}",
    ),
    ("private-in-cdn", "GET /v1/pages/{pageId}: {returns: Post, cache: 60s}", PAGES + "{returns: Post, cache: 60s}"),
    (
        "queue-between-reads",
        "- api ~> seen ~> counter: PostSeen",
        "drop: - api -> hot: read Post",
        MISS,
        COUNTED + "- counter -> posts: read Post",
    ),
    (
        "replicated-without-lb",
        "- web -> other: GET /v1/posts/{postId}",
        "- web -> gate -> lb -> api: GET => - web -> other: GET",
        "- api -> hot: read => - other -> hot: read",
        "- api -> posts: read => - other -> posts: read",
        "- api ~> seen => - other ~> seen",
        "app: mobile client => app: mobile client | other: service x4",
    ),
    (
        "shared-block-store",
        "disk: block store",
        "files: object store => files: object store | disk: block store",
        "- render -> files: read Post => - render -> disk: read Post",
    ),
    ("single-point-of-failure", "posts: sql x1", "posts: sql x2 => posts: sql x1"),
    ("store-to-store", "relationships: [posts -> views: depends]", "+ relationships: [posts -> views: depends]"),
    (
        "sync-cycle",
        "- render -> api: GET /v1/posts/{postId}",
        "- render -> files: read Post => - render -> api: GET /v1/posts/{postId}",
    ),
    (
        "sync-over-queue",
        "- api --> web: 200 Post",
        COUNTED + "- counter ~> seen ~> api: PostCounted | - api --> web: 200 Post",
    ),
    (
        "ungated-ingress",
        "- web -> lb -> api: DELETE /v1/posts/{postId}",
        "- web -> gate -> lb -> api: DELETE => - web -> lb -> api: DELETE",
    ),
    (
        "unreachable",
        "old: sql",
        "app: mobile client => app: mobile client | old: sql | copy: sql",
        "+ relationships: [old -> copy: replicate]",
    ),
    ("write-path-bypass", "- render -> posts: write Post", BESIDE + "- render -> posts: write Post"),
    (
        "write-path-bypass",
        "- api -> posts: write Post",
        "Post: {id, text} => Post: {fields: {id: id, text: string}, owner: render}",
        "- api -> posts: delete Post => - api: mark it",
    ),
]

SILENT = [
    ("black-hole-process", COUNTED + "- counter: count"),
    ("black-hole-process", "drop: - render -> posts: read Post", "drop: - render -> files: read Post"),
    ("black-hole-process", "drop: - counter -> views: write View", "- api ~> seen ~> => - api ~> elsewhere ~>"),
    ("cache-without-backing-store", " of=posts => "),
    ("cache-without-backing-store", " of=posts =>  primary=true", MISS),
    ("cdn-without-origin", " origin=files => "),
    (
        "client-to-broker",
        PICTURE + "- app ~> seen: PostSeen",
        "seen: {kind: stream, => seen: {kind: stream, external_producers: true,",
    ),
    ("client-to-client", PICTURE + "- web -> app: video call over WebRTC"),
    (
        "client-to-store",
        "files: object store => files: {kind: object store, presigned: true}",
        "app -> cdn -> files => app -> files",
    ),
    ("consumers-exceed-partitions", "worker x2 => worker x12"),
    ("consumers-exceed-partitions", "worker x2 => worker x20", "partitions: 12,  => "),
    ("cross-region-sync", IN_US, "posts: sql x2 => posts: {kind: sql, replicas: 2, regions: [us-east-1, eu-west-1]}"),
    ("cross-region-sync", IN_US, "posts: sql x2 => posts: {kind: sql, replicas: 2, region: us-east-1a}"),
    ("cross-region-sync", IN_US, "counter: worker x2 => counter: worker x2 region=eu-west-1"),
    ("cross-region-sync", IN_US, "posts: sql x2 => posts: sql x2 region=eu", "drop: latency: read p99 < 200ms"),
    ("cross-region-sync", IN_US, "posts: sql x2 => posts: sql x2 region=eu", "read p99 => picture p99"),
    (
        "dns-not-first",
        "web -> gate -> lb => web -> dns -> gate -> lb",
        "app: mobile client => app: mobile client | dns: dns",
    ),
    ("lb-single-backend", "api: service x3 => api: service"),
    ("local-state-replicated", "api: service x3 => api: {kind: service, replicas: 3, state: local, sticky: true}"),
    ("local-state-replicated", "api: service x3 => api: {kind: service, replicas: 3, state: external}"),
    (
        "orphan",
        "app: mobile client => app: mobile client | idp: external (auth0)",
        "auth: oauth => auth: {scheme: oauth2, provider: Auth0}",
    ),
    ("orphan", "app: mobile client => app: mobile client | watch: monitor", "+ relationships: [watch -> api: depends]"),
    ("private-in-cdn", PAGES + "{returns: Post, auth: none, cache: true}"),
    ("private-in-cdn", PAGES + "{returns: Post, auth: oauth, cache: private}"),
    ("private-in-cdn", PAGES + "{returns: Post, auth: oauth, cache: true}", "app -> cdn -> lb => app -> lb"),
    ("queue-between-reads", COUNTED + "- counter -> posts: read Post"),
    ("queue-between-reads", "drop: - api -> hot: read Post", MISS),
    (
        "shared-block-store",
        "files: object store => files: object store | disk: {kind: block store, multi_attach: true}",
        "- render -> files: read Post => - render -> disk: read Post",
    ),
    ("single-point-of-failure", "posts: sql x2 => posts: sql"),
    ("single-point-of-failure", "posts: sql x2 => posts: {kind: sql, replicas: 1, standby: hot}"),
    ("single-point-of-failure", "posts: sql x2 => posts: {kind: sql, replicas: 1, managed: true}"),
    ("store-to-store", "+ relationships: [posts -> views: cdc]"),
    ("sync-cycle", "- render -> files: read Post => - render ~> api: PageMade"),
    ("sync-over-queue", COUNTED + "- counter ~> seen ~> api: PostCounted | - api --> web: 202"),
    (
        "sync-over-queue",
        "- api ~> seen ~> counter: PostSeen => - api --> web: 200 Post | - api ~> seen ~> counter: PostSeen",
    ),
    ("ungated-ingress", "- app -> cdn -> lb -> api: GET => - app -> lb -> api: GET"),
    (
        "ungated-ingress",
        "gate -> lb -> api: GET => lb -> api: GET",
        "gate -> lb -> api: POST => lb -> api: POST",
        "gate -> lb -> api: DELETE => lb -> api: DELETE",
    ),
    (
        "unreachable",
        "app: mobile client => app: mobile client | copy: sql",
        "+ relationships: [posts -> copy: replicate]",
    ),
    ("write-path-bypass", "- render -> files: read Post => - render -> files: write Post"),
    ("write-path-bypass", COUNTED + "- counter -> posts: write Post"),
    ("write-path-bypass", BESIDE + "- render -> posts: write Post", "- api -> posts: delete Post => - api: mark it"),
    ("write-path-bypass", BESIDE + "- render -> posts: write Post", APART),
]


@pytest.mark.parametrize(
    ("owner", "why"), [("", "which writes it most"), ("posts: sql x2 => posts: sql x2 owner=api", "which owns it")]
)
def test_an_owner_is_called_so_only_where_one_is_stated(owner, why):
    edits = (BESIDE + "- render -> posts: write Post", *filter(None, (owner,)))
    (case,) = (each for each in found(edited(BLOG, *edits)) if each.rule == "write-path-bypass")
    assert case.message.endswith(why)


def test_the_design_itself_is_clean():
    wrong = [each for each in found(edited(BLOG)) if each.rule in {rule for rule, *_ in SPEAKS}]
    assert not wrong, shown(wrong)


@pytest.mark.parametrize(("rule", "line", "edits"), [(rule, line, edits) for rule, line, *edits in SPEAKS])
def test_a_rule_speaks_once_and_points_at(rule, line, edits):
    text = edited(BLOG, *edits)
    assert told(text, rule) == [line], shown(found(text))


@pytest.mark.parametrize(("rule", "edits"), [(rule, edits) for rule, *edits in SILENT])
def test_a_rule_is_silent(rule, edits):
    text = edited(BLOG, *edits)
    assert is_readable(text) or "elsewhere" in text
    assert told(text, rule) == [], shown(found(text))


@pytest.mark.parametrize(("rule", "line", "edits"), [(rule, line, edits) for rule, line, *edits in SPEAKS])
def test_one_mistake_is_told_by_one_rule(rule, line, edits):
    """No second rule of the family points at the same line."""
    text = edited(BLOG, *edits)
    at = {each.span.line for each in found(text) if each.rule == rule}
    others = [each.rule for each in found(text) if each.span.line in at and each.rule != rule]
    assert others == [], shown(found(text))


HUB = """
profile: doc
auth: oauth
entities: {Thing: {id}}
api:
  - GET /v1/a -> Thing
  - rpc B.Do
  - rpc C.Do
  - rpc D.Do
components: {web: client, core: service, b: service, c: service, d: service, things: sql}
flows:
"""


@pytest.mark.parametrize(
    ("through", "past", "services", "speaks"), [(5, 0, 4, True), (5, 1, 4, True), (4, 1, 4, False), (4, 0, 4, False)]
)
def test_a_hub_is_in_more_than_four_of_five_flows(through, past, services, speaks):
    flows = [f"  f{n}: [web -> core: GET /v1/a, core -> b: rpc B.Do, b -> things: read Thing]" for n in range(through)]
    flows += [f"  g{n}: [web -> c: rpc C.Do, c -> things: read Thing]" for n in range(past)]
    text = HUB + "\n".join(flows)
    names = [each.message.partition("'")[2].partition("'")[0] for each in found(text) if each.rule == "hub-service"]
    assert ("core" in names) == speaks
    assert services == text.count(": service")


def test_a_small_or_sketched_system_may_have_a_hub():
    flows = "\n".join(f"  f{n}: [web -> core: GET /v1/a, core -> things: read Thing]" for n in range(6))
    assert not told(HUB.replace(", d: service", "") + flows, "hub-service")
    assert not told(HUB + flows, "hub-service", profile="interview")
