"""Two load balancers stand one behind the other.

Each adds a hop, a place to fail and a place to configure. There are reasons: one for the world and one for a zone, one
for connections (L4) and one for requests (L7). Say which is which in `role` or `tech`, or leave one out.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, outer: load balancer, inner: load balancer, api: service, posts: sql}
    flows:
      read:
        - web -> outer -> inner -> api: GET /v1/posts/{postId}  # <--
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, outer: load balancer, api: service, posts: sql}
    flows:
      read:
        - web -> outer -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: RFC 1925, on solving problems by another layer.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Model

_SAYS_WHY = ("role", "description", "tech", "region", "regions", "zones")


@rule("TP027", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    for edge in walk.edges(model):
        if not (_is_plain(edge.source) and _is_plain(edge.target)) or not edge.passages or edge.source is edge.target:
            continue
        step = edge.passages[0].step
        if _arrows.is_right(model, step):
            hop = next(
                each for each in step.hops if each.target.target is edge.target and each.source.target is edge.source
            )
            message = f"load balancer '{edge.source.id}' leads to load balancer '{edge.target.id}'"
            yield Finding(_arrows.hop_span(hop), message, "leave one out, or say what each is for: 'role: …'")


def _is_plain(component: Component) -> bool:
    """Whether it is a load balancer of which nothing more is said."""
    return component.kind.name == "load-balancer" and not any(key in component.entry for key in _SAYS_WHY)
