"""Where nodes go, and the icons of their kinds: `diagrams` and Graphviz at work, here or on another core.

To load the two takes as long as all else of a picture. A command that draws one lets another core load them while it
reads the spec, and then asks there.
"""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from hld import aside
from hld.layout.nodes import Edge, Node

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


def placed(
    columns: Sequence[Sequence[Node]],
    edges: Sequence[Edge],
    frames: Mapping[str, str],
    settings: Mapping[str, str],
    engine: str = EMBEDDED,
) -> Places:
    """Where the middle of each node goes; `hld.layout.graph` tells of what is asked, `hld.layout.engines` of errors."""
    global _helper  # noqa: PLW0603 - it is one of the process
    if _helper is not None and engine == EMBEDDED:
        request = ([[*map(tuple, column)] for column in columns], [*map(tuple, edges)], {**frames}, {**settings})
        try:
            found, icons = marshal.loads(_helper(marshal.dumps(request)))
        except aside.LostHelperError:
            _helper = None
        else:
            _icons.update(icons)
            return dict(found)
    return _placed(columns, edges, frames, settings, engine)


def icon(path: str) -> bytes:
    """The PNG of the icon at a class path; that of a blank node where there is none."""
    if path not in _icons:
        from hld.layout.graph import icon_bytes

        _icons[path] = icon_bytes(path)
    return _icons[path]


def _placed(
    columns: Sequence[Sequence[Node]],
    edges: Sequence[Edge],
    frames: Mapping[str, str],
    settings: Mapping[str, str],
    engine: str,
) -> Places:
    from hld.layout.engines import places
    from hld.layout.graph import dot_source

    return places(dot_source(columns, edges, frames, settings), engine)


def _is_here() -> bool:
    from hld.layout.engines import embedded

    return embedded.is_available()


def _prepare() -> None:
    """What the other core does before it is asked: load all that it will need."""
    if not _is_here():
        raise aside.LostHelperError  # whoever draws says why, and what is done instead
    _placed([[Node("a", "onprem.compute.Server", 72, 72)]], [], {}, {}, EMBEDDED)


def _answer(request: bytes) -> bytes:
    """The places of the nodes of a request, and their icons."""
    columns, edges, frames, settings = marshal.loads(request)
    nodes = [[Node(*node) for node in column] for column in columns]
    found = _placed(nodes, [Edge(*edge) for edge in edges], frames, settings, EMBEDDED)
    return marshal.dumps((found, {node.icon: icon(node.icon) for column in nodes for node in column if node.icon}))
