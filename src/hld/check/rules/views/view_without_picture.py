"""A view of the author's chooses nothing that could be drawn.

What a view is of, its flows, groups, components and focus each narrow it, and together they may leave nothing: an
empty page would be written, or none. A sequence needs a step between two of the components that are shown, or within
one; a picture of entities one that these keep.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
    views:
      hot: {flows: [read], components: [posts], without: [posts]}  # <--

Good:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: sql
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post
    views:
      hot: {flows: [read], without: [posts]}

Source: Structurizr, inspection views.empty.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.types import Model
from hld.model.views import is_empty, own_views, parts

#: What is not there, and what to do about it, by what the view is of.
_LACKS = {
    "all": ("component", "its keys narrow each other: take one of them out"),
    "sequence": ("step", "show two components that a step of its flows joins"),
    "entities": ("entity", "show a component that keeps one, or a flow that handles one"),
}


@rule("VW001", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for name, entry in own_views(model):
        if model.spec.is_inherited(entry.span) or not model.components:
            continue
        if is_empty(model, entry):
            noun, hint = _LACKS.get(entry.text("of"), _LACKS["all"])
            yield Finding(entry.span, f"view '{name}' shows no {noun}", hint)
        elif entry.value("each") and not parts(model, entry):
            each = entry.text("each")
            yield Finding(entry.at("each"), f"view '{name}' shows nothing of any of the {each}", "draw it as one")
