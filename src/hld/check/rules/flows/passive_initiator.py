"""A store or a cache is where a call starts.

Databases, caches and object stores answer; they do not call anybody. Mostly the arrow is the wrong way round. What a
store does by itself is told otherwise: its changes are followed with `~>`, an object store that tells of new objects
has `notify`, a cache that fills itself has `of`, and copies are a relationship.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - posts -> api: the post  # <--

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: Yourdon and DeMarco, data flow diagrams: a store is passive.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.diagnostics import Finding, Severity
from hld.model.types import Component, Model, Step


@rule("FL023", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls whose source is a store or a cache."""
    for chain in _arrows.faulty(model, _arrows.PASSIVE):
        for step in chain:
            if step.source.target is not None:
                yield _finding(step, step.source.target)


def _finding(step: Step, source: Component) -> Finding:
    target = step.target.target
    message = f"'{source.id}' ({source.kind.noun}) cannot call '{step.target.name}'"
    if target is source:
        hint = f"say it of '{source.id}', as 'backup: daily', or of where the copy goes, under 'relationships'"
    elif target is not None and target.role in (Role.STORE, Role.CACHE):
        hint = f"if it is a copy, write it under 'relationships': '{source.id} -> {target.id}: replicate'"
    else:
        hint = f"turn it round: '{step.target.name} -> {source.id}', or write '~>' if changes are followed"
    return Finding(_arrows.hop_span(step.hops[0]), message, hint)
