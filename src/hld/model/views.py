"""What the author's own views choose: which components, flows and entities are shown, and which groups as one card."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from hld.model import keeping, trace
from hld.model.seen import seen, stands_for
from hld.model.trace.grouping import grouped
from hld.model.types import Access, Call, Delivery, Entity, Flow, Model, Reply, Step, Type, end_id
from hld.spec.types import Record
from hld.tuples import NamedTuple

__all__ = [
    "KINDS",
    "Chosen",
    "chosen",
    "chosen_entities",
    "chosen_flows",
    "chosen_stores",
    "is_empty",
    "neighbours",
    "own_views",
    "parts",
    "sort",
]

#: What `of` may say but the id of something.
KINDS = ("all", "architecture", "flow", "sequence", "entities", "groups", "context", "data-flow", "deployment")


class Chosen(NamedTuple):
    """What a view shows: ids of components, in order; of flows, None for all of them and all relationships.

    `collapsed` maps a component to the group that is drawn in its place.
    """

    components: tuple[str, ...]
    flows: tuple[str, ...] | None
    collapsed: Mapping[str, str]


def own_views(model: Model) -> Iterator[tuple[str, Record]]:
    """The views that the author states for this design: those of another variant are not of it."""
    for name, entry in model.spec.root.records("views"):
        variant = entry.text("variant")
        if not variant or variant == (model.spec.variant or "base"):
            yield name, entry


def parts(model: Model, entry: Record) -> tuple[str, ...]:
    """The groups or flows that the view has a picture of each; none where it is one picture."""
    each = entry.value("each")
    names = {"groups": model.groups, "flows": model.flows}.get(str(each), ())
    asked = _flows(model, entry)
    wanted = [name for name in names if each == "groups" or asked is None or name in asked]
    return tuple(name for name in wanted if not is_empty(model, entry, name))


def sort(model: Model, id: str) -> str:
    """What the author's view of this id, or that it is a part of, is drawn as: "sequence", "entities" or "graph"."""
    entry = dict(own_views(model)).get(id.partition(".")[0])
    of = "" if entry is None else entry.text("of")
    return of if of in ("sequence", "entities") else "graph"


def is_empty(model: Model, entry: Record, only: str = "") -> bool:
    """Whether nothing is left to be drawn of the view, or of one of its parts."""
    match entry.text("of"):
        case "sequence":
            return not chosen_flows(model, chosen(model, entry, only))
        case "entities":
            return not chosen_entities(model, entry, only)
        case _:
            return not chosen(model, entry, only).components


def chosen(model: Model, entry: Record, only: str = "") -> Chosen:
    """What the view chooses: what each of its keys leaves, with what it includes, without what it leaves out.

    `only` is one of its parts.
    """
    flows = _flows_of(model, entry, only)
    touched = [] if flows is None else [_touched(model, flows)]
    limits = [*touched, *_limits(model, entry, flows, only)]
    return Chosen(_left(model, entry, limits), flows, dict(_collapsed(model, entry)))


def chosen_flows(model: Model, found: Chosen) -> tuple[Flow, ...]:
    """The flows of which something is seen, as they are seen by way of the components that are shown."""
    cards = stands_for(found.components, found.collapsed)
    asked = model.flows if found.flows is None else found.flows
    flows = (seen(flow, lambda name: cards.get(name, "")) for name, flow in model.flows.items() if name in asked)
    return tuple(flow for flow in flows if flow.steps)


def chosen_entities(model: Model, entry: Record, only: str = "") -> tuple[Entity, ...]:
    """The entities that the view leaves: those its flows handle, kept in what it shows.

    One that nothing keeps is left where the view names no components.
    """
    flows, stores = _flows_of(model, entry, only), chosen_stores(model, entry, only)
    is_narrowed = any(True for _ in _limits(model, entry, flows, only))
    handled = None if flows is None else _handled(model, flows)
    return tuple(
        entity
        for entity in model.entities.values()
        if (handled is None or entity in handled) and _is_kept(model, entity, stores, not is_narrowed)
    )


def chosen_stores(model: Model, entry: Record, only: str = "") -> tuple[str, ...]:
    """The components of which a view of entities shows what they keep, whether its flows touch them or not."""
    return _left(model, entry, list(_limits(model, entry, _flows_of(model, entry, only), only)))


def _is_kept(model: Model, entity: Entity, shown: Collection[str], otherwise: bool) -> bool:
    """Whether something that is shown keeps an entity; `otherwise` where nothing does."""
    stores = keeping.stores_of(model, entity)
    return any(store.id in shown for store in stores) if stores else otherwise


def _left(model: Model, entry: Record, limits: Sequence[Collection[str]]) -> tuple[str, ...]:
    """The components within all limits, with what the view includes, without what it leaves out."""
    within = set(limits[0]).intersection(*limits[1:]) if limits else set(model.components)
    left = (within | _places(model, entry, "include")) - _places(model, entry, "without")
    ranks = _ranks(model)
    return tuple(sorted(left & ranks.keys(), key=ranks.__getitem__))


def neighbours(model: Model, names: Collection[str], flows: Collection[str] | None = None) -> set[str]:
    """The components that a step of these flows (None: of all), or a relationship, joins to one of `names`."""
    told = [flow for flow in model.flows.values() if flows is None or flow.id in flows]
    pairs = [pair for flow in told for pair in _joined(flow)]
    if flows is None:
        pairs += [(end_id(each.source), end_id(each.target)) for each in model.relationships]
    ours = set(names)
    return {end for pair in pairs if not ours.isdisjoint(pair) for end in pair}


def _joined(flow: Flow) -> Iterator[tuple[str, str]]:
    """The components that are joined by steps; what answers a call goes the way of that, whatever it is through."""
    asked = {(end_id(step.target), end_id(step.source)) for step in flow.steps if not step.is_reply}
    for step in flow.steps:
        if not (step.is_reply and (end_id(step.source), end_id(step.target)) in asked):
            yield from ((end_id(one), end_id(other)) for one, other in pairwise(step.nodes))


def _flows_of(model: Model, entry: Record, only: str) -> tuple[str, ...] | None:
    """The flows of the view, or of one of its parts."""
    return (only,) if only and entry.value("each") == "flows" else _flows(model, entry)


def _flows(model: Model, entry: Record) -> tuple[str, ...] | None:
    """The flows that are stated, or that the view is of."""
    of = entry.text("of")
    stated = [leaf.text for leaf in entry.leaves("flows")]
    stated += [of] if of in model.flows and of not in KINDS else []
    return tuple(name for name in model.flows if name in stated) if stated else None


def _limits(model: Model, entry: Record, flows: Sequence[str] | None, only: str) -> Iterator[Collection[str]]:
    """The components that each key of the view leaves, but its flows."""
    of = entry.text("of")
    if of in model.groups and of not in (*KINDS, *model.flows):
        yield _members(model, of)
    elif of in model.components and of not in (*KINDS, *model.flows):
        yield {of} | neighbours(model, (of,), flows)
    if "components" in entry:
        yield [leaf.text for leaf in entry.leaves("components")]
    if "groups" in entry:
        yield {name for leaf in entry.leaves("groups") for name in _members(model, leaf.text)}
    if "focus" in entry:
        focus = _places(model, entry, "focus")
        yield focus | neighbours(model, focus, flows)
    if only and entry.value("each") == "groups":
        yield _members(model, only)


def _touched(model: Model, flows: Iterable[str]) -> set[str]:
    return {end_id(node) for name in flows for step in model.flows[name].steps for node in step.nodes}


def _handled(model: Model, flows: Iterable[str]) -> set[Entity]:
    """The entities that the steps of these flows read or change, send and answer with."""
    return {entity for name in flows for step in model.flows[name].steps for entity in _entities(step)}


def _entities(step: Step) -> Iterator[Entity]:
    match step.label:
        case Access():
            yield from (each.target for each in step.label.entities if each.target is not None)
        case Call():
            operation = step.label.operation.target
            yield from trace.entities_in(operation) if operation is not None else ()
            yield from _types(field.type for field in step.label.fields)
        case Delivery():
            message = step.label.message.target
            yield from _types(field.type for field in (*step.label.fields, *(message.fields if message else ())))
        case Reply():
            yield from _types((step.label.type,))


def _types(types: Iterable[Type | None]) -> Iterator[Entity]:
    """The entities that these types are, or are many of."""
    for kind in types:
        if kind is not None and kind.entity is not None and kind.entity.target is not None:
            yield kind.entity.target


def _places(model: Model, entry: Record, key: str) -> set[str]:
    """The components that a list of components and groups names."""
    found: set[str] = set()
    for leaf in entry.leaves(key):
        found.update((leaf.text,) if leaf.text in model.components else _members(model, leaf.text))
    return found


def _members(model: Model, group: str) -> tuple[str, ...]:
    return _by_group(model).get(group, ())


@lru_cache(maxsize=4)
def _by_group(model: Model) -> dict[str, tuple[str, ...]]:
    return grouped((group, each.id) for each in model.components.values() for group in each.groups)


@lru_cache(maxsize=4)
def _ranks(model: Model) -> dict[str, int]:
    """The place of each component among all."""
    return {name: rank for rank, name in enumerate(model.components)}


def _collapsed(model: Model, entry: Record) -> Iterator[tuple[str, str]]:
    """Each component with the largest group around it that is drawn as one card."""
    closed = list(model.groups) if entry.text("of") == "groups" else [leaf.text for leaf in entry.leaves("collapse")]
    size = {group: len(_members(model, group)) for group in closed}
    for name in sorted({name for group in size for name in _members(model, group)}, key=_ranks(model).__getitem__):
        around = [group for group in model.components[name].groups if group in size]
        yield name, max(around, key=size.__getitem__)
