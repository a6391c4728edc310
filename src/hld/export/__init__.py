"""Pages of tables as text: one writer a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hld.export.markdown import markdown
from hld.view.tables import Page

__all__ = ["FORMATS"]

FORMATS: Mapping[str, Callable[[Page], bytes]] = {"md": markdown}
