"""How wide a text is in Liberation Sans, and so in Arial and Helvetica too, and how it is broken into lines."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from hld.fonts.graphemes import graphemes
from hld.tuples import NamedTuple

__all__ = ["BOLD", "FAMILY", "REGULAR", "covers", "ellipsis", "width", "wrap"]

FAMILY = "Liberation Sans"
_Fits = Callable[[str], bool]

REGULAR = Path(__file__).with_name("LiberationSans-Regular.ttf")
BOLD = Path(__file__).with_name("LiberationSans-Bold.ttf")


class _Face(NamedTuple):
    """One weight of the font, in ems: the advance of each character, and pairs that kerning moves apart.

    Kerning that draws letters together is left out: not every viewer does it, so a text is at most as wide as this.
    Of each pair one at least is `rare`: no character of ASCII.
    """

    advances: dict[str, float]
    loosened: Mapping[str, float]
    rare: frozenset[str]


@cache
def _faces() -> tuple[_Face, _Face]:
    table = json.loads(Path(__file__).with_name("advances.json").read_bytes())
    return _face(table["regular"], table["units"]), _face(table["bold"], table["units"])


def _face(face: dict[str, object], units: int) -> _Face:
    runs: list[tuple[int, list[int]]] = face["advances"]  # type: ignore[assignment]
    pairs: dict[str, int] = face["loosened"]  # type: ignore[assignment]
    return _Face(
        {chr(first + index): advance / units for first, widths in runs for index, advance in enumerate(widths)},
        {pair: shift / units for pair, shift in pairs.items()},
        frozenset(char for char in "".join(pairs) if not char.isascii()),
    )


def covers(text: str) -> bool:
    """Whether the font has a glyph for every visible character of `text`."""
    if text.isascii():
        return True
    advances = _faces()[0].advances
    return all(char in advances or char.isspace() or _estimate(char) == 0 for char in set(text))


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line of `text` in pixels at `size` pixels.

    Exact but for kerning where the font has the characters (never too narrow), an estimate on the generous side
    where another font must step in.
    """
    face = _faces()[bold]
    try:
        ems = sum(map(face.advances.__getitem__, text))
    except KeyError:
        ems = sum(face.advances.get(char, 0.0) * _MIXED or _estimate(char) for char in text)
    if not face.rare.isdisjoint(text):
        ems += sum(face.loosened.get(text[at : at + 2], 0.0) for at in range(len(text) - 1))
    return ems * size


# ---- characters of other fonts ------------------------------------------------------------------

# Widths in ems for scripts where the Unicode database does not tell; not below the 0.75 of the box for no glyph.
_SCRIPTS: tuple[tuple[str, str, float], ...] = (
    ("\u0590", "\u0eff", 0.75),  # Hebrew, Arabic, the scripts of India, Thai, Lao
    ("\ufb50", "\ufdff", 1.2),  # Arabic ligatures
)
_EMOJI = 1.37  # the advance in Segoe UI Emoji; Noto Color Emoji 1.25, Apple Color Emoji 1.25
_MIXED = 1.06  # a viewer may set the whole text in the font that steps in, whose Latin letters are wider
_TO_EMOJI = "\ufe0f"  # turns a plain sign, of half an em at least, into an emoji


@cache
def _estimate(char: str) -> float:
    """The width in ems of a character that the font lacks."""
    if char == _TO_EMOJI:
        return _EMOJI - 0.5
    category = unicodedata.category(char)
    if char in "\t\n\r":  # drawn as a blank
        return 0.278
    if category in ("Mn", "Me", "Cc", "Cf", "Cs"):
        return 0.0
    if category == "So" and (char >= "\U0001f000" or unicodedata.east_asian_width(char) == "W"):
        return _EMOJI
    if unicodedata.east_asian_width(char) in ("W", "F"):
        return 1.0
    return next((ems for first, last, ems in _SCRIPTS if first <= char <= last), _by_category(category))


def _by_category(category: str) -> float:
    return {"S": 1.0, "M": 0.6, "Z": 0.5}.get(category[0], 0.85)


# ---- lines --------------------------------------------------------------------------------------

# Where a word may be cut, best first: after a sign that joins words, before a hump, beside a wide character.
# Compiled when a word is too long first: that takes longer than the rest of this module.
_JOINTS = (
    r"(?<=[-_/.:,;|+@?&=])(?=[\w{])|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"
    r"|(?<=[\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60])"
    r"(?=[\u2e80-\u2fff\u3005-\u9fff\uac00-\ud7a3\uf900-\ufaff(（「『【《〈])"
)
_BLANKS = re.compile(r"[ \t\r\n\f\v\u3000]+")  # not the blanks that forbid a break


def wrap(text: str, size: float, max_width: float, bold: bool = False) -> tuple[str, ...]:
    """`text` in lines of at most `max_width` pixels, or none where it is blank.

    Lines end at blanks; a word too long for a line is cut at hyphens, underscores, camel-case humps and between
    Chinese, Japanese or Korean characters, and anywhere between two graphemes where nothing else helps. Only a
    single grapheme may be wider than a line.
    """

    def fits(line: str) -> bool:
        return width(line, size, bold) <= max_width

    lines: list[str] = []
    for word in filter(None, _BLANKS.split(text)):
        if lines and fits(f"{lines[-1]} {word}"):
            lines[-1] = f"{lines[-1]} {word}"
        elif fits(word):
            lines.append(word)
        else:
            lines.extend(_cut(word, fits))
    return tuple(lines)


def _cut(word: str, fits: _Fits) -> list[str]:
    """A word that is too long, in as few pieces as will fit."""
    pieces: list[str] = []
    for part in re.split(_JOINTS, word):
        pieces.extend([part] if fits(part) else _filled(graphemes(part), fits))
    return list(_filled(pieces, fits))


def _filled(pieces: Iterable[str], fits: _Fits) -> Iterator[str]:
    line = ""
    for piece in pieces:
        if line and not fits(line + piece):
            yield line
            line = piece
        else:
            line += piece
    if line:
        yield line


def ellipsis(text: str, size: float, max_width: float, bold: bool = False) -> str:
    """`text`, or as much of its beginning as fits in `max_width` pixels with "…" after it."""
    if width(text, size, bold) <= max_width:
        return text
    kept = graphemes(text)
    while kept and width("".join(kept).rstrip() + "…", size, bold) > max_width:
        kept.pop()
    return "".join(kept).rstrip() + "…"
