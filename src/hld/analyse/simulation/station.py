"""A service station: the servers of a component, the line before them, and what is counted there."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import simpy

from hld.analyse.simulation.clock import Events, nanoseconds
from hld.analyse.simulation.service import Servers, Time
from hld.analyse.simulation.types import Station
from hld.model.types import Component
from hld.units.quantity import Quantity

__all__ = ["ServiceStation"]


class ServiceStation:
    """The servers of a component and the line before them."""

    def __init__(self, env: simpy.Environment, component: Component, servers: Servers, seed: int, thinned: int) -> None:
        self.id = component.id
        self.servers = servers
        self.env = env
        self.line = None if servers.many is None else simpy.Resource(env, capacity=servers.many)
        self.random = Random(f"{seed}/component/{component.id}")
        most = _length(component)
        self.most = None if most is None else max(1, most // thinned)
        self.is_gone = False
        self.entries = self.dropped = self.refused = 0
        self.busy = self.area = self.longest = 0
        self.changed = 0
        self.since = 0
        self.waiting = 0
        self.samples: list[int] = []

    @property
    def now(self) -> int:
        """The time, in nanoseconds."""
        return int(self.env.now)

    def serve(self, own: Time | None, begins: Callable[[], None] | None = None) -> Events:
        """Wait for a server and for the work; whether it was done at all."""
        if self.is_gone:
            self.refused += 1
            return False
        self.entries += 1
        time, holds = self._drawn(own)
        if self.line is None:
            if begins is not None:
                begins()
            yield self.env.timeout(time)
            return not self.is_gone
        request = self.line.request()
        if not request.triggered:
            self._count(1)
            yield request
            self._count(-1)
        if begins is not None:
            begins()
        if self.is_gone:
            self.line.release(request)
            self.refused += 1
            return False
        began = self.now
        yield self.env.timeout(min(time, holds))
        if holds > time:
            self.env.process(self._hold(request, holds - time, began))
        else:
            self._release(request, began)
            if time > holds:
                yield self.env.timeout(time - holds)
        return True

    def _drawn(self, own: Time | None) -> tuple[int, int]:
        """The time of the work, and how long it holds a server."""
        usual = self.servers.time
        time = (own or usual).draw(self.random)
        if self.servers.by_time:
            holds = time * self.servers.pace
        elif own is not None or not usual.mean:
            holds = self.servers.holds
        else:
            holds = time * self.servers.holds / usual.mean
        return nanoseconds(time), nanoseconds(holds)

    def _hold(self, request: Any, rest: int, began: int) -> Events:
        yield self.env.timeout(rest)
        self._release(request, began)

    def _release(self, request: Any, began: int) -> None:
        assert self.line is not None, "only what was asked for is given back"
        self.busy += self.now - max(began, self.since)
        self.line.release(request)

    def _count(self, change: int) -> None:
        """Take down that the line is longer or shorter from now on."""
        self.area += self.waiting * (self.now - max(self.changed, self.since))
        self.changed = self.now
        self.waiting += change
        self.longest = max(self.longest, self.waiting)

    def start_measuring(self) -> None:
        """Forget what was before."""
        self.busy = self.area = self.longest = 0
        self.since = self.now

    def told(self, until: int) -> Station:
        """What was measured, up to a time."""
        span = until - self.since
        self.area += self.waiting * (self.now - max(self.changed, self.since))
        self.changed = self.now
        running = self.line.users if self.line is not None else ()
        held = sum(until - max(getattr(each, "usage_since", until) or until, self.since) for each in running)
        count = self.servers.many
        utilisation = None if count is None or span <= 0 else min((self.busy + max(held, 0)) / (span * count), 1.0)
        return Station(
            self.id,
            count,
            self.entries,
            None if utilisation is None else round(utilisation, 4),
            round(self.area / span, 4) if span > 0 else 0.0,
            self.longest,
            tuple(self.samples),
            self.dropped,
            self.refused,
        )


def _length(component: Component) -> int | None:
    """How many messages a queue holds at most, where that is stated."""
    value = component.entry.value("max_length")
    if isinstance(value, Quantity):
        return int(value.value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
