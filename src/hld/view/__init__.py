"""From a model to a graph or a page of tables: what is to be drawn."""

from __future__ import annotations

from hld.view.api import api, has_api
from hld.view.architecture import architecture
from hld.view.components import components, has_components
from hld.view.deep_dives import deep_dives, has_deep_dives
from hld.view.flow import flow
from hld.view.requirements import Judged, has_requirements, requirements
from hld.view.sketch import sketch

__all__ = [
    "Judged", "api", "architecture", "components", "deep_dives", "flow", "has_api", "has_components",
    "has_deep_dives", "has_requirements", "requirements", "sketch",
]  # fmt: skip
