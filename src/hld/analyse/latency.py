"""How long the initiator of a flow waits: the budget of its sequential steps at a percentile.

Every entry into a component takes the time of the component; `@` on the step stands in for it, and so do the times of
a component's own steps. Arms side by side count as long as the longest; `xN` goes side by side too, unless it is
`serial`, and shows in the tail. A branch counts if it is taken more often than the percentile leaves out: with 5 % of
misses the p99 is a miss. Round trips are added between regions only.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import lru_cache

from hld.analyse.conventions import Reader
from hld.analyse.formulas import at_least_once
from hld.analyse.rates import Rates, hit_of
from hld.analyse.regions import is_far
from hld.analyse.service import P99, Times, own_latency
from hld.analyse.tally import Tally
from hld.analyse.types import Latency, Number, Origin, Part, Tail, provenance, unknown
from hld.catalog.kinds import Role
from hld.model import walk
from hld.model.types import Block, Component, Condition, Flow, Step
from hld.tuples import NamedTuple
from hld.units.parse import ratio
from hld.units.quantity import UnitError

__all__ = ["Known", "budget", "leaf_quantile", "one_is_slow"]

_ALL = Fraction(100)
_ZERO = Fraction(0)
_ONE = Fraction(1)


class Known(NamedTuple):
    """What is known of a design before its flows are walked: rates, regions and, by percentile, times of components."""

    rates: Rates
    regions: Mapping[str, tuple[str, ...]]
    times: Callable[[Fraction], Times]


class _Chance(NamedTuple):
    """How often a step is taken: never more than `at_most`, surely as often as `at_least`."""

    at_least: Fraction = _ONE
    at_most: Fraction = _ONE

    def times(self, other: _Chance) -> _Chance:
        """Both after each other."""
        if other is _ALWAYS:
            return self
        if self is _ALWAYS:
            return other
        return _Chance(self.at_least * other.at_least, self.at_most * other.at_most)


_ALWAYS = _Chance()
_MAYBE = _Chance(_ZERO, _ONE)
_ONCE = (_ALWAYS, _ONE)


def _likely(share: Fraction, turns: Fraction) -> _Chance:
    """What happens at least once in so many turns, each with this chance."""
    found = share if turns == 1 else at_least_once(share, turns)
    return _Chance(found, found)


class _Spent(NamedTuple):
    """Time spent: surely, how much more at most, and the parts it is made of."""

    low: Fraction = _ZERO
    more: Fraction = _ZERO
    parts: tuple[Part, ...] = ()

    @property
    def high(self) -> Fraction:
        """The time at most."""
        return self.low + self.more if self.more else self.low


class _Item(NamedTuple):
    """A step with what it adds, and the blocks around it."""

    step: Step
    spent: _Spent


def budget(flow: Flow, known: Known, reader: Reader, percentile: Fraction = P99) -> Latency:
    """The latency of a flow at a percentile (0: on average)."""
    if not flow.steps:
        return Latency(unknown(f"flow '{flow.id}' has no steps", "s"), percentile)
    walker = _Walker(flow, known, reader, percentile)
    items = tuple(walker.items())
    total = walker.sequence(items, 0)
    counted = [part for part in total.parts if part.counts]
    missing = next((part.time.why for part in counted if not part.time.is_exact), "") or walker.missing
    timed = [part for part in counted if part.time.value is not None]
    if not timed and missing:
        spent = unknown(missing, "s")
    else:
        origin = provenance([part.time.origin for part in timed])
        spent = Number(total.low, "s", origin, bool(missing), missing)
    return Latency(
        spent,
        percentile,
        total.parts,
        total.high if total.more else None,
        _guaranteed(len(timed), percentile) if percentile and len(timed) > 1 else None,
        walker.mixed,
        tuple(walker.tails),
        tuple(dict.fromkeys(walker.misses)),
    )


@lru_cache(maxsize=1024)
def _guaranteed(parts: int, percentile: Fraction) -> Fraction:
    """The share of requests in which so many parts are sure to keep their percentile all at once."""
    return max(_ONE - parts * (1 - percentile / _ALL), _ZERO)


class _Walker:
    """Goes through the steps that the initiator waits for."""

    def __init__(self, flow: Flow, known: Known, reader: Reader, percentile: Fraction) -> None:
        self._flow = flow
        self._known = known
        self._rates = known.rates
        self._times = known.times(percentile)
        self._reader = reader
        self._percentile = percentile
        self._is_mean = not percentile
        self._rest = _ZERO if self._is_mean else 1 - percentile / _ALL
        self.mixed = False
        self.missing = ""
        self.misses: list[str] = []
        self.tails: list[Tail] = []

    def items(self) -> Iterator[_Item]:
        """The steps, each with the time it adds."""
        steps = walk.before_reply(self._flow)
        working = {
            step.source.target.id
            for step in steps
            if step.is_internal and step.source.target is not None and "latency" in step.entry.entries
        }
        anew = walk.goes_on(self._flow)
        reached: dict[str, tuple[_Chance, Fraction]] = {}
        own: set[str] = set()
        for step in steps:
            if step.is_reply:
                continue
            if step in anew:
                own.clear()
            chance, turns = reached.get(step.source.name, _ONCE)
            if step.condition is not None:
                chance = chance.times(self._own_chance(step.condition, step, turns))
            if step.times != 1:
                turns *= self._rates.count(step.times).value
            for node in step.nodes[1:]:
                if node.name not in own:
                    own.add(node.name)
                    reached[node.name] = chance, turns
            yield _Item(step, self._weighed(step, self._parts(step, working), chance))

    def _own_chance(self, condition: Condition, step: Step, turns: Fraction) -> _Chance:
        """How often a step is taken at least once where its source is reached so many times.

        Of reads that are done often each is a miss by itself. A mean counts those that come one after the other each.
        """
        if condition.kind in ("miss", "hit") and (self._percentile or not step.entry.value("serial")):
            turns *= _ONE if step.times == 1 else self._rates.count(step.times).value
        return self._chance(condition, turns)

    def _chance(self, condition: Condition, turns: Fraction) -> _Chance:
        if condition.kind == "share":
            share = _share(condition.text)
            return _MAYBE if share is None else _likely(share, turns)
        if condition.kind in ("miss", "hit"):
            cache = condition.cache.target if condition.cache is not None else None
            hit = hit_of(self._reader, cache)
            if hit is None:
                return _ALWAYS  # whoever states no hit ratio has to reckon with misses
            chance = _likely(1 - hit if condition.kind == "miss" else hit, turns)
            if cache is not None and condition.kind == "miss" and chance.at_least > self._rest:
                self.misses.append(cache.id)
            return chance
        return _MAYBE

    def _weighed(self, step: Step, parts: tuple[Part, ...], chance: _Chance) -> _Spent:
        """The time of a step's parts, if the step is taken often enough to count."""
        if self._is_mean:
            low = sum(((part.time.value or _ZERO) * chance.at_least for part in parts), _ZERO)
            high = sum(((part.time.value or _ZERO) * chance.at_most for part in parts), _ZERO)
            return _Spent(low, high - low, tuple(_weighted(part, chance.at_least) for part in parts))
        times = [part.time.value for part in parts if part.time.value is not None]
        total = times[0] if len(times) == 1 else sum(times, _ZERO)
        if chance is _ALWAYS or chance.at_least > self._rest or chance.at_least == 1:
            return _Spent(total, _ZERO, parts)
        note = "rare" if chance.at_most <= self._rest else f"if {step.condition.text}" if step.condition else ""
        aside = tuple(part._replace(counts=False, note=note) for part in parts)
        return _Spent(_ZERO, total if chance.at_most > self._rest else _ZERO, aside)

    def _parts(self, step: Step, working: set[str]) -> tuple[Part, ...]:
        """What the components that a step enters add to the wait."""
        if step.is_internal:
            if "latency" in step.entry.entries and step.source.target is not None:
                return (Part(step.source.target.id, step.number, self._stated(step), note="its own work"),)
            return ()
        found: list[Part] = []
        before = step.source.target
        targets = step.nodes[1:2] if step.is_async else step.nodes[1:]
        for node in targets:
            component = node.target
            if component is None:
                self.missing = self.missing or f"'{node.name}' is not declared"
                continue
            if step.is_async and component.role is not Role.BROKER and not self._begins(step, before):
                break
            if before is not None and self._known.regions and is_far(self._known.regions, before, component):
                rtt = Number(self._reader.conventions.rtt, "s", self._rtt_origin())
                found.append(Part(component.id, step.number, rtt, note=f"from {before.id} in another region"))
            before = component
            if component.role is not Role.CLIENT and component.id not in working:
                found.append(self._entry(step, component, node is targets[-1]))
        return tuple(found)

    def _begins(self, step: Step, source: Component | None) -> bool:
        """Whether the step is the delivery that starts the flow."""
        return step is self._flow.steps[0] and source is not None and source.role is Role.BROKER

    def _rtt_origin(self) -> Origin:
        return Origin.STATED if "rtt" in self._reader.conventions.stated else Origin.DEFAULT

    def _entry(self, step: Step, component: Component, is_last: bool) -> Part:
        if is_last and "latency" in step.entry.entries:
            time, substitute = self._stated(step), False
        else:
            time, substitute = self._times.of(component)
        self.mixed = self.mixed or substitute
        count = _ONE if step.times == 1 else self._rates.count(step.times).value
        if is_last and count is not _ONE and count > 1:
            if step.entry.value("serial"):
                time = time._replace(value=None if time.value is None else time.value * count)
            elif self._percentile:
                self._tail(step, component, count)
        return Part(component.id, step.number, time)

    def _stated(self, step: Step) -> Number:
        own = own_latency(self._reader, step.entry, self._percentile)
        if own is None:
            return unknown(f"how long step {step.number} of '{self._flow.id}' takes", "s")
        self.mixed = self.mixed or own[1]
        return own[0]

    def _tail(self, step: Step, component: Component, count: Fraction) -> None:
        leaf = float(self._percentile / _ALL)
        self.tails.append(
            Tail(component.id, step.number, count, one_is_slow(leaf, float(count)), leaf_quantile(leaf, float(count)))
        )

    # Blocks

    def sequence(self, items: tuple[_Item, ...], depth: int) -> _Spent:
        """Items one after the other; those within one block are taken together."""
        low, more = Tally(), Tally()
        parts: list[Part] = []
        for group in _by_block(items, depth):
            first = group[0].step.blocks
            spent = group[0].spent if len(first) <= depth else self._block(first[depth], group, depth)
            low.add(spent.low)
            if spent.more is not _ZERO:
                more.add(spent.more)
            parts += spent.parts
        return _Spent(low.total, more.total, tuple(parts))

    def _block(self, block: Block, items: tuple[_Item, ...], depth: int) -> _Spent:
        arms = {arm: self.sequence(tuple(inside), depth + 1) for arm, inside in _by_arm(items, depth)}
        conditions = {item.step.blocks[depth].arm: item.step.blocks[depth].condition for item in items}
        if block.kind == "loop":
            return self._loop(block, next(iter(arms.values())))
        if block.kind == "parallel":
            return _longest(arms.values())
        return self._alternative(block, arms, conditions)

    def _loop(self, block: Block, inner: _Spent) -> _Spent:
        count = self._rates.count(block.times).value if block.times else _ZERO
        if not count:
            self.missing = self.missing or f"how often loop {block.number} of '{self._flow.id}' runs"
            count = _ONE
        parts = tuple(
            part._replace(time=part.time._replace(value=None if part.time.value is None else part.time.value * count))
            for part in inner.parts
        )
        return _Spent(inner.low * count, inner.more * count, parts)

    def _alternative(self, block: Block, arms: dict[int, _Spent], conditions: dict[int, str]) -> _Spent:
        """One of several: those that are taken often enough count; of which nothing is known, the shortest is sure."""
        shares = _shares(conditions)
        if shares is not None:
            if not self._percentile:
                return _Spent(
                    sum((arms[arm].low * share for arm, share in shares.items()), _ZERO),
                    sum((arms[arm].more * share for arm, share in shares.items()), _ZERO),
                    tuple(_weighted(part, shares[arm]) for arm, spent in arms.items() for part in spent.parts),
                )
            often = {arm for arm, share in shares.items() if share > self._rest}
            return _longest(arms.values(), [spent for arm, spent in arms.items() if arm in often])
        is_whole = block.kind == "alt" and any(text.lower() in ("else", "otherwise") for text in conditions.values())
        high = max(spent.high for spent in arms.values())
        if not is_whole:
            return _Spent(_ZERO, high, _aside(arms.values(), None))
        shortest = min(arms.values(), key=lambda spent: spent.low)
        return _Spent(shortest.low, high - shortest.low, _aside(arms.values(), shortest))


def _weighted(part: Part, share: Fraction) -> Part:
    """A part by the share of requests that it concerns: what a mean is made of."""
    value = part.time.value
    return part._replace(time=part.time._replace(value=None if value is None else value * share))


def _longest(spents: Iterable[_Spent], among: list[_Spent] | None = None) -> _Spent:
    """The longest of several that go on side by side; only the parts of that one are in the sum."""
    every = list(spents)
    candidates = every if among is None else among
    if not candidates:
        return _Spent(_ZERO, _ZERO, _aside(every, None))
    chosen = max(candidates, key=lambda spent: spent.low)
    high = max(spent.high for spent in candidates)
    parts = [
        part if spent is chosen or part.time.value is None else part._replace(counts=False)
        for spent in every
        for part in spent.parts
    ]
    return _Spent(chosen.low, high - chosen.low, tuple(parts))


def _aside(spents: Iterable[_Spent], chosen: _Spent | None) -> tuple[Part, ...]:
    return tuple(part if spent is chosen else part._replace(counts=False) for spent in spents for part in spent.parts)


def _by_block(items: tuple[_Item, ...], depth: int) -> Iterator[tuple[_Item, ...]]:
    """Items in groups: those of one block at this depth together, each other one by itself."""
    group: list[_Item] = []
    for item in items:
        blocks = item.step.blocks
        number = blocks[depth].number if len(blocks) > depth else ""
        open_number = group[0].step.blocks[depth].number if group and len(group[0].step.blocks) > depth else ""
        if group and (not number or number != open_number):
            yield tuple(group)
            group = []
        group.append(item)
    if group:
        yield tuple(group)


def _by_arm(items: tuple[_Item, ...], depth: int) -> Iterator[tuple[int, list[_Item]]]:
    arms: dict[int, list[_Item]] = {}
    for item in items:
        arms.setdefault(item.step.blocks[depth].arm, []).append(item)
    yield from arms.items()


def _shares(conditions: dict[int, str]) -> dict[int, Fraction] | None:
    """The shares of the arms of an alternative, where each is stated; `else` gets the rest."""
    found = {arm: _share(text) for arm, text in conditions.items()}
    others = [arm for arm, text in conditions.items() if text.strip().lower() in ("else", "otherwise")]
    if any(share is None for arm, share in found.items() if arm not in others):
        return None
    rest = _ONE - sum((share for share in found.values() if share is not None), _ZERO)
    return {arm: max(rest, _ZERO) if share is None else share for arm, share in found.items()}


def _share(text: str) -> Fraction | None:
    if not text.strip().endswith("%"):
        return None
    try:
        return min(ratio(text).value, _ONE)
    except UnitError:
        return None


def one_is_slow(quantile: float, count: float) -> float:
    """The chance that one of so many is slower than this quantile of it: 1 − qᴺ (Dean and Barroso 2013)."""
    if quantile <= 0:
        return 1.0
    return -math.expm1(count * math.log(quantile))


def leaf_quantile(percentile: float, count: float) -> float:
    """The quantile that each of so many must keep for all of them to keep the percentile: p^(1/N)."""
    return percentile ** (1 / count) if percentile > 0 else 0.0
