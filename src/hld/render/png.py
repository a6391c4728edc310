"""An SVG as PNG, drawn by resvg with the fonts that come with the package and no other."""

from __future__ import annotations

import re

from hld.errors import HldError
from hld.fonts.metrics import BOLD, FAMILY, REGULAR

__all__ = ["png"]

_LARGEST_SIDE = 16_000  # pixels; viewers and browsers give up not far above
_LARGEST_AREA = 120_000_000  # pixels, four bytes each while drawing
_SIZE = re.compile(rb'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')


def png(svg: bytes, scale: float = 2.0) -> bytes:
    """`svg`, as the sibling module makes it, at `scale` pixels per unit; a page too large for that is drawn smaller.

    System fonts are never looked at, so the bytes are the same on every machine. Raises `HldError` where the
    picture cannot be drawn.
    """
    import resvg_py

    fonts = [str(REGULAR), str(BOLD)]
    try:
        return resvg_py.svg_to_bytes(
            svg_string=svg.decode(),
            zoom=_fitting(svg, scale),
            dpi=96,
            skip_system_fonts=True,
            font_files=fonts,
            font_family=FAMILY,  # text of a family that is not loaded would vanish without a word
            sans_serif_family=FAMILY,
            serif_family=FAMILY,
            monospace_family=FAMILY,
        )
    except ValueError as error:
        raise HldError(f"the PNG cannot be drawn: {error}", "build the SVG instead: --format svg") from error


def _fitting(svg: bytes, scale: float) -> float:
    """`scale`, or less where the page would become too large."""
    size = _SIZE.match(svg)
    if size is None:
        return scale
    width, height = float(size[1]), float(size[2])
    return min(scale, _LARGEST_SIDE / max(width, height), (_LARGEST_AREA / (width * height)) ** 0.5)
