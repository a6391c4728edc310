"""Fonts for what Liberation Sans lacks, if the extra `hld[fonts]` is installed; without them PNGs show boxes there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from hld.fonts.metrics import covers
from hld.tuples import NamedTuple

__all__ = ["EXTRA", "FALLBACKS", "Fallback", "boxed"]

EXTRA = "pip install 'hld[fonts]'"
"""What brings all of them."""


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
_ARABIC, _EMOJI, _OTHERS, _CJK = FALLBACKS

#: By the first word of the names that Unicode gives to the characters of a script.
_SERVED_BY = {
    "ARABIC": _ARABIC,
    **dict.fromkeys(
        ("CJK", "HIRAGANA", "KATAKANA", "HANGUL", "FULLWIDTH", "HALFWIDTH", "IDEOGRAPHIC", "BOPOMOFO"), _CJK
    ),
}
_UNSEEN = ("Cf", "Me", "Mn")  # they change the letter before them
_CALLED = {"CJK": "Chinese", "HANGUL": "Korean", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}


def boxed(text: str) -> tuple[str, ...]:
    """The scripts in `text` whose letters a PNG shows as boxes here, in order: ("Arabic", "emoji"); mostly none."""
    if covers(text):
        return ()
    return tuple(dict.fromkeys(_boxed(text)))


def _boxed(text: str) -> Iterator[str]:
    for char in dict.fromkeys(text):
        category = unicodedata.category(char)
        if covers(char) or category in _UNSEEN:
            continue
        script = unicodedata.name(char, "UNKNOWN").partition(" ")[0].partition("-")[0]
        is_emoji = category == "So"
        fallback = _EMOJI if is_emoji else _SERVED_BY.get(script, _OTHERS)
        if not fallback.paths:
            yield "emoji" if is_emoji else _CALLED.get(script, script.title())
