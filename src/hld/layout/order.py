"""Who stands above whom: the order within each column of the cards and of the lines that pass it.

A line that passes a column has a `Bend` there, so that room is left for it between the cards. `dot` finds an
order with few crossings; frames stay whole in it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TypeAlias

from hld.layout.bundles import bundles
from hld.layout.cards import Face
from hld.layout.columns import Column
from hld.layout.crossings import improved
from hld.layout.hints import as_told
from hld.layout.nodes import Asked, Edge, Node
from hld.layout.outskirts import out_of_the_way
from hld.layout.placing import placed
from hld.tuples import NamedTuple
from hld.view.types import Frame, Graph, Line

__all__ = ["Bend", "Filler", "Order", "Slot", "Strand", "order"]


class Bend(NamedTuple):
    """Where a line passes a column."""

    line: int
    column: int


class Filler(NamedTuple):
    """What keeps a column free for a frame that reaches over it without a card there."""

    frame: str
    column: int


Slot: TypeAlias = str | Bend | Filler


class Strand(NamedTuple):
    """A line between two columns, from left to right: a card, the bends, a card. `line` is its index.

    Where it is one of a bundle, it has bends, and the end at its `stem` (left or right), in common with the others:
    `left` and `right` are the lines whose its ends are.
    """

    line: int
    slots: tuple[Slot, ...]
    column: int
    left: int
    right: int
    stem: str = ""

    @property
    def branch(self) -> int:
        """The channel in which it is alone, where it is one of a bundle."""
        return self.column + (1 if self.stem == "right" else len(self.slots) - 1)

    @property
    def steps(self) -> Iterator[tuple[int, Slot, Slot]]:
        """Each pair of neighbours with the column of the left one."""
        for index, (left, right) in enumerate(pairwise(self.slots)):
            yield self.column + index, left, right


class Order(NamedTuple):
    """The slots of each column from top to bottom, the frames around each slot (outermost first), the strands."""

    columns: tuple[tuple[Slot, ...], ...]
    frames: Mapping[Slot, tuple[str, ...]]
    strands: tuple[Strand, ...]


def order(
    graph: Graph,
    columns: Sequence[Column],
    faces: Mapping[str, Face],
    engine: str,
    *,
    moves_frames: bool = True,
    is_bundled: bool = True,
) -> Order:
    """Order the columns by what `dot` makes of them, frames out of the way of lines that are not theirs if allowed."""
    where = {card: index for index, column in enumerate(columns) for card in column.cards}
    frames = _frame_paths(graph.frames, where)
    paths = {card: frames.get(card, ()) for card in where}
    strands = tuple(_strands(graph.lines, where))
    if is_bundled and not graph.is_downward:
        strands = _bundled(graph.lines, strands, paths)
    around: dict[Slot, tuple[str, ...]] = dict(paths.items())
    around.update(_bend_frames(strands, around, graph.frames, where))
    around.update(_fillers(graph.frames, around, where))
    draft = Order(_by_column(around, where, len(columns)), around, strands)
    neighbours = _neighbours(graph.lines, where)
    found = _places(_asked(draft, neighbours, graph, faces), engine)
    heights = {slot: found[name][1] for slot, name in _names(draft).items()}
    told = {card.id: card.order for card in graph.cards if card.order is not None}
    middles = _middles(around, heights, told)
    draft = draft._replace(columns=tuple(_sorted(column, around, heights, middles) for column in draft.columns))
    untangled = _untangled(draft, neighbours)
    if told:
        return draft._replace(columns=tuple(as_told(column, around, told) for column in untangled))
    if not moves_frames:
        return draft._replace(columns=untangled)
    joins = _joins(strands)
    return draft._replace(
        columns=out_of_the_way(
            untangled,
            around,
            joins,
            neighbours,
            lambda columns: _untangled(draft._replace(columns=columns), neighbours),
        )
    )


def _strands(lines: Sequence[Line], where: Mapping[str, int]) -> Iterator[Strand]:
    for index, line in enumerate(lines):
        left, right = sorted((line.source, line.target), key=where.__getitem__)
        if where[left] != where[right]:
            bends = [Bend(index, column) for column in range(where[left] + 1, where[right])]
            yield Strand(index, (left, *bends, right), where[left], index, index)


def _bundled(
    lines: Sequence[Line], strands: Sequence[Strand], around: Mapping[str, tuple[str, ...]]
) -> tuple[Strand, ...]:
    """The strands with those of a bundle on common bends: in each column those of the first line that passes it."""
    found = {strand.line: strand for strand in strands}
    ends = {line: (str(strand.slots[0]), str(strand.slots[-1])) for line, strand in found.items()}
    for bundle in bundles(lines, ends, around):
        shared: dict[int, Slot] = {}
        first = bundle.lines[0]
        for line in bundle.lines:
            strand = found[line]
            bends = (slot for slot in strand.slots if isinstance(slot, Bend))
            slots = (strand.slots[0], *(shared.setdefault(bend.column, bend) for bend in bends), strand.slots[-1])
            found[line] = strand._replace(slots=slots, stem=bundle.side, **{bundle.side: first})
    return tuple(found.values())


def _joins(strands: Sequence[Strand]) -> list[tuple[Slot, Slot]]:
    """The pieces of lines between neighbouring columns; one that a bundle has in common is there once."""
    found: list[tuple[Slot, Slot]] = []
    stems: set[tuple[Slot, Slot]] = set()
    for strand in strands:
        for _, left, right in strand.steps:
            if (left, right) not in stems:
                found.append((left, right))
            if isinstance(left, Bend) or isinstance(right, Bend):
                stems.add((left, right))
    return found


def _neighbours(lines: Sequence[Line], where: Mapping[str, int]) -> list[tuple[str, str]]:
    """The cards joined by a line within one column."""
    return [
        (line.source, line.target)
        for line in lines
        if line.source != line.target and where[line.source] == where[line.target]
    ]


# ---- frames -------------------------------------------------------------------------------------


def _frame_paths(frames: Sequence[Frame], where: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """The frames around each card, outermost first."""
    parents = {frame.id: frame.parent for frame in frames}

    def path(frame: str) -> tuple[str, ...]:
        parent = parents.get(frame, "")
        return (*path(parent), frame) if parent else (frame,)

    paths: dict[str, tuple[str, ...]] = {}
    for frame in frames:
        for card in frame.members:
            if card in where and len(path(frame.id)) > len(paths.get(card, ())):
                paths[card] = path(frame.id)
    return paths


def _reach(
    frames: Sequence[Frame], around: Mapping[Slot, tuple[str, ...]], where: Mapping[str, int]
) -> dict[str, range]:
    """The columns that each frame reaches over."""
    held: dict[str, list[int]] = {}
    for card, column in where.items():
        for frame in around[card]:
            held.setdefault(frame, []).append(column)
    return {frame.id: range(min(held[frame.id]), max(held[frame.id]) + 1) for frame in frames if frame.id in held}


def _bend_frames(
    strands: Sequence[Strand],
    around: Mapping[Slot, tuple[str, ...]],
    frames: Sequence[Frame],
    where: Mapping[str, int],
) -> dict[Slot, tuple[str, ...]]:
    """A line stays within the frame of its end as far as the frame reaches, and enters no other."""
    reach = _reach(frames, around, where)

    def within(card: Slot, column: int) -> tuple[str, ...]:
        path = around[card]
        return path[: next((depth for depth, frame in enumerate(path) if column not in reach[frame]), len(path))]

    return {
        bend: max((within(end, bend.column) for end in (strand.slots[0], strand.slots[-1])), key=len)
        for strand in strands
        for bend in strand.slots[1:-1]
        if isinstance(bend, Bend)
    }


def _fillers(
    frames: Sequence[Frame], around: Mapping[Slot, tuple[str, ...]], where: Mapping[str, int]
) -> dict[Slot, tuple[str, ...]]:
    parents = {frame.id: frame.parent for frame in frames}

    def path(frame: str) -> tuple[str, ...]:
        return (*(path(parents[frame]) if parents[frame] else ()), frame)

    taken = {
        (frame, where[slot] if isinstance(slot, str) else slot.column) for slot in around for frame in around[slot]
    }
    return {
        Filler(frame, column): path(frame)
        for frame, reach in _reach(frames, around, where).items()
        for column in reach
        if (frame, column) not in taken
    }


# ---- order --------------------------------------------------------------------------------------


def _by_column(
    around: Mapping[Slot, tuple[str, ...]], where: Mapping[str, int], count: int
) -> tuple[tuple[Slot, ...], ...]:
    slots: list[list[Slot]] = [[] for _ in range(count)]
    for slot in around:
        slots[where[slot] if isinstance(slot, str) else slot.column].append(slot)
    return tuple(map(tuple, slots))


def _names(draft: Order) -> dict[Slot, str]:
    """Names for the DOT text in which nothing of the author's is left."""
    return {slot: f"n{index}" for index, slot in enumerate(slot for column in draft.columns for slot in column)}


@lru_cache(maxsize=100)
def _places(asked: Asked, engine: str) -> Mapping[str, tuple[float, float]]:
    """Where `dot` puts the slots."""
    return placed(asked, engine)


def _asked(draft: Order, neighbours: Sequence[tuple[str, str]], graph: Graph, faces: Mapping[str, Face]) -> Asked:
    """What asks for an order of the slots."""
    names = _names(draft)
    frames = {frame.id: f"f{index}" for index, frame in enumerate(graph.frames)}
    icons = {card.id: card.icon for card in graph.cards}

    def node(slot: Slot) -> Node:
        path = draft.frames[slot]
        frame = frames[path[-1]] if path else ""
        if isinstance(slot, str):
            return Node(names[slot], icons[slot], 100, faces[slot].height, frame)
        return Node(names[slot], "", 4, 8, frame)

    edges = [
        Edge(names[left], names[right], 1 if isinstance(left, str) and isinstance(right, str) else 4)
        for left, right in _joins(draft.strands)
    ]
    edges += [Edge(names[source], names[target], 2) for source, target in neighbours]
    return Asked(
        tuple(tuple(node(slot) for slot in column) for column in draft.columns),
        tuple(edges),
        tuple((frames[frame.id], frames.get(frame.parent, "")) for frame in graph.frames),
    )


def _middles(
    around: Mapping[Slot, tuple[str, ...]], found: Mapping[Slot, float], told: Mapping[str, int]
) -> dict[str, float]:
    """The height of the middle of each frame; frames side by side whose cards are told an order swap theirs for it."""
    held: dict[str, list[float]] = {}
    beside: dict[tuple[str, ...], dict[str, int]] = {}
    for slot, path in around.items():
        for depth, frame in enumerate(path):
            held.setdefault(frame, []).append(found[slot])
            if isinstance(slot, str) and slot in told:
                orders = beside.setdefault(path[:depth], {})
                orders[frame] = min(orders.get(frame, told[slot]), told[slot])
    middles = {frame: (min(heights) + max(heights)) / 2 for frame, heights in held.items()}
    for orders in beside.values():
        heights = sorted(middles[frame] for frame in orders)
        middles.update(zip(sorted(orders, key=orders.__getitem__), heights, strict=True))
    return middles


def _sorted(
    column: Sequence[Slot],
    around: Mapping[Slot, tuple[str, ...]],
    found: Mapping[Slot, float],
    middles: Mapping[str, float],
) -> tuple[Slot, ...]:
    """The slots from top to bottom, each frame's together."""

    def key(slot: Slot) -> tuple[tuple[float, str], ...]:
        return (*((middles[frame], frame) for frame in around[slot]), (found[slot], ""))

    return tuple(sorted(column, key=key))


def _untangled(draft: Order, neighbours: Sequence[tuple[str, str]]) -> tuple[tuple[Slot, ...], ...]:
    """The columns with fewer crossings."""
    slots = [slot for column in draft.columns for slot in column]
    number = {slot: index for index, slot in enumerate(slots)}
    better = improved(
        [[number[slot] for slot in column] for column in draft.columns],
        [(number[left], number[right]) for left, right in _joins(draft.strands)],
        [(number[source], number[target]) for source, target in neighbours],
        [isinstance(slot, str) for slot in slots],
        [draft.frames[slot] for slot in slots],
    )
    return tuple(tuple(slots[index] for index in column) for column in better)
