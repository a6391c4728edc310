"""The numbers of long flows: on their line, over nothing else, and drawn in a time that grows as the flow does."""

from __future__ import annotations

import json
import random
import sys
from types import FrameType

import pytest

from hld.layout.measure import census
from hld.layout.types import Drawing
from hld.model.types import Model
from hld.pipeline import compile_text, draw, draw_beside, draw_difference

HEAD = """
hld: 1
name: Long
entities: {Thing: {id, name}}
api:
  - GET /v1/things/{id} -> Thing
components: {web: client, api: service, db: sql}
flows:
"""
ASK, READ = "    - web -> api: GET /v1/things/{id}\n", "    - api -> db: read Thing\n"
WORK, ANSWER = "    - api: think\n", "    - api --> web: 200 Thing\n"


def long(steps: int, turn: str = ASK + READ, flows: int = 1) -> Model:
    """A design with flows of so many steps, the same few by turns."""
    lines = turn.splitlines(keepends=True)
    told = "".join(lines[number % len(lines)] for number in range(steps))
    return compile_text(HEAD + "".join(f"  use{number}:\n{told}" for number in range(flows))).model


def drawn(model: Model, view: str, look: str = "lanes") -> Drawing:
    picture = draw(model, view, look=look)
    assert isinstance(picture, Drawing)
    return picture


@pytest.mark.parametrize("look", ["lanes", "classic"])
@pytest.mark.parametrize("turn", [ASK + READ, ASK, ASK + WORK, ASK + READ + WORK + ANSWER])
@pytest.mark.parametrize("steps", [12, 30, 36, 44, 52, 60, 100, 300])
def test_the_numbers_of_a_long_flow_stand_on_their_lines(steps: int, turn: str, look: str) -> None:
    model = long(steps, turn)
    for view in ("architecture", "flow-use0"):
        assert not census(drawn(model, view, look)).faults


@pytest.mark.parametrize("flows", [2, 7, 30])
def test_the_numbers_of_long_flows_stand_on_their_lines(flows: int) -> None:
    assert not census(drawn(long(60 // flows, ASK + READ + WORK, flows), "architecture")).faults


def test_a_picture_of_many_steps_is_no_wider_than_one_of_thirty() -> None:
    assert drawn(long(1_000), "architecture").width <= drawn(long(30), "architecture").width


@pytest.mark.parametrize("view", ["architecture", "flow-use0"])
@pytest.mark.parametrize("turn", [ASK + READ, ASK + READ + WORK + ANSWER])
def test_twice_as_many_steps_are_drawn_with_about_twice_the_work(turn: str, view: str) -> None:
    half, whole = (_calls(long(steps, turn), view) for steps in (500, 1_000))
    assert whole <= 2.2 * half
    assert whole <= 400 * 1_000


def _calls(model: Model, view: str) -> int:
    """How many calls of functions, in Python and in C, a picture takes that has been drawn before."""
    draw(model, view)
    count = 0

    def counted(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        draw(model, view)
    finally:
        sys.setprofile(before)
    return count


def test_the_numbers_of_two_long_designs_stand_on_their_lines() -> None:
    before, after = (
        compile_text(f"{HEAD}  use:\n{steps}").model
        for steps in ((ASK + READ) * 50, (ASK + READ) * 20 + WORK * 3 + (READ + ASK) * 40)
    )
    for picture in (*draw_difference(before, after, "Both"), *draw_beside(before, after, "Both")):
        assert not census(picture).faults
        assert picture.width <= 1_600


@pytest.mark.parametrize("seed", range(3))
def test_the_numbers_of_a_long_flow_find_a_place_in_a_large_picture_with_bundles(seed: int) -> None:
    dice = random.Random(seed)
    parts = ["web: client", *(f"s{n}: service" for n in range(60)), *(f"d{n}: sql" for n in range(20))]
    turns = ["s1 -> s2: ask", "s2 -> d3: read", "s2 -> s30: ask"] * 12
    calls = [f"s{n} -> {dice.choice('sd')}{dice.randrange(20)}: go" for n in range(60) for _ in range(3)]
    spec = {
        "hld": 1,
        "name": "Large",
        "components": dict(part.split(": ") for part in parts),
        "flows": {"long": turns, "others": ["web -> s1: ask", *calls]},
    }
    drawing = drawn(compile_text(json.dumps(spec)).model, "flow-long")
    assert len(drawing.lines) > 120
    assert not [fault for fault in census(drawing).faults if fault.startswith("badge")]
