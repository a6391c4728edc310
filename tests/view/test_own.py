"""The author's views, and those of surroundings, of data and of one component."""

from __future__ import annotations

import pytest

from hld.layout import layout
from hld.layout.measure import census
from hld.pipeline import Compilation, compile_text, draw, views
from hld.view import drawn, names
from hld.view.types import Graph

SPEC = """
hld: 1
name: Photos
actors:
  Visitor: {via: [app]}
  Printer: {}
requirements:
  functional:
    upload: {text: User should be able to upload photos, actor: Visitor}
entities:
  Photo: {id, owner: {type: string, class: pii}, card: {type: string, class: pci}}
api:
  - POST /v1/photos {file:blob} -> 202 Photo
  - GET /v1/photos/{photoId} -> Photo
groups:
  core: {kind: region, name: The core, contains: [svc, db, jobs, worker]}
  store: {kind: zone, contains: [db]}
components:
  app: mobile client
  kiosk: web client
  gw: api gateway x2
  svc: {kind: service, latency: {p99: 20ms}}
  jobs: queue (kafka) x3
  worker: worker x4
  db: {kind: sql, tech: postgres, availability: 99.9%}
  partner: external
flows:
  upload:
    - app -> gw -> svc: POST /v1/photos
    - svc -> db: write Photo
    - svc ~> jobs ~> worker: PhotoUploaded
    - worker: resize it
    - worker -> partner: POST /prints
    - svc --> app: 202 Photo
  view:
    - app -> gw -> svc: GET /v1/photos/{photoId}
    - svc -> db: read Photo
deep_dives:
  copies: {question: Who makes the copies?, components: [worker], decision: the worker, because: nobody waits}
views:
"""


def compiled(lines: str) -> Compilation:
    return compile_text(SPEC + "".join(f"  {line}\n" for line in lines.splitlines()), "photos.yaml")


def view(line: str, numbers: dict[str, dict[str, str]] | None = None) -> Graph:
    return drawn(compiled(line).model, "view-v", (), numbers or {})


def ids(graph: Graph) -> list[str]:
    return [card.id for card in graph.cards]


def lines(graph: Graph) -> dict[str, list[str]]:
    return {line.id: [badge.text for badge in line.badges] for line in graph.lines}


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("{of: all, without: [kiosk, partner]}", "app gw svc jobs worker db"),
        ("{flows: [view]}", "app gw svc db"),
        ("view", "app gw svc db"),
        ("core", "svc jobs worker db"),
        ("worker", "jobs worker partner"),
        ("{focus: [db], include: [kiosk]}", "kiosk svc db"),
        ("{groups: [core], exclude: [store]}", "svc jobs worker"),
        ("[svc, db]", "svc db"),
        ("{of: all, flows: [upload], components: [svc, db, kiosk]}", "svc db"),
    ],
)
def test_what_a_view_chooses(keys: str, shown: str) -> None:
    graph = view(f"v: {keys}")
    assert ids(graph) == shown.split()
    assert {end for line in graph.lines for end in (line.source, line.target)} <= set(ids(graph))


def test_the_title_and_the_description_stand_above() -> None:
    assert (
        view("v: {title: The hot path, description: what a read costs}").subtitle == "The hot path · what a read costs"
    )


def test_a_call_through_what_is_left_out_is_drawn_between_the_others() -> None:
    assert lines(view("v: {flows: [view], without: [gw]}"))["app--svc--http"] == ["1"]


def test_only_the_flows_that_are_asked_for_are_numbered_and_told() -> None:
    graph = view("v: {flows: [view]}")
    assert lines(graph)["svc--db--storage"] == ["2"]
    assert [row.what for row in graph.legend if row.is_heading] == ["view"]


def test_a_flow_keeps_its_number_where_there_are_several() -> None:
    assert lines(view("v: {of: all, without: [kiosk]}"))["gw--svc--http"] == ["F1–2·1.2", "F1·7"]


def test_a_group_may_be_drawn_as_one_card() -> None:
    graph = view("v: {collapse: [core]}")
    assert ids(graph) == ["app", "kiosk", "gw", "partner", "group:core"]
    assert graph.frames == ()
    core = graph.cards[-1]
    assert (core.title, core.subtitle) == ("The core", "region · 4 components")
    assert set(lines(graph)) == {"app--gw--http", "gw--group:core--http", "group:core--partner--http"}


def test_an_inner_group_as_a_card_stands_in_the_frame_of_the_outer() -> None:
    graph = view("v: {collapse: [store]}")
    (frame,) = graph.frames
    assert frame.members == ("svc", "jobs", "worker", "group:store")
    assert not census(layout(graph)).faults


def test_all_groups_may_be_drawn_as_cards() -> None:
    assert "group:core" in ids(view("v: {of: groups}"))


def test_classes_of_data_stand_on_lines_and_on_what_keeps_them() -> None:
    graph = view("v: {show: [class]}")
    assert lines(graph)["svc--db--storage"] == ["F1–2·2", "pii", "pci"]
    assert next(card for card in graph.cards if card.id == "db").notes == ("keeps pii, pci",)
    assert next(card for card in graph.cards if card.id == "svc").notes == ()
    assert not census(layout(graph)).faults


def test_numbers_are_those_given_else_those_stated() -> None:
    stated = {card.id: card.notes for card in view("v: {show: [latency, availability, load]}").cards if card.notes}
    assert stated == {"svc": ("latency: p99 20ms",), "db": ("availability: 99.9%",)}
    given = {"load": {"svc": "5k/s", "svc--db--storage": "9k/s"}}
    graph = view("v: {show: [load]}", given)
    assert {card.id: card.notes for card in graph.cards if card.notes} == {"svc": ("load: 5k/s",)}
    assert lines(graph)["svc--db--storage"] == ["F1–2·2", "9k/s"]


def test_a_view_may_run_downwards() -> None:
    found = compiled("v: {layout: top-to-bottom}")
    drawing = draw(found.model, "view-v")
    tops = [lane.box.y for lane in drawing.lanes]
    assert tops == sorted(tops) and len(set(tops)) == len(tops)
    assert len({lane.box.x for lane in drawing.lanes}) == 1
    assert not census(drawing).faults


def test_which_views_there_are() -> None:
    model = compiled("v: {of: context}\nd: {of: data-flow}\nlater: {of: sequence}\nother: {variant: small}").model
    usual = ["architecture", "context", "data-flow", "flow-upload", "flow-view", "view-v", "view-d"]
    assert list(names(model)) == list(views(model))[: len(usual)] == usual
    every = [*usual, *(f"focus-{name}" for name in model.components)]
    assert list(names(model, usual=False)) == every
    assert not [name for name in every if census(draw(model, name)).faults]


def test_a_large_view_may_be_drawn_in_parts() -> None:
    model = compiled("v: {each: flows, without: [gw], title: By flow}\nw: {each: groups, flows: [view]}").model
    assert [name for name in views(model) if name.startswith("view-")] == [
        "view-v.upload", "view-v.view", "view-w.core", "view-w.store",
    ]  # fmt: skip
    part = drawn(model, "view-v.view")
    assert (part.subtitle, ids(part), part.view) == ("By flow: view", ["app", "svc", "db"], "view-v.view")
    assert ids(drawn(model, "view-w.core")) == ["svc", "db"]
    assert drawn(model, "view-w.store").subtitle == "w: store"


def test_a_view_that_is_not_there() -> None:
    with pytest.raises(KeyError):
        draw(compiled("v: all").model, "view-w")


def test_the_surroundings_of_the_system() -> None:
    graph = drawn(compiled("v: all").model, "context")
    assert ids(graph) == ["actor:Visitor", "actor:Printer", "app", "kiosk", "partner", "system:"]
    assert [card.subtitle for card in graph.cards if card.id == "actor:Visitor"] == ["upload"]
    assert lines(graph) == {
        "actor:Visitor--app": [],
        "app--system:--http": ["F1–2"],
        "system:--partner--http": ["F1"],
    }


def test_data_goes_from_where_it_is_to_where_it_is_wanted() -> None:
    graph = drawn(compiled("v: all").model, "data-flow")
    lanes = {card.id: card.lane for card in graph.cards}
    assert lanes["app"] == "ingestion" and lanes["app:out"] == "output"
    assert lanes["db"] == "storage" and lanes["svc"] == lanes["jobs"] == "processing"
    assert "gw" not in lanes
    found = {(line.source, line.target): line for line in graph.lines}
    assert [badge.text for badge in found["app", "svc"].badges] == ["POST /v1/photos"]
    assert [badge.text for badge in found["svc", "app:out"].badges] == ["Photo"]
    assert found["svc", "db"].both_ways and ("db", "svc") not in found
    assert found["svc", "jobs"].is_dashed


def test_a_component_with_its_neighbours_and_deep_dives() -> None:
    graph = drawn(compiled("v: all").model, "focus-worker")
    assert ids(graph) == ["jobs", "worker", "partner"]
    assert {line.id for line in graph.lines} == {
        "jobs--worker--message-async", "worker--worker--call", "worker--partner--http",
    }  # fmt: skip
    assert "Who makes the copies? → the worker, because nobody waits" in [row.what for row in graph.legend]


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("v: {flows: [veiw]}", "unresolved-reference"),
        ("v: {include: [sevice]}", "unresolved-reference"),
        ("v: {collapse: [cre]}", "unresolved-reference"),
        ("v: {show: [lateness]}", "bad-value"),
        ("v: {flows: [view], groups: [core], without: [core]}", "view-without-picture"),
        ("v: {of: sequence}", "view-without-picture"),
        ("v: {components: [gw, app], each: groups}", "view-without-picture"),
    ],
)
def test_what_cannot_be_drawn_is_found_where_it_stands(line: str, rule: str) -> None:
    found = [each for each in compiled(line).diagnostics if each.rule == rule]
    assert len(found) == 1
    assert found[0].span.line == len(SPEC.splitlines()) + 1
