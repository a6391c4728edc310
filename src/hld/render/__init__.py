"""Pictures as files: one renderer a format, for drawings and figures alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from hld.layout.figure import Figure
from hld.layout.types import Drawing
from hld.render import figure as _figure
from hld.render import svg as _drawing
from hld.render.themes import THEMES, Theme

__all__ = ["FORMATS", "THEMES", "Picture", "Renderer", "Theme"]

Picture: TypeAlias = Drawing | Figure
Renderer: TypeAlias = Callable[[Picture, Theme], bytes]


def _draw_svg(picture: Picture, theme: Theme) -> bytes:
    return _figure.svg(picture, theme) if isinstance(picture, Figure) else _drawing.svg(picture, theme)


def _draw_png(picture: Picture, theme: Theme) -> bytes:
    from hld.render.png import png  # what only PNGs need is not loaded for others

    return png(_draw_svg(picture, theme))


FORMATS: Mapping[str, Renderer] = {"svg": _draw_svg, "png": _draw_png}
