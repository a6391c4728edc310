"""Charts: bars from left to right, and lines over time, as data without a coordinate."""

from __future__ import annotations

from collections.abc import Mapping

from hld.tuples import NamedTuple

__all__ = ["COOL", "HOT", "MEANINGS", "UNKNOWN", "WARM", "Bar", "BarChart", "Curve", "LineChart", "Mark", "Tick"]

#: How near a bar is to what it may be at most; of what is not known nothing is said.
UNKNOWN, COOL, WARM, HOT = "unknown", "cool", "warm", "hot"
#: What each says of a component, the coolest first: the word that stands on cards, and what it means.
MEANINGS: Mapping[str, str] = {
    COOL: "has room: keeps its reserve",
    WARM: "little room: uses its reserve",
    HOT: "no room: more than it can do",
    UNKNOWN: "room not known",
}


class Bar(NamedTuple):
    """A bar: what it is of, what stands beside it, where it begins and ends on the scale, and how near it is to it.

    A faint one is shown and does not count. One that is open goes on: what there is of it is a lower bound.
    """

    id: str
    title: str
    subtitle: str
    told: str
    begins: float
    ends: float
    heat: str = COOL
    is_faint: bool = False
    is_open: bool = False
    tooltip: str = ""


class Tick(NamedTuple):
    """A place on a scale, and what is written there."""

    at: float
    told: str


class Mark(NamedTuple):
    """A limit on a scale: where it lies, and what it is."""

    at: float
    told: str


class BarChart(NamedTuple):
    """Bars below each other, over one scale from 0 to `most`; `meanings` tells what each heat in use means."""

    view: str
    title: str
    subtitle: str
    bars: tuple[Bar, ...]
    most: float
    ticks: tuple[Tick, ...]
    meanings: tuple[tuple[str, str], ...]
    marks: tuple[Mark, ...] = ()
    description: str = ""
    footer: str = ""


class Curve(NamedTuple):
    """A line through points, with what stands at its end."""

    id: str
    title: str
    points: tuple[tuple[float, float], ...]
    told: str
    tooltip: str = ""


class LineChart(NamedTuple):
    """Curves over a scale from 0 to `last` and up to `most`; `if_none` is told where there is not one."""

    view: str
    title: str
    subtitle: str
    curves: tuple[Curve, ...]
    last: float
    most: float
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    description: str = ""
    footer: str = ""
    if_none: str = ""
