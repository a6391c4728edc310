"""Pictures as files: one renderer a format, for drawings and figures alike."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, TypeAlias

from hld.layout.figure import Figure
from hld.layout.types import Drawing
from hld.render import figure as _figure
from hld.render import svg as _drawing
from hld.render.themes import THEMES, Theme

__all__ = ["FORMATS", "SCALE", "THEMES", "Picture", "Renderer", "Theme"]

Picture: TypeAlias = Drawing | Figure
SCALE = 2.0  # pixels per unit, where there are pixels


class Renderer(Protocol):
    """Makes the file of a picture; `scale` is for formats that are made of pixels."""

    def __call__(self, picture: Picture, theme: Theme, scale: float = SCALE) -> bytes:
        """The file's content."""


def _draw_svg(picture: Picture, theme: Theme, scale: float = SCALE) -> bytes:
    return _figure.svg(picture, theme) if isinstance(picture, Figure) else _drawing.svg(picture, theme)


def _draw_png(picture: Picture, theme: Theme, scale: float = SCALE) -> bytes:
    from hld.render.png import png  # what only PNGs need is not loaded for others

    return png(_draw_svg(picture, theme), scale)


def _draw_pdf(picture: Picture, theme: Theme, scale: float = SCALE) -> bytes:
    from hld.render.pdf import pdf

    told = picture if isinstance(picture, Figure) else picture.graph
    return pdf(_draw_svg(picture, theme), told.description or told.title)


FORMATS: Mapping[str, Renderer] = {"svg": _draw_svg, "png": _draw_png, "pdf": _draw_pdf}
