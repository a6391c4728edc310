"""One instance stands where a flow that must be available cannot do without it.

When it fails, or is only updated, the flow stands still. Only what is stated counts: `replicas: 1` (`x1`), and
nothing that would take over, such as a standby, a failover or an answer to its failure (`on_failure`). Where no
requirement asks for availability this is a note. A component whose replicas nobody states is not judged.

Bad:

    requirements:
      nonfunctional:
        availability: 99.9%
    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service x1  # <--
      posts: sql x2
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    requirements:
      nonfunctional:
        availability: 99.9%
    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer x2
      api: service x2
      posts: sql x2
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: AWS Well-Architected, REL10 and REL11 (fault isolation, withstanding failures).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.qualities import flows_asked
from hld.check.rule import rule
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.types import Component, Flow, Model

_TAKES_OVER = ("standby", "failover", "replication", "read_replicas", "on_failure", "fallback", "regions", "components")
_OUTSIDE = frozenset({Role.CLIENT, Role.EXTERNAL, Role.MONITOR})
_NONE = ("none", "no", "false")


@rule("TP011", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find each single component, at the first flow that asks for availability, else at the first that needs it."""
    asked = flows_asked(model, "availability")
    single = {each for each in model.components.values() if _is_single(model, each)}
    needed: dict[Component, Flow] = {}
    required: dict[Component, Flow] = {}
    for flow in model.flows.values() if single else ():
        if not trace.is_whole(flow):
            continue
        for component in walk.critical(flow):
            if component in single:
                needed.setdefault(component, flow)
                if flow in asked:
                    required.setdefault(component, flow)
    for component, flow in needed.items():
        if component in required:
            message = f"'{component.id}' is single on flow '{required[component].id}', which must be available"
            yield Finding(component.entry.at("replicas"), message, "'replicas: 2' or more, or a standby")
        else:
            message = f"'{component.id}' is single on flow '{flow.id}'"
            yield Finding(component.entry.at("replicas"), message, "'replicas: 2' or more", severity=Severity.INFO)


def _is_single(model: Model, component: Component) -> bool:
    """Whether one instance is stated, and nothing that stands in for it."""
    if _shape.replicas(component) != 1 or component.role in _OUTSIDE or _shape.is_managed(component):
        return False
    entry = component.entry
    if any(key in entry and entry.text(key, "-").lower() not in _NONE for key in _TAKES_OVER):
        return False
    return not any(edge.mode == "replicate" for edge in walk.outgoing(model, component))
