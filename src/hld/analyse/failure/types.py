"""What may happen to a design, and what becomes of it then."""

from __future__ import annotations

from enum import StrEnum

from hld.analyse.types import Number, Requirement, Verdict
from hld.tuples import NamedTuple

__all__ = ["ANY", "Event", "Fate", "Matrix", "Moved", "Outcome", "Quality", "Row", "State"]

#: The zone or region that is lost, where nothing says which.
ANY = "any"


class State(StrEnum):
    """What becomes of a flow or a requirement. What cannot be told is never ok."""

    OK = "ok"
    UNKNOWN = "unknown"
    DEGRADED = "degraded"
    DOWN = "down"


class Event(NamedTuple):
    """Something that happens: components are gone, values change, a zone or a region is lost, a network is cut.

    `settings` are dotted paths with the text of their values. Each of `partitions` names components or groups that
    cannot reach each other; one alone cannot reach the rest. `zone` and `region` are "" for none, or `ANY`.
    """

    name: str = ""
    kill: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    zone: str = ""
    region: str = ""
    partitions: tuple[tuple[str, ...], ...] = ()
    expect: str = ""
    place: str = ""

    @property
    def told(self) -> str:
        """It for people: "feeds is gone; capacity.dau = 500M"."""
        parts = [f"{each} is gone" for each in self.kill]
        parts += [f"{path} = {value}" for path, value in self.settings]
        if self.zone:
            parts.append("the largest zone is lost" if self.zone == ANY else f"zone {self.zone} is lost")
        if self.region:
            parts.append("the largest region is lost" if self.region == ANY else f"region {self.region} is lost")
        parts += [
            f"{' and '.join(sides)} cannot reach each other" if len(sides) > 1 else f"{sides[0]} is cut off"
            for sides in self.partitions
        ]
        return "; ".join(parts) or "nothing happens"


class Fate(NamedTuple):
    """What becomes of a flow or a functional requirement, why, and the latency budget of a flow before and after."""

    id: str
    state: State
    why: tuple[str, ...] = ()
    before: Number | None = None
    after: Number | None = None


class Quality(NamedTuple):
    """What becomes of a non-functional requirement: its number and verdict before and after."""

    asked: Requirement
    before: Number
    after: Number
    was: Verdict
    now: Verdict
    why: str = ""

    @property
    def id(self) -> str:
        """The id of the requirement."""
        return self.asked.id


class Moved(NamedTuple):
    """A component with another load, or with fewer instances, than before; one that is gone has no load.

    `left` is how many instances there are then and `needed` how many the peak needs, with their usual headroom.
    `bears` says whether those that are left can do it at all, at their full capacity.
    """

    component: str
    before: Number
    after: Number
    left: int | None
    needed: Number
    bears: Verdict
    is_gone: bool = False
    why: str = ""


class Outcome(NamedTuple):
    """What becomes of a design. `notes` are what was taken for granted; with `problem` it could not be worked out."""

    event: Event
    flows: tuple[Fate, ...] = ()
    requirements: tuple[Fate, ...] = ()
    qualities: tuple[Quality, ...] = ()
    moved: tuple[Moved, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    hint: str = ""


class Row(NamedTuple):
    """What the loss of a component does, by flow and by requirement.

    `is_single` says whether that component is a single point of failure: one instance, whose loss takes a requirement
    or, where none is stated, a flow down. Unknown where nothing says how many instances there are.
    """

    component: str
    instances: int | None
    flows: tuple[tuple[str, State], ...]
    requirements: tuple[tuple[str, State], ...]
    is_single: Verdict


class Matrix(NamedTuple):
    """Each component lost in turn."""

    rows: tuple[Row, ...]
