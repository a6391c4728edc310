"""Which call each reply of a flow answers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from hld.catalog.kinds import Role
from hld.model.types import Arrow, Block, Call, Component, Flow, Model, Operation, Step, Style
from hld.tuples import NamedTuple

__all__ = ["Answer", "answers"]

_REPEATED = frozenset({Style.WEBSOCKET, Style.SSE, Style.SUBSCRIPTION, Style.POLLING})


class Answer(NamedTuple):
    """A reply and the call it answers: None if there is none. `is_certain` is False where a hole could have been it."""

    reply: Step
    call: Step | None
    is_certain: bool


class _Asked:
    """One hop of a call: who asked whom, after which hop of the same call, and the blocks of the replies it has had."""

    __slots__ = ("before", "replied_in", "source", "step", "target")

    def __init__(self, step: Step, source: Component, target: Component, before: _Asked | None) -> None:
        self.step = step
        self.source = source
        self.target = target
        self.before = before
        self.replied_in: list[tuple[Block, ...]] = []

    def is_open_to(self, reply: Step) -> bool:
        """Whether `reply` may answer it: no reply has that happens whenever this one does."""
        return _repeats(self.step) or not any(_is_sure(blocks, reply.blocks) for blocks in self.replied_in)

    @property
    def is_spent(self) -> bool:
        """Whether no later reply can answer it."""
        return () in self.replied_in and not _repeats(self.step)


_Open = dict[Component, list[_Asked]]


def answers(model: Model, flow: Flow) -> list[Answer]:
    """Each reply of `flow` with the call it answers.

    `a --> b` answers a call from b to a that has no reply yet, straight or through forwarders, in one step or
    several. A reply that happens only sometimes leaves the call open, and a channel that stays open (a WebSocket, a
    stream, a poll) may be answered many times.
    """
    return _answers(model)[flow]


@lru_cache(maxsize=4)
def _answers(model: Model) -> dict[Flow, list[Answer]]:
    return {flow: list(_in_flow(flow)) for flow in model.flows.values()}


def _in_flow(flow: Flow) -> Iterator[Answer]:
    if not any(step.is_reply for step in flow.steps):
        return
    asked: _Open = {}
    is_certain = True
    for step in flow.steps:
        is_certain = is_certain and step.is_whole
        if step.arrow is Arrow.REPLY:
            way = _way(asked, step)
            _close(asked, way, step)
            yield Answer(step, _named(way), is_certain)
        elif _waits(step):
            _open(asked, step)


def _waits(step: Step) -> bool:
    """Whether the step can be answered; an operation called with the wrong arrow can."""
    return step.arrow is Arrow.CALL or (step.arrow is Arrow.ASYNC and isinstance(step.label, Call))


def _open(asked: _Open, step: Step) -> None:
    before: _Asked | None = None
    for hop in step.hops:
        if hop.source.target is None or hop.target.target is None:
            before = None
            continue
        before = _Asked(step, hop.source.target, hop.target.target, before)
        asked.setdefault(before.target, []).append(before)


def _way(asked: _Open, reply: Step) -> list[_Asked]:
    """The hops that `reply` runs back along, from who answers to who asked; empty if there is no such way.

    The way of one call comes before one made of several, and the latest call before the others.
    """
    start, goal = reply.source.target, reply.target.target
    if start is None or goal is None:
        return []
    for hop in _open_at(asked, start, reply):
        way = _along(hop, goal, reply)
        if way:
            return way
    return _through(asked, start, goal, reply)


def _along(hop: _Asked, goal: Component, reply: Step) -> list[_Asked]:
    """The way back along one call."""
    way = [hop]
    while way[-1].source is not goal:
        before = way[-1].before
        if before is None or not before.is_open_to(reply):
            return []
        way.append(before)
    return way


def _through(asked: _Open, start: Component, goal: Component, reply: Step) -> list[_Asked]:
    """The shortest way back along several calls, each passed on by a forwarder."""
    ways: list[list[_Asked]] = [[hop] for hop in _open_at(asked, start, reply)]
    seen = {start}
    for way in ways:  # grows on the way
        here = way[-1].source
        if here is goal:
            return way
        if here.role is Role.FORWARDER and here not in seen:
            seen.add(here)
            ways += [[*way, hop] for hop in _open_at(asked, here, reply)]
    return []


def _open_at(asked: _Open, target: Component, reply: Step) -> Iterator[_Asked]:
    """The hops into `target` that `reply` may answer, the latest first."""
    return (hop for hop in reversed(asked.get(target, [])) if hop.is_open_to(reply))


def _close(asked: _Open, way: list[_Asked], reply: Step) -> None:
    if reply.condition is None:
        for hop in way:
            hop.replied_in.append(tuple(block for block in reply.blocks if block.kind != "parallel"))
            if hop.is_spent:
                asked[hop.target].remove(hop)


def _named(way: list[_Asked]) -> Step | None:
    """The call that the hops belong to, one that names an operation if any does."""
    named = (hop.step for hop in way if isinstance(hop.step.label, Call))
    return next(named, way[0].step if way else None)


def _repeats(step: Step) -> bool:
    if not isinstance(step.label, Call):
        return False
    operation = step.label.operation.target
    return (operation.style if isinstance(operation, Operation) else step.label.style) in _REPEATED


def _is_sure(blocks: tuple[Block, ...], now: tuple[Block, ...]) -> bool:
    """Whether what is within `blocks` has happened for sure when what is within `now` happens."""
    current = {(block.number, block.arm) for block in now}
    return all((block.number, block.arm) in current for block in blocks)
