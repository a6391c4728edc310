"""Text measured and broken in the styles of the pictures."""

from __future__ import annotations

import re
from functools import lru_cache

from hld.fonts import metrics
from hld.fonts.styles import STYLES
from hld.layout.types import Point, TextLine

__all__ = ["DOT", "broken", "clipped", "height", "line", "parted", "shortened", "size", "width"]

DOT = " · "
_LEADING: dict[str, float] = {
    "title": 29, "subtitle": 19, "lane": 18, "frame": 16, "card": 16, "detail": 14, "badge": 12, "legend": 16,
    "legend-strong": 16, "legend-faint": 16, "footer": 14,
}  # fmt: skip


def size(style: str) -> float:
    """The font size of a style, in pixels."""
    return STYLES[style].size


def height(style: str) -> float:
    """The distance from one line to the next, in pixels."""
    return _LEADING[style]


@lru_cache(maxsize=8192)
def width(text: str, style: str) -> float:
    """The width of one line of `text`, in pixels."""
    return metrics.width(text, *STYLES[style])


def broken(text: str, style: str, limit: float) -> tuple[str, ...]:
    """`text` in lines no wider than `limit` pixels."""
    if text and width(text, style) <= limit and " ".join(text.split()) == text:
        return (text,)
    size, is_bold = STYLES[style]
    return metrics.wrap(text, size, limit, is_bold)


def parted(text: str, style: str, limit: float) -> tuple[str, ...]:
    """The same for words that dots part ("Kafka · ×3"): a line ends between two parts if it can, without the dot."""
    lines: list[str] = []
    for part in text.split(DOT):
        if lines and width(f"{lines[-1]}{DOT}{part}", style) <= limit:
            lines[-1] += f"{DOT}{part}"
        else:
            lines.extend(broken(part, style, limit))
    return tuple(lines)


def shortened(text: str, style: str, limit: float) -> str:
    """As much of the beginning of `text` as fits in `limit` pixels."""
    size, is_bold = STYLES[style]
    return metrics.ellipsis(text, size, limit, is_bold)


def clipped(text: str, style: str, limit: float) -> str:
    """The same, ended where a clause does or else a word, and no number without its unit: "mobile 3G, …"."""
    if width(text, style) <= limit:
        return text
    for end in (r"(?<=[,;])\s", r"(?<!\d)\s"):
        for match in reversed(list(re.finditer(end, text))):
            kept = f"{text[: match.start()]} …"
            if width(kept, style) <= limit:
                return kept
    return shortened(text, style, limit)


def line(text: str, at: Point, style: str, *, is_centred: bool = False) -> TextLine:
    """A line of text at a place, measured."""
    return TextLine(text, at, style, width(text, style), is_centred)
