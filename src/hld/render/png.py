"""A picture as PNG: the same bytes on every machine."""

from __future__ import annotations

import math
import re
from html import unescape

from hld.errors import HldError
from hld.fonts.fallback import boxed
from hld.render.resvg import rasterise

__all__ = ["missing_scripts", "png"]

_LARGEST_SIDE = 16_000  # pixels; viewers and browsers give up not far above
_LARGEST_AREA = 120_000_000  # pixels, of four bytes each while drawing
_UNWRITTEN = re.compile(r"<(title|desc|style)\b[^>]*>.*?</\1>|<[^>]*>", re.DOTALL)
_SIZE = re.compile(rb'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')


def png(svg: bytes, scale: float = 2.0) -> bytes:
    """`svg`, as `hld.render.svg` makes it, at `scale` pixels per unit; a page too large for that is drawn smaller.

    Raises `HldError` where the picture cannot be drawn.
    """
    try:
        return rasterise(svg.decode(), _fitting(svg, scale))
    except ValueError as error:
        raise HldError(f"the PNG cannot be drawn: {error}", "build the SVG instead, with '--format svg'") from error


def missing_scripts(svg: bytes) -> tuple[str, ...]:
    """The scripts of what is written on `svg` that its PNG shows as boxes, since no font for them is installed."""
    return boxed(unescape(_UNWRITTEN.sub("", svg.decode())))


def _fitting(svg: bytes, scale: float) -> float:
    """`scale`, or less where the page would become too large."""
    size = _SIZE.match(svg)
    if size is None:
        return scale
    width, height = float(size[1]) or 1.0, float(size[2]) or 1.0
    return min(scale, _LARGEST_SIDE / max(width, height), math.sqrt(_LARGEST_AREA / (width * height)))
