"""Lines of a hub, and of a large picture, run as one as far as they can, and each has its number where it is alone."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hld.layout import layout
from hld.layout.bundles import bundles
from hld.layout.lanes import MANNERS, arranged
from hld.layout.measure import census
from hld.layout.types import Box, Drawing, PlacedLine, Point
from hld.render import FORMATS, THEMES
from hld.view.types import Frame, Graph, Line

from .designs import feed, grouped, hub, layered


def from_to(drawing: Drawing, source: str, target: str = "") -> list[PlacedLine]:
    return [each for each in drawing.lines if each.line.source == source and target in ("", each.line.target)]


def unbundled(graph: Graph) -> Drawing:
    return arranged(graph, MANNERS["lanes"]._replace(bundles=False), "lanes", "embedded")


def on(box: Box, leg: tuple[Point, Point]) -> bool:
    """Whether a leg of a line passes under a badge."""
    (a, b), inner = leg, box.grown(-1)
    return (
        min(a.x, b.x) < inner.right
        and max(a.x, b.x) > inner.x
        and min(a.y, b.y) < inner.bottom
        and max(a.y, b.y) > inner.y
    )


def test_the_lines_of_a_hub_leave_it_as_one() -> None:
    drawing = layout(hub(10))
    assert len({line.points[0] for line in from_to(drawing, "gw")}) == 1
    assert len({line.points[-1] for line in drawing.lines if line.line.target == "bus"}) == 1
    assert len({line.points[-1] for line in drawing.lines if line.line.target == "log"}) == 1
    stems = {line.points[1].x for line in from_to(drawing, "gw") if len(line.points) > 2}
    assert len(stems) == 1


def test_the_card_of_a_hub_stays_small_and_fewer_lines_cross() -> None:
    together, apart = layout(hub(10)), unbundled(hub(10))
    heights = [{card.card.id: card.box.height for card in drawing.cards} for drawing in (together, apart)]
    assert heights[0]["bus"] < heights[1]["bus"] / 2
    assert census(together).crossings < census(apart).crossings / 2


@pytest.mark.parametrize("look", ["lanes", "classic"])
@pytest.mark.parametrize("count", [8, 12, 16])
def test_a_bundle_has_no_faults(count: int, look: str) -> None:
    found = census(layout(hub(count), look=look))
    assert not found.faults
    assert found.close == 0


def test_the_number_of_a_line_stands_where_it_is_alone() -> None:
    drawing = layout(hub(10))
    for placed in drawing.lines:
        for badge in placed.badges:
            under = [
                other.line.id
                for other in drawing.lines
                if other is not placed and any(on(badge.box, leg) for leg in pairwise(other.points))
            ]
            assert not under, (placed.line.id, under)


def test_few_lines_in_a_small_picture_are_not_bundled() -> None:
    assert layout(feed()) == unbundled(feed())
    assert layout(hub(7)) == unbundled(hub(7))
    for seed in range(4):
        assert layout(grouped(seed)) == unbundled(grouped(seed))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_hundred_and_fifty_components_have_fewer_crossings_in_bundles(seed: int) -> None:
    graph = layered(150, 200, seed)
    together = census(layout(graph))
    assert not together.faults
    assert together.crossings < 0.8 * census(unbundled(graph)).crossings


def test_only_lines_to_one_group_run_as_one() -> None:
    design = hub(16)
    members = tuple(f"s{number}" for number in range(8))
    drawing = layout(design._replace(frames=(Frame("half", "half", "team", members),)))
    inside = {line.points[0] for line in from_to(drawing, "gw") if line.line.target in members}
    outside = {line.points[0] for line in from_to(drawing, "gw") if line.line.target not in members}
    assert len(inside) == len(outside) == 1 and inside != outside
    assert not census(drawing).faults


def test_a_line_is_in_the_larger_of_the_bundles_at_its_ends() -> None:
    ends = {0: ("a", "x"), 1: ("a", "y"), 2: ("b", "y"), 3: ("c", "y")}
    lines = [Line(f"{index}", *pair, "http") for index, pair in ends.items()]
    lines += [Line(f"more-{index}", "d", f"z{index}", "http") for index in range(100)]
    ends.update((index + 4, ("d", f"z{index}")) for index in range(100))
    around: dict[str, tuple[str, ...]] = {card: () for pair in ends.values() for card in pair}
    found = {bundle.lines: bundle.side for bundle in bundles(lines, ends, around)}
    assert found[1, 2, 3] == "right"
    assert (0,) not in found and found[tuple(range(4, 104))] == "left"


def test_dashes_of_lines_that_join_lie_on_each_other() -> None:
    svg = FORMATS["svg"](layout(hub(10)), THEMES["light"]).decode()
    drawn = [line.split('d="M')[1] for line in svg.splitlines() if 'id="line-s' in line and "bus" in line]
    assert len(drawn) == 10
    assert len({path.split("L")[0] for path in drawn}) == 1  # where they begin: at the bus
