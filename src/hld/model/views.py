"""What the author's own views choose: which components and flows are shown, and which groups as one card."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import pairwise

from hld.model.types import Model, end_id
from hld.spec.types import Record
from hld.tuples import NamedTuple

__all__ = ["KINDS", "UNDRAWN", "Chosen", "chosen", "neighbours", "own_views", "parts"]

#: What `of` may say but the id of something.
KINDS = ("all", "architecture", "flow", "sequence", "entities", "groups", "context", "data-flow", "deployment")
#: Those that there is no picture of yet.
UNDRAWN = ("sequence", "entities")


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
    return tuple(name for name in wanted if chosen(model, entry, name).components)


def chosen(model: Model, entry: Record, only: str = "") -> Chosen:
    """What the view chooses: what each of its keys leaves, with what it includes, without what it leaves out.

    `only` is one of its parts.
    """
    each = entry.value("each") if only else None
    flows = (only,) if each == "flows" else _flows(model, entry)
    limits = list(_limits(model, entry, flows))
    if each == "groups":
        limits.append(_members(model, only))
    added, taken = _places(model, entry, "include"), _places(model, entry, "without")
    kept = tuple(
        name
        for name in model.components
        if (name in added or all(name in limit for limit in limits)) and name not in taken
    )
    return Chosen(kept, flows, dict(_collapsed(model, entry)))


def neighbours(model: Model, names: Collection[str], flows: Collection[str] | None = None) -> set[str]:
    """The components that a step of these flows (None: of all), or a relationship, joins to one of `names`."""
    pairs = [
        (end_id(one), end_id(other))
        for flow, step in model.steps
        if flows is None or flow.id in flows
        for one, other in pairwise(step.nodes)
    ]
    if flows is None:
        pairs += [(end_id(each.source), end_id(each.target)) for each in model.relationships]
    return {end for pair in pairs if not set(names).isdisjoint(pair) for end in pair}


def _flows(model: Model, entry: Record) -> tuple[str, ...] | None:
    """The flows that are stated, or that the view is of."""
    of = entry.text("of")
    stated = [leaf.text for leaf in entry.leaves("flows")]
    stated += [of] if of in model.flows and of not in KINDS else []
    return tuple(name for name in model.flows if name in stated) if stated else None


def _limits(model: Model, entry: Record, flows: tuple[str, ...] | None) -> Iterator[Collection[str]]:
    """The components that each key of the view leaves."""
    of = entry.text("of")
    if flows is not None:
        yield _touched(model, flows)
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


def _touched(model: Model, flows: Iterable[str]) -> set[str]:
    return {end_id(node) for name in flows for step in model.flows[name].steps for node in step.nodes}


def _places(model: Model, entry: Record, key: str) -> set[str]:
    """The components that a list of components and groups names."""
    found: set[str] = set()
    for leaf in entry.leaves(key):
        found.update((leaf.text,) if leaf.text in model.components else _members(model, leaf.text))
    return found


def _members(model: Model, group: str) -> list[str]:
    return [component.id for component in model.components.values() if group in component.groups]


def _collapsed(model: Model, entry: Record) -> Iterator[tuple[str, str]]:
    """Each component with the largest group around it that is drawn as one card."""
    closed = list(model.groups) if entry.text("of") == "groups" else [leaf.text for leaf in entry.leaves("collapse")]
    size = {group: len(_members(model, group)) for group in closed}
    for component in model.components.values():
        around = [group for group in component.groups if group in size]
        if around:
            yield component.id, max(around, key=size.__getitem__)
