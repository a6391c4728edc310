"""How long a design keeps what a requirement on retention is about, as its stores and entities state it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.conventions import Reader
from hld.analyse.storage import retention
from hld.analyse.types import Number, Origin, Verdict, unknown
from hld.catalog.kinds import Role
from hld.model.keeping import acting, is_kept_elsewhere, is_made_again, kept_in, storage, stores_of
from hld.model.types import Component, Entity, Model
from hld.tuples import NamedTuple
from hld.units.parse import duration
from hld.units.quantity import Quantity

__all__ = ["kept"]

_CEILINGS = ("<", "<=")


class _Kept(NamedTuple):
    """How long an entity is kept in a place, in seconds; None for ever."""

    what: str
    seconds: Fraction | None


def kept(model: Model, scope: tuple[str, ...], op: str, wanted: Quantity, reader: Reader) -> tuple[Number, Verdict]:
    """How long what is in `scope` (empty: all that is stored) is kept, by the place that decides, and the verdict.

    A requirement that names nothing fails where no place meets it. Where some do and some do not, nothing tells
    which are meant.
    """
    places = list(_places(model, scope))
    if not places:
        return unknown("nothing in its scope is kept in a store", "s"), Verdict.UNKNOWN
    said: list[_Kept] = []
    silent: list[str] = []
    for entity, store in places:
        seconds, is_stated = _kept_for(model, store, entity, reader)
        what = entity if store is None else f"{entity}' in '{store.id}"
        if is_stated:
            said.append(_Kept(what, seconds))
        else:
            silent.append(what)
    missed = [each for each in said if not _meets(each.seconds, op, wanted.value)]
    if silent and not (missed and scope):
        return unknown(f"how long '{silent[0]}' is kept is not stated", "s"), Verdict.UNKNOWN
    if missed and not scope and len(missed) < len(said):
        why = f"'{missed[0].what}' is kept {_told(missed[0], wanted).text}, and it does not say of what it holds"
        return unknown(why, "s"), Verdict.UNKNOWN
    decides = _least(missed or said) if op not in _CEILINGS else _most(missed or said)
    return _told(decides, wanted), Verdict.FAIL if missed else Verdict.PASS


def _places(model: Model, scope: tuple[str, ...]) -> Iterator[tuple[str, Component | None]]:
    """What is kept, and in which store; None where the entity alone can say how long."""
    for entity, only in _things(model, scope):
        stores = [each for each in stores_of(model, entity) if each.role is Role.STORE]
        chosen = [each for each in stores if (only is None and not is_made_again(model, each, entity)) or each is only]
        yield from ((entity.id, store) for store in chosen)
        if not stores and scope:
            yield entity.id, None


def _things(model: Model, scope: tuple[str, ...]) -> Iterator[tuple[Entity, Component | None]]:
    """The entities in a scope, each with the store that is named; all but actors and what others keep without one."""
    if not scope:
        for entity in model.entities.values():
            if entity not in acting(model) and not is_kept_elsewhere(entity):
                yield entity, None
    for name in scope:
        if name in model.entities:
            yield model.entities[name], None
        elif name in model.components:
            store = model.components[name]
            yield from ((entity, store) for entity in kept_in(model, store))


def _kept_for(model: Model, store: Component | None, entity: str, reader: Reader) -> tuple[Fraction | None, bool]:
    """The retention that is stated; else the time after which the store drops what it holds."""
    found = retention(model, store, entity, reader)
    if found[1] or store is None:
        return found
    for record in (storage(store, model.entities[entity]), store.entry):
        ttl = reader.quantity(record, "ttl", duration)
        if ttl is not None:
            return ttl.value, True
    return None, False


def _meets(seconds: Fraction | None, op: str, wanted: Fraction) -> bool:
    if seconds is None:
        return op not in (*_CEILINGS, "=")
    return {
        "<": seconds < wanted, "<=": seconds <= wanted, ">": seconds > wanted, "=": seconds == wanted,
    }.get(op, seconds >= wanted)  # fmt: skip


def _least(places: list[_Kept]) -> _Kept:
    return min(places, key=lambda each: (each.seconds is None, each.seconds or Fraction(0)))


def _most(places: list[_Kept]) -> _Kept:
    return max(places, key=lambda each: (each.seconds is None, each.seconds or Fraction(0)))


def _told(place: _Kept, wanted: Quantity) -> Number:
    """The time as a number. What is kept for ever is kept for at least the time that is asked for."""
    why = f"'{place.what}'"
    if place.seconds is None:
        return Number(wanted.value, "s", Origin.STATED, lower_bound=True, why=f"{why} is kept for ever")
    return Number(place.seconds, "s", Origin.STATED, why=why)
