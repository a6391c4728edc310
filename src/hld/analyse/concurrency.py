"""How many requests a component works on at once: rate × time (Little's law)."""

from __future__ import annotations

from fractions import Fraction

from hld.analyse.conventions import Reader
from hld.analyse.load import Entered
from hld.analyse.service import P99, own_latency, usual_latency
from hld.analyse.types import Number, provenance, unknown
from hld.model.types import Component

__all__ = ["concurrency"]

_MEAN = Fraction(0)


def concurrency(component: Component, found: Entered, reader: Reader) -> Number:
    """The requests in flight at peak: by the mean time where it is stated, else by the 99th percentile."""
    rate = found.load.peak
    if rate.value is None:
        return unknown(rate.why)
    time, _ = own_latency(reader, component.entry, _MEAN) or usual_latency(component, P99)
    if time.value is None:
        return unknown(time.why)
    return Number(rate.value * time.value, "1", provenance([rate.origin, time.origin]), rate.lower_bound, rate.why)
