"""The author's views, and those of surroundings, of data and of one component."""

from __future__ import annotations

import pytest

from hld.errors import UsageError
from hld.layout import layout
from hld.layout.figure import Figure
from hld.layout.measure import census
from hld.pipeline import Compilation, compile_text, draw, export, views
from hld.view import drawn, names
from hld.view.own import own_entities, own_sequence
from hld.view.sequence import Heading, Message
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
        ("svc", "gw svc jobs db"),
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


@pytest.mark.parametrize(
    ("shown", "told"), [("[load, class, availability]", ["class"]), ("[load]", []), ("[class]", ["class"])]
)
def test_the_key_tells_only_what_stands_on_lines(shown: str, told: list[str]) -> None:
    graph = view(f"v: {{show: {shown}}}", {"load": {"svc": "5k/s"}})
    assert [row.what for row in graph.legend if row.is_note] == told


def test_a_view_may_run_downwards() -> None:
    found = compiled("v: {layout: top-to-bottom}")
    drawing = draw(found.model, "view-v")
    tops = [lane.box.y for lane in drawing.lanes]
    assert tops == sorted(tops) and len(set(tops)) == len(tops)
    assert len({lane.box.x for lane in drawing.lanes}) == 1
    assert not census(drawing).faults


def test_which_views_there_are() -> None:
    model = compiled("v: {of: context}\nd: {of: data-flow}\nother: {variant: small}").model
    usual = ["architecture", "context", "data-flow", "flow-upload", "flow-view", "view-v", "view-d"]
    assert list(names(model)) == list(views(model))[: len(usual)] == usual
    every = [*usual, *(f"focus-{name}" for name in model.components), "heat"]
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


def test_nothing_stands_alone_beside_a_component_for_a_reply_that_passes_others() -> None:
    graph = drawn(compiled("v: all").model, "focus-svc")
    assert ids(graph) == ["gw", "svc", "jobs", "db"]
    assert {card for card in ids(graph) if not any(card in (line.source, line.target) for line in graph.lines)} == set()


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("v: {flows: [veiw]}", "unresolved-reference"),
        ("v: {include: [sevice]}", "unresolved-reference"),
        ("v: {collapse: [cre]}", "unresolved-reference"),
        ("v: {show: [lateness]}", "bad-value"),
        ("v: {flows: [view], groups: [core], without: [core]}", "view-without-picture"),
        ("v: {of: sequence, components: [app, db], flows: [view]}", "view-without-picture"),
        ("v: {of: entities, components: [gw]}", "view-without-picture"),
        ("v: {components: [gw, app], each: groups}", "view-without-picture"),
    ],
)
def test_what_cannot_be_drawn_is_found_where_it_stands(line: str, rule: str) -> None:
    found = [each for each in compiled(line).diagnostics if each.rule == rule]
    assert len(found) == 1
    assert found[0].span.line == len(SPEC.splitlines()) + 1


# ---- sequences and entities ---------------------------------------------------------------------


def told(lines: str) -> list[tuple[str, str, str]]:
    """The messages of a view of the author's that is a sequence."""
    rows = own_sequence(compiled(lines).model, "v").rows
    return [(row.number, row.source, row.target) for row in rows if isinstance(row, Message)]


def test_a_view_may_tell_a_flow_as_a_sequence() -> None:
    view = own_sequence(compiled("v: {of: sequence, flows: [view], title: A read, description: the usual}").model, "v")
    assert (view.view, view.subtitle) == ("view-v", "A read · the usual")
    assert [lifeline.id for lifeline in view.lifelines] == ["app", "gw", "svc", "db"]
    assert told("v: {of: sequence, flows: [view]}") == [
        ("1.1", "app", "gw"), ("1.2", "gw", "svc"), ("2", "svc", "db"), ("", "svc", "app"),
    ]  # fmt: skip


def test_several_flows_are_told_one_after_the_other() -> None:
    view = own_sequence(compiled("v: {of: sequence}").model, "v")
    assert [row.text for row in view.rows if isinstance(row, Heading)] == ["F1  upload", "F2  view"]
    numbers = [row.number for row in view.rows if isinstance(row, Message) and row.number]
    assert numbers[:3] == ["F1·1.1", "F1·1.2", "F1·2"] and numbers[-1] == "F2·2"
    assert len({row.id for row in view.rows if isinstance(row, Message)}) == sum(
        isinstance(row, Message) for row in view.rows
    )
    for bar in view.bars:
        first = view.rows[bar.first]
        assert isinstance(first, Message) and bar.lifeline in (first.source, first.target)


def test_a_sequence_passes_over_what_is_left_out() -> None:
    assert told("v: {of: sequence, flows: [view], without: [gw]}") == [
        ("1", "app", "svc"), ("2", "svc", "db"), ("", "svc", "app"),
    ]  # fmt: skip
    assert told("v: {of: sequence, flows: [upload], components: [svc, db]}") == [("2", "svc", "db")]


def test_a_group_may_take_part_in_a_sequence_as_one() -> None:
    view = own_sequence(compiled("v: {of: sequence, collapse: [core], flows: [upload]}").model, "v")
    assert [(each.id, each.title) for each in view.lifelines][2:] == [
        ("group:core", "The core"),
        ("partner", "partner"),
    ]
    found = [(row.number, row.source, row.target) for row in view.rows if isinstance(row, Message)]
    assert found == [
        ("1.1", "app", "gw"), ("1.2", "gw", "group:core"), ("6", "group:core", "partner"), ("7", "group:core", "app"),
    ]  # fmt: skip
    assert [row.protocol for row in view.rows if isinstance(row, Message)] == ["http"] * 4


def test_a_collapsed_store_is_reached_in_the_colours_of_its_members() -> None:
    view = own_sequence(compiled("v: {of: sequence, collapse: [store], flows: [view]}").model, "v")
    last = [row for row in view.rows if isinstance(row, Message) and row.number][-1]
    assert (last.target, last.protocol) == ("group:store", "storage")


def test_there_may_be_a_sequence_for_each_flow_or_group() -> None:
    model = compiled("v: {of: sequence, each: flows}\nw: {of: sequence, each: groups}").model
    assert [name for name in views(model) if name.startswith("view-")] == [
        "view-v.upload", "view-v.view", "view-w.core",
    ]  # fmt: skip
    assert own_sequence(model, "w.core").subtitle == "w: The core"


ENTITIES = """
hld: 1
entities:
  User:  {id, name}
  Photo: {id, owner: User}
  Mark:  {id, photo: Photo, by: User}
  Note:  {id, text}
api: [POST /v1/photos -> Photo]
components:
  app: client
  svc: service
  users: {kind: sql, stores: {User: {}}}
  photos: {kind: sql, stores: {Photo: {}, Mark: {}}}
  quick: {kind: cache, of: photos, stores: {Photo: {}}}
groups:
  pictures: [photos, quick]
flows:
  upload:
    - app -> svc: POST /v1/photos
    - svc -> photos: write Photo
views:
  v: """


@pytest.mark.parametrize(
    ("keys", "shown"),
    [
        ("{of: entities}", "User Photo Mark Note"),
        ("{of: entities, flows: [upload]}", "Photo"),
        ("{of: entities, components: [users]}", "User"),
        ("{of: entities, groups: [pictures]}", "Photo Mark"),
        ("{of: entities, groups: [pictures], include: [users]}", "User Photo Mark"),
        ("{of: entities, without: [users]}", "Photo Mark Note"),
        ("{of: entities, groups: [pictures], flows: [upload]}", "Photo"),
    ],
)
def test_which_entities_a_view_chooses(keys: str, shown: str) -> None:
    view = own_entities(compile_text(ENTITIES + keys).model, "v")
    assert [box.id for box in view.boxes] == shown.split()
    assert all({each.source, each.target} <= set(shown.split()) for each in view.relations)


def test_an_entity_stands_in_a_store_that_is_shown() -> None:
    view = own_entities(compile_text(ENTITIES + "{of: entities, components: [quick], title: Copies}").model, "v")
    assert [(store.id, store.members) for store in view.stores] == [("quick", ("Photo",))]
    assert view.subtitle == "Copies" and view.footer.endswith("1 of 4 entities · 1 store")


@pytest.mark.parametrize("of", ["sequence", "entities"])
def test_sequences_and_entities_of_the_author_are_drawn_and_exported(of: str) -> None:
    model = compiled(f"v: {{of: {of}, title: Mine}}").model
    picture = draw(model, "view-v")
    assert isinstance(picture, Figure) and picture.view == "view-v"
    for to in ("mermaid", "plantuml", "d2"):
        assert export(model, to, "view-v") != export(model, to, "architecture")
    with pytest.raises(UsageError):
        export(model, "dot", "view-v")
    with pytest.raises(KeyError):
        drawn(model, "view-v")


def test_what_says_nothing_on_a_picture_of_its_sort_is_told() -> None:
    found = compiled("v: {of: sequence, show: [load], without: [gw]}").diagnostics
    assert [each.message for each in found if each.rule == "hint-not-followed"] == [
        "'show' changes nothing on view 'v', which is of 'sequence'"
    ]


def test_the_flows_of_a_part_stand_in_their_order_whichever_line_is_drawn_first():
    spec = """
hld: 1
name: T
components: {web: client, api: service, jobs: queue, worker: worker}
flows:
  ask: ["web -> api: ask"]
  work: ["jobs ~> worker: Job", "worker -> worker: work"]
  look: ["web -> api: look"]
"""
    graph = draw(compile_text(spec, "t.yaml").model, "heat").graph
    assert [row.what for row in graph.legend if row.is_heading] == ["F1  ask", "F2  work", "F3  look"]
    assert graph.footer == "T · 4 components · 3 flows"
