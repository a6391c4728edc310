"""The outages that are reckoned with last longer in a year than the flow may be down.

Three outages of 20 minutes are an hour; at 99.99% a year has 53 minutes. `outages` and `mttr` of a component say it.

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
      posts: {kind: sql, outages: 3/year, mttr: 20 min}  # <--
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
      api: service
      posts: {kind: sql, outages: 3/year, mttr: 20 min}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: B. Treynor et al., "The Calculus of Service Availability", ACM Queue 15 (2017).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.wording import time
from hld.check.figures import figures
from hld.check.rule import rule
from hld.check.rules.availability import _asked
from hld.diagnostics import Finding, Severity
from hld.model.types import Model


@rule("AV007", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each component whose outages use up a flow's budget, once, at the time of repair."""
    seen: set[str] = set()
    for _, flow, may, _ in _asked.flows(model):
        year = figures(model).conventions.year
        budget = may * year
        for name, _ in figures(model).flows[flow].availability.parts:
            component = model.components.get(name)
            entry = None if component is None else component.entry
            if entry is None or name in seen or "outages" not in entry or "mttr" not in entry:
                continue
            count, repair = entry.value("outages"), entry.value("mttr")
            lasts = None if count is None or repair is None else count.value * year * repair.value
            if lasts is not None and lasts > budget:
                seen.add(name)
                message = f"'{name}' is down for {time(lasts)} a year, and flow '{flow}' may be for {time(budget)}"
                yield Finding(entry.at("mttr"), message, "quicker repair, fewer outages, or a fallback")
