"""From a graph to a drawing: everything gets its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hld.errors import UsageError

if TYPE_CHECKING:
    from hld.layout.types import Drawing
    from hld.view.types import Graph

__all__ = ["LOOKS", "layout"]

LOOKS = ("lanes", "classic")


def layout(graph: Graph, look: str = "lanes", engine: str = "embedded") -> Drawing:
    """Lay out a graph. Raises UsageError for an unknown look or engine, EngineError where no engine works."""
    if look not in LOOKS:
        raise UsageError(f"no look '{look}'", f"choose one of {', '.join(LOOKS)}")
    from hld.layout.lanes import lanes

    return lanes(graph, look, engine)
