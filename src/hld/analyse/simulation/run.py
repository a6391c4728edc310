"""Runs the flows of a design in simulated time, event by event, and measures what comes of it.

Each flow and each component draws from a stream of its own, seeded by its name.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from random import Random

import simpy

from hld.analyse.conventions import Reader, conventions
from hld.analyse.estimates import Estimates
from hld.analyse.peak import peak
from hld.analyse.rates import Rates
from hld.analyse.regions import is_far, placed
from hld.analyse.simulation.clock import NANO, Events, in_words, nanoseconds, seconds
from hld.analyse.simulation.plan import planned
from hld.analyse.simulation.process import Process
from hld.analyse.simulation.service import servers_of
from hld.analyse.simulation.station import ServiceStation
from hld.analyse.simulation.statistics import measured
from hld.analyse.simulation.types import Options, Simulated, Station
from hld.analyse.simulation.workload import Arrivals, workload
from hld.catalog.kinds import Role
from hld.errors import UsageError
from hld.model.types import Model
from hld.near import nearest

__all__ = ["simulate"]

_LONGEST = 600.0
_SAMPLES = 60
#: Steps that are simulated at most: where nothing is said of how long, and where something is.
_LIMIT, _LIMIT_ASKED = 100_000, 1_000_000
_WARM_UP = Fraction(1, 10)
_DRAIN = Fraction(1, 2)
#: Seconds that are simulated at least, where need be of a share of the requests and the servers.
_LEAST = 2.0


def simulate(model: Model, options: Options) -> Simulated:
    """The flows of a design run as often as they happen. Raises UsageError for what is not there, or never happens."""
    return _Simulation(model, options).run()


class _Simulation:
    """A design set up, run, and measured."""

    def __init__(self, model: Model, options: Options) -> None:
        root = model.spec.root
        reader = Reader.under(conventions(root))
        estimates = Estimates(root, reader)
        rates = Rates(model, estimates, reader, peak(model, estimates))
        regions = placed(model)
        self._model = model
        self._options = options
        self._limit = options.limit or (_LIMIT if options.seconds is None else _LIMIT_ASKED)
        self._rates = rates
        self._env = simpy.Environment(initial_time=0)
        _expect(options.flows, model.flows, "flow")
        _expect((each.component for each in options.kill), model.components, "component")
        self._plans = {
            name: planned(model, flow, rates, reader, lambda one, other: is_far(regions, one, other))
            for name, flow in model.flows.items()
            if not options.flows or name in options.flows
        }
        self._workload = workload(self._plans, rates, options)
        self._thinned = max(1, math.ceil(self._workload.each_second * _LEAST / self._limit))
        self._stations = {
            name: ServiceStation(
                self._env, each, servers_of(each, reader).thinned(self._thinned), options.seed, self._thinned
            )
            for name, each in model.components.items()
        }
        self._random = {name: Random(f"{options.seed}/flow/{name}") for name in model.flows}
        self._process = Process(
            model,
            self._env,
            stations=self._stations,
            set_off=self._workload.set_off,
            randoms=self._random,
            count=self._take_down,
        )
        self._runs = self._process.runs
        self._runs.update((name, []) for name in self._plans)
        self._note = ""
        self._steps = 0
        self._is_over = False
        self._stop = self._env.event()
        self._until = 0
        self._told: tuple[Station, ...] | None = None

    @property
    def _now(self) -> int:
        return int(self._env.now)

    # The run

    def run(self) -> Simulated:
        """All of it."""
        if not self._workload.arrivals:
            raise UsageError("nothing says how often anything happens", "'rate: 10/s' on a flow does")
        self._until = nanoseconds(self._seconds())
        warm_up = self._until * _WARM_UP.numerator // _WARM_UP.denominator
        for each in self._workload.arrivals:
            self._env.process(self._arrive(each))
        for killing in self._options.kill:
            self._env.process(self._kill(killing.component, nanoseconds(killing.at)))
        self._env.process(self._measure(warm_up))
        self._env.process(self._end())
        self._env.run(until=self._stop)
        return self._simulated(warm_up, min(self._until, self._now))

    def _seconds(self) -> float:
        """How long to run: as asked, or as long as the limit of steps allows."""
        each_second = self._workload.each_second / self._thinned
        asked = self._options.seconds
        allowed = self._limit * 0.9 / each_second if each_second else _LONGEST
        wanted = _LONGEST if asked is None else asked
        if allowed < wanted:
            self._note = (
                f"{in_words(allowed)} of {in_words(wanted)} are simulated: more would be over the limit of "
                f"{self._limit:,} steps, at {each_second:,.0f} a second"
            )
        return min(allowed, wanted)

    def _arrive(self, each: Arrivals) -> Events:
        random = self._random[each.plan.flow]
        while True:
            yield self._env.timeout(nanoseconds(random.expovariate(each.rate / self._thinned)))
            if self._now >= self._until or self._is_over:
                return
            self._process.begin(each.plan)

    def _kill(self, name: str, at: int) -> Events:
        yield self._env.timeout(at)
        self._stations[name].is_gone = True

    def _measure(self, warm_up: int) -> Events:
        yield self._env.timeout(warm_up)
        for station in self._stations.values():
            station.start_measuring()
        step = max((self._until - warm_up) // _SAMPLES, 2)
        yield self._env.timeout(step // 2)
        for index in range(_SAMPLES):
            if index:
                yield self._env.timeout(step)
            for station in self._stations.values():
                station.samples.append(station.waiting)

    def _end(self) -> Events:
        """After the last arrival what is under way may finish, for half as long again."""
        yield self._env.timeout(self._until)
        self._close_stations()
        step = max(self._until * _DRAIN.numerator // _DRAIN.denominator // 100, 1)
        for _ in range(100):
            if not any(run.open for runs in self._runs.values() for run in runs[-1000:]):
                break
            yield self._env.timeout(step)
        if not self._stop.triggered:
            self._stop.succeed()

    def _take_down(self, steps: int) -> None:
        """Count steps; it is over where they are more than the limit."""
        self._steps += steps
        if self._steps > self._limit and not self._stop.triggered:
            self._is_over = True
            self._cut_short()

    def _cut_short(self) -> None:
        self._until = min(self._until, self._now)
        self._close_stations()
        self._note = f"ended after {in_words(self._now / NANO)}: the limit of {self._limit:,} steps is reached"
        self._stop.succeed()

    def _close_stations(self) -> None:
        """Take down what was measured at the stations, once."""
        if self._told is None:
            visited = (each for each in self._stations.values() if each.entries or each.refused)
            self._told = tuple(each.told(min(self._until, self._now)) for each in visited)

    # What is told

    def _simulated(self, warm_up: int, until: int) -> Simulated:
        return Simulated(
            seconds(until),
            seconds(warm_up),
            self._steps,
            self._options.seed,
            self._options.load,
            self._options.at_peak,
            tuple(
                measured(name, runs, warm_up, until, self._thinned)
                for name in self._plans
                if (runs := self._runs[name])
            ),
            self._told or (),
            tuple(seconds(warm_up + (index + 1) * (until - warm_up) / _SAMPLES) for index in range(_SAMPLES)),
            self._note,
            tuple(self._assumptions()),
            tuple(self._left_out()),
        )

    def _assumptions(self) -> Iterator[str]:
        for name, station in self._stations.items():
            if (station.entries or station.refused) and self._model.components[name].role is not Role.CLIENT:
                yield station.servers.told

    def _left_out(self) -> Iterator[str]:
        if self._thinned > 1:
            yield (
                f"one in {self._thinned:,} of the requests and of the servers is simulated: they are as busy, and wait "
                "more than all together would"
            )
        for name, plan in self._plans.items():
            if not self._runs[name]:
                yield f"flow {name} did not happen: {self._rates.of[name].rate.why or 'it is rare'}"
            yield from (f"flow {name}: {each}" for each in plan.unknown)


def _expect(names: Iterable[str], known: Mapping[str, object], what: str) -> None:
    for name in names:
        if name not in known:
            near = nearest(name, known)
            raise UsageError(
                f"there is no {what} '{name}'",
                f"did you mean '{near}'?" if near else f"there are: {', '.join(list(known)[:12])}",
            )
