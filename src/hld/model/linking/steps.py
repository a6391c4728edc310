"""Flows and their steps: the path of each, its number, the blocks around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TypeAlias

from hld.catalog.kinds import Role
from hld.diagnostics import Span
from hld.model.linking.components import Components
from hld.model.linking.labels import Labels, Path
from hld.model.linking.messages import Messages
from hld.model.linking.names import Names
from hld.model.types import Arrow, Block, Component, Condition, Flow, Reference, Requirement, Step, is_broker
from hld.spec.forms.label import MessageLabel, classify, is_spoken
from hld.spec.forms.step import is_path
from hld.spec.shapes.stories import BLOCKS
from hld.spec.types import Leaf, Record, Value, Values
from hld.tuples import NamedTuple

__all__ = ["Draft", "Stories", "drafts", "publish"]

#: Kinds that pass on what reaches them and hold no data, so that nothing is missed there.
_KEEP_NOTHING = frozenset(("dns", "load-balancer", "queue", "topic", "stream"))
_BLOCKS = frozenset(BLOCKS)
_ARROWS = {arrow.value: arrow for arrow in Arrow}


class Draft(NamedTuple):
    """A step whose components are known, before its label is read, unless it is a `message` whatever is declared."""

    number: str
    path: Path
    entry: Record
    blocks: tuple[Block, ...]
    span: Span
    chain: Span
    message: MessageLabel | None


_Written: TypeAlias = tuple[Record, tuple[Block, ...], tuple[int, ...]]
"""A step as written, the blocks around it, and their numbers."""


def drafts(entry: Record, components: Components) -> list[Draft]:
    """The steps of a flow with their components resolved, in order, a step for each hop that a broker cuts off."""
    counters: dict[tuple[int, ...], int] = {}
    found: list[Draft] = []
    for written in _written(entry.items("steps"), (), (), counters):
        found += _drafts(written, components, counters)
    return found


def _written(
    items: tuple[Value, ...], blocks: tuple[Block, ...], within: tuple[int, ...], counters: dict[tuple[int, ...], int]
) -> Iterator[_Written]:
    """The steps as written, blocks opened up, with the numbers of the blocks around them."""
    for item in items:
        if not isinstance(item, Record):
            continue
        if _BLOCKS.isdisjoint(item.entries):
            yield item, blocks, within
            continue
        kind = _kind(item)
        counters[within] = counters.get(within, 0) + 1
        inner = (*within, counters[within])
        number = ".".join(map(str, inner))
        for arm, (condition, steps) in enumerate(_arms(kind, item)):
            block = Block(kind, number, arm, condition, _rounds(kind, item))
            yield from _written(steps, (*blocks, block), inner, counters)


def _rounds(kind: str, item: Record) -> int | str:
    """How often a loop runs, 0 where that is not said and for other blocks."""
    value = item.get(kind) if kind == "loop" else None
    count = value.value("times", 0) if isinstance(value, Record) else 0
    return count if isinstance(count, int | str) else 0


def _counts(items: tuple[Value, ...]) -> Iterator[Leaf]:
    """How often each loop among these steps runs, where that is said."""
    for item in items:
        if item.__class__ is Record and _BLOCKS.isdisjoint(item.entries):
            continue
        kind = _kind(item) if isinstance(item, Record) else ""
        if isinstance(item, Values):
            yield from _counts(item.items)
        elif kind and isinstance(item, Record):
            value = item.get(kind)
            count = value.leaf("times") if kind == "loop" and isinstance(value, Record) else None
            yield from () if count is None or not count.text else (count,)
            for _, steps in _arms(kind, item):
                yield from _counts(steps)


def _kind(item: Record) -> str:
    """Which block a step is, "" if it is none."""
    return "" if _BLOCKS.isdisjoint(item.entries) else next(key for key in BLOCKS if key in item.entries)


def _arms(kind: str, item: Record) -> Iterator[tuple[str, tuple[Value, ...]]]:
    """The arms of a block, each with its condition and its steps."""
    value = item.get(kind)
    if kind == "parallel":
        yield from (("", arm) for arm in _parallel(item.items(kind)))
    elif isinstance(value, Record):
        if kind == "alt":
            yield from ((condition, value.items(condition)) for condition in value.entries)
        else:
            condition = value.text("if") or value.text("when") or value.text("until") or value.text("times")
            yield condition, value.items("steps")


def _parallel(items: tuple[Value, ...]) -> Iterator[tuple[Value, ...]]:
    """The arms of a parallel block: a list is an arm, and so is a step with all that was written in its chain."""
    arm: list[Value] = []
    for item in items:
        if isinstance(item, Values):
            yield from (tuple(arm),) if arm else ()
            yield item.items
            arm = []
        elif arm and _chain(arm[-1]) != _chain(item):
            yield tuple(arm)
            arm = [item]
        else:
            arm.append(item)
    if arm:
        yield tuple(arm)


def _chain(value: Value) -> Span:
    return value.at("chain") if isinstance(value, Record) else value.span


def _drafts(written: _Written, components: Components, counters: dict[tuple[int, ...], int]) -> list[Draft]:
    entry, blocks, within = written
    nodes = _nodes(entry, components)
    if not nodes:
        return []
    arrow = _arrow(entry) if len(nodes) > 1 else None
    chain = entry.at("chain")
    found: list[Draft] = []
    for part in _cut(nodes, arrow):
        counters[within] = count = counters.get(within, 0) + 1
        number = ".".join(map(str, (*within, count))) if within else str(count)
        span = entry.span if part is nodes else part[0].span.to(part[-1].span)
        path = Path.of(part, arrow)
        found.append(Draft(number, path, entry, blocks, span, chain, _message(entry, path)))
    return found


def _nodes(entry: Record, components: Components) -> tuple[Reference[Component], ...]:
    entries = entry.entries
    keys = ("from", "via", "to") if "from" in entries else ("at",) if "at" in entries else ("to",)
    nodes: list[Reference[Component]] = []
    for key in keys:
        value = entries.get(key)
        if value is None:
            continue
        for leaf in value.items if isinstance(value, Values) else (value,):
            if isinstance(leaf, Leaf):
                text, span, _, _ = leaf.scalar
                nodes += (components.named(text, span),) if text else ()
    return tuple(nodes)


def _arrow(entry: Record) -> Arrow:
    arrow = _ARROWS.get(entry.text("arrow"))
    if arrow is not None:
        return arrow
    if "send" in entry or "receive" in entry:
        return Arrow.ASYNC
    return Arrow.REPLY if "reply" in entry else Arrow.CALL


def _cut(nodes: tuple[Reference[Component], ...], arrow: Arrow | None) -> Iterable[tuple[Reference[Component], ...]]:
    """The parts of a chain: whole, unless it is asynchronous or passes a broker; then hop by hop."""
    if len(nodes) <= 2 or arrow is Arrow.REPLY or (arrow is Arrow.CALL and not any(map(is_broker, nodes[1:-1]))):
        return (nodes,)
    return pairwise(nodes)


def _message(entry: Record, path: Path) -> MessageLabel | None:
    """What the step delivers, if its label can be nothing but a message (or the id of an operation)."""
    leaf = entry.leaf("label") if path.manner is Arrow.ASYNC else None
    if leaf is None:
        return None
    if " " in leaf.text and "{" not in leaf.text and not is_spoken(leaf.text):
        return None
    label = classify(leaf.scalar, path.manner, path.source, path.target)
    return label if isinstance(label, MessageLabel) else None


def publish(draft: Draft, messages: Messages) -> None:
    """Take note of the message that a step sends, so that it is known before any label is read."""
    path = draft.path
    if draft.message is None and "send" not in draft.entry.entries:
        return
    if path.source is Role.BROKER and path.target is not Role.BROKER:
        return
    sent = None if draft.message is not None else draft.entry.leaf("send")
    name = draft.message.name if draft.message is not None else None if sent is None else sent.scalar
    if name is not None and name.text:
        messages.publish(name.text, name.span, path.brokers[-1] if path.target is Role.BROKER else "")


class Stories:
    """Turns drafts into flows."""

    def __init__(
        self,
        components: Components,
        labels: Labels,
        requirements: Names[Requirement],
        estimates: Names[Record],
    ) -> None:
        self._components = components
        self._labels = labels
        self._requirements = requirements
        self._estimates = estimates

    def flow(self, name: str, entry: Record, steps: list[Draft]) -> Flow:
        """The flow of this name, made of these steps."""
        covers = [self._requirements.resolve(leaf.text, leaf.span) for leaf in entry.leaves("covers") if leaf.text]
        for count in _counts(entry.items("steps")):
            if isinstance(count.value, str):
                self._estimates.resolve(count.text, count.span)
        made = tuple([self._step(draft) for draft in steps])
        return Flow(name, entry.span, entry, made, entry.text("title"), tuple(covers))

    def _step(self, draft: Draft) -> Step:
        number, path, entry, blocks, span, chain, message = draft
        if path.arrow is None:
            self._check_work(entry)
        label = self._labels.of(entry, path, message)
        condition = self._condition(entry) if "when" in entry.entries else None
        times = self._times(entry) if "times" in entry.entries else 1
        return Step(number, path.nodes, path.arrow, label, span, chain, entry, condition, times, blocks)

    def _check_work(self, entry: Record) -> None:
        """Report work within one component that is a path over others."""
        leaf = entry.leaf("label")
        if leaf is None or not is_path(leaf.text):
            return
        path, _, said = leaf.text.partition(":")
        nodes = path.replace("-->", "->").replace("~>", "->").split("->")
        if len(nodes) > 1 and all(node.strip() in self._components.known for node in nodes):
            message = f"'{path.strip()}' is a path, and a step has one"
            hint = f"write a step of its own: '{path.strip()}: {said.strip() or 'what'}'"
            self._components.notes.add("bad-step", leaf.span, message, hint)

    def _times(self, entry: Record) -> int | str:
        leaf = entry.leaf("times")
        if leaf is None or leaf.value is None:
            return 1
        if isinstance(leaf.value, int):
            return leaf.value
        reference = self._estimates.resolve(leaf.text, leaf.span)
        return reference.near or reference.name

    def _condition(self, entry: Record) -> Condition | None:
        leaf = entry.leaf("when")
        if leaf is None or not leaf.text:
            return None
        word, _, rest = leaf.text.partition(" ")
        if word in ("miss", "hit") and rest.strip() and " " not in rest.strip():
            return Condition(word, leaf.text, leaf.span, self._cache(leaf, rest.strip()))
        share = _share(leaf.text)
        return Condition("text" if share is None else "share", leaf.text, leaf.span, share=share)

    def _cache(self, leaf: Leaf, name: str) -> Reference[Component]:
        at = leaf.text.rindex(name)
        span = leaf.scalar.slice(at, at + len(name)).span
        found = self._components.names.resolve(name, span)
        if found.is_exact and found.target is not None and found.target.kind.name in _KEEP_NOTHING:
            message = f"'{name}' ({found.target.kind.noun}) keeps nothing that could be found there or missed"
            self._components.notes.add("bad-step", span, message, "name the cache that is asked first")
        return found


def _share(text: str) -> float | None:
    """The probability that "5%" states, None where `text` is no percentage."""
    if not text.endswith("%"):
        return None
    try:
        share = float(text[:-1]) / 100
    except ValueError:
        return None
    return share if 0 <= share <= 1 else None
