"""Where nodes go, and the icons of their kinds: `diagrams` and Graphviz at work, here or on another core.

To load the two takes as long as all else of a picture. A command that draws one lets another core load them while it
reads the spec, and then asks there.
"""

from __future__ import annotations

import marshal
from typing import TypeAlias

from hld import aside
from hld.layout.nodes import Asked, Edge, Node

__all__ = ["begin", "icon", "is_available", "placed"]

Places: TypeAlias = dict[str, tuple[float, float]]
EMBEDDED = "embedded"

_helper: aside.Helper | None = None
_icons: dict[str, bytes] = {}


def begin() -> None:
    """Let another core load what places nodes by the embedded engine, if one is idle."""
    global _helper  # noqa: PLW0603 - it is one of the process
    if _helper is None:
        _helper = aside.helper(_prepare, _answer)


def is_available() -> bool:
    """Whether the embedded engine works here."""
    return (_helper is not None and _helper.is_ready) or _is_here()


def placed(asked: Asked, engine: str = EMBEDDED) -> Places:
    """Where the middle of each node goes. Raises UsageError and EngineError as `hld.layout.engines` does."""
    global _helper  # noqa: PLW0603 - it is one of the process
    if _helper is not None and engine == EMBEDDED:
        try:
            found, icons = marshal.loads(_helper(_packed(asked)))
        except aside.LostHelperError:
            _helper = None
        else:
            _icons.update(icons)
            return dict(found)
    return _placed(asked, engine)


def icon(path: str) -> bytes:
    """The PNG of the icon at a class path; that of a blank node where there is none."""
    if path not in _icons:
        from hld.layout.graph import icon_bytes

        _icons[path] = icon_bytes(path)
    return _icons[path]


def _placed(asked: Asked, engine: str) -> Places:
    from hld.layout.engines import places
    from hld.layout.graph import dot_source

    return places(dot_source(asked), engine)


def _is_here() -> bool:
    from hld.layout.engines import embedded

    return embedded.is_available()


def _prepare() -> None:
    """What the other core does before it is asked: load all that it will need."""
    if not _is_here():
        raise aside.LostHelperError  # whoever draws says why, and what is done instead
    _placed(Asked(((Node("a", "onprem.compute.Server", 72, 72),),)), EMBEDDED)


def _answer(request: bytes) -> bytes:
    """The places of the nodes of a request, and their icons."""
    asked = _unpacked(request)
    icons = {node.icon: icon(node.icon) for column in asked.columns for node in column if node.icon}
    return marshal.dumps((_placed(asked, EMBEDDED), icons))


def _packed(asked: Asked) -> bytes:
    return marshal.dumps(
        ([[*map(tuple, column)] for column in asked.columns], [*map(tuple, asked.edges)], asked.frames)
    )


def _unpacked(request: bytes) -> Asked:
    columns, edges, frames = marshal.loads(request)
    nodes = tuple(tuple(Node(*node) for node in column) for column in columns)
    return Asked(nodes, tuple(Edge(*edge) for edge in edges), frames)
