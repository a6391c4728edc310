"""One flow: what it reaches in which order, what its initiator waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hld.catalog.kinds import Role
from hld.model.remembered import once_a_flow
from hld.model.types import Block, Component, Flow, Reference, Step

__all__ = [
    "Visited", "before_reply", "critical", "final_reply", "goes_on", "initiator", "is_conditional", "places",
    "synchronous", "visits",
]  # fmt: skip


def initiator(flow: Flow) -> Component | None:
    """The component that the flow starts at; None for an empty flow and for a hole."""
    return flow.steps[0].source.target if flow.steps else None


@once_a_flow
def places(flow: Flow) -> Mapping[Step, int]:
    """Where each step stands in the flow, from 0 on."""
    return {step: place for place, step in enumerate(flow.steps)}


@once_a_flow
def synchronous(flow: Flow) -> tuple[Step, ...]:
    """The steps done while the initiator waits: all that start at what was reached without crossing a broker.

    Publishing to a broker is such a step, what the broker sets off is not; replies and internal work are where
    their component was reached. Reaching decides, not position: a step written after an asynchronous hop still
    counts if its source was reached before. In a flow that a broker starts, that first delivery is not a crossing.
    """
    return tuple([step for step, _ in _awaited(flow)])


def final_reply(flow: Flow) -> Step | None:
    """The last step that explicitly answers the initiator, None if there is none."""
    start = initiator(flow)
    answers = [step for step in flow.steps if step.is_reply and start is not None and step.target.target is start]
    return answers[-1] if answers else None


@once_a_flow
def goes_on(flow: Flow) -> frozenset[Step]:
    """The calls by which the initiator goes on once it has an answer: what they lead to is reached anew by them."""
    start = initiator(flow)
    found: list[Step] = []
    is_answered = False
    for step in flow.steps:
        if step.is_reply:
            is_answered = is_answered or step.target.target is start
        elif is_answered and step.is_call and step.source.target is start:
            found.append(step)
            is_answered = False
    return frozenset(found)


@once_a_flow
def before_reply(flow: Flow) -> tuple[Step, ...]:
    """The synchronous steps up to the last answer that the initiator waits for.

    Without an explicit reply that is the end of the last synchronous step; and so it is where the initiator calls
    on after the last reply. What others do after that reply, and not for one of these calls, nobody waits for.
    """
    reply = final_reply(flow)
    steps = synchronous(flow)
    if reply is None:
        return steps
    position = {step: index for index, step in enumerate(flow.steps)}
    in_time = tuple(step for step in steps if position[step] < position[reply])
    later = [position[step] for step in goes_on(flow) if position[step] > position[reply]]
    return (*in_time, *_set_off(flow, flow.steps[min(later) :])) if later else in_time


def _set_off(flow: Flow, steps: tuple[Step, ...]) -> Iterator[Step]:
    """The steps that the initiator waits for out of `steps`, the first of which is a call of its own."""
    reached = {_id(flow.steps[0].source)}
    for step in steps:
        if _id(step.source) in reached:
            yield step
            if not step.is_async and not step.is_reply:
                reached.update([_id(node) for node in step.nodes[1:]])


def is_conditional(step: Step) -> bool:
    """Whether the step does not always happen: in an alternative or an option, or with a share or a condition in words.

    A step `if miss c` happens for some request, so it is not conditional in this sense.
    """
    if any(block.kind in ("alt", "opt") for block in step.blocks):
        return True
    return step.condition is not None and step.condition.kind not in ("miss", "hit")


@once_a_flow
def critical(flow: Flow) -> tuple[Component, ...]:
    """The hard dependencies of a flow: what must work for the initiator to get its answer, each component once.

    All but clients that the synchronous steps before the reply touch, the broker of an awaited publish included;
    left out are conditional steps and those that say what happens when they fail.
    """
    found: dict[str, Component] = {}
    in_time = set(before_reply(flow))
    for step, targets in _awaited(flow):
        if step not in in_time or step.is_reply or is_conditional(step) or _is_soft(step):
            continue
        for component in targets:
            if component.role is not Role.CLIENT:
                found.setdefault(component.id, component)
    return tuple(found.values())


class Visited:
    """The ids of the components that a flow has reached so far, as seen from within the blocks around a step."""

    __slots__ = ("_layers",)

    def __init__(self) -> None:
        self._layers: list[set[str]] = [set()]

    def __contains__(self, component: str) -> bool:
        layers = self._layers
        return component in layers[0] or any(component in layer for layer in layers[1:])

    def _add(self, components: Iterable[str]) -> None:
        self._layers[-1].update(components)


def visits(flow: Flow) -> Iterator[tuple[Step, Visited]]:
    """Each step with the ids reached before it: the initiator, and all nodes of the earlier steps.

    An arm of a block does not see what another arm of it reaches; after the block all of it has been reached.
    The `Visited` is the same object throughout, so ask it before taking the next step. Holes are kept by name.
    """
    visited = Visited()
    arms = _Arms(visited)
    if flow.steps:
        visited._add([_id(flow.steps[0].source)])
    for step in flow.steps:
        arms.enter(step.blocks)
        yield step, visited
        visited._add([_id(node) for node in step.nodes])


class _Arms:
    """Keeps the layers of a `Visited` in step with the blocks that open and close."""

    def __init__(self, visited: Visited) -> None:
        self._layers = visited._layers
        self._open: list[Block] = []
        self._closed: list[set[str]] = []

    def enter(self, blocks: tuple[Block, ...]) -> None:
        if not blocks and not self._open:
            return
        shared = 0
        while shared < min(len(blocks), len(self._open)) and _same_block(blocks[shared], self._open[shared]):
            if blocks[shared].arm != self._open[shared].arm:
                self._leave(shared + 1)
                self._next_arm(blocks[shared])
            shared += 1
        self._leave(shared)
        for block in blocks[shared:]:
            self._open.append(block)
            self._closed.append(set())
            self._layers.append(set())

    def _next_arm(self, block: Block) -> None:
        self._closed[-1] |= self._layers[-1]
        self._layers[-1] = set()
        self._open[-1] = block

    def _leave(self, depth: int) -> None:
        while len(self._open) > depth:
            self._open.pop()
            reached = self._layers.pop() | self._closed.pop()
            self._layers[-1] |= reached


@once_a_flow
def _awaited(flow: Flow) -> tuple[tuple[Step, tuple[Component, ...]], ...]:
    """The synchronous steps, each with what it adds to the dependencies of the initiator."""
    return tuple(_awaited_steps(flow))


def _awaited_steps(flow: Flow) -> Iterator[tuple[Step, tuple[Component, ...]]]:
    start = initiator(flow)
    if start is None:
        return
    reached = {start.id}
    if start.role is Role.BROKER:
        reached |= {_id(hop.target) for hop in flow.steps[0].hops}
    for step in flow.steps:
        if _id(step.source) not in reached:
            continue
        known = tuple([node.target for node in step.nodes[1:] if node.target is not None])
        if step.is_async:
            yield step, tuple(component for component in known[:1] if component.role is Role.BROKER)
        else:
            if not step.is_reply:
                reached.update([component.id for component in known])
            yield step, known


def _is_soft(step: Step) -> bool:
    return step.entry.text("on_failure") in ("fallback", "degrade", "queue")


def _id(node: Reference[Component]) -> str:
    return node.name if node.target is None else node.target.id


def _same_block(one: Block, other: Block) -> bool:
    return one.kind == other.kind and one.number == other.number
