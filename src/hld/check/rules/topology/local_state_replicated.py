"""Several instances each keep what they know of a caller, and callers are spread over them.

The next request of a session lands on an instance that has never heard of it, and what an instance knew is gone when
it goes. Keep the state in a store or a cache that all of them share. Where every caller stays with its instance
(`sticky: true`) it works, at the price of uneven load and of sessions lost with their instance.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer
      api: {kind: service, replicas: 3, state: local}  # <--
      posts: sql
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      lb: load balancer
      api: {kind: service, replicas: 3, state: external}
      posts: sql
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: the Twelve-Factor App, VI (processes); AWS Well-Architected, REL05-BP07.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.stated import components_stating
from hld.model.types import Component, Model


@rule("TP026", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for component in components_stating(model, "state"):
        count = _shape.replicas(component)
        if component.role is Role.COMPUTE and count is not None and count > 1 and _keeps_state(model, component):
            message = f"'{component.id}' keeps local state but has {count} replicas"
            yield Finding(component.entry.at("state"), message, "move the state to a store, or say 'sticky: true'")


def _keeps_state(model: Model, component: Component) -> bool:
    """Whether it says so, and neither it nor what stands before it keeps a caller with its instance."""
    if component.entry.value("state") != "local" or "sticky" in component.entry:
        return False
    if any(key in component.entry for key in ("shard_by", "shards", "leader", "singleton", "replication")):
        return False
    return not any("sticky" in each.entry for each in walk.predecessors(model, component))
