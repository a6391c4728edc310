"""The architecture as a whole: who calls whom, what is reached from where, what runs in circles."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from hld.model.trace.grouping import grouped
from hld.model.types import Component, Flow, Model, Relationship, Step
from hld.tuples import NamedTuple

__all__ = [
    "ASYNC",
    "SYNC",
    "Edge",
    "Passage",
    "callees",
    "callers",
    "cycles",
    "edges",
    "flows_through",
    "incoming",
    "orphans",
    "outgoing",
    "passages",
    "passages_from",
    "passages_into",
    "predecessors",
    "reachable",
    "successors",
]

SYNC = "sync"
ASYNC = "async"


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
    return _distinct(edge.target for edge in outgoing(model, component))


def predecessors(model: Model, component: Component) -> tuple[Component, ...]:
    """The components that an edge of any mode comes from, each once."""
    return _distinct(edge.source for edge in incoming(model, component))


def callers(model: Model, component: Component) -> tuple[Component, ...]:
    """The components that call `component` directly and wait for it."""
    return _distinct(edge.source for edge in incoming(model, component) if edge.mode == SYNC)


def callees(model: Model, component: Component) -> tuple[Component, ...]:
    """The components that `component` calls directly and waits for."""
    return _distinct(edge.target for edge in outgoing(model, component) if edge.mode == SYNC)


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
    ways = grouped((edge.source.id, edge.target) for edge in edges(model) if along(edge))
    parts = _strong_parts(model, ways)
    return tuple(_shortest_cycle(part, ways) for part in parts if len(part) > 1)


def _distinct(components: Iterable[Component]) -> tuple[Component, ...]:
    """Each component once."""
    return tuple({component.id: component for component in components}.values())


@lru_cache(maxsize=4)
def _graph(model: Model) -> _Graph:
    every = tuple(_passages(model))
    lines = _edges(every, model.relationships)
    return _Graph(
        passages=every,
        edges=lines,
        passages_from=grouped((passage.source.id, passage) for passage in every),
        passages_into=grouped((passage.target.id, passage) for passage in every),
        outgoing=grouped((edge.source.id, edge) for edge in lines),
        incoming=grouped((edge.target.id, edge) for edge in lines),
        flows=_flows(model),
    )


def _passages(model: Model) -> Iterator[Passage]:
    for flow, step in model.steps:
        if step.is_internal or step.is_reply:
            continue
        for at, (source, target) in enumerate(pairwise(step.nodes)):
            if source.target is not None and target.target is not None:
                is_async = not step.is_call and step.hops[at].is_async
                yield Passage(flow, step, source.target, target.target, is_async)


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
    found: dict[tuple[str, Flow], None] = {}
    for flow in model.flows.values():
        named = [node.target.id for step in flow.steps for node in step.nodes if node.target is not None]
        found |= dict.fromkeys([(name, flow) for name in dict.fromkeys(named)])
    return grouped(found)


_Ways: TypeAlias = Mapping[str, tuple[Component, ...]]
"""Where one gets to directly from each component, by its id."""


def _strong_parts(model: Model, ways: _Ways) -> list[list[Component]]:
    """The strongly connected parts, by Tarjan's algorithm with a stack of its own instead of recursion.

    What leads nowhere is a part of its own, and left out.
    """
    order: dict[str, int] = {}
    low: dict[str, int] = {}
    on_stack: set[str] = set()
    stack: list[Component] = []
    parts: list[list[Component]] = []
    for root in model.components.values():
        if root.id in order or root.id not in ways:
            continue
        work = [(root, iter(ways[root.id]))]
        order[root.id] = low[root.id] = len(order)
        stack.append(root)
        on_stack.add(root.id)
        while work:
            component, targets = work[-1]
            for target in targets:
                if target.id not in ways:
                    continue
                if target.id not in order:
                    order[target.id] = low[target.id] = len(order)
                    stack.append(target)
                    on_stack.add(target.id)
                    work.append((target, iter(ways[target.id])))
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


def _pop_part(stack: list[Component], on_stack: set[str], root: Component) -> list[Component]:
    part = []
    while True:
        member = stack.pop()
        on_stack.discard(member.id)
        part.append(member)
        if member is root:
            return part


def _shortest_cycle(part: list[Component], ways: _Ways) -> tuple[Component, ...]:
    """The shortest way from the first member of a strongly connected part back to itself."""
    start = part[0]
    members = {member.id for member in part}
    came_from: dict[str, Component] = {}
    waiting = deque([start])
    while waiting:
        component = waiting.popleft()
        for target in ways[component.id]:
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
