"""From a model to a graph: what is to be drawn."""

from __future__ import annotations

from hld.view.architecture import architecture
from hld.view.flow import flow

__all__ = ["architecture", "flow"]
