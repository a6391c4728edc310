"""A load balancer stands before a single instance.

There is nothing to balance. Perhaps the copies were forgotten (`x3`); perhaps the balancer is there for TLS or for
the day when there will be more, and then this note can be let stand.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer  # <--
      api: service x1
      posts: sql
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer
      api: service x3
      posts: sql
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: the System Design Primer, load balancer.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Model


@rule("TP006", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    if not _shape.is_sound(model):
        return
    for balancer in model.components.values():
        if balancer.kind.name != "load-balancer":
            continue
        behind = walk.successors(model, balancer)
        if len(behind) == 1 and behind[0].role is Role.COMPUTE and _shape.replicas(behind[0]) == 1:
            message = f"load balancer '{balancer.id}' has one backend: '{behind[0].id}' has one instance"
            yield Finding(balancer.span, message, f"'{behind[0].id}: service x2' or more, or leave '{balancer.id}' out")
