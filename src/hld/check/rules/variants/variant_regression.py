"""A variant fails a requirement that the design itself meets.

Such a variant solves another problem. It may well be worth showing, as what was weighed and left; then an option of a
deep dive names it, and this is only noted.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 100ms
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, latency: {p99: 20ms}}
      posts: {kind: sql, latency: {p99: 10ms}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
    variants:
      cheap:  # <--
        because: an archive costs next to nothing
        components: {posts: {kind: object store, latency: {p99: 200ms}}}

Good:

    requirements:
      nonfunctional:
        latency: read p99 < 100ms
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, latency: {p99: 20ms}}
      posts: {kind: sql, latency: {p99: 10ms}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
    variants:
      cheap:
        because: an archive costs next to nothing
        components: {posts: {kind: object store, latency: {p99: 50ms}}}

Source: architecture trade-off analysis: Kazman et al., ATAM (2000).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.alternatives import alternatives
from hld.check.figures import rest_on_default
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("VA002", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each requirement that a variant no longer meets, at the name of the variant."""
    for variant in alternatives(model):
        for here, there in variant.lost:
            where = f" in flow '{there.flow}'" if there.flow else ""
            yield Finding(
                variant.span,
                f"variant '{variant.name}' fails '{there.id}', which the design itself meets: {there.reached}{where} "
                f"where {there.op} {there.wanted} is asked for",
                "change it, or weigh it in a deep dive, as an option with its cons",
                severity=Severity.INFO if variant.is_weighed else None,
                rests_on_default=rest_on_default([here.value, there.value]),
            )
