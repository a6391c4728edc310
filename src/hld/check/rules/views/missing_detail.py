"""The spec that goes into a component is not there.

`detail:` makes the card a link to the picture of another spec. If that spec does not exist, or lies outside the folder
of this one, a click leads nowhere.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: sql, detail: no-such-spec.yaml}  # <--
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
      posts: {kind: sql, links: {design: https://wiki.example/posts}}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: the C4 model: a diagram of one level leads to those of the next.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.stated import components_stating
from hld.model.types import Model
from hld.source.image import ImageError, check_beside


@rule("VW003", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for component in components_stating(model, "detail"):
        leaf = component.entry.leaf("detail")
        if leaf is not None:
            try:
                check_beside(model.spec.source.path, leaf.span.file, leaf.text)
            except ImageError as error:
                yield Finding(leaf.span, f"cannot find '{leaf.text}': {error}", "name a spec beside this one")
