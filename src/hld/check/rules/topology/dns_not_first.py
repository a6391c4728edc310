"""A call passes through DNS in the middle of its way.

A name is looked up before the call is made, by whoever makes it, so DNS stands at the beginning of a chain. A
forwarder that has already been reached does not pass a request on to it. A crawler or a worker may look up names.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, dns: dns, lb: load balancer, api: service, posts: sql}
    flows:
      read:
        - web -> lb -> dns -> api: GET /v1/posts/{postId}  # <--
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, dns: dns, lb: load balancer, api: service, posts: sql}
    flows:
      read:
        - web -> dns -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: RFC 1034, resolvers and name servers.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Model


@rule("TP025", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find the first hop of each forwarder into DNS."""
    for edge in walk.edges(model):
        source, dns = edge.source, edge.target
        if (
            dns.kind.name != "dns"
            or source.role is not Role.FORWARDER
            or source.kind.name == "dns"
            or not edge.passages
        ):
            continue
        step = edge.passages[0].step
        if _arrows.is_right(model, step):
            hop = next(each for each in step.hops if each.target.target is dns and each.source.target is source)
            message = f"{source.kind.noun} '{source.id}' passes a call on to DNS"
            yield Finding(_arrows.hop_span(hop), message, f"begin the chain with '{dns.id}'")
