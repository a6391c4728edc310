"""Which column each of many boxes stands in, by what refers to what, so that the page is neither tall nor wide."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["columns"]

_BETWEEN = 90.0  # what stands between two columns
_BELOW = 34.0  # what stands between two boxes
_BREADTH = 1.5  # how much wider than high a page should be

Size = tuple[float, float]


def columns(
    sizes: Mapping[str, Size], references: Iterable[tuple[str, str]], groups: Mapping[str, str]
) -> list[tuple[str, ...]]:
    """The boxes in columns from left to right. What refers to another (the first of a pair) stands to its right.

    Boxes that nothing joins fill up columns that are not full, best one where their group stands.
    """
    pairs = [(source, target) for source, target in references if source != target]
    joined = {name for pair in pairs for name in pair}
    tallest, count = _page(sizes)
    levels = _gathered(_levels([name for name in sizes if name in joined], pairs), count)
    found = [column for level in levels for column in _split(_grouped(level, groups), sizes, tallest)]
    for name in sizes:
        if name not in joined:
            _fit(name, found, sizes, groups, tallest)
    return [tuple(column) for column in found]


def _page(sizes: Mapping[str, Size]) -> tuple[float, int]:
    """How high a column may be and how many there should be on a good page, where the highest box fits too."""
    area = sum((width + _BETWEEN) * (height + _BELOW) for width, height in sizes.values())
    highest = max((height for _, height in sizes.values()), default=0.0)
    tallest = max(1.15 * math.sqrt(area / _BREADTH), highest + _BELOW)
    breadth = sum(width + _BETWEEN for width, _ in sizes.values()) / max(1, len(sizes))
    return tallest, max(3, math.ceil(math.sqrt(area * _BREADTH) / breadth) if sizes else 1)


def _gathered(levels: Sequence[Sequence[str]], count: int) -> list[list[str]]:
    """The levels in at most so many: where there are more, neighbours are put together."""
    if len(levels) <= count:
        return [list(level) for level in levels]
    found: list[list[str]] = [[] for _ in range(count)]
    for index, level in enumerate(levels):
        found[index * count // len(levels)] += level
    return found


def _levels(names: Sequence[str], pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The names by how long a way of references leads on from them; one of a circle counts as the first."""
    targets: dict[str, set[str]] = {name: set() for name in names}
    for source, target in pairs:
        targets[source].add(target)
    level: dict[str, int] = {}
    left = list(names)
    while left:
        free = [name for name in left if targets[name] <= level.keys()]
        for name in free or [min(left, key=lambda name: len(targets[name] - level.keys()))]:
            level[name] = max((level[target] + 1 for target in targets[name] if target in level), default=0)
        left = [name for name in left if name not in level]
    _drawn_near(level, targets)
    return [[name for name in names if level[name] == at] for at in sorted(set(level.values()))]


def _drawn_near(level: dict[str, int], targets: Mapping[str, set[str]]) -> None:
    """What refers to nothing stands next to what refers to it."""
    for name in [name for name in level if not targets[name]]:
        referring = [level[source] for source, to in targets.items() if name in to]
        if referring:
            level[name] = max(0, min(referring) - 1)


def _grouped(names: Sequence[str], groups: Mapping[str, str]) -> list[str]:
    """The names, those of one group together, in the order in which their groups come up."""
    order = {group: index for index, group in reversed(list(enumerate(groups.get(name, "") for name in names)))}
    return sorted(names, key=lambda name: order[groups.get(name, "")])


def _split(names: Sequence[str], sizes: Mapping[str, Size], tallest: float) -> list[list[str]]:
    """The names in columns of about one height, none above the limit."""
    total = sum(sizes[name][1] + _BELOW for name in names)
    limit = max(total / max(1, math.ceil(total / tallest)), *(sizes[name][1] + _BELOW for name in names))
    found: list[list[str]] = [[]]
    used = 0.0
    for name in names:
        needed = sizes[name][1] + _BELOW
        if found[-1] and used + needed / 2 > limit:
            found.append([])
            used = 0.0
        found[-1].append(name)
        used += needed
    return found


def _fit(
    name: str, found: list[list[str]], sizes: Mapping[str, Size], groups: Mapping[str, str], tallest: float
) -> None:
    """Put a box that nothing joins where there is room."""
    heights = [sum(sizes[other][1] + _BELOW for other in column) for column in found]
    needed = sizes[name][1] + _BELOW
    free = [at for at, height in enumerate(heights) if height + needed <= tallest]
    near = [at for at in free if name in groups and any(groups.get(other) == groups[name] for other in found[at])]
    if not free:
        found.append([name])
    else:
        found[min(near or free, key=heights.__getitem__)].append(name)
