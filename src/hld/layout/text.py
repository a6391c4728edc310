"""The type of the pictures: sizes and weights by style, and text measured and broken in them."""

from __future__ import annotations

from typing import NamedTuple

from hld.fonts import metrics
from hld.layout.types import Point, TextLine

__all__ = ["STYLES", "TextStyle", "broken", "height", "line", "width"]


class TextStyle(NamedTuple):
    """How a kind of text is set: font size and distance from baseline to baseline, in CSS pixels."""

    size: float
    leading: float
    is_bold: bool = False


STYLES: dict[str, TextStyle] = {
    "title": TextStyle(24, 30, is_bold=True),
    "subtitle": TextStyle(13, 18),
    "lane": TextStyle(13, 18, is_bold=True),
    "frame": TextStyle(11, 14, is_bold=True),
    "card": TextStyle(13, 16, is_bold=True),
    "detail": TextStyle(11, 14),
    "badge": TextStyle(10, 12, is_bold=True),
    "heading": TextStyle(12, 20, is_bold=True),
    "legend": TextStyle(11.5, 16),
    "legend-strong": TextStyle(11.5, 16, is_bold=True),
    "legend-faint": TextStyle(11.5, 16),
    "footer": TextStyle(10.5, 14),
}


def width(text: str, style: str) -> float:
    """The width of one line of `text`, in pixels."""
    size, _, is_bold = STYLES[style]
    return metrics.width(text, size, is_bold)


def height(style: str) -> float:
    """The distance from one line to the next, in pixels."""
    return STYLES[style].leading


def broken(text: str, style: str, limit: float) -> tuple[str, ...]:
    """`text` in lines no wider than `limit` pixels."""
    size, _, is_bold = STYLES[style]
    return metrics.wrap(text, size, limit, is_bold)


def line(text: str, at: Point, style: str, *, is_centred: bool = False) -> TextLine:
    """A line of text at a place, measured."""
    return TextLine(text, at, style, width(text, style), is_centred)
