"""Lines of text as SVG: words keep their blanks and their direction, and runs in several styles hang together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from hld.fonts.styles import STYLES
from hld.layout.types import TextLine
from hld.render.xml import element, escape

__all__ = ["adjoining", "one_line", "text"]

_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
_BLANKS = re.compile(r"[\t\r\n]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SEPARATORS = re.compile("( → | · |: ?$)")
_ISOLATE, _END = "\u2068", "\u2069"  # Unicode Standard Annex 9: the part between has a direction of its own


def text(line: TextLine, ink: str) -> str:
    """A line of text in one style."""
    words, style = _words(line.text), STYLES[line.style]
    return element(
        "text",
        escape(words),
        x=line.at.x,
        y=line.at.y,
        font_size=style.size,
        font_weight=_weight(line),
        text_anchor="middle" if line.is_centred else None,
        fill=ink,
        xml__space="preserve" if words != words.strip() or "  " in words else None,
    )


def one_line(run: Sequence[TextLine], inks: Mapping[str, str]) -> str:
    """Texts that continue each other as one element: in whatever font, each begins where the one before it ends."""
    first = run[0]
    if len(run) == 1:
        return text(first, inks[first.style])
    size = STYLES[first.style].size
    parts = [
        element("tspan", escape(_words(line.text)), font_weight=_weight(line), fill=inks[line.style]) for line in run
    ]
    return element("text", *parts, x=first.at.x, y=first.at.y, font_size=size, xml__space="preserve")


def adjoining(lines: Sequence[TextLine]) -> Iterator[Sequence[TextLine]]:
    """The lines in runs, in each of which a line begins where the one before it ends."""
    begun = 0
    for at, (before, line) in enumerate(pairwise(lines), 1):
        if line.at.y != before.at.y or abs(before.at.x + before.width - line.at.x) > 0.5:
            yield lines[begun:at]
            begun = at
    if lines:
        yield lines[begun:]


def _weight(line: TextLine) -> str | None:
    return "bold" if STYLES[line.style].bold else None


def _words(words: str) -> str:
    """The words of a line; those that run from right to left do so between the arrows and dots, not across them."""
    if not words.isprintable():
        words = _DIRECTIONS.sub("", _BLANKS.sub(" ", words))
    if words.isascii() or not _RIGHT_TO_LEFT.search(words):
        return words
    parts = _SEPARATORS.split(words)
    return "".join(f"{_ISOLATE}{part}{_END}" if _RIGHT_TO_LEFT.search(part) else part for part in parts)
