"""Runs the flows of a design in simulated time, event by event, and measures what comes of it.

Times within are whole nanoseconds, so that the order of events is the same on every machine. Each flow and each
component draws from a stream of its own, seeded by its name.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Generator, Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

import simpy

from hld.analyse.conventions import Reader, conventions
from hld.analyse.estimates import Estimates
from hld.analyse.peak import peak
from hld.analyse.rates import Rates
from hld.analyse.regions import is_far, placed
from hld.analyse.simulation.plan import Arms, Do, Node, Plan, planned
from hld.analyse.simulation.service import Servers, Time, servers_of
from hld.analyse.simulation.types import MARKS, Measured, Options, Simulated, Station
from hld.catalog.kinds import Role
from hld.errors import UsageError
from hld.model.types import Component, Model
from hld.near import nearest
from hld.tuples import NamedTuple
from hld.units.quantity import Quantity

__all__ = ["simulate"]

_NANO = 1_000_000_000
_LONGEST = 600.0
_SAMPLES = 60
#: Steps that are simulated at most: where nothing is said of how long, and where something is.
_LIMIT, _LIMIT_ASKED = 100_000, 1_000_000
_WARM_UP = Fraction(1, 10)
_DRAIN = Fraction(1, 2)
_MOST_AT_ONCE = 100_000
#: Seconds that are simulated at least, where need be of a share of the requests and the servers.
_LEAST = 2.0

Events = Generator[Any, Any, Any]

#: The lots that tell whether a cache has what is asked for: by cache, and the turn of a step that is done often.
_Drawn = dict[tuple[str, int], float]


def simulate(model: Model, options: Options) -> Simulated:
    """The flows of a design run as often as they happen. Raises UsageError for what is not there, or never happens."""
    return _Simulation(model, options).run()


class _Run:
    """One run of a flow."""

    __slots__ = ("answered", "began", "done", "failed", "lost", "open")

    def __init__(self, began: int) -> None:
        self.began = began
        self.answered: int | None = None
        self.done: int | None = None
        self.failed = False
        self.open = 1
        self.lost: set[str] = set()


class _Source(NamedTuple):
    """A flow that arrives by itself, so often in a second."""

    plan: Plan
    rate: float


class _Desk:
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
        return round(time * _NANO), round(holds * _NANO)

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
        self._random = {name: Random(f"{options.seed}/flow/{name}") for name in model.flows}
        self._runs: dict[str, list[_Run]] = {name: [] for name in self._plans}
        self._set_off = self._starters()
        self._sources = tuple(self._arriving())
        self._note = ""
        self._each_second = sum(source.rate * self._weight(source.plan, 0) for source in self._sources)
        self._thinned = max(1, math.ceil(self._each_second * _LEAST / self._limit))
        self._desks = {
            name: _Desk(self._env, each, servers_of(each, reader).thinned(self._thinned), options.seed, self._thinned)
            for name, each in model.components.items()
        }
        self._steps = 0
        self._is_over = False
        self._stop = self._env.event()
        self._until = 0
        self._stations: tuple[Station, ...] | None = None
        self._sampled: list[int] = []

    def _starters(self) -> dict[tuple[str, str], list[Plan]]:
        """The flows that a message sets off, of which some flow that is run publishes it."""
        published = {key for plan in self._plans.values() for key in _publishes(plan.nodes)}
        found: dict[tuple[str, str], list[Plan]] = {}
        for plan in self._plans.values():
            if plan.starts_with[0] and plan.starts_with in published:
                found.setdefault(plan.starts_with, []).append(plan)
        return found

    @property
    def _now(self) -> int:
        return int(self._env.now)

    # The run

    def run(self) -> Simulated:
        """All of it."""
        if not self._sources:
            raise UsageError("nothing says how often anything happens", "'rate: 10/s' on a flow does")
        seconds = self._seconds()
        self._until = round(seconds * _NANO)
        warm_up = self._until * _WARM_UP.numerator // _WARM_UP.denominator
        for source in self._sources:
            self._env.process(self._arrive(source))
        for each in self._options.kill:
            self._env.process(self._kill(each.component, round(each.at * _NANO)))
        self._env.process(self._measure(warm_up))
        self._env.process(self._end())
        self._env.run(until=self._stop)
        until = min(self._until, self._now)
        return self._told(warm_up, until)

    def _arriving(self) -> Iterator[_Source]:
        set_off = {plan.flow for plans in self._set_off.values() for plan in plans}
        for name, plan in self._plans.items():
            rate = self._rates.of[name].rate
            value = rate.peak if self._options.at_peak else rate.average
            if name not in set_off and rate.is_known and value > 0 and plan.nodes:
                yield _Source(plan, float(value * self._options.load))

    def _seconds(self) -> float:
        """How long to run: as asked, or as long as the limit of steps allows."""
        each_second = self._each_second / self._thinned
        asked = self._options.seconds
        allowed = self._limit * 0.9 / each_second if each_second else _LONGEST
        wanted = _LONGEST if asked is None else asked
        if allowed < wanted:
            self._note = (
                f"{_text(allowed)} of {_text(wanted)} are simulated: more would be over the limit of "
                f"{self._limit:,} steps, at {each_second:,.0f} a second"
            )
        return min(allowed, wanted)

    def _weight(self, plan: Plan, depth: int) -> float:
        """The steps that a run takes, what it sets off included."""
        total = sum(_weight(node) for node in plan.nodes)
        if depth < 10:
            for key in _publishes(plan.nodes):
                total += sum(self._weight(each, depth + 1) for each in self._set_off.get(key, ()))
        return max(total, 1.0)

    def _arrive(self, source: _Source) -> Events:
        random = self._random[source.plan.flow]
        while True:
            yield self._env.timeout(round(random.expovariate(source.rate / self._thinned) * _NANO))
            if self._now >= self._until or self._is_over:
                return
            self._begin(source.plan)

    def _begin(self, plan: Plan) -> None:
        run = _Run(self._now)
        self._runs[plan.flow].append(run)
        self._env.process(self._flow(plan, run))

    def _kill(self, name: str, at: int) -> Events:
        yield self._env.timeout(at)
        self._desks[name].is_gone = True

    def _measure(self, warm_up: int) -> Events:
        yield self._env.timeout(warm_up)
        for desk in self._desks.values():
            desk.start_measuring()
        step = max((self._until - warm_up) // _SAMPLES, 2)
        yield self._env.timeout(step // 2)
        for index in range(_SAMPLES):
            if index:
                yield self._env.timeout(step)
            self._sampled.append(self._now)
            for desk in self._desks.values():
                desk.samples.append(desk.waiting)

    def _end(self) -> Events:
        """After the last arrival what is under way may finish, for half as long again."""
        yield self._env.timeout(self._until)
        self._close_desks()
        step = max(self._until * _DRAIN.numerator // _DRAIN.denominator // 100, 1)
        for _ in range(100):
            if not any(run.open for runs in self._runs.values() for run in runs[-1000:]):
                break
            yield self._env.timeout(step)
        if not self._stop.triggered:
            self._stop.succeed()

    # Steps

    def _flow(self, plan: Plan, run: _Run) -> Events:
        ok = yield from self._all(plan, run, plan.nodes, {})
        run.failed = run.failed or not ok
        if run.answered is None:
            run.answered = self._now
        self._close(run)

    def _close(self, run: _Run) -> None:
        run.open -= 1
        if not run.open:
            run.done = self._now

    def _all(self, plan: Plan, run: _Run, nodes: tuple[Node, ...], drawn: _Drawn) -> Events:
        for node in nodes:
            each = self._arms(plan, run, node, drawn) if isinstance(node, Arms) else self._do(plan, run, node, drawn)
            ok = yield from each
            if not ok:
                return False
        return True

    def _arms(self, plan: Plan, run: _Run, block: Arms, drawn: _Drawn) -> Events:
        random = self._random[plan.flow]
        for _ in range(_whole(block.times, random)):
            drawn = drawn if block.times == 1 else {}
            if block.arms and block.arms[0][0] is None:
                under_way = [self._env.process(self._all(plan, run, nodes, drawn)) for _, nodes in block.arms]
                yield simpy.AllOf(self._env, under_way)
                if not all(each.value for each in under_way):
                    return False
                continue
            chosen = _chosen(block, random.random())
            if chosen and not (yield from self._all(plan, run, chosen, drawn)):
                return False
        return True

    def _do(self, plan: Plan, run: _Run, do: Do, drawn: _Drawn) -> Events:
        """A step, as often as it is done; of many, each draws for itself whether a cache has what it asks for."""
        if do.kind == "reply":
            if do.is_final and run.answered is None:
                run.answered = self._now
            return True
        random = self._random[plan.flow]
        is_many = do.often != 1
        if not (do.cache and is_many) and not self._happens(run, do, random, drawn):
            return True
        turns = list(range(min(_whole(do.often, random), _MOST_AT_ONCE)))
        if do.cache and is_many:
            turns = [turn for turn in turns if self._happens(run, do, random, drawn, turn)]
        inner = [{} if is_many else drawn for _ in turns]
        if len(turns) == 1 or do.serial:
            for own in inner:
                if not (yield from self._tried(plan, run, do, own)):
                    return False
            return True
        under_way = [self._env.process(self._tried(plan, run, do, own)) for own in inner]
        if under_way:
            yield simpy.AllOf(self._env, under_way)
        return all(each.value for each in under_way)

    @staticmethod
    def _happens(run: _Run, do: Do, random: Random, drawn: _Drawn, turn: int = 0) -> bool:
        if do.cache:
            if do.cache in run.lost:
                return not do.on_hit
            luck = drawn.setdefault((do.cache, turn), random.random())
            return (luck < float(do.chance or 0)) is do.on_hit
        return do.chance is None or random.random() < float(do.chance)

    def _tried(self, plan: Plan, run: _Run, do: Do, drawn: _Drawn) -> Events:
        """A step, tried again where it fails; whether the flow can go on."""
        for _ in range(do.tries if do.kind == "call" else 1):
            if (yield from self._once(plan, run, do, drawn)):
                return True
            if do.timeout is not None and do.kind == "call":
                yield self._env.timeout(round(do.timeout * _NANO))
        if do.is_missed:
            run.lost.update(do.enters)
            return True
        return do.is_soft or do.kind in ("delivery", "async")

    def _once(self, plan: Plan, run: _Run, do: Do, drawn: _Drawn) -> Events:
        self._steps += max(len(do.enters), 1)
        if self._steps > self._limit and not self._stop.triggered:
            self._is_over = True
            self._cut_short()
        if do.kind == "internal":
            if do.own is not None and not (yield from self._desks[_source(do)].serve(do.own)):
                return False
            return (yield from self._all(plan, run, do.children, drawn))
        if do.is_aside or (do.kind in ("delivery", "async") and do is not plan.nodes[0]):
            self._spawn(run, self._taken(plan, run, do, drawn))
            return True
        if do.kind == "delivery":
            return (yield from self._taken(plan, run, do, drawn))
        if not (yield from self._enter(plan, do)):
            return False
        if do.kind == "publish":
            for each in self._set_off.get(do.message, ()):
                self._begin(each)
        return (yield from self._all(plan, run, do.children, drawn))

    def _enter(self, plan: Plan, do: Do) -> Events:
        """Each component on the way, one after the other; a CDN may have the answer."""
        if do.delay:
            yield self._env.timeout(round(do.delay * _NANO))
        last = len(do.enters) - 1
        for index, name in enumerate(do.enters):
            if self._model.components[name].role is Role.CLIENT:
                continue
            own = do.own if index == last else None
            if own is not None and not own.mean:
                if self._desks[name].is_gone:
                    return False
                continue
            if not (yield from self._desks[name].serve(own)):
                return False
            hit = do.hits[index] if index < len(do.hits) else None
            if hit is not None and self._random[plan.flow].random() < float(hit):
                return True
        return True

    def _taken(self, plan: Plan, run: _Run, do: Do, drawn: _Drawn) -> Events:
        """What is delivered or sent: it waits its turn, unless the queue is full."""
        desk = self._desks[do.enters[-1]] if do.enters else None
        queue = self._desks.get(do.message[0])
        most = None if queue is None or do.kind != "delivery" else queue.most
        if queue is not None and desk is not None and most is not None and desk.waiting >= most:
            queue.dropped += 1
            run.failed = True
            return False
        if not (yield from self._enter(plan, do)):
            run.failed = True
            return False
        ok = yield from self._all(plan, run, do.children, drawn)
        run.failed = run.failed or not ok
        return ok

    def _spawn(self, run: _Run, work: Events) -> None:
        run.open += 1
        self._env.process(self._behind(run, work))

    def _behind(self, run: _Run, work: Events) -> Events:
        yield from work
        self._close(run)

    def _cut_short(self) -> None:
        self._until = min(self._until, self._now)
        self._close_desks()
        self._note = f"ended after {_text(self._now / _NANO)}: the limit of {self._limit:,} steps is reached"
        self._stop.succeed()

    def _close_desks(self) -> None:
        """Take down what was measured at the desks, once."""
        if self._stations is None:
            desks = (desk for desk in self._desks.values() if desk.entries or desk.refused)
            self._stations = tuple(desk.told(min(self._until, self._now)) for desk in desks)

    # What is told

    def _told(self, warm_up: int, until: int) -> Simulated:
        span = max(until - warm_up, 1) / _NANO
        return Simulated(
            round(until / _NANO, 6),
            round(warm_up / _NANO, 6),
            self._steps,
            self._options.seed,
            self._options.load,
            self._options.at_peak,
            tuple(self._measured(name, warm_up, until, span) for name in self._plans if self._runs[name]),
            self._stations or (),
            tuple(
                round((warm_up + (index + 1) * (until - warm_up) / _SAMPLES) / _NANO, 6) for index in range(_SAMPLES)
            ),
            self._note,
            tuple(self._assumptions()),
            tuple(self._left_out()),
        )

    def _measured(self, name: str, warm_up: int, until: int, span: float) -> Measured:
        runs = [run for run in self._runs[name] if warm_up <= run.began < until]
        good = [run for run in runs if run.answered is not None and not run.failed]
        times = sorted((run.answered or 0) - run.began for run in good)
        failed = sum(run.failed for run in runs)
        unanswered = len(runs) - failed - len(good)
        total = len(times) + unanswered
        done = sorted(run.done - run.began for run in good if run.done is not None)
        is_longer = any(run.done != run.answered for run in good)
        return Measured(
            name,
            round(len(runs) * self._thinned / span, 3),
            len(runs),
            failed,
            unanswered,
            round(sum(times) / len(times) / _NANO, 6) if times else None,
            tuple(_quantile(times, total, mark) for mark in MARKS),
            _quantile(done, len(good), MARKS[-1]) if is_longer else None,
        )

    def _assumptions(self) -> Iterator[str]:
        for name, desk in self._desks.items():
            if (desk.entries or desk.refused) and self._model.components[name].role is not Role.CLIENT:
                yield desk.servers.told

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


def _expect(names: Iterator[str] | tuple[str, ...], known: Mapping[str, object], what: str) -> None:
    for name in names:
        if name not in known:
            near = nearest(name, known)
            raise UsageError(
                f"there is no {what} '{name}'",
                f"did you mean '{near}'?" if near else f"there are: {', '.join(list(known)[:12])}",
            )


def _length(component: Component) -> int | None:
    """How many messages a queue holds at most, where that is stated."""
    value = component.entry.value("max_length")
    if isinstance(value, Quantity):
        return int(value.value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _source(do: Do) -> str:
    target = do.step.source.target
    return do.step.source.name if target is None else target.id


def _quantile(times: list[int], total: int, mark: int) -> float | None:
    """The value that so many percent keep, by the nearest rank; None where that many had no answer."""
    if not total:
        return None
    rank = -(-total * mark // 100)
    return round(times[rank - 1] / _NANO, 6) if rank <= len(times) else None


def _whole(count: Fraction, random: Random) -> int:
    """A number of times as a whole one: what is over happens that often."""
    whole = int(count)
    rest = count - whole
    return whole + (1 if rest and random.random() < float(rest) else 0)


def _chosen(block: Arms, drawn: float) -> tuple[Node, ...]:
    """The arm that is taken; none where the chances leave room for that."""
    for chance, nodes in block.arms:
        drawn -= float(chance or 0)
        if drawn < 0:
            return nodes
    return ()


def _weight(node: Node) -> float:
    """The steps that a node comes to on average."""
    if isinstance(node, Arms):
        inner = (float(1 if chance is None else chance) * sum(map(_weight, nodes)) for chance, nodes in node.arms)
        return float(node.times) * sum(inner)
    chance = 1.0 if node.chance is None else float(node.chance)
    if node.cache and not node.on_hit:
        chance = 1 - chance
    own = 0 if node.kind == "reply" else max(len(node.enters), 1)
    return chance * float(node.often) * (own + sum(map(_weight, node.children)))


def _publishes(nodes: tuple[Node, ...]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, Arms):
            for _, inner in node.arms:
                yield from _publishes(inner)
        else:
            if node.kind == "publish":
                yield node.message
            yield from _publishes(node.children)


def _text(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds < 120 else f"{seconds / 60:.3g} min"
