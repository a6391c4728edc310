"""Pills: short texts in rounded boxes, for numbers of steps, keys and classes of data."""

from __future__ import annotations

from hld.layout import text
from hld.layout.figure import Rectangle, Shape, words
from hld.layout.types import Box, Point

__all__ = ["HEIGHT", "TAG", "pill", "tag", "tag_width", "width"]

HEIGHT = 18.0
_SIDE = 5.5  # between the text and the rounded ends


def width(told: str) -> float:
    """The width of a pill: one digit makes it round."""
    return max(HEIGHT, float(round(text.width(told, "badge") + 2 * _SIDE + 0.5)))


def pill(told: str, at: Point, role: str, ink: str = "badge-ink", *, is_hollow: bool = False) -> tuple[Shape, ...]:
    """A pill with its upper left corner at a point; a hollow one has its two colours swapped."""
    box = Box(at.x, at.y, width(told), HEIGHT)
    middle = Point(box.x + box.width / 2, box.y + HEIGHT / 2 + 0.36 * text.size("badge"))
    if is_hollow:
        shape = Rectangle(box.grown(-0.75), ink, role, HEIGHT / 2, 1.5)
    else:
        shape = Rectangle(box, role, radius=HEIGHT / 2)
    return shape, words(told, middle, "badge", role if is_hollow else ink, is_centred=True)


TAG = 14.0


def tag_width(told: str) -> float:
    """The width of a tag."""
    return float(round(text.width(told, "badge") + 9.0))


def tag(told: str, at: Point, role: str, radius: float = 3.0, *, is_filled: bool) -> tuple[Shape, ...]:
    """A tag, lower than a pill, with its upper left corner at a point."""
    box = Box(at.x, at.y, tag_width(told), TAG)
    middle = Point(box.x + box.width / 2, box.y + TAG / 2 + 0.36 * text.size("badge"))
    shape = Rectangle(box, role, radius=radius) if is_filled else Rectangle(box.grown(-0.5), "", role, radius)
    return shape, words(told, middle, "badge", "badge-ink" if is_filled else role, is_centred=True)
