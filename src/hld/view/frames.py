"""Groups as frames: boxes around cards, none of which cuts another."""

from __future__ import annotations

from collections.abc import Iterator

from hld.model.types import Group, Model
from hld.view.types import Frame

__all__ = ["frames", "group_title", "unframed"]


def unframed(model: Model) -> Iterator[tuple[str, str]]:
    """The components of groups that cannot be boxes, each with the title of such a group."""
    framed = {frame.id for frame in frames(model)}
    for component in model.components.values():
        for group in component.groups:
            if group in model.groups and group not in framed:
                yield component.id, group_title(model.groups[group])


def frames(model: Model) -> tuple[Frame, ...]:
    """A frame for each group that holds a component, outer ones first.

    Two groups that share some of their components, but neither all of the other's, cannot both be boxes: the
    smaller, or the later of the two, is named on its cards instead.
    """
    members = {
        group: tuple(component.id for component in model.components.values() if group in component.groups)
        for group in model.groups
    }
    kept: list[Frame] = []
    order = list(model.groups)
    for group in sorted(order, key=lambda name: (-len(members[name]), order.index(name))):
        held = set(members[group])
        crossed = any(not held.isdisjoint(frame.members) and not held.issubset(frame.members) for frame in kept)
        if held and not crossed:
            parent = next((frame.id for frame in reversed(kept) if held.issubset(frame.members)), "")
            entry = model.groups[group]
            kept.append(Frame(group, group_title(entry), entry.kind, members[group], parent))
    return tuple(kept)


def group_title(group: Group) -> str:
    """What people read of a group."""
    return group.entry.text("name") or group.id
