"""A component takes part in no flow and in no relationship.

What no story needs is either left over from an earlier idea or the trace of a story that nobody told. Both are worth a
question before somebody builds it. A component that another one names (`of: posts`, `origin: blobs`), one made of
others, one that watches and one that issues credentials (`auth: {provider: idp}`) are in use. Nothing is said while
there are no flows, while something in them is unknown or a flow lacks its beginning, and as long as a requirement has
no flow, which may be the one that leads there.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
      index: search  # <--
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
      index: search
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
    relationships:
      - posts -> index: cdc

Source: Structurizr, inspection model.element.disconnected.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check import covers
from hld.check.rule import rule
from hld.check.rules.flows import _starts
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.identity import issuers
from hld.model.types import Component, Model

_SAYS_WHERE = ("of", "origin", "replica_of", "components")


@rule("TP014", Severity.WARNING)
def check(model: Model) -> Iterator[Finding]:
    if not _shape.is_whole(model) or not covers.have_flows(model) or _starts.beginless(model):
        return
    for component in walk.orphans(model):
        if not _is_used(model, component):
            yield Finding(
                component.span,
                f"'{component.id}' takes part in no flow",
                "add it to a flow or a relationship, or drop it",
            )


def _is_used(model: Model, component: Component) -> bool:
    if component.is_implicit or component.kind_is_unknown or component.role is Role.MONITOR:
        return True
    if component in issuers(model):
        return True
    return component.id in _shape.named(model) or any(key in component.entry for key in _SAYS_WHERE)
