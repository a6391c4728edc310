"""The legend: what the colours, dashes and badges in use mean, what is wrong, and each step: from, to, what, how."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from hld.model.types import Arrow, Block, Component, Flow, Model, Reference, Step
from hld.view import wording
from hld.view.chart import MEANINGS
from hld.view.lines import MANNERS, Stretch, carried
from hld.view.replies import answered
from hld.view.types import Card, LegendRow, Line

__all__ = [
    "accents", "fault_rows", "faults", "heading", "heats", "keys", "relationships", "steps", "told", "word",
]  # fmt: skip


def accents(cards: Iterable[Card]) -> Iterator[LegendRow]:
    """A sample of the colour of each word of the author's that marks a card."""
    for word in dict.fromkeys(card.accent for card in cards if card.accent):
        yield LegendRow("", "", what=word, is_key=True, accent=word)


def heats(cards: Iterable[Card]) -> Iterator[LegendRow]:
    """A sample of the colour of each heat in use, the coolest first, with the word that stands on the cards too."""
    used = {card.heat for card in cards}
    yield from (LegendRow("", "", what=told, is_key=True, heat=heat) for heat, told in MEANINGS.items() if heat in used)


def keys(stretches: Iterable[Stretch], flows: Iterable[Flow] = (), prefix: str = "") -> Iterator[LegendRow]:
    """A sample of each colour and dash in use, in the order of the table; then of the badges of chains and replies."""
    drawn = [stretch for stretch in stretches if stretch.source != stretch.target]
    for protocol in wording.TRAVELS:
        for is_dashed in (False, True):
            alike = [stretch for stretch in drawn if (stretch.protocol, stretch.is_dashed) == (protocol, is_dashed)]
            if alike:
                yield LegendRow("", protocol, what=_meaning(alike), is_dashed=is_dashed, is_key=True)
    told = [step for flow in flows for step in flow.steps]
    chain = next((step for step in told if len(step.nodes) > 2 and step.arrow is not Arrow.REPLY), None)
    if chain is not None:
        second = "second stretch, or step within it" if any(step.blocks for step in told) else "second stretch"
        yield LegendRow(f"{chain.number}.2", "call", what=f"step {chain.number}, {second}", is_key=True)
    reply = next((step for step in told if step.arrow is Arrow.REPLY), None)
    if reply is not None:
        yield LegendRow(reply.number, "call", what="reply", is_key=True, is_reply=True)


def _meaning(alike: Sequence[Stretch]) -> str:
    """What lines that look alike are: what flows send along, what relationships are, or both."""
    modes = dict.fromkeys(mode for stretch in alike for mode in stretch.modes)
    return wording.travels(alike[0].protocol, alike[0].is_dashed, modes)


def heading(text: str) -> LegendRow:
    """A row that only says what the next are about."""
    return LegendRow("", "", what=text, is_heading=True)


def told(text: str) -> LegendRow:
    """A row of mere words below a heading."""
    return LegendRow("", "", what=text, is_heading=True, depth=1)


def word(sample: str, text: str) -> LegendRow:
    """A row that tells what words on lines are, by one of them."""
    return LegendRow(sample, "call", what=text, is_key=True, is_note=True)


def faults(cards: Iterable[Card], lines: Iterable[Line]) -> Iterator[LegendRow]:
    """A row for each thing that is wrong with what is drawn, under a heading."""
    yield from fault_rows([*cards, *lines])


class _Faulty(Protocol):
    @property
    def faults(self) -> tuple[str, ...]: ...


def fault_rows(drawn: Iterable[_Faulty]) -> Iterator[LegendRow]:
    """A row for each thing that is wrong with what is drawn, whatever that is, under a heading."""
    found = dict.fromkeys(fault for each in drawn for fault in each.faults)
    if found:
        yield heading("Faults")
        yield from (LegendRow("!", "", what=message, is_fault=True) for message in found)


def steps(
    flow: Flow, prefix: str = "", faulty: Iterable[Step] = (), shown: Iterable[Step] | None = None
) -> Iterator[LegendRow]:
    """A row for each step of a flow, or those `shown`, and one above each block.

    `prefix` ("F1·") goes before its number.
    """
    wrong = set(map(id, faulty))
    told = set(map(id, flow.steps if shown is None else shown))
    parted = _parted(flow)
    around: tuple[Block, ...] = ()
    for step, asked in zip(flow.steps, answered(flow), strict=True):
        if id(step) not in told:
            continue
        yield from _opened(around, step.blocks, prefix, parted)
        around = step.blocks
        protocol = carried(step, asked)
        yield LegendRow(
            prefix + step.number,
            protocol,
            source=_path(step),
            target="" if step.arrow is None else _name(step.target),
            what=wording.what(step),
            how="" if step.arrow is None else wording.how(step, protocol),
            is_dashed=step.arrow in (Arrow.ASYNC, Arrow.REPLY),
            is_self=step.arrow is None,
            is_reply=step.arrow is Arrow.REPLY,
            is_fault=id(step) in wrong,
            depth=len(step.blocks),
            tooltip=wording.told(step),
        )


def _parted(flow: Flow) -> set[str]:
    """The parallel blocks of which an arm has several steps, so that the arms must be told apart."""
    counts: dict[tuple[str, int], int] = {}
    for step in flow.steps:
        for block in step.blocks:
            counts[block.number, block.arm] = counts.get((block.number, block.arm), 0) + 1
    return {number for (number, _), count in counts.items() if count > 1}


def _opened(before: Sequence[Block], now: Sequence[Block], prefix: str, parted: set[str]) -> Iterator[LegendRow]:
    """A heading for each block, or arm of one, that begins; the block's own number stands with its first arm."""
    same = 0
    while same < min(len(before), len(now)) and before[same] == now[same]:
        same += 1
    for depth, block in enumerate(now[same:], same):
        begins = not (depth < len(before) and before[depth].number == block.number)
        if begins or block.kind != "parallel" or block.number in parted:
            words = wording.block(block.kind, block.condition, 0 if begins else max(1, block.arm))
            yield LegendRow(
                "", "", what=f"{prefix}{block.number}  {words}" if begins else words, is_heading=True, depth=depth + 1
            )


def _path(step: Step) -> str:
    """Where a step starts, and what it goes through."""
    nodes = step.nodes[:-1] if step.arrow is not None else step.nodes[:1]
    return " → ".join(_name(node) for node in nodes)


def _name(end: Reference[Component]) -> str:
    return end.target.title if end.target is not None else end.name


def relationships(model: Model) -> Iterator[LegendRow]:
    """A row for each line that no flow covers."""
    for number, relationship in enumerate(model.relationships, 1):
        text = f"{relationship.mode}: {relationship.text}" if relationship.text else relationship.mode
        protocol = MANNERS.get(relationship.mode, "call")
        ends = _name(relationship.source), _name(relationship.target)
        yield LegendRow(f"R{number}", protocol, *ends, what=text, is_dashed=protocol != "call")
