"""How many instances the peak needs, against how many there are."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from hld.analyse.conventions import Reader
from hld.analyse.load import Entered
from hld.analyse.service import is_elastic
from hld.analyse.types import Instances, Number, unknown
from hld.catalog.kinds import OUTSIDE
from hld.model.types import Component

__all__ = ["instances", "most_of", "target_of"]

_ONE = Fraction(1)


def instances(component: Component, found: Entered, reader: Reader) -> Instances | None:
    """The instances of a component: ⌈peak / (capacity × target utilisation)⌉; None for what is not ours to run."""
    if component.role in OUTSIDE:
        return None
    stated, most = component.replicas, most_of(component)
    target = target_of(component, reader)
    busy = found.busy
    if busy.value is None:
        why = busy.why or found.load.peak.why
        bare = unknown(why)
        return Instances(stated, most, bare, bare, found.capacity, bare, target, is_elastic(component))
    needed = _with(busy, _whole(max(1, _rounded_up(busy.value, target))))
    bare = _with(busy, _whole(max(1, _rounded_up(busy.value, _ONE))))
    used = _utilisation(busy, most, component)
    return Instances(stated, most, needed, bare, found.capacity, used, target, is_elastic(component))


@lru_cache(maxsize=4096)
def _whole(count: int) -> Fraction:
    return Fraction(count)


def _rounded_up(one: Fraction, other: Fraction) -> int:
    """The least whole number that is no less than the one by the other."""
    above, below = one.as_integer_ratio()
    times, parts = other.as_integer_ratio()
    return -(-above * parts // (below * times))


def most_of(component: Component) -> int | None:
    """As many instances as there are once it is scaled out."""
    scaled = component.entry.value("autoscale")
    if isinstance(scaled, tuple):
        return max(int(scaled[1]), component.replicas or 0)
    return component.replicas


def _utilisation(busy: Number, most: int | None, component: Component) -> Number:
    if not most:
        return unknown(f"how many instances '{component.id}' has is not stated")
    assert busy.value is not None, "only what is known is asked"
    above, below = busy.value.as_integer_ratio()
    return _with(busy, Fraction(above, below * most))


def _with(busy: Number, value: Fraction) -> Number:
    """Another number that follows from how many are busy."""
    return Number(value, busy.unit, busy.origin, busy.lower_bound, busy.why)


def target_of(component: Component, reader: Reader) -> Fraction:
    """The share of its capacity that it should run at: its own, else that of the conventions."""
    own = reader.share(component.entry, "utilisation")
    return reader.conventions.utilisation if own is None or not 0 < own <= 1 else own
