"""The data-flow view: where data comes in, what is made of it, where it is kept, and where it goes out.

Lines have the direction of the data: what is read flows from the store to the reader, an answer to who asked.
Forwarders make nothing of what passes them and are left out, but for a CDN at which some step ends: it keeps things.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from itertools import pairwise

from hld.catalog.kinds import OUTSIDE, Role
from hld.model import trace
from hld.model.keeping import kept_in
from hld.model.types import (
    Access,
    Arrow,
    Call,
    Component,
    Delivery,
    Model,
    Operation,
    Reference,
    Reply,
    Step,
    Text,
    Type,
    end_id,
)
from hld.tuples import NamedTuple
from hld.view import legend, wording
from hld.view.cards import cards_of
from hld.view.lines import MANNERS, carried, protocol_of
from hld.view.replies import answered
from hld.view.types import Badge, Card, Graph, Lane, LegendRow, Line

__all__ = ["data_flow", "has_data_flow"]

_LANES = {"ingestion": "Ingestion", "processing": "Processing", "storage": "Storage", "output": "Output"}
_OUT = ":out"  # the second card of who sends data and receives some
_LONGEST, _MOST = 24, 2  # letters of a word on a line, and how many words
_ASKS = ("GET", "HEAD")  # methods and
_ASKING = ("query", "sse", "subscription")  # styles that only fetch
#: Words with which a call in free text begins whose data comes back; what follows is the data.
_FETCHES = (
    r"(?is)(?:ask|collect|download|fetch|find|gather|get|list|load|look|poll|pull|quer|read|request|retriev|scrap|search)"
    r"(?:e|es|s|y|ies|ing|ying)?\b"
    r"(?:(?:\s+(?:for|up))?\s+(?!(?:at|by|for|from|in|into|of|on|to|up|with)\b)(?P<data>\w.*))?"
)
#: Words with which one begins whose data goes along, though it goes to a CDN, of which is mostly fetched.
_SENDS = (
    r"(?i)(?:add|clear|creat|delet|drop|evict|flush|insert|invalidat|plac|post|preload|publish|purg|push|put|refresh|remov"
    r"|replac|report|reset|sav|send|set|stor|submit|updat|upload|warm|writ)(?:e|es|s|t?ing|ion)?\b"
)
_CDN = "cdn"
_LITTLE = r"(?i) (?:a|an|and|at|by|for|from|in|into|its|of|on|or|that|the|their|to|which|with)$"


class Arc(NamedTuple):
    """Data on its way from one component to another: in a flow, or copied by a relationship of this `mode`."""

    source: str
    target: str
    data: str
    protocol: str
    is_async: bool
    flow: str
    mode: str = ""


def has_data_flow(model: Model) -> bool:
    """Whether any data is known to travel."""
    return next(_arcs(model, None), None) is not None


def data_flow(model: Model, flows: Sequence[str] | None = None) -> Graph:
    """How data moves, as a graph; in some flows only, if they are given."""
    arcs = list(_once(list(_arcs(model, flows))))
    place = partial(_place, model, arcs)
    ends = dict.fromkeys(end for arc in arcs for end in (place(arc.source, True), place(arc.target, False)))
    cards = tuple(_cards(model, ends, arcs))
    lines = tuple(_lines(model, arcs))
    used = {card.lane for card in cards}
    return Graph(
        "data-flow",
        model.name,
        wording.view_title(model, "Data flow"),
        tuple(Lane(lane, title) for lane, title in _LANES.items() if lane in used),
        (),
        cards,
        lines,
        tuple(_legend(model, arcs, cards)),
        description=f"How data moves through {model.name}: {wording.list_of(dict.fromkeys(_names(arcs)))}.",
        footer=f"{model.name} · lines point where the data goes",
    )


# ---- what travels -------------------------------------------------------------------------------


def _arcs(model: Model, flows: Collection[str] | None) -> Iterator[Arc]:
    """Everything that the steps of flows move and, where they are all, what is copied."""
    told = [flow for flow in model.flows.values() if flows is None or flow.id in flows]
    ends = (end for flow in told for step in flow.steps for end in (step.source, step.target))
    keeping = {end_id(end) for end in ends if _is_cdn(end)}
    for flow in told:
        for step, asked in zip(flow.steps, answered(flow), strict=True):
            for data, is_answer in _moved(step):
                for source, target in pairwise(_stops(step, keeping)):
                    protocol = carried(step, asked) if target is step.target else protocol_of(step, target.target)
                    start, goal = map(end_id, (target, source) if is_answer else (source, target))
                    if start != goal:
                        yield Arc(start, goal, data, protocol, step.is_async, flow.id)
    yield from _copied(model) if flows is None else ()


def _stops(step: Step, keeping: Collection[str]) -> Iterator[Reference[Component]]:
    """The ends of a step, and between them what keeps things that pass."""
    yield step.source
    yield from (node for node in step.via if end_id(node) in keeping)
    yield step.target


def _is_cdn(end: Reference[Component]) -> bool:
    return end.target is not None and end.target.kind.name == _CDN


def _is_at_cdn(step: Step) -> bool:
    """Whether a CDN has what a step asks for, or gets it from a store; what goes on to a service is a call of that."""
    target = step.target.target
    return _is_cdn(step.target) or (target is not None and target.role is Role.STORE and any(map(_is_cdn, step.via)))


def _copied(model: Model) -> Iterator[Arc]:
    """What relationships move, and what comes to a store that says what it is a copy of."""
    sent = _sent(model)
    for source, target, mode in dict.fromkeys((*_relations(model), *_replicas(model))):
        if source != target:
            ends = (model.components.get(source), model.components.get(target))
            for data in _shared(model, *ends) or tuple(sent.get(source, ())) or (_mode(mode),):
                yield Arc(source, target, data, MANNERS[mode], True, "", mode)


def _sent(model: Model) -> dict[str, dict[str, None]]:
    """The names of the messages that are published to each broker."""
    found: dict[str, dict[str, None]] = {}
    for event in trace.published(model):
        if event.channel is not None:
            found.setdefault(event.channel.id, {})[event.delivery.message.name] = None
    return found


def _relations(model: Model) -> Iterator[tuple[str, str, str]]:
    for each in model.relationships:
        if each.mode in MANNERS:
            yield end_id(each.source), end_id(each.target), each.mode


def _replicas(model: Model) -> Iterator[tuple[str, str, str]]:
    for component in model.components.values():
        primary = component.entry.text("replica_of")
        if primary in model.components:
            yield primary, component.id, "replicate"


def _shared(model: Model, source: Component | None, target: Component | None) -> tuple[str, ...]:
    """The entities that both ends keep; where there are none, those of the one where data comes from, or goes to."""
    ours, theirs = (dict.fromkeys(kept_in(model, end)) if end is not None else {} for end in (source, target))
    both = [entity for entity in ours if entity in theirs]
    return tuple(entity.id for entity in both or ours or theirs)


def _mode(mode: str) -> str:
    return wording.RELATIONS.get(mode, mode.replace("-", " "))


def _once(arcs: Sequence[Arc]) -> Iterator[Arc]:
    """The same without what a channel is declared to send, where a step pushes it: it moves once."""
    pushed = {arc[:3] for arc in arcs if arc.is_async}
    return (arc for arc in arcs if arc.is_async or arc.protocol != "socket" or arc[:3] not in pushed)


def _moved(step: Step) -> Iterator[tuple[str, bool]]:
    """What a step moves, and whether against its arrow."""
    label = step.label
    if isinstance(label, Access):
        is_read = label.op in ("read", "query")
        yield from ((reference.name, is_read) for reference in label.entities)
    elif isinstance(label, Call):
        yield from _called(step, label, label.operation.target)
    elif isinstance(label, Delivery):
        yield label.message.name, False
    elif isinstance(label, Reply):
        if label.type or label.text:
            yield _type(label.type) or label.text, False
    elif isinstance(label, Text):
        fetched = re.match(_FETCHES, label.text) if step.arrow is Arrow.CALL else None
        is_served = step.arrow is Arrow.CALL and _is_at_cdn(step) and not re.match(_SENDS, label.text)
        yield label.text if fetched is None else fetched["data"] or label.text, fetched is not None or is_served


def _called(step: Step, call: Call, operation: Operation | None) -> Iterator[tuple[str, bool]]:
    """The request of a call where it takes something along, and what it answers."""
    if operation is None:
        yield call.text, False
        return
    if step.arrow is Arrow.ASYNC:  # the provider speaks
        yield _answer(operation) or operation.key, False
        return
    only_asks = operation.method in _ASKS or operation.style in _ASKING
    if operation.body or not only_asks:
        yield operation.key, False
    if only_asks or _answer(operation):
        yield _answer(operation) or operation.key, True


def _answer(operation: Operation) -> str:
    """What an operation answers: a type, or fields of its own."""
    returns = operation.returns
    if returns is None:
        return ""
    return _type(returns.type) or ", ".join(field.name for field in returns.fields)


def _type(kind: Type | None) -> str:
    return f"{kind.name}{'[]' if kind.many else ''}" if kind is not None else ""


# ---- where it is --------------------------------------------------------------------------------


def _place(model: Model, arcs: Sequence[Arc], id: str, is_source: bool) -> str:
    """The card of a component: who sends data and receives some has two."""
    component = model.components.get(id)
    if component is None or component.role not in OUTSIDE or is_source:
        return id
    return id + _OUT


def _lane(component: Component, arcs: Sequence[Arc], model: Model) -> str:
    """What a component within the system does with the data that reaches it."""
    if component.role in (Role.STORE, Role.CACHE):
        return "storage"
    if component.role is Role.BROKER:
        return "processing"
    sources = [arc.source for arc in arcs if arc.target == component.id]
    targets = [arc.target for arc in arcs if arc.source == component.id]
    if not sources:
        return "ingestion"
    return "output" if all(_is_outside(model, target) for target in targets) else "processing"


def _is_outside(model: Model, id: str) -> bool:
    component = model.components.get(id)
    return component is not None and component.role in OUTSIDE


def _cards(model: Model, ends: Collection[str], arcs: Sequence[Arc]) -> Iterator[Card]:
    """The cards in the order of the components; a name that nothing declares is processing."""
    own = {card.id: card for card in cards_of(model, model.components, (), ())}
    for name, component in model.components.items():
        card = own[name]._replace(rank=0, order=None)
        if component.role in OUTSIDE:
            lanes = ((name, "ingestion"), (name + _OUT, "output"))
            yield from (card._replace(id=each, lane=lane) for each, lane in lanes if each in ends)
        elif name in ends:
            yield card._replace(lane=_lane(component, arcs, model))
    for end in ends:
        if end.removesuffix(_OUT) not in own:
            yield Card(end, end, "not declared", "", "processing", "unknown")


def _lines(model: Model, arcs: Sequence[Arc]) -> Iterator[Line]:
    """A line for all that moves from one card to another in one manner, with what it is.

    Where the same goes both ways, one line stands for both.
    """
    groups = _together(model, arcs)
    found = {key: tuple(dict.fromkeys(_names(group))) for key, group in groups.items()}
    drawn: set[tuple[str, str, str, bool]] = set()
    for key, names in found.items():
        source, target, protocol, is_async = key
        back = (target, source, protocol, is_async)
        both_ways = back in found and set(found[back]) == set(names)
        if not (both_ways and back in drawn):
            drawn.add(key)
            line = f"{source}--{target}--{protocol}{'-async' if is_async else ''}"
            tooltip = "\n".join(names)
            badges = tuple(_badges(names))
            together = (*groups[key], *(groups[back] if both_ways else ()))
            modes = tuple(dict.fromkeys(arc.mode for arc in together))
            yield Line(line, source, target, protocol, is_async, both_ways, badges, tooltip, modes=modes)


def _together(model: Model, arcs: Sequence[Arc]) -> dict[tuple[str, str, str, bool], list[Arc]]:
    found: dict[tuple[str, str, str, bool], list[Arc]] = {}
    for arc in arcs:
        ends = _place(model, arcs, arc.source, True), _place(model, arcs, arc.target, False)
        found.setdefault((*ends, arc.protocol, arc.is_async), []).append(arc)
    return found


def _names(arcs: Sequence[Arc]) -> Iterator[str]:
    return (arc.data for arc in arcs if arc.data)


def _badges(names: Sequence[str]) -> Iterator[Badge]:
    """The first words, and how many more there are."""
    shown = names if len(names) <= _MOST else names[: _MOST - 1]
    yield from (Badge(_short(name), "", name, is_note=True) for name in shown)
    if len(names) > len(shown):
        yield Badge(f"+{len(names) - len(shown)}", "", "\n".join(names[len(shown) :]), is_note=True)


def _short(name: str) -> str:
    """A name as far as there is room; of a path its end tells most."""
    if len(name) <= _LONGEST:
        return name
    method, slash, path = name.partition("/")
    ends = ("/".join(path.split("/")[at:]) for at in range(1, path.count("/") + 1))
    short = (f"{method}…/{end}" for end in ends if slash)
    return next((each for each in short if len(each) <= _LONGEST), _cut(name))


def _cut(name: str) -> str:
    """The beginning of a name, to the end of a word if that is not far."""
    begun = name[: _LONGEST - 1]
    whole = begun.rpartition(" ")[0] if name[_LONGEST - 1] != " " else begun
    while re.search(_LITTLE, whole):
        whole = whole.rpartition(" ")[0]
    return f"{(whole if 2 * len(whole) >= _LONGEST else begun).rstrip(' ,;:')}…"


def _legend(model: Model, arcs: Sequence[Arc], cards: Sequence[Card]) -> Iterator[LegendRow]:
    """What the lines stand for, and from whom to whom each sort of data goes."""
    lines = _together(model, arcs)
    for protocol in wording.TRAVELS:
        for is_dashed in (False, True):
            alike = [arc for key, group in lines.items() if key[2:] == (protocol, is_dashed) for arc in group]
            if alike:
                words = wording.travels(protocol, is_dashed, (arc.mode for arc in alike))
                yield LegendRow("", protocol, what=words, is_dashed=is_dashed, is_key=True)
    if arcs:
        yield legend.heading("What moves")
    titles = {card.id: card.title for card in cards}
    numbers = {flow: f"F{number}" for number, flow in enumerate(model.flows, 1)}
    for (source, target, _, _), group in lines.items():
        moved_by = wording.list_of(dict.fromkeys(numbers[arc.flow] if arc.flow else _mode(arc.mode) for arc in group))
        names = wording.list_of(dict.fromkeys(_names(group)))
        yield legend.told(f"{titles[source]} → {titles[target]}: {names or 'something'} ({moved_by})")
    if any(arc.flow for arc in arcs):
        yield legend.heading("Flows")
    for flow in model.flows.values():
        if any(arc.flow == flow.id for arc in arcs):
            yield legend.told(f"{numbers[flow.id]}  {wording.flow_heading(flow)}")
