"""A request that must be fast waits for another region.

Light takes its time: a call across an ocean costs some 60 to 150 ms there and back before anybody has worked on it.
Where a requirement asks for latency, what the caller waits for should be in one region: a copy nearby, or a message
for which nobody waits. Only regions that are stated are compared, by `region` or by a group of that kind; a component
that is in several is nearby in each.

Bad:

    requirements:
      nonfunctional:
        latency: read p99 < 200ms
    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, region: us-east-1}
      posts: {kind: sql, region: eu-west-1}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post  # <--

Good:

    requirements:
      nonfunctional:
        latency: read p99 < 200ms
    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: {kind: service, region: us-east-1}
      near: {kind: sql, replica_of: posts, region: us-east-1}
      posts: {kind: sql, region: eu-west-1}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> near: read Post
    relationships:
      - posts -> near: replicate

Source: J. Dean, numbers everyone should know (a packet from California to the Netherlands and back: 150 ms).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import OUTSIDE
from hld.check.qualities import flows_asked
from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _doubt
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Flow, Hop, Model, Step


@rule("TP017", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    """Find the first hop between each two regions' components that a fast flow waits for."""
    fast = flows_asked(model, "latency")
    told: set[tuple[str, str]] = set()
    for flow in model.flows.values():
        if flow not in fast:
            continue
        for step, hop in _waited_for(model, flow):
            source, target = hop.source.target, hop.target.target
            if source is None or target is None or (source.id, target.id) in told:
                continue
            here, there = _shape.regions(model, source), _shape.regions(model, target)
            if _shape.are_apart(here, there) and not _arrows.fault(model, step):
                told.add((source.id, target.id))
                yield _finding(flow, hop, source, target, here[0], there[0])


def _waited_for(model: Model, flow: Flow) -> Iterator[tuple[Step, Hop]]:
    """The hops of calls within the system that always happen before the answer."""
    needed = set(walk.critical(flow))
    for step in walk.before_reply(flow):
        if not step.is_call or walk.is_conditional(step) or not _doubt.is_clear(model, step):
            continue
        if step.entry.text("on_failure") in ("fallback", "degrade", "queue"):
            continue
        for hop in step.hops:
            source, target = hop.source.target, hop.target.target
            if source is not None and source.role not in OUTSIDE and target in needed:
                yield step, hop


def _finding(  # noqa: PLR0917
    flow: Flow, hop: Hop, source: Component, target: Component, here: str, there: str
) -> Finding:
    return Finding(
        _arrows.hop_span(hop),
        f"flow '{flow.id}' must be fast, and '{source.id}' ({here}) waits for '{target.id}' ({there})",
        f"ask a copy in {here}, or let a message go there for which nobody waits",
    )
