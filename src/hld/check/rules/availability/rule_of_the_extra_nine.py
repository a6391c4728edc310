"""A flow depends on many, and one of them lacks the extra nine that this takes.

With five hard dependencies or more, each needs about one nine more than the flow. What makes the flow miss its target
already is told by `composed-below-target`, and a third party's promise by `sla-inversion`: this is about the margin.
Only what is stated counts, with its copies.

Bad:

    requirements:
      nonfunctional:
        availability: 99.9%
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: {kind: load balancer, replicas: 2, availability: 99.999%}
      gateway: {kind: api gateway, availability: 99.999%}
      api: {kind: service, availability: 99.999%}
      hot: {kind: cache, availability: 99.999%, of: posts}
      posts: {kind: sql, availability: 99.95%}  # <--
    flows:
      read:
        - web -> lb -> gateway -> api: GET /v1/posts/{postId}
        - api -> hot: read Post
        - api -> posts: read Post if miss hot

Good:

    requirements:
      nonfunctional:
        availability: 99.9%
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: {kind: load balancer, replicas: 2, availability: 99.999%}
      gateway: {kind: api gateway, availability: 99.999%}
      api: {kind: service, availability: 99.999%}
      hot: {kind: cache, availability: 99.999%, of: posts}
      posts: {kind: sql, availability: 99.999%}
    flows:
      read:
        - web -> lb -> gateway -> api: GET /v1/posts/{postId}
        - api -> hot: read Post
        - api -> posts: read Post if miss hot

Source: B. Treynor et al., "The Calculus of Service Availability", ACM Queue 15 (2017): the rule of the extra 9.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.wording import percent
from hld.catalog.kinds import Role
from hld.check.figures import figures
from hld.check.rule import rule
from hld.check.rules.availability import _asked
from hld.diagnostics import Finding, Severity
from hld.model.types import Model

_MANY, _NINE = 5, 10


@rule("AV002", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each dependency that is too weak for a flow, once, at what it states."""
    seen: set[str] = set()
    for _, flow, may, is_missed in _asked.flows(model):
        parts = figures(model).flows[flow].availability.parts
        for name, down in parts:
            component = model.components.get(name)
            if component is None or component.role is Role.EXTERNAL or name in seen:
                continue
            if "availability" not in component.entry or down.value is None:
                continue
            if len(parts) >= _MANY and not is_missed and down.value > may / _NINE:
                seen.add(name)
                needs = f"{percent(1 - may / _NINE)} of each of {len(parts)}"
                yield Finding(
                    component.entry.at("availability"),
                    f"'{name}' is up {percent(1 - down.value)} of the time, and flow '{flow}' needs {needs}",
                    "a copy in another zone, a fallback, or a lower target",
                )
