"""From a model to a graph: what is to be drawn."""

from __future__ import annotations

from hld.view.architecture import architecture
from hld.view.flow import flow
from hld.view.graphs import drawn, names
from hld.view.sketch import sketch

__all__ = ["architecture", "drawn", "flow", "names", "sketch"]
