"""A flow as it is seen where only some of its components are shown, and some stand behind a group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from hld.model.types import Component, Flow, Reference, Step, end_id
from hld.tuples import NamedTuple

__all__ = ["Place", "Stop", "group_card", "seen", "stands_for", "way"]

Place: TypeAlias = Callable[[str], str]
"""What stands for a component on a picture: often itself, "" where it is not shown."""


class Stop(NamedTuple):
    """What a step comes by: the id of what is shown, and the end that it stands for."""

    card: str
    end: Reference[Component]


def stands_for(components: Iterable[str], collapsed: Mapping[str, str]) -> dict[str, str]:
    """The id of what stands for each component that is shown; `collapsed` maps one to the group that does."""
    return {name: group_card(collapsed[name]) if name in collapsed else name for name in components}


def group_card(group: str) -> str:
    """The id of what stands for a group; no component is called so."""
    return f"group:{group}"


def way(step: Step, at: Place) -> list[Stop]:
    """What a step comes by, one after the other: what is not shown is passed over, what lies behind one is one."""
    stops: list[Stop] = []
    for node in step.nodes:
        card = at(end_id(node))
        is_own = card == end_id(node)
        if card and (is_own or not (stops and stops[-1].card == card)):
            stops.append(Stop(card, node))
    return stops


def seen(flow: Flow, at: Place) -> Flow:
    """The flow with the steps that are seen, from and to what is shown of their ends."""
    return Flow(flow.id, flow.span, flow.entry, tuple(_steps(flow, at)), flow.title, flow.covers)


def _steps(flow: Flow, at: Place) -> Iterator[Step]:
    for step in flow.steps:
        stops = way(step, at)
        if step.is_internal and at(end_id(step.source)) == end_id(step.source):
            yield step
        elif len(stops) > 1:
            is_whole = [stop.card for stop in stops] == [end_id(node) for node in step.nodes]
            yield step if is_whole else _between(step, stops)


def _between(step: Step, stops: list[Stop]) -> Step:
    """The step as it is seen from one of the stops to the next."""
    stated = {name: getattr(step, name) for name in Step.__annotations__}
    return Step(**{**stated, "nodes": tuple(map(_standing, stops))})


def _standing(stop: Stop) -> Reference[Component]:
    """The end of a step under the name of what is shown for it."""
    component = stop.end.target
    if component is None or component.id == stop.card:
        return stop.end
    stated = {name: getattr(component, name) for name in Component.__annotations__}
    return stop.end._replace(target=Component(**{**stated, "id": stop.card}))
