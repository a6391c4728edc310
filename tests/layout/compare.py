"""How our lines compare with those that Graphviz itself would route at right angles: a table, made by hand.

    python -m tests.layout.compare

Both have the same cards and lines; `dot` has the lanes as ranks, as our order begins with.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

from hld.layout import layout
from hld.layout.cards import face, widest
from hld.layout.columns import columns
from hld.layout.measure import census
from hld.pipeline import compile_file
from hld.view import architecture
from hld.view.types import Graph

from .designs import feed, framed, layered, reference

Leg = tuple[tuple[float, float], tuple[float, float]]


def main() -> None:
    """Print crossings and bends of both for each design."""
    print(f"{'design':24}{'lines':>6}{'crossings':>11}{'dot':>5}{'bends':>7}{'dot':>5}{'length':>8}{'dot':>8}")
    total = [0.0] * 6
    for name, graph in designs():
        ours, theirs = census(layout(graph)), _dot(graph)
        if theirs is None:
            _row(name, len(graph.lines), (ours.crossings, "-", ours.bends, "-", round(ours.length), "-"))
            continue
        numbers = (ours.crossings, theirs[0], ours.bends, theirs[1], round(ours.length), theirs[2])
        total = [one + other for one, other in zip(total, numbers, strict=True)]
        _row(name, len(graph.lines), numbers)
    _row("all", 0, total)


def _row(name: str, lines: int, numbers: Any) -> None:
    one, other, three, four, five, six = (number if number == "-" else round(number) for number in numbers)
    print(f"{name:24}{lines or '':>6}{one:>11}{other:>5}{three:>7}{four:>5}{five:>8}{six:>8}")


def designs() -> Iterator[tuple[str, Graph]]:
    """Those of specs/ and some of the tests."""
    for path in sorted(Path(__file__).parents[2].joinpath("specs").glob("*.yaml")):
        yield path.stem, architecture(compile_file(str(path)).model)
    yield from (
        ("reference", feed()),
        ("frames", framed()),
        ("45 components", layered(45, 60)),
        ("45, as drawn elsewhere", reference()),
    )


def _dot(graph: Graph) -> tuple[int, int, float] | None:
    """Crossings, bends and length of the lines as `dot -Gsplines=ortho` has them; None where it crashes."""
    lines = ["digraph { rankdir=LR splines=ortho newrank=true nodesep=0.4 ranksep=1.2 node [shape=box fixedsize=true]"]
    cards = {card.id: card for card in graph.cards}
    names = {card: f"n{index}" for index, card in enumerate(cards)}
    ranks = columns(graph)
    for column in ranks:
        width = widest(cards[card] for card in column.cards)
        for card in column.cards:
            height = face(cards[card], width).height
            lines.append(f'{names[card]} [label="" width={width / 72:.2f} height={height / 72:.2f}]')
        lines.append("{ rank=same " + " ".join(names[card] for card in column.cards) + " }")
    for left, right in pairwise(ranks):
        lines.append(f"{names[left.cards[0]]} -> {names[right.cards[0]]} [style=invis weight=0]")
    where = {card: index for index, column in enumerate(ranks) for card in column.cards}
    for line in graph.lines:
        if line.source != line.target:
            ends = sorted((line.source, line.target), key=lambda end: where[end])
            lines.append(f"{names[ends[0]]} -> {names[ends[1]]} [dir=none]")
    done = subprocess.run(
        ["dot", "-Tjson"], input="\n".join([*lines, "}"]), capture_output=True, text=True, check=False
    )
    if done.returncode:
        return None
    routes = [_points(edge["pos"]) for edge in json.loads(done.stdout)["edges"] if "pos" in edge]
    legs = [(number, leg) for number, points in enumerate(routes) for leg in pairwise(points)]
    crossings = sum(1 for (one, a), (other, b) in combinations(legs, 2) if one != other and _cross(a, b))
    length = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for _, (a, b) in legs)
    return crossings, sum(max(0, len(points) - 2) for points in routes), length


def _points(pos: str) -> list[tuple[float, float]]:
    """The corners of a line given as a spline of straight pieces, no point within a straight piece."""
    found: list[tuple[float, float]] = []
    for pair in pos.split():
        x, y = (round(float(number), 1) for number in pair.split(",")[-2:])
        if found and found[-1] == (x, y):
            continue
        while len(found) > 1 and (found[-2][0] == found[-1][0] == x or found[-2][1] == found[-1][1] == y):
            found.pop()
        found.append((x, y))
    return found


def _cross(one: Leg, other: Leg) -> bool:
    if (one[0][0] == one[1][0]) == (other[0][0] == other[1][0]):
        return False
    upright, level = (one, other) if one[0][0] == one[1][0] else (other, one)
    left, right = sorted((level[0][0], level[1][0]))
    top, bottom = sorted((upright[0][1], upright[1][1]))
    return left < upright[0][0] < right and top < level[0][1] < bottom


if __name__ == "__main__":
    main()
