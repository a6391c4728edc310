"""One service takes part in nearly all that the system does.

When it is changed, slow or down, so is everything, and every team waits for its owners. It may be right: a coordinator
is made so, and a small system has one service. It is noted in a written design of four services or more and at least
five flows, where one service works in more than four of five of them.

Bad:

    profile: doc
    entities: {Post: {id, text}, Like: {id, post: Post}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - POST /v1/posts {text} -> 201 Post
      - POST /v1/likes {post} -> 201 Like
      - GET /v1/likes/{likeId} -> Like
      - PATCH /v1/posts/{postId} {text} -> Post
      - rpc Posts.Do
      - rpc Likes.Do
      - rpc Words.Check
    components:
      web: client
      core: service  # <--
      posting: service
      liking: service
      words: service
      posts: sql
      likes: sql
    flows:
      read:
        - web -> core: GET /v1/posts/{postId}
        - core -> posting: rpc Posts.Do
        - posting -> posts: read Post
      write:
        - web -> core: POST /v1/posts
        - core -> posting: rpc Posts.Do
        - posting -> words: rpc Words.Check
        - posting -> posts: write Post
      edit:
        - web -> core: PATCH /v1/posts/{postId}
        - core -> posting: rpc Posts.Do
        - posting -> posts: write Post
      like:
        - web -> core: POST /v1/likes
        - core -> liking: rpc Likes.Do
        - liking -> likes: write Like
      liked:
        - web -> core: GET /v1/likes/{likeId}
        - core -> liking: rpc Likes.Do
        - liking -> likes: read Like

Good:

    profile: doc
    entities: {Post: {id, text}, Like: {id, post: Post}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - POST /v1/posts {text} -> 201 Post
      - POST /v1/likes {post} -> 201 Like
      - GET /v1/likes/{likeId} -> Like
      - PATCH /v1/posts/{postId} {text} -> Post
      - rpc Words.Check
    components:
      web: client
      posting: service
      liking: service
      words: service
      posts: sql
      likes: sql
    flows:
      read:
        - web -> posting: GET /v1/posts/{postId}
        - posting -> posts: read Post
      write:
        - web -> posting: POST /v1/posts
        - posting -> words: rpc Words.Check
        - posting -> posts: write Post
      edit:
        - web -> posting: PATCH /v1/posts/{postId}
        - posting -> posts: write Post
      like:
        - web -> liking: POST /v1/likes
        - liking -> likes: write Like
      liked:
        - web -> liking: GET /v1/likes/{likeId}
        - liking -> likes: read Like

Source: "hub-like dependency", Azadi et al. (2019), architectural smells.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Model

_SERVICES = 4
_FLOWS = 5


@rule("TP022", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    services = [each for each in model.components.values() if each.kind.name == "service"]
    if model.profile != "doc" or len(services) < _SERVICES or len(model.flows) < _FLOWS or not _shape.is_whole(model):
        return
    for service in services:
        worked = _works_in(model, service)
        if worked * 5 > len(model.flows) * 4:
            yield Finding(
                service.span,
                f"'{service.id}' works in {worked} of {len(model.flows)} flows",
                "let clients, or a gateway, call the services behind it, or split it by what it does",
            )


def _works_in(model: Model, service: Component) -> int:
    """How many flows have a step that starts at the service."""
    return sum(
        any(step.source.target is service and not step.is_reply for step in flow.steps)
        for flow in walk.flows_through(model, service)
    )
