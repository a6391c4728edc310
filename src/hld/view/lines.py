"""What travels between the cards: every hop of every step, gathered into the lines that are drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from hld.catalog.kinds import Role
from hld.diagnostics import Span
from hld.model.seen import Place, Stop, way
from hld.model.types import (
    Access,
    Arrow,
    Call,
    Component,
    Delivery,
    Flow,
    Model,
    Reference,
    Relationship,
    Reply,
    Step,
    Style,
    end_id,
)
from hld.tuples import NamedTuple
from hld.view.replies import answered
from hld.view.types import Badge, Line

__all__ = [
    "MANNERS", "STYLES", "Place", "Stretch", "Trip", "carried", "end_id", "protocol_of", "stretches",
]  # fmt: skip

#: The protocol that an operation is drawn in, by its style.
STYLES: dict[Style, str] = {
    Style.REST: "http", Style.POLLING: "http", Style.WEBHOOK: "http", Style.RPC: "rpc", Style.QUERY: "graphql",
    Style.MUTATION: "graphql", Style.SUBSCRIPTION: "graphql", Style.WEBSOCKET: "socket", Style.SSE: "socket",
    Style.PUSH: "push",
}  # fmt: skip
#: How a relationship is drawn: copies and dead letters travel dashed, what only depends is like a call.
MANNERS = {
    **dict.fromkeys(("replicate", "cdc", "backup", "sync-job"), "replication"),
    "dead-letter": "message",
}


class Trip(NamedTuple):
    """A step, or one hop of it, on a line: its number there ("3", "1.2"), and whether it answers what the line carries.

    `flow` and `step` are None for a relationship, of which `mode` is told.
    """

    number: str
    source: str
    target: str
    flow: Flow | None
    step: Step | None
    span: Span
    is_reply: bool = False
    mode: str = ""


class Stretch(NamedTuple):
    """A line to be drawn: from where to where, how, and every trip on it. Work within a card leads to itself."""

    source: str
    target: str
    protocol: str
    is_dashed: bool
    trips: tuple[Trip, ...]
    text: str = ""

    @property
    def id(self) -> str:
        """A stable name."""
        return f"{self.source}--{self.target}--{self.protocol}{'-async' if self.is_dashed else ''}"

    @property
    def both_ways(self) -> bool:
        """Whether something travels against the line's direction too."""
        return any(trip.source != self.source and not trip.is_reply for trip in self.trips)

    @property
    def modes(self) -> tuple[str, ...]:
        """The modes of the relationships on it, each once, and "" where it has steps."""
        return tuple(dict.fromkeys(trip.mode for trip in self.trips))

    def of(self, trips: tuple[Trip, ...]) -> Stretch:
        """The line with these trips only, in the direction of the first that is no answer."""
        asked = next((trip for trip in trips if not trip.is_reply), None)
        ends = (asked.source, asked.target) if asked else (self.source, self.target)
        return self._replace(source=ends[0], target=ends[1], trips=trips)

    def line(self, badges: tuple[Badge, ...], more: tuple[Badge, ...] = (), faults: tuple[str, ...] = ()) -> Line:
        """It as it is drawn: what `badges` tell can be read on the line too, `more` are badges that tell nothing."""
        return Line(
            self.id,
            self.source,
            self.target,
            self.protocol,
            self.is_dashed,
            self.both_ways,
            badges + more,
            tooltip="\n".join(filter(None, (badge.tooltip for badge in badges))),
            faults=faults,
            modes=self.modes,
        )


class _Gathered:
    """Lines as they come up: between two cards in one manner, in either direction, there is one."""

    def __init__(self) -> None:
        self._trips: dict[tuple[str, str, str, bool], list[Trip]] = {}
        self._texts: dict[tuple[str, str, str, bool], str] = {}

    def add(self, protocol: str, is_dashed: bool, trip: Trip, text: str = "") -> None:
        """Put a trip on its line."""
        key = (trip.source, trip.target, protocol, is_dashed)
        back = (trip.target, trip.source, protocol, is_dashed)
        key = back if back in self._trips else key
        self._trips.setdefault(key, []).append(trip)
        self._texts.setdefault(key, text)

    def answer(self, trip: Trip, asked: Step | None, stops: Sequence[Stop]) -> None:
        """Put a reply on the line of what it answers, or, where nothing was asked, on one of its own.

        `stops` are the way of what was asked.
        """
        if asked is not None and len(stops) > 1:
            source, target = stops[-2].card, stops[-1].card
            key = (source, target, protocol_of(asked, asked.nodes[-1].target), False)
            back = (target, source, *key[2:])
            for known in (key, back):
                if known in self._trips:
                    self._trips[known].append(trip._replace(source=target, target=source))
                    return
        self.add("call", True, trip._replace(is_reply=False))

    def stretches(self) -> Iterator[Stretch]:
        """The lines in the order in which they came up."""
        for key, trips in self._trips.items():
            yield Stretch(*key, tuple(trips), self._texts[key])


def stretches(model: Model, flows: Collection[str] | None = None, at: Place = str) -> tuple[Stretch, ...]:
    """The lines of a design: of these flows, then, where they are all, of its relationships.

    `at` tells the card that stands for a component. What is not shown is passed over: a call through it is drawn
    between those that are; what happens behind one card is not drawn at all.
    """
    gathered = _Gathered()
    for flow in model.flows.values():
        if flows is None or flow.id in flows:
            for step, asked in zip(flow.steps, answered(flow), strict=True):
                _gather(gathered, flow, step, asked, at)
    for number, relationship in enumerate(model.relationships if flows is None else (), 1):
        _relate(gathered, f"R{number}", relationship, at)
    return tuple(gathered.stretches())


def _gather(gathered: _Gathered, flow: Flow, step: Step, asked: Step | None, at: Place) -> None:
    stops = way(step, at)
    if step.arrow is None:
        here = end_id(step.source)
        if at(here) == here:
            gathered.add("call", False, Trip(step.number, here, here, flow, step, step.span))
    elif step.arrow == Arrow.REPLY:
        if len(stops) > 1:
            trip = Trip(step.number, stops[0].card, stops[-1].card, flow, step, step.span, is_reply=True)
            gathered.answer(trip, asked, way(asked, at) if asked is not None else ())
    else:
        for index, (source, target) in enumerate(pairwise(stops), 1):
            number = step.number if len(stops) == 2 else f"{step.number}.{index}"
            trip = Trip(number, source.card, target.card, flow, step, step.span)
            gathered.add(protocol_of(step, target.end.target), _is_async(step, source.end, target.end), trip)


def carried(step: Step, asked: Step | None) -> str:
    """The protocol of the line a step is drawn on: a reply's is that of the call it answers."""
    return protocol_of(asked or step, (asked or step).target.target)


def _relate(gathered: _Gathered, number: str, relationship: Relationship, at: Place) -> None:
    source, target = at(end_id(relationship.source)), at(end_id(relationship.target))
    if source and target and (source != target or relationship.source.name == relationship.target.name):
        protocol = MANNERS.get(relationship.mode, "call")
        trip = Trip(number, source, target, None, None, relationship.span, mode=relationship.mode)
        gathered.add(protocol, protocol != "call", trip, relationship.text or relationship.mode)


def _is_async(step: Step, source: Reference[Component], target: Reference[Component]) -> bool:
    """A hop that is not waited for; one into or out of a broker never is."""
    brokers = (end.target is not None and end.target.role == Role.BROKER for end in (source, target))
    return step.arrow == Arrow.ASYNC or any(brokers)


def protocol_of(step: Step, target: Component | None) -> str:
    """The family of what a step carries, by its label, and by where it goes where the label does not tell."""
    role = target.role if target is not None else None
    source = step.source.target
    if isinstance(step.label, Call):
        return STYLES[step.label.style]
    if role == Role.BROKER or (source is not None and source.role == Role.BROKER):
        return "message"
    if isinstance(step.label, Delivery):
        return "push" if role in (Role.CLIENT, Role.EXTERNAL) else "message"
    if role == Role.CACHE:
        return "cache"
    if role == Role.STORE or isinstance(step.label, Access):
        return "storage"
    if isinstance(step.label, Reply):
        return "call"
    if step.arrow == Arrow.ASYNC:
        return "push" if role == Role.CLIENT else "message"
    return "call"
