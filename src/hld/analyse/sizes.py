"""How large things are: entities, messages, requests and answers, as stated or as the sum of their fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import lru_cache
from typing import TypeVar

from hld.analyse.conventions import Reader
from hld.analyse.estimates import Estimates
from hld.analyse.types import Number, Origin, Problem, unknown
from hld.catalog.defaults import PRIMITIVES
from hld.catalog.files import BLOBS, DATABASES, FILES, LARGE
from hld.model import trace
from hld.model.types import Component, Entity, Field, Model, Operation, Type
from hld.spec.types import Record
from hld.units.dimensions import unit_of
from hld.units.parse import quantity, size
from hld.units.quantity import Quantity, UnitError

__all__ = ["Sizes"]

_Thing = TypeVar("_Thing")
_NOTHING = Number(Fraction(0), "B")
_ADDRESS = Number(Fraction(PRIMITIVES["url"]), "B", Origin.DEFAULT, why="the address of a file")


class Sizes:
    """The sizes of a design's things, each worked out once."""

    def __init__(self, model: Model, estimates: Estimates, reader: Reader) -> None:
        self._model = model
        self._estimates = estimates
        self._reader = reader
        self._entities: dict[str, Number] = {}
        self._messages: dict[str, Number] = {}
        self._rows: dict[str, Number] = {}
        self._requests: dict[Operation, Number] = {}
        self._answers: dict[Operation, Number] = {}

    def entity(self, name: str, store: Component | None = None) -> Number:
        """The size of an entity, as it lies in `store` if that says another.

        In a database it is the row: of files that a store of files keeps as well it has the addresses.
        """
        if store is not None and "stores" in store.entry.entries:
            stores = store.entry.record("stores")
            found = self._reader.quantity(None if stores is None else stores.record(name), "size", size)
            if found is not None:
                return Number(found.value, "B", Origin.STATED)
        if store is not None and store.kind.name in DATABASES:
            return _once(self._rows, name, self._row)
        return _once(self._entities, name, self._whole)

    def _whole(self, name: str) -> Number:
        return self._entity(self._model.entities.get(name), name)

    def _row(self, name: str) -> Number:
        entity = self._model.entities.get(name)
        if entity is None or not self._is_filed(entity):
            return _once(self._entities, name, self._whole)
        return self._entity(entity, name, is_row=True)

    def _is_filed(self, entity: Entity) -> bool:
        """Whether a store of files has the entity too."""
        stores = (touch.store for touch in trace.accesses_of(self._model, entity))
        return any(store is not None and store.kind.name in FILES for store in stores)

    def message(self, name: str) -> Number:
        """The size of a message."""
        return _once(self._messages, name, self._message)

    def _message(self, name: str) -> Number:
        message = self._model.messages.get(name)
        entry = None if message is None else message.entry
        found = self._reader.quantity(entry, "size", size)
        if found is not None:
            return Number(found.value, "B", Origin.STATED)
        if message is None or not message.fields:
            return unknown(f"the size of '{name}' is not stated", "B")
        record = None if entry is None else entry.record("payload")
        return self._fields(message.fields, record, name)

    def request(self, operation: Operation) -> Number:
        """The size of what is sent with a call."""
        return _once(self._requests, operation, self._request)

    def _request(self, operation: Operation) -> Number:
        if not operation.body:
            return _NOTHING
        record = operation.entry.record("body")
        return self._fields(operation.body, record, f"the body of {operation.key}")

    def answer(self, operation: Operation) -> Number:
        """The size of what a call is answered with."""
        return _once(self._answers, operation, self._answer)

    def _answer(self, operation: Operation) -> Number:
        returns = operation.returns
        if returns is None or (returns.type is None and not returns.fields):
            return _NOTHING if returns is not None else unknown(f"what '{operation.key}' answers is not stated", "B")
        if returns.type is None:
            return self._fields(returns.fields, None, f"the answer of {operation.key}")
        return self._of_type(returns.type, operation.key)

    def _of_type(self, kind: Type, where: str) -> Number:
        if kind.entity is not None and kind.entity.target is not None:
            one = self.entity(kind.entity.target.id)
        elif kind.message is not None and kind.message.target is not None:
            one = self.message(kind.message.target.id)
        else:
            one = self._primitive(kind.name, where)
        return _many(one, where) if kind.many else one

    def _entity(self, entity: Entity | None, name: str, *, is_row: bool = False) -> Number:
        if entity is None or entity.entry is None:
            return unknown(f"the size of '{name}' is not stated", "B")
        stated = self._stated(entity.entry)
        if stated is not None:
            return stated
        if not entity.fields:
            return unknown(f"the size of '{name}' is not stated", "B")
        return self._fields(entity.fields, entity.entry.record("fields"), name, is_row=is_row)

    def _stated(self, entry: Record) -> Number | None:
        leaf = entry.leaf("size")
        if leaf is None or leaf.value is None:
            return None
        origin = Origin.STATED
        found: Quantity | Problem | None
        if isinstance(leaf.value, Quantity):
            found = self._reader.quantity(entry, "size", quantity)
        elif isinstance(leaf.value, str):
            estimate = self._estimates.get(leaf.value)
            found = None if estimate is None else estimate.quantity
            origin = origin if estimate is None else estimate.number.origin
        else:
            found, origin = self._estimates.formula(leaf.value, leaf), Origin.DERIVED
        if not isinstance(found, Quantity) or found.bytes != 1 or unit_of(found) != "B":
            return unknown(f"'{leaf.text}' is no size that is known", "B")
        return Number(found.value, "B", origin)

    def _fields(self, fields: Iterable[Field], record: Record | None, where: str, *, is_row: bool = False) -> Number:
        total = Fraction(0)
        origin = Origin.STATED
        missing = ""
        known = 0
        for field in fields:
            one = self._field(field, None if record is None else record.record(field.name), where)
            if is_row and _is_file(field, one):
                one = (
                    _many(_ADDRESS, f"{where}.{field.name}") if field.type is not None and field.type.many else _ADDRESS
                )
            if one.value is None or one.lower_bound:
                missing = missing or one.why
            if one.value is not None:
                total += one.value
                known += 1
                if one.origin is not Origin.STATED:
                    origin = one.origin if origin is Origin.STATED else max(origin, one.origin, key=_ORDER.index)
        if not known:
            return unknown(missing or f"the size of '{where}' is not stated", "B")
        return Number(total, "B", origin, bool(missing), missing)

    def _field(self, field: Field, record: Record | None, where: str) -> Number:
        at = f"{where}.{field.name}"
        stated = self._reader.quantity(record, "size", size)
        if stated is not None:
            one = Number(stated.value, "B", Origin.STATED)
        elif field.type is None:
            one = self._primitive("id" if field.name == "id" else "string", at)
        elif field.type.entity is not None:
            one = Number(Fraction(PRIMITIVES["id"]), "B", Origin.DEFAULT, why="a reference")
        else:
            one = self._primitive(field.type.name, at)
        return _many(one, at) if field.type is not None and field.type.many else one

    def _primitive(self, name: str, where: str) -> Number:
        """The size of a type that is no entity: a quantity of data, or the default of a primitive."""
        if name[:1].isdigit():
            try:
                return Number(size(name, self._reader.calendar).value, "B", Origin.STATED)
            except UnitError:
                return unknown(f"the size of '{where}' is not stated", "B")
        return _usual(name) or unknown(f"the size of '{where}' is not stated", "B")


@lru_cache(maxsize=1024)
def _usual(name: str) -> Number | None:
    """The size of a type by default."""
    bytes_ = PRIMITIVES.get(re.split(r"[\s(.]", name.lower(), maxsplit=1)[0])
    return None if bytes_ is None else Number(Fraction(bytes_), "B", Origin.DEFAULT)


def _once(known: dict[_Thing, Number], thing: _Thing, work: Callable[[_Thing], Number]) -> Number:
    """The size of a thing that is known, or else worked out and then known."""
    found = known.get(thing)
    if found is None:
        found = known[thing] = work(thing)
    return found


def _is_file(field: Field, size_of_it: Number) -> bool:
    """Whether a field holds a file: a megabyte or more, or a blob of which nobody says how large it is."""
    if size_of_it.value is not None and (size_of_it.value >= LARGE or not size_of_it.lower_bound):
        return size_of_it.value >= LARGE
    return field.type is not None and re.split(r"\W", field.type.name)[0] in BLOBS


_ORDER = (Origin.STATED, Origin.DERIVED, Origin.DEFAULT)


def _many(one: Number, where: str) -> Number:
    """At least one of many: how many there are, nobody says."""
    return one if one.value is None else one._replace(lower_bound=True, why=f"how many '{where}' holds is not stated")
