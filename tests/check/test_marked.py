"""Small designs with a mark on each line that is wrong, each told by the rule marked and by nothing else."""

import re
import textwrap

import pytest

from .examples import COMPLETENESS, found, shown

HEAD = """\
hld: 1
name: Marked
entities: {Post: {id, text}}
auth: oauth
"""
MARK = re.compile(r"# <-- (.+)")
QUIET = (*COMPLETENESS, "implied-entity")


def told(text):
    return [each for each in found(text) if each.rule not in QUIET and str(each.severity) != "info"]


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

CASES = {**LOST, **LABELS, **TIES}


@pytest.mark.parametrize("text", CASES.values(), ids=CASES)
def test_each_marked_line_is_told_and_nothing_else(text):
    text = HEAD + textwrap.dedent(text).lstrip("\n")
    every = told(text)
    assert sorted((each.span.line, each.rule) for each in every) == marked(text), shown(every)
