"""The one place that calls resvg, with the fonts that come with the packages and never those of the machine."""

from __future__ import annotations

from hld.fonts.fallback import FALLBACKS
from hld.fonts.metrics import BOLD, FAMILY, REGULAR, covers

__all__ = ["rasterise"]


def rasterise(svg: str, zoom: float) -> bytes:
    """`svg` as PNG with `zoom` pixels per unit. Raises `ValueError` where resvg refuses."""
    import resvg_py

    fonts = [REGULAR, BOLD]
    if not covers(svg):
        fonts += [path for fallback in FALLBACKS for path in fallback.paths]
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        zoom=zoom,
        dpi=96,
        skip_system_fonts=True,
        font_files=[str(path) for path in fonts],
        font_family=FAMILY,  # text of a family that is not loaded would vanish without a word
        sans_serif_family=FAMILY,
        serif_family=FAMILY,
        monospace_family=FAMILY,
    )
