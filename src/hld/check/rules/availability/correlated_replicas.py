"""The copies of a component stand in one zone, which is up for less of the time than they are together.

Copies fail independently only if what they share does not fail. In one zone they are no better together than the zone,
99.95% as a rule. Only copies whose zones are stated as one are judged; where the figures of the flow are known and
miss the target, `composed-below-target` says so.

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
      lb: {kind: load balancer, replicas: 2, zones: 2}
      api: {kind: service, replicas: 3, zones: 1}  # <--
      posts: sql
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    requirements:
      nonfunctional:
        availability: 99.99%
    auth: oauth
    entities: {Post: {id, text}}
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: {kind: load balancer, replicas: 2, zones: 2}
      api: {kind: service, replicas: 3, zones: 3}
      posts: sql
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: The Site Reliability Workbook: the nines of replicas that are not independent deceive.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.analyse.wording import percent
from hld.catalog.defaults import ZONE
from hld.check.figures import figures
from hld.check.rule import rule
from hld.check.rules.availability import _asked
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model


@rule("AV005", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each component with copies in one zone on a flow that must be better than a zone, once, at its zones."""
    seen: set[str] = set()
    for _, flow, may, is_missed in _asked.flows(model):
        if is_missed or may >= 1 - ZONE[0]:
            continue
        for name, _ in figures(model).flows[flow].availability.parts:
            component = model.components.get(name)
            if component is None or name in seen or not _is_in_one_zone(component):
                continue
            seen.add(name)
            yield Finding(
                component.entry.at("zones"),
                f"all of '{name}' stand in one zone ({percent(ZONE[0])}), and flow '{flow}' needs {percent(1 - may)}",
                "'zones: 3'",
            )


def _is_in_one_zone(component: Component) -> bool:
    return component.entry.value("zones") == 1 and (component.replicas or 1) > 1
