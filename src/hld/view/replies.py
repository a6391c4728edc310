"""Which call each reply of a flow answers: the same for every picture."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from hld.model import walk
from hld.model.remembered import once_a_flow
from hld.model.types import Arrow, Flow, Step, end_id

__all__ = ["answered", "is_answered", "replies"]

_Arms: TypeAlias = frozenset[tuple[str, int]]
_Ends: TypeAlias = tuple[str, str]  # who answers whom


@once_a_flow
def replies(flow: Flow) -> Mapping[int, int]:
    """The call that each reply answers, both by their place in the flow: the latest that none has answered for sure.

    A reply that goes only a part of the way of a call answers that too. Where all calls have had their reply, it is
    the latest again; a reply to who never asked is not in it.
    """
    found: dict[int, int] = {}
    calls: dict[_Ends, list[int]] = {}
    waiting: dict[tuple[_Ends, _Arms], _Waiting] = {}
    had: dict[int, set[_Arms]] = {}  # where the replies to a call stand
    for place, step in enumerate(flow.steps):
        if step.arrow is Arrow.CALL:
            for asker in {end_id(node): None for node in step.nodes[:-1]}:
                calls.setdefault((end_id(step.target), asker), []).append(place)
        elif step.is_reply and (ends := (end_id(step.source), end_id(step.target))) in calls:
            arms = _arms(step)
            latest = waiting.setdefault((ends, arms), _Waiting(arms)).latest(calls[ends], had)
            found[place] = latest if latest is not None else calls[ends][-1]
            if step.condition is None:
                had.setdefault(found[place], set()).add(arms)
    return found


class _Waiting:
    """The calls from one component to another that wait for a reply, as seen from within some arms of blocks."""

    __slots__ = ("arms", "open", "seen")

    def __init__(self, arms: _Arms) -> None:
        self.arms = arms
        self.open: list[int] = []
        self.seen = 0  # how many of all calls it knows of

    def latest(self, calls: Sequence[int], had: Mapping[int, Collection[_Arms]]) -> int | None:
        """The latest of `calls` that has had no reply for sure where these arms are taken; None if all have had one."""
        self.open += calls[self.seen :]
        self.seen = len(calls)
        while self.open and any(arms <= self.arms for arms in had.get(self.open[-1], ())):
            self.open.pop()
        return self.open[-1] if self.open else None


def _arms(step: Step) -> _Arms:
    """The arms that must be taken for a step to happen, by their blocks; those of parallel blocks all are."""
    return frozenset((block.number, block.arm) for block in step.blocks if block.kind != "parallel")


def answered(flow: Flow) -> Iterator[Step | None]:
    """For each step of a flow the call that it answers; None for what is no reply, or answers none."""
    calls = replies(flow)
    return (flow.steps[calls[place]] if place in calls else None for place in range(len(flow.steps)))


def is_answered(call: Step, flow: Flow) -> bool:
    """Whether a reply of the flow answers a call, or one behind the block answers what another arm of it calls."""
    place = walk.places(flow)[call]
    if place in _having_replies(flow):
        return True
    asked = {(end_id(call.target), end_id(node)) for node in call.nodes[:-1]}
    return any(
        arms - {block.arm}
        for block in call.blocks
        for ends in asked
        if (arms := _arms_answered(flow).get((*ends, block.number), set()))
    )


@once_a_flow
def _having_replies(flow: Flow) -> frozenset[int]:
    return frozenset(replies(flow).values())


@once_a_flow
def _arms_answered(flow: Flow) -> dict[tuple[str, str, str], set[int]]:
    """The arms of a block with a call that is answered behind the block, by who answers whom and by the block."""
    found: dict[tuple[str, str, str], set[int]] = {}
    for place, call in replies(flow).items():
        reply = flow.steps[place]
        around = {block.number for block in reply.blocks}
        for block in flow.steps[call].blocks:
            if block.kind == "alt" and block.number not in around:
                key = end_id(reply.source), end_id(reply.target), block.number
                found.setdefault(key, set()).add(block.arm)
    return found
