"""Where components stand: their regions and zones, by themselves or by their groups."""

from __future__ import annotations

from collections.abc import Mapping

from hld.model.types import Component, Model
from hld.spec.types import Values

__all__ = ["count_of_regions", "is_far", "placed", "regions_of", "zones_of"]


def placed(model: Model) -> dict[str, tuple[str, ...]]:
    """The regions of each component of which one is stated."""
    return {name: found for name, each in model.components.items() if (found := regions_of(model, each))}


def regions_of(model: Model, component: Component) -> tuple[str, ...]:
    """The regions that a component is stated to be in, by name; none where nothing is said."""
    own = [leaf.text for key in ("region", "regions") for leaf in component.entry.leaves(key) if leaf.text]
    if own:
        return tuple(name for name in own if not name.isdecimal())
    for name in component.groups:
        group = model.groups.get(name)
        if group is not None and "region" in group.entry:
            return (group.entry.text("region"),)
        if group is not None and group.kind == "region":
            return (group.id,)
    return ()


def count_of_regions(component: Component) -> int:
    """In how many regions copies of a component run: 1 where nothing is said."""
    return max(1, _count(component, "regions"))


def zones_of(component: Component) -> int:
    """Over how many zones the instances are spread; 0 where nothing is said."""
    return _count(component, "zones")


def _count(component: Component, key: str) -> int:
    """How many: a number, or as many as are listed."""
    value = component.entry.entries.get(key)
    if value is None:
        return 0
    if not isinstance(value, Values):
        text = component.entry.text(key).strip()
        return min(int(text), 1_000) if text.isdecimal() and len(text) < 5 else int(bool(text))
    leaves = component.entry.leaves(key)
    if len(leaves) == 1 and leaves[0].text.isdecimal() and len(leaves[0].text) < 5:
        return min(int(leaves[0].text), 1_000)
    return len(leaves)


def is_far(regions: Mapping[str, tuple[str, ...]], one: Component, other: Component) -> bool:
    """Whether a call between two components crosses from one region to another for sure."""
    here, there = regions.get(one.id, ()), regions.get(other.id, ())
    return len(here) == 1 and len(there) == 1 and here[0].lower() != there[0].lower()
