"""Questions about the graph: who calls whom, what is reached, in which order, waiting or not.

The graph is the union of the hops of all flows and of the relationships; a reply makes no edge. Holes are left
out: what a name that resolves to nothing would have done is not known. Every answer is in the order written.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from hld.catalog.kinds import Role
from hld.model.types import Arrow, Block, Component, Flow, Model, Reference, Relationship, Step

__all__ = [
    "ASYNC", "SYNC", "Edge", "Passage", "Visited", "before_reply", "callees", "callers", "critical", "cycles", "edges",
    "final_reply", "flows_through", "incoming", "initiator", "is_conditional", "orphans", "outgoing", "passages",
    "passages_from", "passages_into", "predecessors", "reachable", "successors", "synchronous", "visits",
]  # fmt: skip

SYNC = "sync"
ASYNC = "async"

T = TypeVar("T")


class Passage(NamedTuple):
    """A hop of a step from one known component to another. A `->` at a broker counts as asynchronous."""

    flow: Flow
    step: Step
    source: Component
    target: Component
    is_async: bool


class Edge(NamedTuple):
    """A line of the architecture: all passages from `source` to `target` of one mode, or one relationship.

    `mode` is "sync", "async" or the mode of the relationship ("replicate", "cdc", "backup", "depends" …).
    """

    source: Component
    target: Component
    mode: str
    passages: tuple[Passage, ...] = ()
    relationship: Relationship | None = None


class _Graph(NamedTuple):
    passages: tuple[Passage, ...]
    edges: tuple[Edge, ...]
    passages_from: dict[str, tuple[Passage, ...]]
    passages_into: dict[str, tuple[Passage, ...]]
    outgoing: dict[str, tuple[Edge, ...]]
    incoming: dict[str, tuple[Edge, ...]]
    flows: dict[str, tuple[Flow, ...]]


# The architecture as a whole


def passages(model: Model) -> tuple[Passage, ...]:
    """Every hop of every flow between known components, replies left out."""
    return _graph(model).passages


def edges(model: Model) -> tuple[Edge, ...]:
    """Every line of the architecture once: one for each pair of components and mode."""
    return _graph(model).edges


def outgoing(model: Model, component: Component) -> tuple[Edge, ...]:
    """The edges that leave `component`."""
    return _graph(model).outgoing.get(component.id, ())


def incoming(model: Model, component: Component) -> tuple[Edge, ...]:
    """The edges that enter `component`."""
    return _graph(model).incoming.get(component.id, ())


def passages_from(model: Model, component: Component) -> tuple[Passage, ...]:
    """The hops that leave `component`, flow by flow."""
    return _graph(model).passages_from.get(component.id, ())


def passages_into(model: Model, component: Component) -> tuple[Passage, ...]:
    """The hops that enter `component`, flow by flow."""
    return _graph(model).passages_into.get(component.id, ())


def successors(model: Model, component: Component) -> tuple[Component, ...]:
    """The components that an edge of any mode leads to, each once."""
    return _unique(edge.target for edge in outgoing(model, component))


def predecessors(model: Model, component: Component) -> tuple[Component, ...]:
    """The components that an edge of any mode comes from, each once."""
    return _unique(edge.source for edge in incoming(model, component))


def callers(model: Model, component: Component) -> tuple[Component, ...]:
    """The components that call `component` directly and wait for it."""
    return _unique(edge.source for edge in incoming(model, component) if edge.mode == SYNC)


def callees(model: Model, component: Component) -> tuple[Component, ...]:
    """The components that `component` calls directly and waits for."""
    return _unique(edge.target for edge in outgoing(model, component) if edge.mode == SYNC)


def flows_through(model: Model, component: Component) -> tuple[Flow, ...]:
    """The flows that name `component`, in a hop, a reply or as internal work."""
    return _graph(model).flows.get(component.id, ())


def orphans(model: Model) -> tuple[Component, ...]:
    """The components that are in no flow and in no relationship."""
    graph = _graph(model)
    return tuple(
        component
        for name, component in model.components.items()
        if name not in graph.flows and name not in graph.outgoing and name not in graph.incoming
    )


def reachable(model: Model, starts: Iterable[Component], along: Callable[[Edge], bool] | None = None) -> set[str]:
    """The ids of `starts` and of all that edges lead to from there; `along` says which edges count (default: all)."""
    waiting = deque(starts)
    found = {component.id for component in waiting}
    while waiting:
        for edge in outgoing(model, waiting.popleft()):
            if edge.target.id not in found and (along is None or along(edge)):
                found.add(edge.target.id)
                waiting.append(edge.target)
    return found


def cycles(model: Model, along: Callable[[Edge], bool]) -> tuple[tuple[Component, ...], ...]:
    """One shortest cycle, as the components on it, for each strongly connected part of two or more components.

    Only the edges that `along` accepts count; a component that leads to itself is no cycle.
    """
    parts = _strong_parts(model, along)
    return tuple(_shortest_cycle(model, part, along) for part in parts if len(part) > 1)


# One flow


def initiator(flow: Flow) -> Component | None:
    """The component that the flow starts at; None for an empty flow and for a hole."""
    return flow.steps[0].source.target if flow.steps else None


def synchronous(flow: Flow) -> tuple[Step, ...]:
    """The steps done while the initiator waits: all that start at what was reached without crossing a broker.

    Publishing to a broker is such a step, what the broker sets off is not; replies and internal work are where
    their component was reached. Reaching decides, not position: a step written after an asynchronous hop still
    counts if its source was reached before. In a flow that a broker starts, that first delivery is not a crossing.
    """
    return tuple(step for step, _ in _awaited(flow))


def final_reply(flow: Flow) -> Step | None:
    """The last step that explicitly answers the initiator, None if there is none."""
    start = initiator(flow)
    answers = [step for step in flow.steps if step.is_reply and start is not None and step.target.target is start]
    return answers[-1] if answers else None


def before_reply(flow: Flow) -> tuple[Step, ...]:
    """The synchronous steps up to the answer to the initiator.

    Without an explicit reply the answer comes after the last synchronous step.
    """
    reply = final_reply(flow)
    steps = synchronous(flow)
    if reply is None:
        return steps
    position = {step: index for index, step in enumerate(flow.steps)}
    return tuple(step for step in steps if position[step] < position[reply])


def is_conditional(step: Step) -> bool:
    """Whether the step does not always happen: in an alternative or an option, or with a share or a condition in words.

    A step `if miss c` happens for some request, so it is not conditional in this sense.
    """
    if any(block.kind in ("alt", "opt") for block in step.blocks):
        return True
    return step.condition is not None and step.condition.kind not in ("miss", "hit")


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


# How it is worked out


#: What is awaited in each flow: many rules ask for it.
_known: WeakKeyDictionary[Flow, tuple[tuple[Step, tuple[Component, ...]], ...]] = WeakKeyDictionary()


def _awaited(flow: Flow) -> tuple[tuple[Step, tuple[Component, ...]], ...]:
    """The synchronous steps, each with what it adds to the dependencies of the initiator."""
    found = _known.get(flow)
    if found is None:
        found = _known[flow] = tuple(_awaited_steps(flow))
    return found


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
        known = tuple(node.target for node in step.nodes[1:] if node.target is not None)
        if step.is_async:
            yield step, tuple(component for component in known[:1] if component.role is Role.BROKER)
        else:
            if not step.is_reply:
                reached.update(component.id for component in known)
            yield step, known


def _is_soft(step: Step) -> bool:
    return step.entry.text("on_failure") in ("fallback", "degrade", "queue")


def _id(node: Reference[Component]) -> str:
    return node.name if node.target is None else node.target.id


def _same_block(one: Block, other: Block) -> bool:
    return one.kind == other.kind and one.number == other.number


def _unique(components: Iterable[Component]) -> tuple[Component, ...]:
    return tuple({component.id: component for component in components}.values())


@lru_cache(maxsize=4)
def _graph(model: Model) -> _Graph:
    every = tuple(_passages(model))
    lines = _edges(every, model.relationships)
    return _Graph(
        passages=every,
        edges=lines,
        passages_from=_grouped((passage.source.id, passage) for passage in every),
        passages_into=_grouped((passage.target.id, passage) for passage in every),
        outgoing=_grouped((edge.source.id, edge) for edge in lines),
        incoming=_grouped((edge.target.id, edge) for edge in lines),
        flows=_flows(model),
    )


def _passages(model: Model) -> Iterator[Passage]:
    for flow, step in model.steps:
        if step.arrow is Arrow.REPLY:
            continue
        for hop in step.hops:
            if hop.source.target is not None and hop.target.target is not None:
                yield Passage(flow, step, hop.source.target, hop.target.target, hop.is_async)


def _edges(every: Iterable[Passage], relationships: Iterable[Relationship]) -> tuple[Edge, ...]:
    bundles: dict[tuple[str, str, str], list[Passage]] = {}
    for passage in every:
        key = (passage.source.id, passage.target.id, ASYNC if passage.is_async else SYNC)
        bundles.setdefault(key, []).append(passage)
    lines = [Edge(bundle[0].source, bundle[0].target, mode, tuple(bundle)) for (_, _, mode), bundle in bundles.items()]
    stated = [
        Edge(one.source.target, one.target.target, one.mode, (), one)
        for one in relationships
        if one.source.target is not None and one.target.target is not None
    ]
    return (*lines, *stated)


def _flows(model: Model) -> dict[str, tuple[Flow, ...]]:
    found: dict[str, dict[str, Flow]] = {}
    for flow, step in model.steps:
        for node in step.nodes:
            if node.target is not None:
                found.setdefault(node.target.id, {})[flow.id] = flow
    return {name: tuple(flows.values()) for name, flows in found.items()}


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for key, item in pairs:
        groups.setdefault(key, []).append(item)
    return {key: tuple(items) for key, items in groups.items()}


def _strong_parts(model: Model, along: Callable[[Edge], bool]) -> list[list[Component]]:
    """The strongly connected parts, by Tarjan's algorithm with a stack of its own instead of recursion."""
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    on_stack: set[str] = set()
    stack: list[Component] = []
    parts: list[list[Component]] = []
    for root in model.components.values():
        if root.id in order:
            continue
        work = [(root, _targets(model, root, along))]
        order[root.id] = low[root.id] = len(order)
        stack.append(root)
        on_stack.add(root.id)
        while work:
            component, targets = work[-1]
            for target in targets:
                if target.id not in order:
                    order[target.id] = low[target.id] = len(order)
                    stack.append(target)
                    on_stack.add(target.id)
                    work.append((target, _targets(model, target, along)))
                    break
                if target.id in on_stack:
                    low[component.id] = min(low[component.id], order[target.id])
            else:
                work.pop()
                if work:
                    caller = work[-1][0].id
                    low[caller] = min(low[caller], low[component.id])
                if low[component.id] == order[component.id]:
                    parts.append(_pop_part(stack, on_stack, component))
    position = {name: index for index, name in enumerate(model.components)}
    ordered = [sorted(part, key=lambda member: position[member.id]) for part in parts]
    return sorted(ordered, key=lambda part: position[part[0].id])


def _targets(model: Model, component: Component, along: Callable[[Edge], bool]) -> Iterator[Component]:
    return (edge.target for edge in outgoing(model, component) if along(edge))


def _pop_part(stack: list[Component], on_stack: set[str], root: Component) -> list[Component]:
    part = []
    while True:
        member = stack.pop()
        on_stack.discard(member.id)
        part.append(member)
        if member is root:
            return part


def _shortest_cycle(model: Model, part: list[Component], along: Callable[[Edge], bool]) -> tuple[Component, ...]:
    """The shortest way from the first member of a strongly connected part back to itself."""
    start = part[0]
    members = {member.id for member in part}
    came_from: dict[str, Component] = {}
    waiting = deque([start])
    while waiting:
        component = waiting.popleft()
        for target in _targets(model, component, along):
            if target is start:
                return _path_back(component, start, came_from)
            if target.id in members and target.id not in came_from:
                came_from[target.id] = component
                waiting.append(target)
    return tuple(part)


def _path_back(last: Component, start: Component, came_from: dict[str, Component]) -> tuple[Component, ...]:
    path = [last]
    while path[-1] is not start:
        path.append(came_from[path[-1].id])
    return tuple(reversed(path))
