"""What waits in front of the consumers of a queue, a topic or a stream while the peak lasts.

Where more arrives than they serve, the backlog is (λ − μ)·T, the last message waits for backlog/μ, and it takes
backlog/(μ − λ off the peak) to work it off. Where they keep up, the wait is that of a line with so many servers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

from hld.analyse import formulas
from hld.analyse.load import Entered
from hld.analyse.rates import Rate, Sum
from hld.analyse.types import Backlog, Conventions, Instances, Load, Number, provenance, unknown
from hld.catalog.kinds import Role
from hld.model.types import Component
from hld.tuples import NamedTuple

__all__ = ["backlogs"]

_ZERO = Fraction(0)


class _Consumer(NamedTuple):
    """Who takes messages: its instances, and all that enters it."""

    id: str
    instances: Instances | None
    load: Load


def backlogs(
    component: Component, instances: Instances | None, found: Entered, conventions: Conventions
) -> tuple[Backlog, ...]:
    """The backlogs in front of a component, one for each broker that it takes messages from."""
    if component.role is not Role.COMPUTE:
        return ()
    consumer = _Consumer(component.id, instances, found.load)
    return tuple(_backlog(broker, consumer, rate, conventions) for broker, rate in _brokers(found).items())


def _brokers(found: Entered) -> Mapping[str, Rate]:
    totals: dict[str, Sum] = {}
    for _, step, rate in found.entries:
        source = step.source.target
        if source is not None and source.role is Role.BROKER:
            totals.setdefault(source.id, Sum()).add(rate)
    return {broker: total.rate for broker, total in totals.items()}


def _backlog(broker: str, component: _Consumer, rate: Rate, conventions: Conventions) -> Backlog:
    arrives = rate.load
    serves = _served(component, rate)
    if serves.value is None or arrives.peak.value is None or arrives.average.value is None:
        why = serves.why or arrives.peak.why
        return Backlog(broker, component.id, arrives, serves, unknown(why), unknown(why, "s"), unknown(why, "s"))
    served, peak = serves.value, arrives.peak.value
    off = arrives.average.value * conventions.off_peak
    origin = provenance([serves.origin, arrives.peak.origin])
    is_lower = arrives.peak.lower_bound
    why = arrives.peak.why
    length = max(_ZERO, peak - served) * conventions.peak_duration
    if length:
        wait = Number(length / served, "s", origin, is_lower, why) if served else unknown("nothing is served", "s")
    else:
        wait = _line(component, peak, served)
        wait = wait._replace(origin=origin, lower_bound=is_lower and wait.is_known, why=wait.why or why)
    if not length:
        drain = Number(_ZERO, "s", origin, is_lower, why)
    elif served > off:
        drain = Number(length / (served - off), "s", origin, is_lower, why)
    else:
        drain = unknown("it is never worked off", "s")
    stable = False if off >= served and arrives.average.value >= served else None if is_lower else True
    waiting = Number(length, "1", origin, is_lower, why)
    return Backlog(broker, component.id, arrives, serves, waiting, wait, drain, stable)


def _served(component: _Consumer, rate: Rate) -> Number:
    """What the instances do of these messages in a second: their share of all that the component does."""
    each = component.instances
    if each is None or each.most is None:
        return unknown(f"how many instances '{component.id}' has is not stated", "1/s")
    if each.capacity.value is None:
        return unknown(each.capacity.why, "1/s")
    total = component.load.peak.value
    share = rate.peak / total if total else Fraction(1)
    return each.capacity._replace(value=each.most * each.capacity.value * share, why="")


def _line(component: _Consumer, peak: Fraction, served: Fraction) -> Number:
    """The mean wait in a line that does not grow."""
    each = component.instances
    count = each.most if each is not None and each.most else 1
    if count > formulas.MOST or peak >= served:
        return unknown("the line does not settle" if peak >= served else "too many servers to work it out", "s")
    seconds = formulas.waiting_time(count, float(peak), float(served) / count)
    if not math.isfinite(seconds):
        return unknown("the line does not settle", "s")
    return Number(Fraction(seconds).limit_denominator(10**12), "s")
