"""Fault tolerance is asked for, and a store has no second copy that takes over, or no way back.

Copies are of no use if nobody says which one takes over (`failover`, `standby`), and they copy a wrong write as
faithfully as a right one: to come back from that takes a backup, a log or a checkpoint (`recovery`, `backup`). Asked of
stores that flows within the scope of the requirement need and that nobody else runs; what is there from the start, or
made again from elsewhere, is not. One finding for each requirement. A deep dive that `addresses` it answers to it.

Bad:

    requirements:
      nonfunctional:
        fault-tolerance: no single point of failure  # <--
    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: {kind: sql, replicas: 2}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    requirements:
      nonfunctional:
        fault-tolerance: no single point of failure
    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: sql, replicas: 2, failover: automatic, recovery: [backup, wal]}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: the checklist of system design interviews: redundancy, failover and recovery; AWS REL09 and REL11.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.answers import wanted
from hld.check.qualities import addressed, holds_for
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import trace, walk
from hld.model.types import Component, Model, Quality

_TAKES_OVER = ("failover", "standby", "replication", "regions", "zones", "components")
_COMES_BACK = ("recovery", "backup", "persistence", "components")
_SELF_HEALING = ("columnar", "key-value", "document", "object-store", "search-index", "time-series", "vector")
SHOWN = 3
EXAMPLES = {"failover": "'failover: automatic'", "recovery": "'recovery: [backup, wal]'"}


@rule("RE012", Severity.WARNING, interview=Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    dives = addressed(model)
    for quality in model.qualities.values():
        is_open = quality.kind == "fault-tolerance" and dives.isdisjoint((quality.id, quality.kind))
        if not is_open or wanted(model, quality.kind):
            continue
        lacking = [(store, what) for store in _needed(model, quality) if (what := _lacks(model, store))]
        if lacking:
            listed = [f"'{store.id}' has no {' and no '.join(what)}" for store, what in lacking[:SHOWN]]
            more = f" and {len(lacking) - SHOWN} more" if len(lacking) > SHOWN else ""
            store, what = lacking[0]
            yield Finding(
                quality.span,
                f"fault tolerance is asked for, but {', '.join(listed)}{more}",
                f"{' and '.join(EXAMPLES[each] for each in what)} of '{store.id}'",
            )


def _needed(model: Model, quality: Quality) -> list[Component]:
    """The stores of ours that flows within the scope cannot do without."""
    flows = (flow for flow in model.flows.values() if trace.is_whole(flow) and holds_for(model, quality, flow))
    needed = {each.id: each for flow in flows for each in walk.critical(flow)}
    stores = [each for each in needed.values() if each.role is Role.STORE and not each.is_implicit]
    return [each for each in stores if not _shape.is_managed(each) and not _keeping.is_made_again(model, each)]


def _lacks(model: Model, store: Component) -> list[str]:
    """What a store does not say. Stores made of equal nodes take over for each other once there are several."""
    several = (_shape.replicas(store) or 1) > 1
    is_copied = any(edge.mode == "replicate" for edge in (*walk.outgoing(model, store), *walk.incoming(model, store)))
    heals = several and store.kind.name in _SELF_HEALING
    lacks = [] if heals or is_copied or any(key in store.entry for key in _TAKES_OVER) else ["failover"]
    is_saved = any(edge.mode == "backup" for edge in walk.outgoing(model, store))
    lacks += [] if is_saved or any(key in store.entry for key in _COMES_BACK) else ["recovery"]
    return lacks
