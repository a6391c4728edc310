"""Drawings as files: one renderer a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hld.layout.types import Drawing
from hld.render.svg import svg as _svg
from hld.render.themes import THEMES, Theme

__all__ = ["FORMATS", "THEMES", "Renderer", "Theme"]

Renderer = Callable[[Drawing, Theme], bytes]


def _draw_png(drawing: Drawing, theme: Theme) -> bytes:
    from hld.render.png import png  # what only PNGs need is not loaded for others

    return png(_svg(drawing, theme))


FORMATS: Mapping[str, Renderer] = {"svg": _svg, "png": _draw_png}
