"""What a theme is: colours as "#rrggbb", and how lines are stroked. Sizes and places never change with the theme."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hld.tuples import NamedTuple

__all__ = ["Stroke", "Surface", "Theme"]


class Surface(NamedTuple):
    """An area, its border, and the colour of what is written on it."""

    fill: str
    border: str
    ink: str


class Stroke(NamedTuple):
    """How a line is drawn: its width, and its dashes where the caller waits and where nobody does, as SVG has them.

    One with a `core` is double: so much of it is left blank along its middle.
    """

    width: float = 1.7
    waited: str = ""
    dashed: str = "7 5"
    core: float = 0.0


class Theme(NamedTuple):
    """The colours of a picture, and by protocol the strokes of lines, where they are not all the same.

    `lanes` is keyed by tier; lanes of an author's own take `other_lanes` in turn. A card's border is its lane's ink.
    `inks` is keyed by text style, `lines` by protocol; a badge is filled with the colour of its line and written on
    in `badge_ink`. `plate` lies behind icons ("" for none). `dimmed` is what recedes: its fill and border for cards,
    its ink for texts and badges; `dimmed_line` for lines. `frame` is a box around cards. `accents` are for the words
    of an author's that mark cards, in turn; each stands on the card too. `marks` are for what differs between
    two designs, as signs and words tell too. `heats` are for cards by how near they are to what they can do, as words
    tell too: the ink is that of their grey lines. `bars` are for the bars of charts by the same.
    """

    name: str
    page: str
    card: str
    plate: str
    inks: Mapping[str, str]
    lanes: Mapping[str, Surface]
    other_lanes: tuple[Surface, ...]
    frame: Surface
    lines: Mapping[str, str]
    badge_ink: str
    dimmed: Surface
    dimmed_line: str
    fault: str
    fault_ink: str
    marks: Mapping[str, str]
    accents: tuple[str, ...]
    heats: Mapping[str, Surface]
    bars: Mapping[str, str]
    strokes: Mapping[str, Stroke] = MappingProxyType({})
