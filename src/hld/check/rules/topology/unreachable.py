"""Components are joined to each other by relationships, and no flow leads to any of them.

A copy of a store that nobody writes, or a service on which things depend that nobody calls: the lines look like a
design and carry nothing. Told once for all that hang together. What another system fills, and what a job brings in
from outside (`sync-job`, `cdc`), starts by itself.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
      old: sql  # <--
      copy: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
    relationships:
      - old -> copy: replicate

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
      copy: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
    relationships:
      - posts -> copy: replicate

Source: graph theory: reachability from the places where work begins.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Model

_BEGINNERS = frozenset({Role.CLIENT, Role.EXTERNAL, Role.MONITOR})


@rule("TP013", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find one component of each part that nothing leads to: the one that leads to the others."""
    if not _shape.is_whole(model):
        return
    reached = walk.reachable(model, (each for each in model.components.values() if _begins(model, each)))
    left = [each for each in model.components.values() if each.id not in reached and not _is_alone(model, each)]
    for component in sorted(left, key=lambda each: bool(walk.incoming(model, each))):
        if component.id not in reached:
            reached |= walk.reachable(model, [component])
            yield Finding(component.span, f"no flow leads to '{component.id}'", "add the flow that uses it, or drop it")


def _begins(model: Model, component: Component) -> bool:
    """Whether a flow tells of it, or it needs nobody to set it off."""
    if walk.flows_through(model, component) or component.role in _BEGINNERS or component.kind.name == "scheduler":
        return True
    if component.id in _shape.named(model) or "schedule" in component.entry or component.kind_is_unknown:
        return True
    if any(key in component.entry for key in ("external", "seeded", "replica_of", "of", "origin", "components")):
        return True
    feeds = any(edge.mode in ("sync-job", "cdc") for edge in walk.outgoing(model, component))
    return feeds or any(walk.flows_through(model, edge.target) for edge in walk.outgoing(model, component))


def _is_alone(model: Model, component: Component) -> bool:
    return not walk.outgoing(model, component) and not walk.incoming(model, component)
