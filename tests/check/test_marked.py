"""Small designs with a mark on each line that is wrong: told by the rule marked and by no other that is marked."""

import re
import textwrap

import pytest

from .examples import found, shown

ENTITIES = "entities: {Post: {id, text}}\n"
HEAD = f"hld: 1\nname: Marked\n{ENTITIES}auth: oauth\n"
MARK = re.compile(r"# <-- (.+)")


def told(text):
    return [each for each in found(text) if each.rule in MARKED]


def marked(text):
    lines = enumerate(text.splitlines(), 1)
    return sorted((at, rule) for at, line in lines if (mark := MARK.search(line)) for rule in mark[1].split())


LOST = {
    "of two lost messages none is hidden by one flow without a beginning": """
        api: [POST /v1/a, POST /v1/b]
        components: {web: client, api: service, jobs: queue, mails: queue, w: worker, db: sql}
        flows:
          tell:
            - web -> api: POST /v1/a
            - api ~> jobs: A  # <-- message-without-consumer
            - web -> api: POST /v1/b
            - api ~> mails: B  # <-- message-without-consumer
          work:
            - w -> db: write Post  # <-- bad-initiator
        """,
    "what lies where the worker takes its other messages is excused, and nothing else": """
        api: [POST /v1/a, POST /v1/b]
        components: {web: client, api: service, mails: queue, jobs: queue, w: worker, db: sql}
        flows:
          tell:
            - web -> api: POST /v1/a
            - api ~> jobs: A
            - web -> api: POST /v1/b
            - api ~> mails: B  # <-- message-without-consumer
            - api ~> jobs ~> w: C
          work:
            - w -> db: write Post  # <-- bad-initiator
        """,
    "a service that is called waits for no message": """
        api: [POST /v1/a]
        components: {web: client, api: service, jobs: queue, db: sql}
        flows:
          tell:
            - web -> api: POST /v1/a
            - api ~> jobs: A  # <-- message-without-consumer
          look:
            - api -> db: read Post  # <-- bad-initiator
        """,
    "one message and one worker without a step between them are one mistake": """
        api: [POST /v1/a]
        components: {web: client, api: service, jobs: queue, w: worker, db: sql}
        flows:
          tell:
            - web -> api: POST /v1/a
            - api ~> jobs: A
          work:
            - w -> db: write Post  # <-- bad-initiator
        """,
}


def step(text, more=""):
    """A design with one step of interest."""
    return f"""
        api: [GET /v1/p -> Post]
        components: {{web: client, api: service, db: sql}}
        flows:
          a:
            - "web -> api: {text}"{more}
            - api -> db: read Post
        """


LABELS = {
    **{
        f"behind a path stands {text}": step(f"GET /v1/p {text}", f"  # <-- {rule}" if rule else "")
        for text, rule in {
            "nonsense": "bad-step",
            "[zzz]": "bad-step",
            "{x} nonsense": "bad-step",
            "x-3": "bad-step",
            "@ -5ms": "bad-step",
            "@ 5ms @ 6ms": "duplicate-key",
            "x0": "bad-value",
            "x 0.5": "bad-value",
            "[times=0]": "bad-value",
            "x2 x3": "duplicate-key",
            "if 200%": "bad-value",
            "if 20% if 30%": "duplicate-key",
            "-> Post": "",
            "body {x}": "",
            "every 5s": "",
            "x3 @ ~5ms if 100%": "",
        }.items()
    },
    "a query, and fields behind it": step("GET /v1/p?limit&cursor {limit}"),
    "an address with its host": step("GET https://x.com/v1/p"),
}


def rides(components, operations):
    """A design whose first step names neither of two components that are as near, and another neither of two paths."""
    return f"""
        api: [{operations}]
        components: {{web: client, api: service, {components}, db: sql}}
        flows:
          a:
            - web -> ride: GET /v1/riders  # <-- unresolved-reference
            - web -> api: GET /v1/rideq  # <-- unknown-endpoint
            - api -> db: read Post
            - web -> rider: GET /v1/rides
            - web -> rides: GET /v1/rider
        """


TIES = {
    f"what is meant depends on no order: {components}, {operations}": rides(components, operations)
    for components in ("rider: service, rides: service", "rides: service, rider: service")
    for operations in ("GET /v1/rides, GET /v1/rider, GET /v1/riders", "GET /v1/riders, GET /v1/rider, GET /v1/rides")
}


API = {
    "path parameters and words that hold 'page' are no pages": """
        api:
          - GET /v1/pages/{pageId}/posts -> Post[]  # <-- unbounded-response
          - GET /v1/a?homepage -> Post[]  # <-- unbounded-response
          - GET /v1/b?pageSize -> Post[]
          - GET /v1/c?next_cursor -> Post[]
          - GET /v1/d?per_page -> Post[]
        """,
    "two operations have one id": """
        api:
          GET /v1/a: {id: x, returns: Post}
          GET /v1/b: {id: x, returns: Post}  # <-- duplicate-id
          GET /v1/c: {id: X, returns: Post}  # <-- duplicate-id
        """,
    "the caller in any spelling": """
        api:
          - POST /v1/a {userID, text}  # <-- user-in-body
          - POST /v1/b {user-id}  # <-- user-in-body
          - PUT /v1/c {authorId}  # <-- user-in-body
        """,
    "to poll is to get": """
        api:
          - GET /v1/a -> Post
          - poll /v1/a -> Post  # <-- duplicate-endpoint
          - sse /v1/a -> Post
        """,
    "a get changes data by a procedure that it calls, but for what is aside and where browsers are sent back to": """
        api:
          - GET /v1/posts/{id} -> Post
          - GET /v1/callback -> Post
          - rpc P.Touch -> Post
        components: {web: client, api: service, p: service, db: sql}
        flows:
          a:
            - web -> api: GET /v1/posts/{id}
            - api -> p: rpc P.Touch
            - p -> db: write Post  # <-- verb-vs-effect
          b:
            - web -> api: GET /v1/callback
            - api -> p: rpc P.Touch
            - p -> db: write Post
          c:
            - web -> api: GET /v1/posts/{id}
            - api -> p: rpc P.Touch [side]
            - p -> db: write Post
        """,
}

FLOWS = {
    "which operations a service has is not known": """
        api: [GET /v1/p -> Post]
        components: {web: client, api: service, db: sql}
        flows:
          a:
            - web -> api: show me the post  # <-- no-api-to-enter
            - api -> db: read Post
        """,
    "what comes back is not what is declared": """
        api: [DELETE /v1/p -> 204, GET /v1/p -> Post, POST /v1/p -> Post]
        components: {web: client, s: service}
        flows:
          a:
            - web -> s: DELETE /v1/p
            - s --> web: 204 Post  # <-- reply-type
            - web -> s: GET /v1/p
            - s --> web: 201 Post  # <-- reply-type
            - web -> s: POST /v1/p
            - s --> web: 201 Post
            - web -> s: GET /v1/p
            - s --> web: 304
        """,
    "a path stands behind a component": """
        api: [GET /v1/p -> Post]
        components: {web: client, api: service, a: service, b: service}
        flows:
          a:
            - web -> api: GET /v1/p
            - api: a -> b  # <-- bad-step
            - api: draft -> published
        """,
    "a message is published where it does not travel": """
        api: [POST /v1/p]
        messages: {M: {channel: q}}
        components: {web: client, api: service, q: queue, r: queue, w: worker, v: worker, db: sql}
        flows:
          a:
            - web -> api: POST /v1/p
            - api ~> r: M  # <-- message-without-consumer
          b:
            - q ~> w: M
            - w -> db: write Post
            - w ~> r ~> v: M
            - v -> db: write Post
        """,
    "a field of an entity that has no such field": """
        entities:
          A: {id, w: string?}
          B: {id, v: A.nope, z: A.w}  # <-- unknown-type
        """,
    **{
        f"two services are as likely to provide an operation: {one} first": f"""
        api:
          - GET /v1/p -> Post  # <-- wrong-provider
        components: {{web: client, s: service, t: service}}
        flows:
          a: [web -> {one}: GET /v1/p]
          b: [web -> {other}: GET /v1/p]
        """
        for one, other in (("s", "t"), ("t", "s"))
    },
    "of two services the one that has the resource provides the operation": """
        api: [GET /v1/p -> Post, POST /v1/p]
        components: {web: client, s: service, t: service}
        flows:
          b:
            - web -> t: GET /v1/p  # <-- wrong-provider
            - web -> s: POST /v1/p
          a:
            - web -> s: GET /v1/p
        """,
}

CASES = {**LOST, **LABELS, **TIES, **API, **FLOWS}
MARKED = {rule for text in CASES.values() for _, rule in marked(text)}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_each_marked_line_is_told_and_nothing_else(text):
    text = textwrap.dedent(text).lstrip("\n")
    text = (HEAD.replace(ENTITIES, "") if text.startswith("entities:") else HEAD) + text
    every = told(text)
    assert sorted((each.span.line, each.rule) for each in every) == marked(text), shown(every)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("requirements:\n  nonfunctional:\n    uptime: 99,9 %", "write '99.9%'"),
        ("base: x", "it belongs under 'variants: <id>'"),
        ("replicas: 3", "it belongs under 'components: <id>'"),
        ("foo: x", "a spec has hld, name"),
        ("components: {a: service, b: service}\nflows: {f: ['a -> b: work [foo=1]']}", "a step has from, via, to"),
    ],
)
def test_a_hint_leads_on(text, hint):
    assert any(each.hint.startswith(hint) for each in found(HEAD + text))
