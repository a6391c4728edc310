"""A flow as it is run: its steps as a tree, each below the one through which its source was first reached."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise

from hld.analyse.conventions import Reader
from hld.analyse.failure.play import is_missed, is_publishing, softened
from hld.analyse.rates import Rates, hit_of
from hld.analyse.simulation.service import Time, time_of_step
from hld.catalog.kinds import Role
from hld.model import patience, walk
from hld.model.types import Block, Component, Delivery, Flow, Model, Reference, Step
from hld.tuples import NamedTuple
from hld.units.parse import ratio
from hld.units.quantity import UnitError

__all__ = ["Arms", "Do", "Node", "Plan", "planned"]

_ONE = Fraction(1)

Far = Callable[[Component, Component], bool]


class Do(NamedTuple):
    """A step: what it enters, how often, with what chance, what it waits for, and what it sets off.

    `chance` is None where it is always taken; `cache` and `on_hit` say that it depends on what that cache had. `hits`
    are the shares that a CDN on the way answers itself. `own` is the time of the work in place of the component's.
    `is_final` says that the initiator has all it waits for then, `is_aside` that nobody waits for this.
    """

    step: Step
    enters: tuple[str, ...]
    children: tuple[Node, ...] = ()
    often: Fraction = _ONE
    serial: bool = False
    chance: Fraction | None = None
    cache: str = ""
    on_hit: bool = False
    hits: tuple[Fraction | None, ...] = ()
    delay: Fraction = Fraction(0)
    own: Time | None = None
    tries: int = 1
    timeout: Fraction | None = None
    is_soft: bool = False
    is_missed: bool = False
    is_final: bool = False
    is_aside: bool = False
    kind: str = "call"
    message: tuple[str, str] = ("", "")


class Arms(NamedTuple):
    """A block: its arms with the chance of each (None: side by side, all of them), and how often it is repeated."""

    arms: tuple[tuple[Fraction | None, tuple[Node, ...]], ...]
    times: Fraction = _ONE


Node = Do | Arms


class Plan(NamedTuple):
    """A flow to be run: what its initiator does, what starts it, and what could not be told of it."""

    flow: str
    nodes: tuple[Node, ...]
    starts_with: tuple[str, str]
    unknown: tuple[str, ...]


def planned(
    model: Model, flow: Flow, rates: Rates, reader: Reader, far: Callable[[Component, Component], bool]
) -> Plan:
    """The plan of a flow."""
    return _Planner(model, flow, rates, reader, far).plan()


class _Planner:
    def __init__(self, model: Model, flow: Flow, rates: Rates, reader: Reader, far: Far) -> None:
        self._model = model
        self._flow = flow
        self._rates = rates
        self._reader = reader
        self._far = far
        awaited = frozenset(walk.before_reply(flow))
        self._anew = walk.goes_on(flow)
        self._final = _last_answer(flow, awaited)
        self._aside = _aside(flow, awaited) if self._final is None else frozenset()
        self._below: dict[Step | None, list[Step]] = {}
        self._unknown: dict[str, None] = {}
        self._working = {
            _id(step.source) for step in flow.steps if step.is_internal and "latency" in step.entry.entries
        }

    def plan(self) -> Plan:
        """All of it."""
        first = self._flow.steps[0] if self._flow.steps else None
        by: dict[str, Step | None] = {} if first is None else {_id(first.source): None}
        own = set(by)
        for step in self._flow.steps:
            own = {_id(step.source)} if step in self._anew else own
            self._below.setdefault(by.get(_id(step.source)), []).append(step)
            if not step.is_reply:
                entered = [_id(node) for node in step.nodes[1:] if _id(node) not in own]
                by.update(dict.fromkeys(entered, step))
                own.update(entered)
        nodes = self._nodes(tuple(self._below.get(None, ())), ())
        starts = ("", "")
        if first is not None and first.source.target is not None and first.source.target.role is Role.BROKER:
            starts = (first.source.target.id, _message(first))
        return Plan(self._flow.id, nodes, starts, tuple(self._unknown))

    def _nodes(self, steps: tuple[Step, ...], around: tuple[Block, ...]) -> tuple[Node, ...]:
        return tuple(self._grouped(steps, len(around), around))

    def _grouped(self, steps: tuple[Step, ...], depth: int, around: tuple[Block, ...]) -> Iterator[Node]:
        """The steps one after the other; those in one block that opens here are taken together."""
        rest = list(steps)
        while rest:
            step = rest.pop(0)
            shared = _shared(step.blocks, around)
            inner = step.blocks[shared:]
            if not inner:
                yield self._do(step)
                continue
            block = inner[0]
            group = [step]
            while rest and _is_in(rest[0], block):
                group.append(rest.pop(0))
            yield self._arms(block, tuple(group), step.blocks[:shared])

    def _arms(self, block: Block, steps: tuple[Step, ...], around: tuple[Block, ...]) -> Arms:
        by_arm: dict[int, list[Step]] = {}
        blocks: dict[int, Block] = {}
        for step in steps:
            own = next(each for each in step.blocks if each.number == block.number)
            by_arm.setdefault(own.arm, []).append(step)
            blocks.setdefault(own.arm, own)
        inner = {arm: self._nodes(tuple(inside), (*around, blocks[arm])) for arm, inside in by_arm.items()}
        if block.kind == "parallel":
            return Arms(tuple((None, nodes) for nodes in inner.values()))
        if block.kind == "loop":
            times = self._rates.count(block.times) if block.times else None
            if times is None or times.why:
                self._unknown[f"how often loop {block.number} runs: once is taken"] = None
            return Arms(((_ONE, next(iter(inner.values()))),), _ONE if times is None else times.value)
        return Arms(tuple(self._chances(blocks, inner)))

    def _chances(
        self, blocks: dict[int, Block], inner: dict[int, tuple[Node, ...]]
    ) -> Iterator[tuple[Fraction, tuple[Node, ...]]]:
        """The arms of an alternative with their chances; of what is not known, `else` or nothing is taken."""
        rest = _ONE
        others: list[int] = []
        for arm, block in blocks.items():
            share = _share(block.condition)
            if share is not None:
                rest -= share
                yield share, inner[arm]
            elif block.condition.strip().lower() in ("else", "otherwise"):
                others.append(arm)
            else:
                self._unknown[f"how often '{block.condition}' holds: never is taken"] = None
        for arm in others:
            yield max(rest, Fraction(0)), inner[arm]

    def _do(self, step: Step) -> Do:
        target = step.target.target
        entered = () if step.is_reply or step.is_internal else step.nodes[1:]
        condition = step.condition
        cache = None if condition is None or condition.cache is None else condition.cache.target
        chance, depends = self._chance(step, cache)
        times = self._rates.count(step.times)
        if times.why:
            self._unknown[f"{times.why}: once is taken"] = None
        return Do(
            step,
            tuple(node.target.id for node in entered if node.target is not None),
            self._nodes(tuple(self._below.get(step, ())), step.blocks),
            often=times.value,
            serial=bool(step.entry.value("serial")),
            chance=chance,
            cache=cache.id if depends and cache is not None else "",
            on_hit=condition is not None and condition.kind == "hit",
            hits=tuple(self._hit(node) for node in entered if node.target is not None),
            delay=self._delay(step),
            own=self._own(step),
            tries=patience.tries(step),
            timeout=patience.timeout(step),
            is_soft=bool(softened(step, target, lambda name: False)),
            is_missed=is_missed(self._flow, step, target),
            is_final=step is self._final,
            is_aside=step in self._aside,
            kind=_kind(step),
            message=(_broker(step), _message(step)),
        )

    def _chance(self, step: Step, cache: Component | None) -> tuple[Fraction | None, bool]:
        """The chance that a step is taken, and whether it depends on what a cache had."""
        condition = step.condition
        if condition is None:
            return None, False
        if condition.kind == "share" and condition.share is not None:
            return _share(condition.text), False
        if condition.kind in ("miss", "hit"):
            hit = hit_of(self._reader, cache)
            if hit is None:
                self._unknown[
                    f"the hit ratio of '{condition.cache.name if condition.cache else ''}': none is taken"
                ] = None
            return hit or Fraction(0), True
        self._unknown[f"how often '{condition.text}' holds: never is taken"] = None
        return Fraction(0), False

    def _hit(self, node: Reference[Component]) -> Fraction | None:
        target = node.target
        return hit_of(self._reader, target) if target is not None and target.kind.name == "cdn" else None

    def _delay(self, step: Step) -> Fraction:
        """The round trips between regions."""
        nodes = [node.target for node in step.nodes if node.target is not None]
        pairs = pairwise(nodes)
        trips = sum(self._far(one, other) for one, other in pairs) if not step.is_reply else 0
        return trips * self._reader.conventions.rtt

    def _own(self, step: Step) -> Time | None:
        """The time of the work where the step says it; none at all where steps of its own say what it does."""
        if "latency" in step.entry.entries:
            return time_of_step(step.entry, self._reader)
        if not step.is_internal and not step.is_reply and _id(step.target) in self._working:
            return Time("constant", 0.0)
        return None


def _last_answer(flow: Flow, awaited: frozenset[Step]) -> Step | None:
    """The reply after which the initiator waits for nothing more, if there is one."""
    final = walk.final_reply(flow)
    after = flow.steps[flow.steps.index(final) :] if final is not None else ()
    return final if awaited.isdisjoint(after) else None


def _aside(flow: Flow, awaited: frozenset[Step]) -> frozenset[Step]:
    """The calls after the last reply that the initiator, which goes on, does not wait for."""
    final = walk.final_reply(flow)
    after = flow.steps[flow.steps.index(final) :] if final is not None else ()
    return frozenset(step for step in after if step.is_call and step not in awaited)


def _shared(blocks: tuple[Block, ...], around: tuple[Block, ...]) -> int:
    """In how many blocks a step already is."""
    count = 0
    for one, other in zip(blocks, around, strict=False):
        if (one.kind, one.number, one.arm) != (other.kind, other.number, other.arm):
            break
        count += 1
    return count


def _is_in(step: Step, block: Block) -> bool:
    return any(each.number == block.number and each.kind == block.kind for each in step.blocks)


def _kind(step: Step) -> str:
    """What a step is: reply, internal, publish, delivery, async or call."""
    if step.is_reply:
        return "reply"
    if step.is_internal:
        return "internal"
    if not step.is_async:
        return "call"
    if is_publishing(step):
        return "publish"
    source = step.source.target
    return "delivery" if source is not None and source.role is Role.BROKER else "async"


def _broker(step: Step) -> str:
    for node in (step.target, step.source):
        if node.target is not None and node.target.role is Role.BROKER:
            return node.target.id
    return ""


def _message(step: Step) -> str:
    return step.label.message.name if isinstance(step.label, Delivery) else ""


def _share(text: str) -> Fraction | None:
    if not text.strip().endswith("%"):
        return None
    try:
        return min(ratio(text).value, _ONE)
    except UnitError:
        return None


def _id(node: Reference[Component]) -> str:
    return node.name if node.target is None else node.target.id
