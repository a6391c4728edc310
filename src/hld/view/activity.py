"""Who is busy when in a flow: the time from a call to its answer, or from a message to the last that it sets off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from hld.catalog.kinds import Role
from hld.model.types import Arrow, Call, Component, Flow, Hop, Reference, Step, Style
from hld.view.lines import end_id
from hld.view.replies import replies

__all__ = ["Busy", "activity", "hop_number", "is_declared"]

#: The styles in which a call has one answer; over the others many messages travel.
_ANSWERED_ONCE = frozenset((Style.REST, Style.RPC, Style.QUERY, Style.MUTATION, Style.POLLING))


class Busy:
    """A component at work: since which hop (its number), for whom, and until which step of the flow (its index).

    `call` is the step that it answers: None for a forwarder, and for what a message or the flow itself sets off.
    """

    __slots__ = ("call", "component", "end", "parent", "since")

    def __init__(self, component: str, since: str, end: int, parent: Busy | None, call: Step | None = None) -> None:
        self.component, self.since, self.end, self.parent, self.call = component, since, end, parent, call

    @property
    def chain(self) -> Iterator[Busy]:
        """Itself and all for whom it works."""
        found: Busy | None = self
        while found is not None:
            yield found
            found = found.parent


def activity(flow: Flow) -> list[Busy]:
    """All times of work in a flow, in the order in which they begin. Brokers do not work, they keep."""
    return _Story(flow).told()


class _Story:
    def __init__(self, flow: Flow) -> None:
        self.steps = flow.steps
        self.found: list[Busy] = []
        self.latest: dict[str, Busy] = {}  # of each component
        self.replies = replies(flow)
        self.last = {call: reply for reply, call in self.replies.items()}  # the last reply to each call that has any
        self.asked: dict[int, Busy] = {}  # by the call that a later reply of the flow answers
        self.waiting: dict[str, list[tuple[int, Busy]]] = {}  # of each component, with that call, while it is asked

    def told(self) -> list[Busy]:
        for index, step in enumerate(self.steps):
            if step.arrow is Arrow.REPLY:
                self.reply(index, step)
            elif step.arrow is None:
                self.at_work(step.source, step.number, index)
            for hop in step.hops if step.arrow is not Arrow.REPLY else ():
                self.hop(index, step, hop)
        return self.found

    def reply(self, index: int, step: Step) -> None:
        call = self.replies.get(index)
        answering = self.asked.get(call) if call is not None else None
        chain = [] if answering is None else list(answering.chain)
        for busy in chain:
            busy.end = max(busy.end, index)
        at_work = {busy.component for busy in chain}
        for node in step.nodes:
            if end_id(node) in self.latest and end_id(node) not in at_work:
                self.lasts(self.latest[end_id(node)], index)
        if call is not None and index == self.last[call]:
            self.asked.pop(call, None)
            for busy in takewhile(lambda each: each.component != end_id(step.target), chain):
                self.turns_back(busy)

    def asks(self, call: int, asked: Busy) -> None:
        """Who is asked, and all for whom that works, wait for the reply, the innermost last."""
        self.asked[call] = asked
        for busy in reversed(list(asked.chain)):
            self.waiting.setdefault(busy.component, []).append((call, busy))

    def turns_back(self, answered: Busy) -> None:
        """Who has answered goes on with the latest that still waits for a reply, if anything does."""
        waiting = self.waiting[answered.component]
        while waiting and waiting[-1][0] not in self.asked:
            waiting.pop()
        if waiting and self.latest[answered.component] is answered:
            self.latest[answered.component] = waiting[-1][1]

    def hop(self, index: int, step: Step, hop: Hop) -> None:
        number = hop_number(step, hop)
        asker = self.at_work(hop.source, number, index, hop.is_async and _is_store(hop.source.target))
        if _is_broker(hop.target.target) or end_id(hop.target) == end_id(hop.source):
            return
        if hop.is_async:
            self.begins(Busy(end_id(hop.target), number, index, None))
        else:
            is_last = hop.index == len(step.hops) - 1
            self.begins(Busy(end_id(hop.target), number, index, asker, step if is_last else None))
            if is_last and index in self.last:
                self.asks(index, self.found[-1])

    def at_work(self, node: Reference[Component], number: str, index: int, is_telling: bool = False) -> Busy | None:
        """The work that a step is done in; one that nothing set off begins with it.

        A store that tells of a change does so by itself: it has long answered who made it.
        """
        if _is_broker(node.target):
            return None
        if end_id(node) not in self.latest or is_telling:
            self.begins(Busy(end_id(node), number, index, None))
        found = self.latest[end_id(node)]
        self.lasts(found, index)
        return found

    def begins(self, busy: Busy) -> None:
        self.found.append(busy)
        self.latest[busy.component] = busy

    @staticmethod
    def lasts(busy: Busy, index: int) -> None:
        for each in busy.chain:
            each.end = max(each.end, index)


def hop_number(step: Step, hop: Hop) -> str:
    """The number of one arrow of a step: "3", or "1.2" where it is the second of several."""
    return step.number if len(step.hops) == 1 else f"{step.number}.{hop.index + 1}"


def is_declared(call: Step) -> bool:
    """Whether the API says what a call is answered with."""
    if not call.is_call or not isinstance(call.label, Call):
        return False
    operation = call.label.operation.target
    return operation is not None and operation.returns is not None and operation.style in _ANSWERED_ONCE


def _is_broker(component: Component | None) -> bool:
    return component is not None and component.role is Role.BROKER


def _is_store(component: Component | None) -> bool:
    return component is not None and component.role in (Role.STORE, Role.CACHE)
