"""What moves in and out of each component: rate × size, of requests and answers, reads, writes and messages."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from hld.analyse.conventions import Reader
from hld.analyse.rates import Rate, Rates
from hld.analyse.sizes import Sizes
from hld.analyse.tally import Tally
from hld.analyse.types import Load, Number, Origin, unknown
from hld.model.types import Access, Call, Component, Delivery, Entity, Model, Reference, Step
from hld.tuples import NamedTuple
from hld.units.parse import size

__all__ = ["Moved", "carried", "moved"]

_READS = frozenset(("read", "query"))
_NOTHING = Number(Fraction(0), "B")


class Moved(NamedTuple):
    """What comes into a component and what goes out of it."""

    incoming: Load
    outgoing: Load


class _Sent(NamedTuple):
    """What moves in a second, on average and at peak, as ratios of whole numbers; None where it is nothing of note."""

    is_known: bool
    why: str
    average: tuple[int, int] | None = None
    peak: tuple[int, int] | None = None
    is_default: bool = False
    peak_default: bool = False


_NOTHING_SENT = _Sent(True, "")


def _sent(rate: Rate, size: Number) -> _Sent:
    """So much, so often."""
    if size is _NOTHING and rate.is_known and not rate.why:
        return _NOTHING_SENT
    why = rate.why or ("" if size.is_exact else size.why)
    if not rate.is_known or not size.value:
        return _Sent(rate.is_known and size.value is not None, why)
    above, below = size.value.as_integer_ratio()
    average, peak = rate.average.as_integer_ratio(), rate.peak.as_integer_ratio()
    is_default = size.origin is Origin.DEFAULT
    return _Sent(
        True,
        why,
        (average[0] * above, average[1] * below),
        (peak[0] * above, peak[1] * below),
        is_default or rate.origin is Origin.DEFAULT,
        is_default or rate.peak_origin is Origin.DEFAULT,
    )


class _Sum:
    __slots__ = ("average", "is_default", "is_known", "peak", "peak_default", "why")

    def __init__(self) -> None:
        self.average = Tally()
        self.peak = Tally()
        self.is_known = False
        self.is_default = False
        self.peak_default = False
        self.why = ""

    def add(self, sent: _Sent) -> None:
        """Add what moves."""
        if sent is _NOTHING_SENT:
            self.is_known = True
            return
        self.why = self.why or sent.why
        self.is_known = self.is_known or sent.is_known
        if sent.average is None or sent.peak is None:
            return
        self.average.add_ratio(*sent.average)
        self.peak.add_ratio(*sent.peak)
        self.is_default = self.is_default or sent.is_default
        self.peak_default = self.peak_default or sent.peak_default

    @property
    def load(self) -> Load:
        """The sum as numbers."""
        average, peak = self.average.total, self.peak.total
        if not self.is_known or (self.why and not peak):
            why = self.why or "nothing moves here"
            return Load(unknown(why, "B/s"), unknown(why, "B/s"))
        return Load(self._number(average, self.is_default), self._number(peak, self.peak_default))

    def _number(self, value: Fraction, is_default: bool) -> Number:
        return Number(value, "B/s", Origin.DEFAULT if is_default else Origin.DERIVED, bool(self.why), self.why)


def moved(model: Model, rates: Rates, sizes: Sizes, reader: Reader) -> Mapping[str, Moved]:
    """What moves in and out of every component, at both ends of each hop."""
    into = {name: _Sum() for name in model.components}
    out = {name: _Sum() for name in model.components}
    for found in rates.of.values():
        for step, arrivals in zip(found.flow.steps, found.arrivals, strict=True):
            if not arrivals:
                continue
            request, answer = carried(step, sizes, reader)
            before, often = step.source.target, None
            for name, factor in arrivals:
                if factor is not often:
                    rate, often = found.rate.scaled(factor), factor
                    forth, back = _sent(rate, request), _sent(rate, answer)
                into[name].add(forth)
                out[name].add(back)
                if before is not None:
                    out[before.id].add(forth)
                    into[before.id].add(back)
                before = model.components[name]
    return {name: Moved(into[name].load, out[name].load) for name in model.components}


def carried(step: Step, sizes: Sizes, reader: Reader) -> tuple[Number, Number]:
    """What goes forth and what comes back in a step; what carries nothing of note counts as nothing."""
    stated = reader.quantity(step.entry, "size", size) if "size" in step.entry.entries else None
    label = step.label
    is_read = isinstance(label, Access) and label.op in _READS
    if stated is not None:
        number = Number(stated.value, "B", Origin.STATED)
        return (_NOTHING, number) if is_read else (number, _NOTHING)
    if isinstance(label, Access):
        total = _entities(label, step.target.target, sizes)
        return (_NOTHING, total) if is_read else (total, _NOTHING)
    if isinstance(label, Delivery):
        return sizes.message(label.message.name), _NOTHING
    if isinstance(label, Call) and label.operation.target is not None:
        return sizes.request(label.operation.target), sizes.answer(label.operation.target)
    what = unknown(f"the size of step {step.number} is not stated", "B")
    return what, what


def _entities(label: Access, store: Component | None, sizes: Sizes) -> Number:
    if label.op == "delete":
        return _NOTHING
    if len(label.entities) == 1:
        return _entity(label.entities[0], store, sizes)
    total: Fraction | None = None
    origin = Origin.DERIVED
    missing = ""
    for reference in label.entities:
        one = _entity(reference, store, sizes)
        missing = missing or ("" if one.is_exact else one.why)
        if one.value is not None:
            total = one.value if total is None else total + one.value
            origin = Origin.DEFAULT if one.origin is Origin.DEFAULT else origin
    if total is None:
        return unknown(missing or "the size of what is read or written is not stated", "B")
    return Number(total, "B", origin, bool(missing), missing)


def _entity(reference: Reference[Entity], store: Component | None, sizes: Sizes) -> Number:
    return sizes.entity(reference.name if reference.target is None else reference.target.id, store)
