"""Sequences: no text over a lifeline, a head, a bar or another text, whatever a flow tells."""

from __future__ import annotations

from pathlib import Path

import pytest

from hld.layout.figure import Figure, Trace, Words, every_shape
from hld.pipeline import compile_file, compile_text, draw, views
from hld.render import FORMATS, THEMES

from .figures import boxes, in_sequence, parts
from .stories import story

DESIGNS = sorted(
    path for folder in ("specs", "tests/designs") for path in Path(__file__).parents[2].joinpath(folder).glob("*.yaml")
)


def figure(spec: str, flow: str = "told") -> Figure:
    drawn = draw(compile_text(spec, "a.yaml").model, f"sequence-{flow}")
    assert isinstance(drawn, Figure)
    return drawn


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_sequences_of_designs_have_no_faults(path: Path) -> None:
    model = compile_file(str(path)).model
    for view in views(model):
        if view.startswith("sequence-"):
            drawn = draw(model, view)
            assert isinstance(drawn, Figure)
            assert list(in_sequence(drawn)) == [], view


@pytest.mark.parametrize("is_reversed", [False, True], ids=["narrow first", "wide first"])
@pytest.mark.parametrize("seed", range(40))
def test_sequences_of_generated_flows_have_no_faults(seed: int, is_reversed: bool) -> None:
    assert list(in_sequence(figure(story(seed, is_reversed=is_reversed)))) == []


@pytest.mark.parametrize("seed", range(3))
def test_thirty_steps_between_twelve_lifelines(seed: int) -> None:
    drawn = figure(story(seed, 30, 12))
    assert list(in_sequence(drawn)) == []
    assert len(parts(drawn, "foot")) == len(parts(drawn, "lifeline"))


SPEC = """
hld: 1
name: Small
components: {web: client, lb: load balancer, api: service, db: sql, bus: queue}
api:
  - GET /v1/things -> Thing[]
  - POST /v1/things -> 201 Thing
flows:
"""


def told(*steps: str) -> Figure:
    return figure(SPEC + "  told:\n" + "".join(f"    - {step}\n" for step in steps))


def test_what_is_waited_for_has_a_filled_head_and_what_is_not_an_open_one() -> None:
    drawn = told("web -> api: POST /v1/things", "api ~> bus: ThingMade", "api --> web: 201 Thing")
    arrows = [next(every_shape(part.shapes, Trace)) for part in parts(drawn, "message")]
    assert [(arrow.end, arrow.is_dashed, arrow.dashes) for arrow in arrows] == [
        ("arrow", False, ""),
        ("open", True, ""),
        ("open", False, "3 3"),
    ]


def test_the_gap_between_two_lifelines_grows_with_what_is_said_between_them() -> None:
    def gap(drawn: Figure) -> float:
        first, second = (boxes(part)[0] for part in parts(drawn, "lifeline"))
        return second.x - first.right

    assert gap(told("web -> api: a rather longer text than that")) > gap(told("web -> api: short")) + 50


def test_a_long_text_is_broken_and_its_row_grows() -> None:
    short, long = told("web -> api: short"), told("web -> api: " + "word " * 40)
    lines = [line.text for each in every_shape(parts(long, "message")[0].shapes, Words) for line in each.lines]
    assert len(lines) > 4
    assert long.height > short.height + 40


def test_a_flow_of_one_step_is_small() -> None:
    drawn = told("web -> api: hello")
    assert list(in_sequence(drawn)) == []
    assert drawn.height < 360
    assert drawn.width < 420
    assert not parts(drawn, "foot")


def test_a_flow_of_one_who_thinks() -> None:
    drawn = told("api: think", "api: think again if 10%")
    assert list(in_sequence(drawn)) == []
    assert [part.id for part in parts(drawn, "block")] == ["block-if-2"]


def test_lifelines_stand_in_the_order_in_which_they_come_up_clients_first() -> None:
    drawn = told("bus ~> api: ThingMade", "api ~> web: ThingMade")
    ordered = sorted(parts(drawn, "lifeline"), key=lambda part: boxes(part)[0].x)
    assert [part.id for part in ordered] == ["lifeline-web", "lifeline-bus", "lifeline-api"]


def test_names_are_said_again_on_the_way_down_a_long_flow_but_within_no_block() -> None:
    many = [f"api -> db: step {index}" for index in range(60)]
    drawn = told(*many)
    assert len(parts(drawn, "name")) >= 4
    inner = "".join(f"          - api -> db: step {index}\n" for index in range(60))
    within = figure(SPEC + f"  told:\n    - loop:\n        times: 3\n        steps:\n{inner}")
    assert not parts(within, "name")


def test_a_small_one_to_look_at(golden) -> None:  # type: ignore[no-untyped-def]
    drawn = told(
        "web -> lb -> api: GET /v1/things",
        "api -> db: read Thing if 5%",
        "api: sort",
        "api ~> bus: ThingsRead",
    )
    golden(FORMATS["svg"](drawn, THEMES["light"]).decode(), Path(__file__).with_name("sequence.svg"))


def test_faults_are_marked_without_covering_anything() -> None:
    found = compile_text(SPEC + "  told:\n    - web -> api: GET /v1/thing\n    - api -> ghost: boo\n    - api: rest\n")
    drawn = draw(found.model, "sequence-told", found.diagnostics)
    assert isinstance(drawn, Figure)
    assert list(in_sequence(drawn)) == []
    marked = [line.text for each in every_shape(drawn.shapes, Words) for line in each.lines if "!" in line.text]
    assert marked == ["1 !", "2 !", "!"]


def test_a_flow_without_steps_is_a_page_all_the_same() -> None:
    assert figure(SPEC + "  told: []\n").shapes


def test_an_icon_of_the_author_s_own_is_drawn_there_too(tmp_path: Path) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><rect width="8" height="8"/></svg>'
    tmp_path.joinpath("logo.svg").write_text(logo)
    spec = tmp_path.joinpath("shop.yaml")
    spec.write_text(
        SPEC.replace("api: service", "api: {kind: service, icon: logo.svg}") + "  told: [web -> api: ask]\n"
    )
    drawn = draw(compile_file(str(spec)).model, "sequence-told")
    assert isinstance(drawn, Figure)
    assert drawn.icons["logo.svg"] == logo.encode()


SEVERAL = (
    SPEC
    + """
  one: [web -> lb -> api: GET /v1/things, api -> db: read Thing]
  two:
    title: A flow with a name so long that it is broken into lines, since no picture is as wide as that
    steps: [web -> api: GET /v1/things]
views:
  all: {of: sequence}
"""
)


def test_several_flows_on_one_page_have_no_faults_and_their_names_across_it() -> None:
    drawn = draw(compile_text(SEVERAL, "a.yaml").model, "view-all")
    assert isinstance(drawn, Figure)
    assert list(in_sequence(drawn)) == []
    strips = [boxes(part)[0] for part in parts(drawn, "flow")]
    heads = [boxes(part)[0] for part in parts(drawn, "lifeline")]
    assert len(strips) == 2
    assert all(strip.x <= min(head.x for head in heads) for strip in strips)
    assert all(strip.right >= max(head.right for head in heads) for strip in strips)


@pytest.mark.parametrize("path", DESIGNS, ids=lambda path: path.stem)
def test_all_flows_of_a_design_on_one_page_have_no_faults(path: Path) -> None:
    spec = path.read_text()
    view = "  every-flow: {of: sequence}\n"
    model = compile_text(f"{spec}\n{'' if 'views:' in spec.splitlines() else 'views:'}\n{view}", str(path)).model
    drawn = draw(model, "view-every-flow")
    assert isinstance(drawn, Figure)
    assert list(in_sequence(drawn)) == []


def test_a_path_is_not_broken_within_a_name() -> None:
    path = "/v1/hotels/{hotelId}/rooms/{roomId}"
    parts = f"components: {{a: web client, b: service}}\napi: ['PUT {path}']\nflows: {{told: ['a -> b: PUT {path}']}}\n"
    drawn = figure(f"hld: 1\nname: T\n{parts}")
    assert path in {line.text for shape in every_shape(drawn.shapes, Words) for line in shape.lines}
