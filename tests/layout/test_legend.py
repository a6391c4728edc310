"""The legend: steps in columns that break where flows do."""

from __future__ import annotations

from itertools import pairwise, product
from math import ceil
from pathlib import Path

import pytest

from hld.layout.legend import legend
from hld.layout.types import Drawing, PlacedLegendRow
from hld.pipeline import compile_file, draw
from hld.view.types import LegendRow

SPECS = Path(__file__).parents[2] / "specs"


def flow(name: str, steps: int, what: str = "does something") -> list[LegendRow]:
    """The rows of a flow of so many steps."""
    heading = LegendRow("", "", what=name, is_heading=True)
    return [heading, *(LegendRow(f"{name}·{step}", "http", "a", "b", what, "HTTP") for step in range(1, steps + 1))]


def columns(placed: list[PlacedLegendRow]) -> list[list[str]]:
    """The names of the rows by column, from left to right."""
    found: dict[float, list[str]] = {}
    for row in placed:
        found.setdefault(row.mark.x, []).append(row.row.badge or row.row.what)
    return [found[x] for x in sorted(found)]


def test_flows_stand_whole_where_that_makes_it_hardly_higher() -> None:
    rows = flow("F1", 6) + flow("F2", 2) + flow("F3", 3) + flow("F4", 2)
    found = columns(legend(rows, 0, 0, 900)[0])
    assert [column[0] for column in found] == ["F1", "F2", "F4"]


def test_a_flow_is_parted_where_a_column_would_else_be_far_too_high() -> None:
    found = columns(legend(flow("F1", 30) + flow("F2", 3), 0, 0, 900)[0])
    assert max(map(len, found)) <= 14


def test_a_heading_is_not_left_alone() -> None:
    for first in range(1, 12):
        found = columns(legend(flow("F1", first) + flow("F2", 5), 0, 0, 900)[0])
        assert all(column[-1] not in ("F1", "F2") for column in found)


def block(number: int, *arms: int) -> list[LegendRow]:
    """The rows of a block of steps, with so many in each of its arms."""
    rows: list[LegendRow] = []
    for arm, steps in enumerate(arms):
        rows.append(LegendRow("", "", what=f"{number} alt: a" if arm == 0 else f"else {arm}", is_heading=True, depth=1))
        rows += (
            LegendRow(f"{number}.{arm}{step}", "http", "a", "b", "does it", "HTTP", depth=1) for step in range(steps)
        )
    return rows


def by_column(placed: list[PlacedLegendRow]) -> list[list[str]]:
    """The same for steps in blocks, which are indented: a column ends where the next row stands higher."""
    found: list[list[str]] = [[]]
    for before, row in pairwise([placed[0], *placed]):
        if row.mark.y < before.mark.y:
            found.append([])
        found[-1].append(row.row.badge or row.row.what)
    return found


@pytest.mark.parametrize(("width", "count"), [(620, 2), (900, 3)])
def test_a_block_of_steps_stands_whole_where_a_column_can_hold_it(width: int, count: int) -> None:
    held = 0
    for before, steps in product(range(1, 10), range(1, 10)):
        rows = [*flow("F", before)[1:], *block(2, steps)]
        found = by_column(legend(rows, 0, 0, width)[0])
        assert len(found) <= count
        if max(before, steps + 1) <= ceil(len(rows) / count) + 2:  # two rows more than there need be
            (own,) = (column for column in found if "2 alt: a" in column)
            assert own[-1] == f"2.0{steps - 1}"
            held += 1
    assert held >= 20


def test_a_block_too_high_for_that_is_torn_between_its_arms() -> None:
    found = by_column(legend([*flow("F", 3)[1:], *block(2, 4, 9), *flow("G", 1)[1:]], 0, 0, 620)[0])
    assert found[1][0] == "else 1"


def test_a_block_is_torn_rather_than_a_legend_twice_as_high() -> None:
    found = by_column(legend(block(2, 40), 0, 0, 900)[0])
    assert max(map(len, found)) <= 22


def test_words_below_a_heading_fill_the_columns() -> None:
    words = [LegendRow("", "", what=f"a to b: thing {number}", is_heading=True, depth=1) for number in range(20)]
    found = columns(legend([*flow("What moves", 0), *words, *flow("Flows", 0), *words[:4]], 0, 0, 900)[0])
    assert len(found) >= 2
    assert max(map(len, found)) - min(map(len, found)) <= 9
    assert all(column[-1] not in ("What moves", "Flows") for column in found)


def test_the_only_heading_stands_above_all_columns() -> None:
    placed, _ = legend(flow("Flows", 5), 0, 0, 900)
    heading, *rows = placed
    tops = {min(row.mark.y for row in rows if row.mark.x == x) for x in {row.mark.x for row in rows}}
    assert len(tops) == 1
    assert min(tops) > heading.mark.y


def test_fewer_columns_are_taken_where_rows_would_else_be_broken() -> None:
    drawing = draw(compile_file(str(SPECS / "web-crawler.yaml")).model, "architecture")
    assert isinstance(drawing, Drawing)
    assert all(len({text.at.y for text in row.texts}) == 1 for row in drawing.legend)
