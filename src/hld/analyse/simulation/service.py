"""How long a component works on a piece of work, and how many it works on at once.

Times come from what is stated: a log-normal distribution through two percentiles, an exponential one around a mean,
and a single figure as it is, each time. A component has as many servers as it has threads, where these are stated;
else as many as keep its capacity busy: an instance that does 5,000 in a second, 20 ms each, works on 100 at once. A
server is held so long that all of them together do what the capacity says, be it longer than the work itself.
"""

from __future__ import annotations

import math
from fractions import Fraction
from random import Random

from hld.analyse.conventions import Reader
from hld.analyse.instances import most_of
from hld.analyse.service import latency, rated, stated_times
from hld.catalog.defaults import INFINITE
from hld.catalog.kinds import OUTSIDE
from hld.model.types import Component
from hld.spec.types import Record
from hld.tuples import NamedTuple

__all__ = ["Servers", "Time", "servers_of", "time_of_step"]

_P99 = Fraction(99)
_MEAN = Fraction(0)
#: Standard normal quantiles.
_QUANTILES = {
    Fraction(50): 0.0,
    Fraction(90): 1.2815515655446004,
    Fraction(95): 1.6448536269514722,
    Fraction(99): 2.3263478740408408,
    Fraction(999, 10): 3.090232306167813,
}
#: Kinds that do as much as their time allows, where no capacity is stated.
_BY_TIME = frozenset(("worker", "function", "scheduler"))
_MOST_SERVERS = 10_000_000


class Time(NamedTuple):
    """How a time is drawn: "constant", "exponential" or "log-normal", with its mean."""

    kind: str
    mean: float
    median: float = 0.0
    spread: float = 0.0

    def draw(self, random: Random) -> float:
        """One of it, in seconds."""
        if self.kind == "exponential":
            return random.expovariate(1 / self.mean)
        if self.kind == "log-normal":
            return self.median * math.exp(self.spread * random.gauss(0, 1))
        return self.mean


NOTHING = Time("constant", 0.0)


class Servers(NamedTuple):
    """The servers of a component: how many (None: as many as it takes), and how long each piece of work takes.

    `holds` is the mean time that a server is held for a piece of work, and with `by_time` it is the time of the work
    itself, times `pace`; `told` says what that rests on.
    """

    many: int | None
    time: Time
    holds: float
    told: str
    by_time: bool = False
    pace: float = 1.0

    def thinned(self, factor: int) -> Servers:
        """One in so many of them, at least one; together they do one in so many of the work that all would."""
        if self.many is None or factor == 1:
            return self
        many = max(1, round(self.many / factor))
        pace = many * factor / self.many
        return self._replace(many=many, holds=self.holds * pace, pace=pace)


def servers_of(component: Component, reader: Reader) -> Servers:
    """The servers of a component."""
    if component.role in OUTSIDE:
        time = _time(component.entry, reader)
        return Servers(None, time or NOTHING, 0.0, _told(component, time, "as many at once as come"))
    time = _time(component.entry, reader)
    if time is None:
        usual = latency(reader, component, _P99)[0]
        time = None if usual.value is None else Time("constant", float(usual.value))
    instances = most_of(component) or 1
    threads = component.entry.value("threads")
    each = rated(reader, component).any.value
    if isinstance(threads, int) and threads > 0 and time is not None and time.mean > 0:
        count = instances * threads
        return Servers(count, time, time.mean, _told(component, time, f"{count:,} at once by its threads"), True)
    if each is None or each >= INFINITE:
        return Servers(None, time or NOTHING, 0.0, _told(component, time, "as many at once as come"))
    rate = float(each) * instances
    if time is None:
        time = Time("constant", instances / rate)
    by_time = component.kind.name in _BY_TIME and "capacity" not in component.entry
    count = max(instances, math.ceil(rate * time.mean - 1e-9))
    if count > _MOST_SERVERS:
        return Servers(None, time, 0.0, _told(component, time, "as many at once as come"))
    return Servers(count, time, count / rate, _told(component, time, f"{count:,} at once by its capacity"), by_time)


def _told(component: Component, time: Time | None, servers: str) -> str:
    if time is None or not time.mean:
        return f"{component.id}: no time, {servers}"
    average = "" if time.kind == "constant" else " on average"
    default = "" if "latency" in component.entry else " by default"
    return f"{component.id}: {time.kind}, {_milliseconds(time.mean)}{average}{default}, {servers}"


def _milliseconds(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def time_of_step(entry: Record, reader: Reader) -> Time | None:
    """The time that a step states for itself."""
    return _time(entry, reader)


def _time(entry: Record, reader: Reader) -> Time | None:
    """The distribution of what is stated; None where nothing is."""
    stated = stated_times(reader, entry)
    marks = sorted(mark for mark in stated if mark in _QUANTILES)
    if len(marks) > 1:
        return _log_normal((marks[0], stated[marks[0]]), (marks[-1], stated[marks[-1]]))
    if stated.get(_MEAN):
        return Time("exponential", float(stated[_MEAN]))
    if marks:
        return Time("constant", float(stated[marks[0]]))
    return None


def _log_normal(low: tuple[Fraction, Fraction], high: tuple[Fraction, Fraction]) -> Time:
    """The log-normal distribution through two percentiles; a constant where they do not grow."""
    (one, least), (other, most) = low, high
    if least <= 0 or most <= least:
        return Time("constant", float(most))
    spread = math.log(most / least) / (_QUANTILES[other] - _QUANTILES[one])
    centre = math.log(least) - spread * _QUANTILES[one]
    return Time("log-normal", math.exp(centre + spread * spread / 2), math.exp(centre), spread)
