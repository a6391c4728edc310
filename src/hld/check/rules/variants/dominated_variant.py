"""A variant is better in no figure than the design itself, and worse in some.

Nothing that is worked out speaks for it: neither parts, hops and instances nor times, availability, data and cost, nor
what is asked for. What does speak for it may be no figure, such as a simpler operation; then it should be said, as the
`because` of the variant or among the `pros` of an option in a deep dive.

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
      slow:  # <--
        components: {posts: {latency: {p99: 20ms}}}

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
      slow:
        because: the store that we have already
        components: {posts: {latency: {p99: 20ms}}}

Source: Pareto dominance, as in the comparison of designs (`hld compare`).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.alternatives import alternatives
from hld.check.figures import figures
from hld.check.merits import merits, outdone
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("VA003", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find each variant that nothing speaks for, at its name."""
    for variant in alternatives(model):
        if variant.is_argued:
            continue
        ours, theirs = merits(model, figures(model)), merits(variant.model, variant.analysis)
        found = outdone((ours[what], theirs[what]) for what in ours if what in theirs)
        if found is not None:
            compared, worse = found
            yield Finding(
                variant.span,
                f"variant '{variant.name}' is no better than the design itself in any of {compared} figures, and worse "
                f"in {worse}",
                "say what speaks for it ('because'), or leave it out",
            )
