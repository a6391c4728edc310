"""What the link of the clients adds to the wait for an answer."""

from __future__ import annotations

from fractions import Fraction

from hld.analyse.bandwidth import carried
from hld.analyse.conventions import Reader
from hld.analyse.sizes import Sizes
from hld.analyse.types import Environment, Number, provenance, unknown
from hld.catalog.kinds import Role
from hld.model import walk
from hld.model.types import Flow, Step

__all__ = ["over_link"]


def over_link(flow: Flow, clients: Environment, sizes: Sizes, reader: Reader) -> Number:
    """What the clients' link adds to the time of a flow; a lower bound where not all that is sent is known."""
    trips = (step for step in walk.before_reply(flow) if _is_over_link(step))
    if clients.bandwidth is None and clients.rtt is None:
        waits = next(trips, None) is not None
        return unknown("nothing is stated of the link of its clients" if waits else "no client waits for it", "s")
    return _over_link(list(trips), clients, sizes, reader)


def _over_link(trips: list[Step], clients: Environment, sizes: Sizes, reader: Reader) -> Number:
    if not trips:
        return unknown("no client waits for it", "s")
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
