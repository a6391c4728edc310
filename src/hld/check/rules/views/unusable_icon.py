"""An icon of the author's is not there, or is no image.

The card would be drawn with a blank one. An icon is a class path below `diagrams` ("onprem.database.Cassandra") or a
file in the folder of the spec or below: a PNG, or an SVG of shapes alone, of 256 kB at most. What runs, moves or is
fetched from elsewhere is not put into a picture.

Bad:

    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
    components:
      web: client
      api: service
      posts: {kind: sql, icon: onprem.database.Postgress}  # <--
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
      posts: {kind: sql, icon: onprem.database.Postgresql}
    flows:
      read:
        - web -> api: GET /v1/posts/{postId}
        - api -> posts: read Post

Source: the list of nodes of the package diagrams; OWASP, SVG as a vector of attacks.
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.icons import icons_beside, is_icon, is_image_file
from hld.check.rule import rule
from hld.diagnostics import Finding, Severity
from hld.model.stated import components_stating
from hld.model.types import Model
from hld.near import nearest
from hld.source.image import ImageError, image
from hld.spec.types import Leaf


@rule("VW002", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for component in components_stating(model, "icon"):
        leaf = component.entry.leaf("icon")
        if leaf is not None and is_image_file(leaf.text):
            try:
                image(model.spec.source.path, leaf.span.file, leaf.text)
            except ImageError as error:
                hint = "name a PNG or SVG file beside the spec"
                yield Finding(leaf.span, f"cannot use the icon '{leaf.text}': {error}", hint)
        elif leaf is not None and not is_icon(leaf.text):
            yield Finding(leaf.span, f"there is no icon '{leaf.text}'", _hint(leaf))


def _hint(leaf: Leaf) -> str:
    module, _, name = leaf.text.rpartition(".")
    near = nearest(name, icons_beside(module))
    return f"did you mean '{module}.{near}'?" if near else "write a class path, such as 'onprem.database.Cassandra'"
