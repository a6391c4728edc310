"""The link of the clients, as the environment states it, and what it adds to the wait for an answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from hld.analyse.bandwidth import carried
from hld.analyse.conventions import Reader
from hld.analyse.sizes import Sizes
from hld.analyse.types import Link, Number, provenance, unknown
from hld.catalog.kinds import Role
from hld.model import walk
from hld.model.types import Flow, Model, Step
from hld.spec.types import Record
from hld.units.parse import duration, rate
from hld.units.quantity import Quantity, UnitError
from hld.units.words import Calendar

__all__ = ["link", "over_link"]

_CLAUSE = r"[,;]"
_QUANTITY = r"[\d.]+\s*[^\W\d_/]+(?:/\w+)?"
_ROUND_TRIP = r"(?i)\b(?:rtt|round[- ]?trip|latency|delay|ping)\b"


def link(model: Model, reader: Reader) -> Link:
    """The slowest link that the design states of its clients: in `environment`, or in a requirement on it."""
    found = [each for record in _environments(model) for each in _stated(record, reader)]
    carries = [each.value for each in found if each.bytes and each.value]
    round_trips = [each.value for each in found if not each.bytes]
    return Link(min(carries, default=None), max(round_trips, default=None))


def _environments(model: Model) -> Iterator[Record]:
    here = model.spec.root.record("environment")
    if here is not None:
        yield here
    yield from (each.entry for each in model.qualities.values() if each.kind == "environment")


def _stated(record: Record, reader: Reader) -> Iterator[Quantity]:
    """What a record says of the link: in fields of its own, else in its text."""
    carries, round_trip = reader.quantity(record, "bandwidth", rate), reader.quantity(record, "rtt", duration)
    for each in _in_words(record.text("text") or record.text("target"), reader.calendar):
        if (carries if each.bytes else round_trip) is None:
            yield each
    yield from (each for each in (carries, round_trip) if each is not None)


def _in_words(text: str, calendar: Calendar) -> Iterator[Quantity]:
    """What a text says of the link: "mobile 3G 1 Mbps, 80 ms RTT, 4 GB RAM"."""
    for clause in re.split(_CLAUSE, text):
        for match in re.finditer(_QUANTITY, clause):
            found = _quantity(match.group(), calendar)
            if found is not None and (found.bytes or re.search(_ROUND_TRIP, clause)):
                yield found


def _quantity(text: str, calendar: Calendar) -> Quantity | None:
    """Data in a time, or a time; None for anything else."""
    for parser in (rate, duration):
        try:
            found = parser(text, calendar)
        except UnitError:
            continue
        if (found.bytes, found.seconds) in ((1, -1), (0, 1)):
            return found
    return None


def over_link(flow: Flow, clients: Link, sizes: Sizes, reader: Reader) -> Number:
    """What the clients' link adds to the time of a flow; a lower bound where not all that is sent is known."""
    trips = [step for step in walk.before_reply(flow) if _is_over_link(step)]
    if clients == Link() or not trips:
        return unknown("nothing is stated of the link of its clients" if trips else "no client waits for it", "s")
    sent = [size for step in trips for size in carried(step, sizes, reader)] if clients.bandwidth else []
    total = len(trips) * (clients.rtt or Fraction(0))
    total += sum((size.value or Fraction(0) for size in sent), Fraction(0)) / (clients.bandwidth or 1)
    missing = next((size.why for size in sent if not size.is_exact), "")
    if not total:
        return unknown(missing or "nothing of note is sent over it", "s")
    return Number(total, "s", provenance([size.origin for size in sent if size.value]), bool(missing), missing)


def _is_over_link(step: Step) -> bool:
    """Whether a client surely asks for something in this step, and waits for the answer."""
    source = step.source.target
    is_asking = not step.is_async and not step.is_reply and not step.is_internal
    is_sure = step.condition is None and not step.blocks
    return is_asking and is_sure and source is not None and source.role is Role.CLIENT
