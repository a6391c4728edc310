"""A client or an external talks straight to a store.

A database that the world can reach trusts every caller: nothing checks who asks, limits how often, or keeps its
schema free to change. A service stands between. An object store that clients reach by signed addresses
(`presigned: true`, or the word in the label) or through a CDN is fine.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components: {web: client, api: service, posts: sql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
        - web -> posts: read Post  # <--

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

Source: Threagile, risk rule unguarded-direct-datastore-access.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.flows import _arrows
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Hop, Model


@rule("TP001", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    """Find calls from outside into stores and caches."""
    for chain in _arrows.faulty(model, _arrows.TO_STORE):
        for step in chain:
            hop = _arrows.hop_to_store(step)
            if hop is not None and hop.source.target is not None and hop.target.target is not None:
                yield _finding(model, hop, hop.source.target, hop.target.target)


def _finding(model: Model, hop: Hop, source: Component, store: Component) -> Finding:
    message = f"{source.role.value} '{source.id}' talks straight to '{store.id}' ({store.kind.noun})"
    services = [each.id for each in walk.callers(model, store) if each.role is Role.COMPUTE]
    if services:
        return Finding(_arrows.hop_span(hop), message, f"write '{services[0]} -> {store.id}'")
    hint = "put a service between them"
    if store.kind.name == "object-store":
        hint += ", or say 'presigned: true' of the store"
    return Finding(_arrows.hop_span(hop), message, hint)
