"""Nothing overlaps, overflows, strays or trespasses, whatever is drawn."""

from __future__ import annotations

import pytest

from hld.layout import layout
from hld.layout.measure import census

from .designs import feed, framed, grouped, layered, odd


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


@pytest.mark.parametrize("seed", range(4))
def test_forty_five_components(seed: int) -> None:
    found = census(layout(layered(45, 60, seed)))
    assert not found.faults
    assert found.close <= 1


def test_a_hundred_and_fifty_components() -> None:
    assert not census(layout(layered(150, 220))).faults


@pytest.mark.parametrize("seed", range(10))
def test_generated_groups(seed: int) -> None:
    assert not census(layout(grouped(seed))).faults
