"""Nothing overlaps, overflows, strays or trespasses, whatever is drawn."""

from __future__ import annotations

import pytest

from hld.layout import layout
from hld.layout.measure import census

from .designs import feed, framed, grouped, layered, odd, reference


@pytest.mark.parametrize("name", odd())
def test_odd_things_look_right(name: str) -> None:
    assert not census(layout(odd()[name])).faults


def test_the_reference_design() -> None:
    found = census(layout(feed()))
    assert not found.faults
    assert found.crossings <= 4
    assert found.bends <= 14
    assert found.close == 0


def test_frames_hold_their_members_and_nothing_else() -> None:
    drawing = layout(framed())
    assert len(drawing.frames) == 4
    assert not census(drawing).faults


@pytest.mark.parametrize("seed", range(20))
def test_generated_designs(seed: int) -> None:
    found = census(layout(layered(15 + 2 * seed, 20 + 2 * seed, seed)))
    assert not found.faults


@pytest.mark.parametrize("seed", range(20))
def test_no_line_runs_on_another(seed: int) -> None:
    for graph in (layered(15 + 2 * seed, 20 + 2 * seed, seed), grouped(seed)):
        assert census(layout(graph)).merges == ()


def test_hardly_a_line_jogs_by_next_to_nothing() -> None:
    assert sum(census(layout(layered(15 + 2 * seed, 20 + 2 * seed, seed))).twitches for seed in range(20)) <= 3


def test_badges_keep_clear_of_the_lines_of_others() -> None:
    found = [census(layout(layered(15 + 2 * seed, 20 + 2 * seed, seed))) for seed in range(20)]
    assert sum(each.tight for each in found) <= 40


@pytest.mark.parametrize("seed", range(4))
def test_forty_five_components(seed: int) -> None:
    found = census(layout(layered(45, 60, seed)))
    assert not found.faults
    assert found.close <= 1


def test_the_reference_design_of_forty_five_components() -> None:
    drawing = layout(reference())
    found = census(drawing)
    assert not found.faults
    assert found.close == 0
    assert found.crossings <= 60
    assert found.bends <= 90
    assert drawing.width <= 1660 and drawing.height <= 2334  # the size of the reference picture


def test_a_hundred_and_fifty_components() -> None:
    assert not census(layout(layered(150, 220))).faults


@pytest.mark.parametrize("seed", range(10))
def test_generated_groups(seed: int) -> None:
    assert not census(layout(grouped(seed))).faults


def test_few_lines_run_through_frames_that_they_do_not_belong_to() -> None:
    found = [census(layout(graph)) for graph in (framed(), *map(grouped, range(8)))]
    assert sum(len(one.intrusions) for one in found) <= 4


@pytest.mark.dot
@pytest.mark.parametrize("name", odd())
def test_odd_things_by_the_native_engine(name: str) -> None:
    assert not census(layout(odd()[name], engine="native")).faults


@pytest.mark.dot
@pytest.mark.parametrize("seed", range(6))
def test_generated_designs_by_the_native_engine(seed: int) -> None:
    assert not census(layout(layered(15 + 5 * seed, 20 + 5 * seed, seed), engine="native")).faults
    assert not census(layout(grouped(seed), engine="native")).faults


@pytest.mark.parametrize("seed", range(6))
def test_groups_in_the_classic_look(seed: int) -> None:
    assert not census(layout(grouped(seed), look="classic")).faults
    assert not census(layout(layered(15 + 5 * seed, 20 + 5 * seed, seed), look="classic")).faults


def test_a_small_picture_is_no_wider_than_its_words() -> None:
    only = odd()["one"]
    drawing = layout(only._replace(title="One", footer="1 component"))
    assert drawing.width < 300
    assert drawing.height < 230


def test_the_title_of_a_frame_is_never_cut() -> None:
    design = framed()
    long = "a title that goes on and on about a region, its zones, and those who look after them"
    frames = tuple(frame._replace(title=long) for frame in design.frames)
    assert not census(layout(design._replace(frames=frames))).faults


@pytest.mark.parametrize("look", ["lanes", "classic"])
@pytest.mark.parametrize("name", ["feed", "framed", "self", "both", "many", "scripts", "long", "none", "one"])
def test_pictures_that_run_downwards(name: str, look: str) -> None:
    graph = {"feed": feed(), "framed": framed(), **odd()}[name]
    assert not census(layout(graph._replace(is_downward=True), look=look)).faults


@pytest.mark.parametrize("seed", range(8))
def test_generated_designs_that_run_downwards(seed: int) -> None:
    for graph in (grouped(seed), layered(15 + 3 * seed, 20 + 3 * seed, seed)):
        assert not census(layout(graph._replace(is_downward=True))).faults
