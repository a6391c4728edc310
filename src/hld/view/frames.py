"""Groups as frames: boxes around cards, none of which cuts another."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from hld.model.types import Group, Model
from hld.view.types import Frame

__all__ = ["frames", "group_title", "unframed"]


def unframed(model: Model, drawn: Iterable[Frame]) -> Iterator[tuple[str, str]]:
    """The components of groups that are not drawn as boxes, each with the title of such a group."""
    framed = {frame.id for frame in drawn}
    for component in model.components.values():
        for group in component.groups:
            if group in model.groups and group not in framed:
                yield component.id, group_title(model.groups[group])


def frames(
    model: Model, shown: Mapping[str, str] | None = None, closed: Collection[str] = (), kinds: Collection[str] = ()
) -> tuple[Frame, ...]:
    """A frame for each group that holds a card, outer ones first; only those of these kinds, if any are given.

    `shown` maps each component on the picture to the card that stands for it, which a group holds if it holds all
    that stands behind it; the groups in `closed` are such cards.
    Two groups that share some of their components, but neither all of the other's, cannot both be boxes: the
    smaller, or the later of the two, is named on its cards instead.
    """
    behind: dict[str, list[str]] = {}
    for name in model.components if shown is None else shown:
        behind.setdefault(name if shown is None else shown[name], []).append(name)
    members = {
        group: tuple(
            card for card, names in behind.items() if all(group in model.components[name].groups for name in names)
        )
        for group in _open(model, closed)
        if not kinds or model.groups[group].kind in kinds
    }
    kept: list[Frame] = []
    order = list(members)
    for group in sorted(order, key=lambda name: (-len(members[name]), order.index(name))):
        held = set(members[group])
        crossed = any(not held.isdisjoint(frame.members) and not held.issubset(frame.members) for frame in kept)
        if held and not crossed:
            parent = next((frame.id for frame in reversed(kept) if held.issubset(frame.members)), "")
            entry = model.groups[group]
            kept.append(Frame(group, group_title(entry), entry.kind, members[group], parent))
    return tuple(kept)


def _open(model: Model, closed: Collection[str]) -> Iterator[str]:
    """The groups that are not drawn as a card, nor lie within one that is."""
    held = {
        group: {component.id for component in model.components.values() if group in component.groups}
        for group in model.groups
    }
    return (group for group, members in held.items() if not any(members <= held[outer] for outer in closed))


def group_title(group: Group) -> str:
    """What a person reads: its name, else its id."""
    return group.entry.text("name") or group.id
