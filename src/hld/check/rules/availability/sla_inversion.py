"""A flow must be up more of the time than a third party promises that it depends on.

What you promise cannot be more than what you are promised, unless you can do without it for a while.

Bad:

    requirements:
      nonfunctional:
        availability: 99.99%
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: external, availability: 99.9%}  # <--
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

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
      api: {kind: service, availability: 99.99%}
      posts: {kind: external, availability: 99.99%}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: M. Nygard, Release It! (2018), SLA inversion.
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


@rule("AV003", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find each third party that promises less than a flow needs, once, at its promise."""
    seen: set[str] = set()
    for _, flow, may, _ in _asked.flows(model):
        for name, down in figures(model).flows[flow].availability.parts:
            component = model.components.get(name)
            if component is None or component.role is not Role.EXTERNAL or name in seen:
                continue
            if "availability" in component.entry and down.value is not None and down.value > may:
                seen.add(name)
                message = f"'{name}' promises {percent(1 - down.value)}, and flow '{flow}' needs {percent(1 - may)}"
                yield Finding(component.entry.at("availability"), message, "a fallback, or a lower target")
