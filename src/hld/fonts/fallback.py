"""Fonts for what Liberation Sans lacks, if the extra `hld[fonts]` is installed; without them PNGs show boxes there."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

__all__ = ["FALLBACKS", "Fallback"]


class Fallback(NamedTuple):
    """A package of font files, which of them are used, and the scripts it brings."""

    package: str
    files: str
    scripts: str

    @property
    def paths(self) -> list[Path]:
        """Its font files, in a fixed order; none where the package is not installed."""
        spec = find_spec(self.package)
        folders = spec.submodule_search_locations if spec else None
        return sorted(path for folder in folders or () for path in Path(folder).glob(self.files))


# The first font that can set a whole text wins, so the Arabic one that has Latin letters too stands first.
FALLBACKS = (
    Fallback("fontpkg_ibm_plex_sans_arabic", "files/*-Regular.ttf", "Arabic"),
    Fallback("manimgx_fonts", "NotoEmoji*.ttf", "emoji"),
    Fallback("manimgx_fonts", "NotoSans[A-Z]*.ttf", "South and South-East Asian scripts, symbols"),
    Fallback("manimgx_fonts_cjk", "*.ttc", "Chinese, Japanese, Korean"),
)
