"""What travels between the cards: every hop of every step, gathered into the lines that are drawn."""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.diagnostics import Span
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
)
from hld.tuples import NamedTuple

__all__ = ["MANNERS", "Stretch", "Trip", "answered", "carried", "end_id", "protocol_of", "stretches"]

_STYLES: dict[Style, str] = {
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

    `flow` and `step` are None for a relationship.
    """

    number: str
    source: str
    target: str
    flow: Flow | None
    step: Step | None
    span: Span
    is_reply: bool = False


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

    def of(self, trips: tuple[Trip, ...]) -> Stretch:
        """The line with these trips only, in the direction of the first that is no answer."""
        asked = next((trip for trip in trips if not trip.is_reply), None)
        ends = (asked.source, asked.target) if asked else (self.source, self.target)
        return self._replace(source=ends[0], target=ends[1], trips=trips)


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

    def answer(self, trip: Trip, asked: Step | None) -> None:
        """Put a reply on the line of what it answers, or, where nothing was asked, on one of its own."""
        if asked is not None:
            source, target = end_id(asked.nodes[-2]), end_id(asked.nodes[-1])
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


def stretches(model: Model) -> tuple[Stretch, ...]:
    """All the lines of a design: of its flows, then of its relationships."""
    gathered = _Gathered()
    for flow in model.flows.values():
        for step, asked in zip(flow.steps, answered(flow), strict=True):
            _gather(gathered, flow, step, asked)
    for number, relationship in enumerate(model.relationships, 1):
        _relate(gathered, f"R{number}", relationship)
    return tuple(gathered.stretches())


def _gather(gathered: _Gathered, flow: Flow, step: Step, asked: Step | None) -> None:
    if step.arrow is None:
        here = end_id(step.source)
        gathered.add("call", False, Trip(step.number, here, here, flow, step, step.span))
    elif step.arrow == Arrow.REPLY:
        trip = Trip(step.number, end_id(step.source), end_id(step.target), flow, step, step.span, is_reply=True)
        gathered.answer(trip, asked)
    else:
        hops = step.hops
        for hop in hops:
            number = step.number if len(hops) == 1 else f"{step.number}.{hop.index + 1}"
            trip = Trip(number, end_id(hop.source), end_id(hop.target), flow, step, step.span)
            gathered.add(protocol_of(step, hop.target.target), _is_async(step, hop.source, hop.target), trip)


def answered(flow: Flow) -> Iterator[Step | None]:
    """For each step of a flow the last call before it that it answers; None for what is no reply, or answers none."""
    calls: dict[tuple[str, str], Step] = {}
    for step in flow.steps:
        ends = end_id(step.source), end_id(step.target)
        yield calls.get((ends[1], ends[0])) if step.arrow == Arrow.REPLY else None
        if step.arrow == Arrow.CALL and len(step.nodes) > 1:
            calls[ends] = step


def carried(step: Step, asked: Step | None) -> str:
    """The protocol of the line a step is drawn on: a reply's is that of the call it answers."""
    return protocol_of(asked or step, (asked or step).target.target)


def _relate(gathered: _Gathered, number: str, relationship: Relationship) -> None:
    protocol = MANNERS.get(relationship.mode, "call")
    trip = Trip(number, end_id(relationship.source), end_id(relationship.target), None, None, relationship.span)
    gathered.add(protocol, protocol != "call", trip, relationship.text or relationship.mode)


def end_id(end: Reference[Component]) -> str:
    """The card at an end: of what was meant, or of the name as written where that is not known."""
    return end.target.id if end.target is not None else end.name


def _is_async(step: Step, source: Reference[Component], target: Reference[Component]) -> bool:
    """A hop that is not waited for; one into or out of a broker never is."""
    brokers = (end.target is not None and end.target.role == Role.BROKER for end in (source, target))
    return step.arrow == Arrow.ASYNC or any(brokers)


def protocol_of(step: Step, target: Component | None) -> str:
    """The family of what a step carries, by its label, and by where it goes where the label does not tell."""
    role = target.role if target is not None else None
    source = step.source.target
    if isinstance(step.label, Call):
        return _STYLES[step.label.style]
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
