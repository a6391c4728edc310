"""The process of a flow: its steps taken one after the other, side by side, or behind a queue."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from random import Random
from typing import TypeAlias

import simpy

from hld.analyse.simulation.clock import Events, nanoseconds
from hld.analyse.simulation.plan import Arms, Do, Node, Plan
from hld.analyse.simulation.station import ServiceStation
from hld.catalog.kinds import Role
from hld.model.types import Model

__all__ = ["Process", "Run"]

_MOST_AT_ONCE = 100_000

#: The lots that tell whether a cache has what is asked for: by cache, and the turn of a step that is done often.
_Drawn: TypeAlias = dict[tuple[str, int], float]


class Run:
    """One run of a flow."""

    __slots__ = ("answered", "began", "done", "failed", "lost", "open")

    def __init__(self, began: int) -> None:
        self.began = began
        self.answered: int | None = None
        self.done: int | None = None
        self.failed = False
        self.open = 1
        self.lost: set[str] = set()


class Process:
    """Takes the steps of flows, at the stations that they enter.

    `set_off` are the flows that each message sets off. Of every step that is taken `count` is told how many components
    it enters.
    """

    def __init__(
        self,
        model: Model,
        env: simpy.Environment,
        *,
        stations: Mapping[str, ServiceStation],
        set_off: Mapping[tuple[str, str], list[Plan]],
        randoms: Mapping[str, Random],
        count: Callable[[int], None],
    ) -> None:
        self._model = model
        self._env = env
        self._stations = stations
        self._set_off = set_off
        self._random = randoms
        self._count = count
        self.runs: dict[str, list[Run]] = {}

    @property
    def _now(self) -> int:
        return int(self._env.now)

    def begin(self, plan: Plan) -> None:
        """Let a run of a flow begin."""
        run = Run(self._now)
        self.runs[plan.flow].append(run)
        self._env.process(self._flow(plan, run))

    def _flow(self, plan: Plan, run: Run) -> Events:
        ok = yield from self._all(plan, run, plan.nodes, {})
        run.failed = run.failed or not ok
        if run.answered is None:
            run.answered = self._now
        self._close(run)

    def _close(self, run: Run) -> None:
        run.open -= 1
        if not run.open:
            run.done = self._now

    def _all(self, plan: Plan, run: Run, nodes: tuple[Node, ...], drawn: _Drawn) -> Events:
        for node in nodes:
            each = self._arms(plan, run, node, drawn) if isinstance(node, Arms) else self._do(plan, run, node, drawn)
            ok = yield from each
            if not ok:
                return False
        return True

    def _arms(self, plan: Plan, run: Run, block: Arms, drawn: _Drawn) -> Events:
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

    def _do(self, plan: Plan, run: Run, do: Do, drawn: _Drawn) -> Events:
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
    def _happens(run: Run, do: Do, random: Random, drawn: _Drawn, turn: int = 0) -> bool:
        if do.cache:
            if do.cache in run.lost:
                return not do.on_hit
            luck = drawn.setdefault((do.cache, turn), random.random())
            return (luck < float(do.chance or 0)) is do.on_hit
        return do.chance is None or random.random() < float(do.chance)

    def _tried(self, plan: Plan, run: Run, do: Do, drawn: _Drawn) -> Events:
        """A step, tried again where it fails; whether the flow can go on."""
        for _ in range(do.tries if do.kind == "call" else 1):
            if (yield from self._once(plan, run, do, drawn)):
                return True
            if do.timeout is not None and do.kind == "call":
                yield self._env.timeout(nanoseconds(do.timeout))
        if do.is_missed:
            run.lost.update(do.enters)
            return True
        return do.is_soft or do.kind in ("delivery", "async")

    def _once(self, plan: Plan, run: Run, do: Do, drawn: _Drawn) -> Events:
        self._count(max(len(do.enters), 1))
        if do.kind == "internal":
            if do.own is not None and not (yield from self._stations[_source(do)].serve(do.own)):
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
                self.begin(each)
        return (yield from self._all(plan, run, do.children, drawn))

    def _enter(self, plan: Plan, do: Do) -> Events:
        """Each component on the way, one after the other; a CDN may have the answer."""
        if do.delay:
            yield self._env.timeout(nanoseconds(do.delay))
        last = len(do.enters) - 1
        for index, name in enumerate(do.enters):
            if self._model.components[name].role is Role.CLIENT:
                continue
            own = do.own if index == last else None
            if own is not None and not own.mean:
                if self._stations[name].is_gone:
                    return False
                continue
            if not (yield from self._stations[name].serve(own)):
                return False
            hit = do.hits[index] if index < len(do.hits) else None
            if hit is not None and self._random[plan.flow].random() < float(hit):
                return True
        return True

    def _taken(self, plan: Plan, run: Run, do: Do, drawn: _Drawn) -> Events:
        """What is delivered or sent: it waits its turn, unless the queue is full."""
        station = self._stations[do.enters[-1]] if do.enters else None
        queue = self._stations.get(do.message[0])
        most = None if queue is None or do.kind != "delivery" else queue.most
        if queue is not None and station is not None and most is not None and station.waiting >= most:
            queue.dropped += 1
            run.failed = True
            return False
        if not (yield from self._enter(plan, do)):
            run.failed = True
            return False
        ok = yield from self._all(plan, run, do.children, drawn)
        run.failed = run.failed or not ok
        return ok

    def _spawn(self, run: Run, work: Events) -> None:
        run.open += 1
        self._env.process(self._behind(run, work))

    def _behind(self, run: Run, work: Events) -> Events:
        yield from work
        self._close(run)


def _source(do: Do) -> str:
    target = do.step.source.target
    return do.step.source.name if target is None else target.id


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
