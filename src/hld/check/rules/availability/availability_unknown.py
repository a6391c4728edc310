"""Some components state their availability and others of the same flow do not.

What is usual for their kind is taken then, and the figure of the flow rests on it. Where nobody states any, nothing is
said.

Bad:

    requirements:
      nonfunctional:
        availability: 99.5%
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, availability: 99.9%}
      posts: sql  # <--
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    requirements:
      nonfunctional:
        availability: 99.5%
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, availability: 99.9%}
      posts: {kind: sql, availability: 99.9%}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: numbers are told apart by where they are from.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.types import Number, Origin
from hld.analyse.wording import percent
from hld.check.figures import figures
from hld.check.rule import rule
from hld.check.rules.availability import _asked
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("AV004", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    """Find each component whose availability is assumed beside others that state theirs, once, at the component."""
    seen: set[str] = set()
    for _, flow, _may, _ in _asked.flows(model):
        analysis = figures(model)
        parts = [
            (model.components[name], of_one.bare)
            for name, _ in analysis.flows[flow].availability.parts
            if name in model.components and (of_one := analysis.components[name].availability) is not None
        ]
        if not any(_is_said(down) for _, down in parts):
            continue
        for component, down in parts:
            if component.id in seen or _is_said(down):
                continue
            seen.add(component.id)
            assumed = f"; {percent(1 - down.value)} is assumed" if down.value is not None else ""
            said = f"nothing says how often '{component.id}' is up{assumed}"
            yield Finding(component.span, said, "'availability: 99.9%'")


def _is_said(down: Number) -> bool:
    """Whether the share of time that one instance is down is more than what is usual for its kind."""
    return down.is_known and down.origin is not Origin.DEFAULT
