"""The design is done, and nothing was gone into.

The last minutes of an interview are for the parts that make the problem hard: what was weighed, what breaks, what
grows. Name at least one and say what was decided. Asked where a `session` is planned, or at the stage `deep-dives`, in
an interview alone and once there are flows: not every sketch is one.

Bad:

    session: {length: 45 min}
    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:  # <--
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    session: {length: 45 min}
    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
    deep_dives:
      growth: What if there are a hundred times as many posts?

Source: the steps of a system design interview: deep dives.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.sections import place_of
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("IV005", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    is_interview = "session" in model.spec.root or model.stage == "deep-dives"
    if model.profile != "interview" or not is_interview or not model.flows or model.is_broken:
        return
    if model.spec.root.get("deep_dives") is None:
        yield Finding(place_of(model, "flows"), "no part was gone into", "add 'deep_dives: {growth: what if …}'")
