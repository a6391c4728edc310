"""How many standing connections the instances of a component can hold."""

from __future__ import annotations

from hld.analyse.conventions import Reader
from hld.analyse.types import Instances, Number, Origin, unknown
from hld.catalog.defaults import CONNECTIONS
from hld.catalog.kinds import Role
from hld.model.types import Component
from hld.units.parse import count

__all__ = ["connections"]

_HOLDING = frozenset((Role.FORWARDER, Role.COMPUTE))


def connections(component: Component, instances: Instances | None, reader: Reader) -> Number:
    """Those of one, stated or by default, times the instances there are once it is scaled out."""
    if instances is None or instances.most is None:
        return unknown(f"how many instances '{component.id}' has is not stated")
    own = reader.quantity(component.entry, "connections", count)
    stated = own or reader.quantity(component.entry.record("capacity"), "connections", count)
    if stated is not None:
        return Number(stated.value * instances.most, "1", Origin.DERIVED)
    if component.role not in _HOLDING:
        return unknown(f"how many connections '{component.id}' holds is not stated")
    return Number(CONNECTIONS[0] * instances.most, "1", Origin.DEFAULT, why=CONNECTIONS[1])
