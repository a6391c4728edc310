"""What is to be drawn, before anything has a place: no third-party type, no coordinate, no colour value."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from hld.tuples import NamedTuple

__all__ = ["SIGNS", "Badge", "Card", "Frame", "Graph", "Lane", "LegendRow", "Line"]

#: How a part of a picture may differ from another design's, and the sign that stands for it on cards and badges.
SIGNS: Mapping[str, str] = MappingProxyType({"added": "+", "removed": "−", "changed": "~", "renamed": ">"})


class Badge(NamedTuple):
    """A number on a line: `text` ("3", "1.2", "F1·3"), the flow it belongs to, and what hovering tells.

    A badge of several flows ("F1–3·1.1") names them all in `flow`, parted by blanks. `is_reply` numbers the answer
    to what the line carries; `is_fault` marks a line that is wrong. A note is no number but a word or a quantity.
    `mark` is one of SIGNS where the step is not in both of two designs. `words` are what is done, for formats that
    have place for it on a line. `numbers` are the steps of a badge that stands for several ("3,5", "1–4").
    """

    text: str
    flow: str
    tooltip: str = ""
    is_reply: bool = False
    is_fault: bool = False
    is_note: bool = False
    mark: str = ""
    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


class Lane(NamedTuple):
    """A full-height column: `id` is a tier, or an id of the author's."""

    id: str
    title: str


class Frame(NamedTuple):
    """A box around cards: a region, zone, trust boundary or team. `parent` is the frame it lies in, or ""."""

    id: str
    title: str
    kind: str
    members: tuple[str, ...]
    parent: str = ""


class Card(NamedTuple):
    """A component: icon (a class path below `diagrams`, "onprem.queue.Kafka"), title, and a grey second line.

    One that is not declared has no icon.

    `faults` are messages to be marked on the card when a broken spec is drawn by force. `notes` are further grey
    lines. `rank` is the column of its lane (1 the leftmost) and `order` its place there among those that have one;
    0 leaves both to the layout. `accent` is a word of the author's that has a colour. `mark` is one of SIGNS where
    another design has it otherwise. `heat` is how near it is to what it can do: cool, warm, hot or unknown, or "" where
    the picture does not tell. `runs_on` is what a client runs on: one grey line, cut short where it is too long.
    """

    id: str
    title: str
    subtitle: str
    icon: str
    lane: str
    kind: str
    tooltip: str = ""
    link: str = ""
    is_dimmed: bool = False
    faults: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rank: int = 0
    order: int | None = None
    accent: str = ""
    mark: str = ""
    heat: str = ""
    runs_on: str = ""

    @property
    def details(self) -> tuple[str, ...]:
        """The grey lines."""
        return (self.subtitle, *self.notes)


class Line(NamedTuple):
    """Everything that travels from one card to another in one manner, drawn once.

    `protocol` decides the colour: http, rpc, graphql, socket, storage, cache, message, push, replication, call.
    `is_dashed` says asynchronous. A line whose source is its target is work within the card. `both_ways` puts
    an arrow at either end. `mark` is one of SIGNS where another design has it otherwise. `modes` are those of the
    relationships on it, with "" for the steps.
    """

    id: str
    source: str
    target: str
    protocol: str
    is_dashed: bool = False
    both_ways: bool = False
    badges: tuple[Badge, ...] = ()
    tooltip: str = ""
    is_dimmed: bool = False
    faults: tuple[str, ...] = ()
    mark: str = ""
    modes: tuple[str, ...] = ()


class LegendRow(NamedTuple):
    """A line of the legend: the badge, from, to, what and how.

    A heading only has `what`; that of a block of steps is indented by `depth`, as its steps are. A key explains a
    colour or dash by a sample of a line, a sort of badge by its `badge`, an `accent` or a `heat`. A fault has "!" for
    a badge. The badge of what differs between two designs has the colour of its `mark`, one of SIGNS.
    """

    badge: str
    protocol: str
    source: str = ""
    target: str = ""
    what: str = ""
    how: str = ""
    is_heading: bool = False
    is_dashed: bool = False
    is_self: bool = False
    is_key: bool = False
    is_reply: bool = False
    is_fault: bool = False
    depth: int = 0
    tooltip: str = ""
    is_note: bool = False
    accent: str = ""
    mark: str = ""
    heat: str = ""


class Graph(NamedTuple):
    """A picture of cards and lines. `view` names it ("architecture", "flow-post"); `footer` says what it shows.

    `images` are the pictures of cards' icons that are no class paths, by icon. `is_downward` has it run from top
    to bottom.
    """

    view: str
    title: str
    subtitle: str
    lanes: tuple[Lane, ...]
    frames: tuple[Frame, ...]
    cards: tuple[Card, ...]
    lines: tuple[Line, ...]
    legend: tuple[LegendRow, ...]
    description: str = ""
    footer: str = ""
    images: Mapping[str, bytes] = MappingProxyType({})
    is_downward: bool = False
