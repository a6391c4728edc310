"""What components keep against the room that their capacity states, on disk or in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction

from hld.analyse.types import Component as Figures
from hld.analyse.wording import amount, time
from hld.catalog.kinds import Role
from hld.check.rule import Unknown
from hld.check.rules.capacity import _load
from hld.model.types import Component, Model
from hld.tuples import NamedTuple

__all__ = ["Full", "full"]

_KEEPERS = frozenset((Role.STORE, Role.CACHE, Role.BROKER))


class Full(NamedTuple):
    """A component that keeps more than it has room for, in bytes."""

    component: Component
    figures: Figures
    room: Fraction

    @property
    def text(self) -> str:
        """It for people: "'posts' keeps 17 TB and has room for 6 TB"."""
        return f"'{self.component.id}' keeps {self.figures.kept.text} and has room for {amount(self.room, 'B')}"

    @property
    def when(self) -> str:
        """When its room is used up, where that can be said."""
        growth = self.figures.stored.value
        return f"it is full after {time(self.room / growth)}" if growth else ""


def full(
    model: Model, key: str, is_meant: Callable[[Component], bool] = lambda _: True, used: Fraction = Fraction(1)
) -> Iterator[Full | Unknown]:
    """What keeps more than the share `used` of the room that it states under `key` of its capacity, or may."""
    for component, found in _load.served(model):
        stated = _stated(component, key)
        if stated is None or component.role not in _KEEPERS or not is_meant(component):
            continue
        room = stated * _instances(component, found) * used
        if found.kept.value is not None and found.kept.value > room:
            yield Full(component, found, room)
        elif not found.kept.is_exact:
            how = "not known" if found.kept.value is None else "not known in full"
            yield Unknown(component.entry.at("capacity"), f"what '{component.id}' keeps is {how}: {found.kept.why}")


def _stated(component: Component, key: str) -> Fraction | None:
    """The room of one instance, in bytes."""
    capacity = component.entry.record("capacity")
    each = None if capacity is None else capacity.value(key)
    return None if each is None else each.value


def _instances(component: Component, found: Figures) -> int:
    """How many instances have room: all there are, scaled out; else one for each part, and for each copy."""
    most = None if found.instances is None else found.instances.most
    shards = component.entry.value("shards")
    copies = max((each.copies for each in found.growth), default=1)
    return most or max(shards if isinstance(shards, int) else 1, copies)
