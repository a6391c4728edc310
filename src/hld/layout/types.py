"""A picture with everything in its place: what the renderers draw without thinking. Units are CSS pixels."""

from __future__ import annotations

from collections.abc import Mapping

from hld.tuples import NamedTuple
from hld.view.types import Badge, Card, Frame, Graph, Lane, LegendRow, Line

__all__ = [
    "Box", "Drawing", "PlacedBadge", "PlacedCard", "PlacedFrame", "PlacedLane", "PlacedLegendRow", "PlacedLine",
    "Point", "TextLine",
]  # fmt: skip


class Point(NamedTuple):
    """A place on the page, from the top left."""

    x: float
    y: float


class Box(NamedTuple):
    """A rectangle: its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    def grown(self, by: float) -> Box:
        """The box with `by` more on every side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def overlaps(self, other: Box) -> bool:
        """Whether the two share an area."""
        x, y, width, height = self
        left, top, across, down = other
        return x < left + across and left < x + width and y < top + down and top < y + height

    def holds(self, other: Box) -> bool:
        """Whether `other` lies wholly within."""
        return self.x <= other.x and self.y <= other.y and other.right <= self.right and other.bottom <= self.bottom


class TextLine(NamedTuple):
    """One line of text: where its baseline starts (or, centred, its middle), in which style, how wide it is.

    `style` names an entry of `hld.fonts.styles.STYLES`, which has its size and weight: title, subtitle, lane,
    frame, card, detail, badge, legend, legend-strong, legend-faint, footer.
    """

    text: str
    at: Point
    style: str
    width: float
    is_centred: bool = False


class PlacedLane(NamedTuple):
    """A lane as a box with its title."""

    lane: Lane
    box: Box
    title: TextLine


class PlacedFrame(NamedTuple):
    """A frame as a box with the lines of its title."""

    frame: Frame
    box: Box
    titles: tuple[TextLine, ...]


class PlacedCard(NamedTuple):
    """A card as a box, its icon's box and its lines of text.

    `mark` is where one with faults is marked, or one that differs.
    """

    card: Card
    box: Box
    icon: Box
    texts: tuple[TextLine, ...]
    mark: Box | None = None


class PlacedBadge(NamedTuple):
    """A badge as a pill; a single digit makes it round."""

    badge: Badge
    box: Box
    text: TextLine


class PlacedLine(NamedTuple):
    """A line as a polyline from card to card, the arrow at its last point, with its badges on it.

    Work within a card has no points: its badges sit on the card's edge.
    """

    line: Line
    points: tuple[Point, ...]
    badges: tuple[PlacedBadge, ...]


class PlacedLegendRow(NamedTuple):
    """A row of the legend: a badge or (where the row has none) a sample of a line at `mark`, then its texts.

    The mark of a heading has no width.
    """

    row: LegendRow
    mark: Box
    texts: tuple[TextLine, ...]


class Drawing(NamedTuple):
    """A whole page. `icons` maps each icon's class path to its PNG bytes, each icon once.

    `look` is "lanes" or "classic": in the classic look cards are icons with the text below and have no border.
    """

    graph: Graph
    width: float
    height: float
    texts: tuple[TextLine, ...]
    lanes: tuple[PlacedLane, ...]
    frames: tuple[PlacedFrame, ...]
    cards: tuple[PlacedCard, ...]
    lines: tuple[PlacedLine, ...]
    legend: tuple[PlacedLegendRow, ...]
    icons: Mapping[str, bytes]
    look: str = "lanes"
