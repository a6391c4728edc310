"""What the design costs in a month: what components state, or instances × price, or what they keep × price."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hld.analyse.conventions import Reader
from hld.analyse.types import Component as Figures
from hld.analyse.types import Conventions, Cost, Growth, Number, Origin, all_kept, provenance, unknown
from hld.catalog.kinds import Role
from hld.model.types import Component, Model
from hld.units.parse import money
from hld.units.quantity import Quantity

__all__ = ["of_component", "total"]


def of_component(component: Component, growth: tuple[Growth, ...], reader: Reader) -> Number:
    """What a component costs in a second, in its currency; unknown where it states neither cost nor price."""
    whole = reader.quantity(component.entry, "cost", money)
    if whole is not None:
        return _in_time(whole, reader.conventions, Origin.STATED, component)
    each = reader.quantity(component.entry, "price", money)
    if each is None:
        return unknown(f"the price of '{component.id}' is not stated")
    if each.bytes == -1:
        kept = all_kept(growth)
        if kept.value is None:
            return unknown(f"how much '{component.id}' keeps is not known: {kept.why}")
        found = _in_time(each._replace(bytes=0), reader.conventions, provenance([kept.origin]), component)
        return found._replace(value=None if found.value is None else found.value * kept.value)
    if component.replicas is None:
        return unknown(f"how many instances '{component.id}' has is not stated")
    found = _in_time(each, reader.conventions, Origin.DERIVED, component)
    return found._replace(value=None if found.value is None else found.value * component.replicas)


def _in_time(amount: Quantity, conventions: Conventions, origin: Origin, component: Component) -> Number:
    """An amount in a second; one that names no time is meant for a month."""
    if amount.bytes or amount.over:
        return unknown(f"the price of '{component.id}' is per something else than a time")
    if amount.seconds == 0:
        return Number(amount.value / conventions.month, f"{amount.currency}/s", origin)
    if amount.seconds == -1:
        return Number(amount.value, f"{amount.currency}/s", origin)
    return unknown(f"the price of '{component.id}' is no amount in a time")


def total(model: Model, components: Mapping[str, Figures]) -> Cost:
    """The cost of all; a lower bound where some have no price, unknown where currencies are mixed."""
    parts = [(name, each.cost) for name, each in components.items() if each.cost.value is not None]
    unpriced = tuple(
        name
        for name, each in components.items()
        if each.cost.value is None and model.components[name].role is not Role.CLIENT
    )
    currencies = tuple(dict.fromkeys(cost.unit.removesuffix("/s") for _, cost in parts))
    ranked = tuple(sorted(parts, key=lambda part: (-(part[1].value or Fraction(0)), part[0])))
    if not parts:
        return Cost(unknown("no component states a cost or a price"), "", (), unpriced)
    if len(currencies) > 1:
        why = f"{' and '.join(currencies)} are mixed"
        return Cost(unknown(why), "", ranked, unpriced, currencies)
    value = sum((cost.value for _, cost in parts if cost.value is not None), Fraction(0))
    named = ", ".join(unpriced[:5]) + (" and others" if len(unpriced) > 5 else "")
    why = f"no price is stated for {named}" if unpriced else ""
    number = Number(value, f"{currencies[0]}/s", provenance([cost.origin for _, cost in parts]), bool(unpriced), why)
    return Cost(number, currencies[0], ranked, unpriced, currencies)
