"""The sizes and weights of the pictures' texts: the same in every theme, so that a theme moves nothing."""

from __future__ import annotations

from hld.tuples import NamedTuple

__all__ = ["STYLES", "TextStyle"]


class TextStyle(NamedTuple):
    """Size in pixels, and whether bold: `width(text, *STYLES["card"])` measures a card's title."""

    size: float
    bold: bool = False


STYLES: dict[str, TextStyle] = {
    "title": TextStyle(22, bold=True),
    "subtitle": TextStyle(14),
    "lane": TextStyle(13, bold=True),
    "frame": TextStyle(12, bold=True),
    "card": TextStyle(13, bold=True),
    "detail": TextStyle(11),
    "badge": TextStyle(10, bold=True),
    "legend": TextStyle(12),
    "legend-strong": TextStyle(12, bold=True),
    "legend-faint": TextStyle(12),
    "footer": TextStyle(11),
}
