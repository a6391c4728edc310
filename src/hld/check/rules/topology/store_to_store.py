"""A line leads from one store to another, and nothing moves the data.

A store answers; it does not call. What brings data from one to the other is replication, change data capture, a backup
or a job of somebody's, and each behaves in its own way: how far behind, what is lost, who notices. Say which, or put
the worker that does it between them.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql, index: search}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
    relationships:
      - posts -> index: depends  # <--

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql, index: search}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
    relationships:
      - posts -> index: cdc

Source: data flow diagrams: data moves between stores only through a process.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows, _doubt
from hld.diagnostics import Finding, Severity, Span
from hld.model import walk
from hld.model.types import Component, Model, Text

_MOVES = re.compile(
    r"(?i)replic|cdc|chang|back[- ]?up|copy|copies|sync|stream|export|import|snapshot|archiv|tier|mirror"
)
_TELLS = frozenset(("cdc", "notify", "outbox", "replica_of", "of"))


@rule("TP003", Severity.ERROR, interview=Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    for edge in walk.edges(model):
        source, target = edge.source, edge.target
        if source is target or source.role is not Role.STORE or target.role is not Role.STORE:
            continue
        if "block-store" in (source.kind.name, target.kind.name) or source.kind_is_unknown or target.kind_is_unknown:
            continue
        span = _stated(edge) if edge.relationship is not None else _drawn(model, edge)
        if span is not None:
            yield _finding(span, source, target)


def _stated(edge: walk.Edge) -> Span | None:
    """The relationship that only says that one depends on the other."""
    one = edge.relationship
    if one is None or one.mode not in ("depends", "") or not (one.source.is_exact and one.target.is_exact):
        return None
    return None if _MOVES.search(one.text) else one.span


def _drawn(model: Model, edge: walk.Edge) -> Span | None:
    """The first hop between them that nothing explains, unless what is wrong with it is told already."""
    if not _TELLS.isdisjoint(edge.source.entry.entries) or not _TELLS.isdisjoint(edge.target.entry.entries):
        return None
    for passage in edge.passages:
        step = passage.step
        said = step.label.text if isinstance(step.label, Text) else ""
        if step.entry.value("cdc") or _MOVES.search(said) or _arrows.fault(model, step):
            return None
        if not _doubt.is_clear(model, step):
            return None
    step = edge.passages[0].step
    return next(
        _arrows.hop_span(hop)
        for hop in step.hops
        if hop.source.target is edge.source and hop.target.target is edge.target
    )


def _finding(span: Span, source: Component, target: Component) -> Finding:
    message = f"'{source.id}' -> '{target.id}': a store cannot call a store"
    return Finding(span, message, "add the worker that moves the data, or a relationship 'cdc' or 'replicate'")
