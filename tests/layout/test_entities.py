"""Entities: nothing overlaps, every text in its box, no line through one."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from hld.layout.entities import arrangement
from hld.layout.figure import Figure
from hld.layout.measure import census
from hld.layout.tiles import columns
from hld.model.types import Model
from hld.pipeline import compile_file, compile_text, draw
from hld.render import FORMATS, THEMES
from hld.view.entities import entities

from .figures import around, boxes, in_entities, parts, touch
from .stories import kept, plain

DESIGNS = sorted(
    path for folder in ("specs", "tests/designs") for path in Path(__file__).parents[2].joinpath(folder).glob("*.yaml")
)


def faults(model: Model) -> list[str]:
    drawn = draw(model, "entities")
    assert isinstance(drawn, Figure)
    return [*census(arrangement(entities(model))).faults, *in_entities(drawn)]


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_entities_of_designs_have_no_faults(path: Path) -> None:
    assert faults(compile_file(str(path)).model) == []


@pytest.mark.parametrize("seed", range(200))
def test_generated_entities_have_no_faults(seed: int) -> None:
    assert faults(compile_text(kept(seed), "a.yaml").model) == []


@pytest.mark.parametrize("seed", range(4))
def test_thirty_entities(seed: int) -> None:
    model = compile_text(kept(100 + seed, 30), "a.yaml").model
    assert faults(model) == []


def test_thirty_entities_as_people_have_them_are_a_page() -> None:
    model = compile_text(plain(30), "a.yaml").model
    assert faults(model) == []
    drawn = draw(model, "entities")
    assert drawn.width < 2400
    assert drawn.height < 2300
    assert census(arrangement(entities(model))).crossings < 16


@pytest.mark.parametrize("seed", range(12))
def test_the_signs_of_two_lines_do_not_touch(seed: int) -> None:
    drawn = draw(compile_text(kept(seed), "a.yaml").model, "entities")
    assert isinstance(drawn, Figure)
    rings = [(part.id, box) for part in parts(drawn, "relation") for box in boxes(part) if box.width == box.height]
    cards = [around(part) for part in parts(drawn, "entity")]
    assert not [one for index, (one, a) in enumerate(rings) for _, b in rings[:index] if touch(a, b)]
    assert not [one for one, a in rings for card in cards if touch(a, card)]


def labels_on_signs(model: Model) -> list[object]:
    drawn = draw(model, "entities")
    assert isinstance(drawn, Figure)
    rings = [box for part in parts(drawn, "relation") for box in boxes(part) if box.width == box.height]
    labels = [around(part) for part in parts(drawn, "name")]
    return [(ring, label) for ring in rings for label in labels if touch(ring, label)]


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_no_label_of_a_design_covers_the_sign_of_a_line(path: Path) -> None:
    assert labels_on_signs(compile_file(str(path)).model) == []


@pytest.mark.parametrize("seed", range(200))
def test_no_generated_label_covers_the_sign_of_a_line(seed: int) -> None:
    assert labels_on_signs(compile_text(kept(seed), "a.yaml").model) == []


def test_what_is_referred_to_stands_to_the_left() -> None:
    found = columns(dict.fromkeys("abc", (100.0, 100.0)), [("b", "a"), ("c", "b")], {})
    assert found == [("a",), ("b",), ("c",)]


def test_a_circle_of_references_has_its_columns_too() -> None:
    found = columns(dict.fromkeys("abc", (100.0, 100.0)), [("a", "b"), ("b", "c"), ("c", "a")], {})
    assert sorted(name for column in found for name in column) == ["a", "b", "c"]
    assert len(found) == 3


def test_what_nothing_joins_fills_columns() -> None:
    found = columns({str(index): (150.0, 120.0) for index in range(30)}, [], {})
    assert 5 <= len(found) <= 10
    assert max(map(len, found)) - min(map(len, found)) <= 2


def test_many_that_refer_to_one_are_parted() -> None:
    sizes = {str(index): (150.0, 150.0) for index in range(20)}
    found = columns(sizes, [(str(index), "0") for index in range(1, 20)], {})
    assert max(map(len, found)) <= 8


SMALL = """
hld: 1
name: Small
entities:
  User: {id, email: pii}
  Note: {fields: {id, author: User, answers: {type: Note, optional: true}, text: 280 chars}, retention: 2 years}
components: {notes: {kind: sql, stores: {Note: {pk: id}}}}
"""


def test_a_small_one_to_look_at(golden) -> None:  # type: ignore[no-untyped-def]
    drawn = draw(compile_text(SMALL, "a.yaml").model, "entities")
    golden(FORMATS["svg"](drawn, THEMES["light"]).decode(), Path(__file__).with_name("entities.svg"))


@pytest.mark.dot
@pytest.mark.parametrize("seed", range(4))
def test_generated_entities_by_the_native_engine(seed: int) -> None:
    view = entities(compile_text(kept(seed), "a.yaml").model)
    assert not census(arrangement(view, "native")).faults


@pytest.mark.parametrize(("store", "told"), [("bookings", ["bookings · PostgreSQL · ×3"]), ("b" * 40, None)])
def test_the_title_of_a_store_is_one_line_where_there_can_be_room(store: str, told: list[str] | None) -> None:
    spec = f"""
    hld: 1
    name: T
    entities: {{A: {{id}}, B: {{id, a: A}}}}
    components: {{web: client, api: service, {store}: postgres x3}}
    flows: {{f: [web -> api: do it, "api -> {store}: write B"]}}
    """
    drawing = arrangement(entities(compile_text(spec, "t.yaml").model))
    (frame,) = drawing.frames
    assert ([line.text for line in frame.titles] == told) is (told is not None)
    assert not census(drawing).faults


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_lines_keep_room_for_their_signs_and_do_not_cross(path: Path) -> None:
    drawn = arrangement(entities(compile_file(str(path)).model))
    assert census(drawn).crossings == 0
    ends: dict[tuple[str, float], list[float]] = {}
    for line in drawn.lines:
        if line.points:
            for card, point in ((line.line.source, line.points[0]), (line.line.target, line.points[-1])):
                ends.setdefault((card, point.x), []).append(point.y)
    for heights in ends.values():
        assert all(lower - upper >= 17 for upper, lower in pairwise(sorted(heights)))
