"""Plays a flow through while some components are gone or cannot reach each other.

A step that fails makes its source fail, and that the call which led there, and so on up to the initiator: the flow is
down. On the way a step that says what happens when it fails (`on_failure`, `side`, an outbox), a branch that is not
always taken, or a broker stops that: the flow is degraded. A read of a cache that is gone is a miss, where the flow
has a way for misses. What could not happen any more is left out of the steps that are kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from hld.analyse.failure.types import State
from hld.analyse.formulas import at_least_once
from hld.analyse.wording import percent
from hld.catalog.kinds import Role
from hld.diagnostics import Span
from hld.model import patience, walk
from hld.model.identity import sign_in_at
from hld.model.types import Access, Block, Component, Condition, Flow, Model, Reference, Step
from hld.source import Scalar
from hld.spec.types import Leaf, Record
from hld.tuples import NamedTuple
from hld.units.quantity import Quantity

__all__ = ["Broken", "Counts", "Played", "is_missed", "is_publishing", "play", "softened", "with_steps"]

_READS = frozenset(("read", "query"))
_SOFT = frozenset(("fallback", "degrade", "queue"))
_MARKS = ("mean", "p50", "p90", "p95", "p99", "p999")


class Broken(NamedTuple):
    """What is gone, each with why, and who cannot reach whom."""

    gone: Mapping[str, str]
    is_cut: Callable[[str, str], bool]


class Played(NamedTuple):
    """A flow as it goes then: `flow` has the steps that still happen.

    `waits_unknown` names a component that is waited for in vain for nobody knows how long. `entered` are the
    components that still get something, and `grown` those that may get more by it than before. `fails` says which of
    its runs fail, where some do, and `share` how many.
    """

    flow: Flow
    state: State
    why: tuple[str, ...] = ()
    waits_unknown: str = ""
    entered: frozenset[str] = frozenset()
    grown: frozenset[str] = frozenset()
    fails: str = ""
    share: Fraction | None = None


class _Failing(NamedTuple):
    """A step that fails at one of its hops: how many of its nodes it still reaches, and what is wrong there."""

    step: Step
    reaches: int
    what: str


Counts = Callable[[int | str], Fraction | None]


def play(model: Model, flow: Flow, broken: Broken, counts: Counts) -> Played:
    """What becomes of a flow; `counts` tells how often something is repeated."""
    start = walk.initiator(flow)
    if start is None:
        what = "it has no steps" if not flow.steps else f"it starts at '{flow.steps[0].source.name}', which is unknown"
        return Played(flow, State.UNKNOWN, (what,))
    if start.id in broken.gone:
        return Played(with_steps(flow, ()), State.DOWN, (f"{broken.gone[start.id]}, and it starts there",))
    return _Story(model, flow, broken, start, counts).told()


class _Story:
    """A flow on its way."""

    def __init__(self, model: Model, flow: Flow, broken: Broken, start: Component, counts: Counts) -> None:
        self._model = model
        self._flow = flow
        self._broken = broken
        self._start = start
        self._counts = counts
        self._by: dict[str, Step | None] = {start.id: None}
        self._failed: set[str] = set()
        self._missing: set[str] = set()
        self._kept: list[Step] = []
        self._origin: dict[Step, Step] = {}
        self._tries: dict[Step, int] = {}
        self._state = State.OK
        self._why: list[str] = []
        self._more: set[Step] = set()
        self._wait = ""
        self._fails = ""
        self._share: Fraction | None = None
        self._reply = walk.final_reply(flow)
        self._awaited = frozenset(step.number for step in walk.before_reply(flow))
        self._is_answered = False

    def told(self) -> Played:
        """The whole of it."""
        for step in self._flow.steps:
            self._take(step)
        self._sign_in()
        steps = tuple(self._repeated(step) for step in self._kept)
        taken = (step for step in steps if not step.is_reply and not _is_waiting(step))
        entered = frozenset(_id(node) for step in taken for node in step.nodes[1:])
        if self._state is State.OK and not all(step.is_whole for step in self._flow.steps):
            hole = next(node.name for step in self._flow.steps for node in step.nodes if node.target is None)
            self._worsen(State.UNKNOWN, f"'{hole}' is not declared")
        return Played(
            with_steps(self._flow, steps),
            self._state,
            tuple(self._why),
            self._wait,
            entered,
            frozenset(self._grown()),
            self._fails,
            self._share,
        )

    def _sign_in(self) -> None:
        """Who has a token goes on for as long as it holds; nobody gets another."""
        for issuer in sign_in_at(self._model, self._flow):
            if issuer.id in self._broken.gone:
                self._worsen(State.DEGRADED, f"{self._broken.gone[issuer.id]}: nobody can sign in anew")

    def _grown(self) -> Iterator[str]:
        """The components that a step enters which is taken more often than before, or was set off by one that is."""
        for step in self._kept:
            if not _is_waiting(step) and any(each in self._tries or each in self._more for each in self._line(step)):
                yield from (_id(node) for node in step.nodes[1:])

    def _line(self, step: Step) -> Iterator[Step]:
        """A kept step and those that led there."""
        seen: set[Step] = set()
        current: Step | None = step
        while current is not None and current not in seen:
            seen.add(current)
            yield current
            current = self._by.get(_id(current.source))

    def _worsen(self, state: State, why: str) -> None:
        order = list(State)
        self._state = max(self._state, state, key=order.index)
        if why not in self._why:
            self._why.append(why)

    # Steps

    def _take(self, step: Step) -> None:
        source = _id(step.source)
        if source in self._failed or (source not in self._by and source in self._missing):
            self._miss(step, 1)
            return
        if source in self._broken.gone:
            self._miss(step, 1)
            return
        step = self._conditioned(step, source)
        if step.is_reply or step.is_internal:
            self._is_answered = self._is_answered or step is self._reply
            self._keep(step, step)
            return
        failing = self._failing(step)
        if failing is None:
            self._keep(step, step)
            for node in step.nodes[1:]:
                self._by.setdefault(_id(node), step)
        elif failing.reaches:
            self._fail(failing)

    def _miss(self, step: Step, reaches: int) -> None:
        self._missing.update(_id(node) for node in step.nodes[reaches:])

    def _keep(self, step: Step, origin: Step) -> None:
        self._kept.append(step)
        self._origin[step] = origin

    def _conditioned(self, step: Step, source: str) -> Step:
        """A step on a miss of a cache that is gone always happens."""
        condition = step.condition
        cache = None if condition is None or condition.cache is None else condition.cache.target
        if condition is None or cache is None or condition.kind != "miss" or not self._is_lost(source, cache.id):
            return step
        self._worsen(State.DEGRADED, f"every read of '{cache.id}' is a miss and goes to '{step.target.name}'")
        always = _changed(step, condition=None)
        self._more.add(always)
        return always

    def _is_lost(self, source: str, target: str) -> bool:
        return target in self._broken.gone or self._broken.is_cut(source, target)

    def _failing(self, step: Step) -> _Failing | None:
        condition = step.condition
        cache = None if condition is None or condition.cache is None else condition.cache.target
        is_hit = condition is not None and condition.kind == "hit" and cache is not None
        if is_hit and cache is not None and self._is_lost(_id(step.source), cache.id):
            self._miss(step, 1)
            return _Failing(step, 0, "")
        for index, (one, other) in enumerate(zip(step.nodes, step.nodes[1:], strict=False)):
            here, there = _id(one), _id(other)
            if there in self._broken.gone:
                return _Failing(step, index + 1, self._broken.gone[there])
            if self._broken.is_cut(here, there):
                return _Failing(step, index + 1, f"'{here}' cannot reach '{there}'")
        return None

    # Failures

    def _fail(self, failing: _Failing) -> None:
        step = failing.step
        self._miss(step, failing.reaches)
        lost = step.nodes[failing.reaches].target
        if failing.reaches > 1:
            self._keep(_changed(step, nodes=step.nodes[: failing.reaches]), step)
        stop = self._stop(step, lost)
        if stop or is_missed(self._flow, step, lost):
            self._wait_for(failing, lost)
            self._worsen(State.DEGRADED, f"{failing.what}: {stop}" if stop else failing.what)
            self._multiply([step])
        elif step.is_async and not is_publishing(step):
            self._undelivered(failing)
        elif not self._is_sometimes(step, failing.what):
            self._wait_for(failing, lost)
            self._give_up(failing)

    def _undelivered(self, failing: _Failing) -> None:
        step = failing.step
        source = step.source.target
        is_first = step is self._flow.steps[0]
        if source is not None and source.role is Role.BROKER:
            self._worsen(State.DOWN if is_first else State.DEGRADED, f"{failing.what}: messages wait in '{source.id}'")
        else:
            self._worsen(State.DEGRADED, f"{failing.what}: what is sent to it is lost")

    def _give_up(self, failing: _Failing) -> None:
        """The source of a step that fails fails, and so does the call that led there, until something stops that."""
        chain = [failing.step]
        while True:
            source = _id(chain[-1].source)
            self._failed.add(source)
            parent = self._by.get(source)
            if parent is None:
                if self._is_answered and failing.step.number not in self._awaited:
                    self._worsen(State.DEGRADED, f"{failing.what}, which is asked after the answer")
                else:
                    self._worsen(State.DOWN, failing.what)
                break
            if parent.is_async:
                broker = parent.source.target
                is_first = parent is self._flow.steps[0]
                waits = f": messages wait in '{broker.id}'" if broker is not None and broker.role is Role.BROKER else ""
                self._worsen(State.DOWN if is_first else State.DEGRADED, f"{failing.what}{waits}")
                break
            stop = self._stop(parent, parent.target.target)
            if stop:
                self._worsen(State.DEGRADED, f"{failing.what}: {stop}")
                chain.append(parent)
                break
            chain.append(parent)
            if self._is_sometimes(parent, failing.what):
                break
        self._multiply(chain)

    def _is_sometimes(self, step: Step, what: str) -> bool:
        """Whether a step that fails is one that is not always taken, so that the flow fails sometimes only."""
        condition = step.condition
        if condition is not None:
            share = self._share_of(step, condition)
            told = f"{percent(share)} of its runs fail" if share is not None else f"it fails if {condition.text}"
            self._sometimes(f"{what}: {told}", share)
            return True
        block = next((block for block in step.blocks if block.kind in ("alt", "opt")), None)
        if block is not None:
            self._sometimes(f"{what}: it fails if {block.condition or 'that branch is taken'}", None)
        return block is not None

    def _share_of(self, step: Step, condition: Condition) -> Fraction | None:
        """In how many of its runs a step with a condition is taken at least once, where that is known.

        Of reads that are done often each is a miss by itself. A share is one of what the step belongs to.
        """
        share = _chance(condition)
        if share is None:
            return None
        line = [step, *(each for each in self._line(step) if each is not step)]
        loops = {block.number: block.times for each in line for block in each.blocks if block.kind == "loop"}
        turns = [each.times for each in line[1 if condition.kind == "share" else 0 :]]
        often = [self._counts(each) for each in (*turns, *loops.values())]
        count = Fraction(1)
        for each in often:
            if not each:
                return None
            count *= each
        return at_least_once(share, count)

    def _sometimes(self, told: str, share: Fraction | None) -> None:
        """Take down that some runs fail; of several such shares the largest is sure, and one not known leaves it so."""
        if not self._fails:
            self._share = share
        elif share is not None and self._share is not None:
            self._share = max(share, self._share)
        self._fails = self._fails or told
        self._worsen(State.DEGRADED, told)

    def _stop(self, step: Step, target: Component | None) -> str:
        source = _id(step.source)
        return softened(step, target, lambda name: name in self._model.components and self._is_lost(source, name))

    def _wait_for(self, failing: _Failing, target: Component | None) -> None:
        """Keep a call that fails as the time that its caller waits for it in vain: nothing gets anything by it."""
        step = failing.step
        if not step.is_call or target is None or step.number not in self._awaited:
            return
        timeout = patience.timeout(step)
        if timeout is None:
            self._wait = self._wait or target.id
            return
        nodes = (step.source, step.nodes[failing.reaches])
        entry = _waiting(step.entry, timeout * patience.tries(step))
        self._keep(_changed(step, nodes=nodes, times=0, entry=entry), step)

    def _multiply(self, chain: list[Step]) -> None:
        """Count the tries of each call on the way up: all that belongs to it happens as often."""
        for call in chain:
            tries = patience.tries(call)
            if tries == 1 or not call.is_call:
                continue
            for kept in self._kept:
                own = self._origin[kept]
                if self._belongs(own, call) and not (own is call and _is_waiting(kept)):
                    self._tries[kept] = self._tries.get(kept, 1) * tries

    def _belongs(self, step: Step, call: Step) -> bool:
        """Whether a step is done each time that a call is tried: it is the call itself, or was set off by it."""
        return any(each is call for each in self._line(step))

    def _repeated(self, step: Step) -> Step:
        """A kept step as often as it is tried."""
        tries = self._tries.get(step, 1)
        if tries == 1:
            return step
        return _changed(step, blocks=(*step.blocks, Block("loop", f"retries-{step.number}", 0, times=tries)))


def softened(step: Step, target: Component | None, is_lost: Callable[[str], bool]) -> str:
    """What keeps the failure of a step from going further; empty where nothing does.

    `is_lost` says whether what a step falls back on cannot be reached either.
    """
    for entry in (step.entry, None if target is None else target.entry):
        answer = "" if entry is None else entry.text("on_failure")
        if entry is not None and answer in _SOFT:
            instead = entry.text("fallback").strip()
            if is_lost(instead):
                return ""
            return f"{answer}, {instead}" if instead else answer
        if answer:
            return ""
    if step.entry.value("side"):
        return "a side effect is lost"
    if is_publishing(step) and step.entry.value("outbox"):
        return "the message stays in the outbox"
    if is_publishing(step) and step.entry.value("awaited") is False:
        return "nobody waits for it, and the message is lost"
    return ""


def is_missed(flow: Flow, step: Step, target: Component | None) -> bool:
    """Whether a cache that does not answer is as good as one that has nothing: the flow has a way for misses."""
    if target is None or target.role is not Role.CACHE or not isinstance(step.label, Access):
        return False
    on_miss = [each for each in flow.steps if _missing_from(each) is target]
    return bool(on_miss) if step.label.op in _READS else step in on_miss


def _missing_from(step: Step) -> Component | None:
    """The cache on whose misses a step is taken."""
    condition = step.condition
    if condition is None or condition.kind != "miss" or condition.cache is None:
        return None
    return condition.cache.target


def _chance(condition: Condition) -> Fraction | None:
    """How often a condition holds, where that is stated."""
    if condition.kind == "share" and condition.share is not None:
        return Fraction(str(condition.share))
    cache = None if condition.cache is None else condition.cache.target
    hit = None if cache is None else cache.entry.value("hit")
    if condition.kind not in ("miss", "hit") or not isinstance(hit, Quantity):
        return None
    return 1 - hit.value if condition.kind == "miss" else hit.value


def is_publishing(step: Step) -> bool:
    """Whether a step hands a message to a broker."""
    return step.is_async and any(node.target is not None and node.target.role is Role.BROKER for node in step.nodes[1:])


def _changed(step: Step, **changes: object) -> Step:
    """A step with other properties."""
    return Step(**{**_fields(step), **changes})  # type: ignore[arg-type]


def _fields(step: Step) -> dict[str, object]:
    return {name: getattr(step, name) for name in Step.__annotations__}


def with_steps(flow: Flow, steps: tuple[Step, ...]) -> Flow:
    """The flow with other steps."""
    return Flow(flow.id, flow.span, flow.entry, steps, flow.title, flow.covers)


_PLACE = Span("", 1, 1, 1, 1)


def _waiting(entry: Record, seconds: Fraction) -> Record:
    """The entry of a step that takes so long and that nothing depends on."""
    text = f"{float(seconds * 1000):g}ms"
    time = Leaf(Quantity(seconds, seconds=1), Scalar(text, _PLACE))
    record = Record("latency", dict.fromkeys(_MARKS, time), dict.fromkeys(_MARKS, _PLACE), _PLACE)
    soft = Leaf("fallback", Scalar("fallback", _PLACE))
    entries = {**entry.entries, "latency": record, "on_failure": soft, _WAITS: soft}
    return entry._replace(entries={key: value for key, value in entries.items() if key != "fallback"})


_WAITS = "waits in vain"


def _is_waiting(step: Step) -> bool:
    return _WAITS in step.entry


def _id(node: Reference[Component]) -> str:
    return node.name if node.target is None else node.target.id
