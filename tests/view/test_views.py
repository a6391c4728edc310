"""From a spec to the graphs of its views."""

from __future__ import annotations

import pytest

from hld.layout import layout
from hld.layout.measure import census
from hld.model import trace
from hld.pipeline import compile_text
from hld.view import architecture, flow
from hld.view.context import context
from hld.view.data_flow import data_flow
from hld.view.types import Graph

SPEC = """
hld: 1
name: Photos
description: Keeps pictures.
requirements:
  functional:
    upload: User should be able to upload photos
    view: User should be able to view photos
entities:
  Photo: {id, owner: string}
api:
  - POST /v1/photos {file:blob} -> 202 Photo
  - GET /v1/photos/{photoId} -> Photo
groups:
  core: {kind: region, contains: [svc, db, jobs, worker]}
  store: {kind: zone, contains: [db]}
components:
  app: mobile client
  gw: api gateway x2
  svc: service x3
  jobs: queue (kafka) x3
  worker: worker x4
  db: sql (postgres) x2
  cdn: cdn
  standby: sql (postgres)
flows:
  upload:
    - app -> gw -> svc: POST /v1/photos
    - svc -> db: write Photo
    - svc ~> jobs ~> worker: PhotoUploaded
    - worker: resize it
    - worker -> svc: done
    - svc --> app: 202 Photo
  view:
    - app -> gw -> svc: GET /v1/photos/{photoId}
    - svc -> db: read Photo
    - svc -> worker: wake up
relationships:
  - db -> standby: replicate
"""


def graphs() -> dict[str, Graph]:
    model = compile_text(SPEC, "photos.yaml").model
    return {"architecture": architecture(model), "upload": flow(model, "upload"), "view": flow(model, "view")}


def badges(graph: Graph) -> dict[str, list[str]]:
    return {line.id: [badge.text for badge in line.badges] for line in graph.lines}


def test_cards_say_product_and_size() -> None:
    cards = {card.id: card for card in graphs()["architecture"].cards}
    assert cards["jobs"].subtitle == "Kafka · ×3"
    assert cards["jobs"].icon == "onprem.queue.Kafka"
    assert cards["cdn"].subtitle == ""  # it is called so
    assert cards["app"].title == "app"


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ("environment: mobile 3G 1 Mbps, 4 GB RAM", "mobile 3G 1 Mbps, 4 GB RAM"),
        (
            "environment: {device: Raspberry Pi, network: 3G, bandwidth: 1 Mbps, rtt: 80 ms, memory: 4 GB, text: sun}",
            "Raspberry Pi, 3G, 1 Mbps, 80 ms RTT, 4 GB RAM, sun",
        ),
        ("", ""),
    ],
)
def test_only_the_cards_of_clients_tell_what_they_run_on(stated: str, told: str) -> None:
    model = compile_text(f"{SPEC}{stated}\n", "photos.yaml").model
    cards = {card.id: card for card in architecture(model).cards}
    assert {name: card.runs_on for name, card in cards.items() if card.runs_on} == ({"app": told} if told else {})
    assert cards["app"].tooltip == told
    assert not any(card.runs_on for card in flow(model, "view").cards)


def test_a_requirement_on_the_environment_is_on_the_cards_too() -> None:
    needs = "requirements: {nonfunctional: {environment: '3G, 4 GB RAM'}}"
    model = compile_text(
        f"hld: 1\nname: A\n{needs}\ncomponents: {{web: client, ios: client, api: service}}\n", "a.yaml"
    ).model
    assert [card.runs_on for card in architecture(model).cards] == ["3G, 4 GB RAM", "3G, 4 GB RAM", ""]


def test_what_a_card_is_is_not_said_where_it_is_called_so() -> None:
    text = "hld: 1\nname: T\ncomponents: {cdn: cdn, lb: {kind: load balancer, name: Load balancer, replicas: 2000}}\n"
    cards = architecture(compile_text(text, "t.yaml").model).cards
    assert [card.subtitle for card in cards] == ["", "×2,000"]


def test_lanes_are_those_in_use_from_client_to_data() -> None:
    assert [lane.title for lane in graphs()["architecture"].lanes] == ["Clients", "Edge", "Services", "Async", "Data"]


def test_a_line_of_many_flows_is_drawn_once_with_all_numbers() -> None:
    found = badges(graphs()["architecture"])
    assert found["app--gw--http"] == ["F1–2·1.1"]
    assert found["gw--svc--http"] == ["F1–2·1.2", "F1·7"]
    assert found["svc--db--storage"] == ["F1–2·2"]


def test_the_numbers_of_a_flow_are_plain_in_its_own_view() -> None:
    found = badges(graphs()["upload"])
    assert found["app--gw--http"] == ["1.1"]
    assert found["svc--jobs--message-async"] == ["3"]
    assert found["jobs--worker--message-async"] == ["4"]


def test_both_directions_between_two_cards_are_one_line() -> None:
    lines = {line.id: line for line in graphs()["architecture"].lines}
    assert lines["worker--svc--call"].both_ways
    assert not any(line.both_ways for line in graphs()["view"].lines if not line.is_dimmed)


def test_a_flow_shows_a_line_in_the_direction_of_its_own_steps() -> None:
    line = next(line for line in graphs()["view"].lines if line.id == "worker--svc--call")
    assert (line.source, line.target) == ("svc", "worker")


def test_a_reply_is_a_badge_on_the_line_of_what_it_answers() -> None:
    line = next(line for line in graphs()["upload"].lines if line.id == "gw--svc--http")
    assert [(badge.text, badge.is_reply) for badge in line.badges] == [("1.2", False), ("7", True)]


def test_work_within_a_card_leads_to_itself() -> None:
    line = next(line for line in graphs()["upload"].lines if line.source == line.target)
    assert (line.source, [badge.text for badge in line.badges]) == ("worker", ["5"])


def test_everything_else_is_dimmed() -> None:
    graph = graphs()["view"]
    assert {card.id for card in graph.cards if not card.is_dimmed} == {"app", "gw", "svc", "db", "worker"}
    assert {line.id for line in graph.lines if not line.is_dimmed} == {
        "app--gw--http",
        "gw--svc--http",
        "svc--db--storage",
        "worker--svc--call",
    }


def test_the_legend_tells_each_step() -> None:
    rows = {row.badge: row for row in graphs()["upload"].legend if row.badge}
    assert (rows["1"].source, rows["1"].target, rows["1"].what) == ("app → gw", "svc", "POST /v1/photos")
    assert rows["1"].how == "HTTP"
    assert (rows["3"].what, rows["3"].how, rows["3"].is_dashed) == ("PhotoUploaded", "Kafka, async", True)
    assert rows["5"].is_self
    assert rows["7"].how == "reply"


def test_the_legend_explains_colours_and_dashes_in_use_only() -> None:
    keys = [(row.protocol, row.is_dashed) for row in graphs()["view"].legend if not row.badge and not row.is_heading]
    assert keys == [("http", False), ("storage", False), ("call", False)]


def test_relationships_have_their_own_rows() -> None:
    graph = graphs()["architecture"]
    assert badges(graph)["db--standby--replication-async"] == ["R1"]
    assert next(row for row in graph.legend if row.badge == "R1").what == "replicate"


@pytest.mark.parametrize(
    ("modes", "meaning"),
    [
        (("sync-job every night",), "sync job"),
        (("cdc",), "change data capture"),
        (("replicate", "sync-job", "replicate"), "replication or sync job"),
    ],
)
def test_the_key_calls_a_relationship_what_it_is(modes: tuple[str, ...], meaning: str) -> None:
    stores = "".join(f"  s{number}: sql\n" for number in range(len(modes) + 1))
    lines = "".join(f"  - s{number} -> s{number + 1}: {mode}\n" for number, mode in enumerate(modes))
    model = compile_text(f"hld: 1\nname: A\ncomponents:\n{stores}relationships:\n{lines}", "a.yaml").model
    assert [row.what for row in architecture(model).legend if row.is_key] == [meaning]


def test_groups_are_frames_the_inner_in_the_outer() -> None:
    frames = {frame.id: frame for frame in graphs()["architecture"].frames}
    assert frames["store"].parent == "core"
    assert frames["core"].kind == "region"


def test_the_footer_counts() -> None:
    assert graphs()["architecture"].footer == "Photos · 8 components · 2 flows · 2 API operations"


@pytest.mark.parametrize("view", ["architecture", "upload", "view"])
def test_every_view_is_drawn_without_a_fault(view: str) -> None:
    assert not census(layout(graphs()[view])).faults


def test_the_cards_of_all_views_stand_in_one_order() -> None:
    drawn = [layout(graph) for graph in graphs().values()]
    orders = [[card.card.id for card in sorted(d.cards, key=lambda c: (c.box.x, c.box.y))] for d in drawn]
    assert orders[0] == orders[1] == orders[2]


def test_an_unknown_flow_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        flow(compile_text(SPEC).model, "nosuch")


def test_errors_are_marked_where_they_lie() -> None:
    broken = SPEC.replace("GET /v1/photos/{photoId}\n", "GET /v1/pictures/{photoId}\n").replace(
        "svc -> db: read", "svc -> dbx: read"
    )
    done = compile_text(broken, "photos.yaml")
    graph = architecture(done.model, done.diagnostics)
    wrong = [line for line in graph.lines if line.faults]
    assert wrong
    assert all(line.badges[-1].is_fault for line in wrong)
    assert not census(layout(graph)).faults


def test_a_design_without_flows_is_cards_alone() -> None:
    model = compile_text("hld: 1\nname: Bare\ncomponents:\n  api: service\n  db: postgres\n").model
    graph = architecture(model)
    assert (len(graph.cards), len(graph.lines)) == (2, 0)
    assert not census(layout(graph)).faults


BLOCKS = """
hld: 1
name: Blocks
components:
  web: client
  api: {kind: service, autoscale: 60..120}
  cache: cache (redis)
  db: sql (postgres)
  jobs: queue (kafka)
  worker: worker
groups:
  front: {kind: region, contains: [web, api, cache]}
  keepers: {kind: team, name: Keepers, contains: [cache, db]}
api:
  GET /v1/search:
    id: search
flows:
  find:
    title: Find
    every: 1 hour
    trigger: a clock strikes
    steps:
      - web -> api: search
      - alt:
          found:
            - api -> cache: read it
          else:
            - api -> db: read it
      - parallel:
          - api -> db: read it
          - api -> cache: read it
      - loop: {times: 3, steps: [api -> db: try]}
      - {from: api, to: db, do: a thing, title: Book it}
      - api ~> db: note it
      - api ~> jobs ~> worker: Found
      - api -> ghost: boo
      - api --> web: 200
variants:
  plain:
    title: Without a cache
    components: {cache: null}
"""


def test_blocks_are_told_once_above_their_steps() -> None:
    rows = flow(compile_text(BLOCKS, "b.yaml").model, "find").legend
    headings = [(row.what, row.depth) for row in rows if row.is_heading and row.depth]
    assert headings == [("2  alt: found", 1), ("else", 1), ("3  parallel", 1), ("4  loop ×3", 1)]
    assert [row.depth for row in rows if row.badge in ("2.1", "3.2", "5")] == [1, 1, 0]


def test_a_title_stands_for_a_step_and_what_starts_a_flow_beside_its_title() -> None:
    graph = flow(compile_text(BLOCKS, "b.yaml").model, "find")
    rows = {row.badge: row for row in graph.legend if row.badge and not row.is_key}
    assert graph.subtitle == "Flow: Find · every 1 hour · starts when: a clock strikes"
    assert rows["5"].what == "Book it"
    assert (rows["1"].what, rows["1"].tooltip) == ("GET /v1/search", "search")
    assert rows["6"].how == "PostgreSQL, async"
    assert rows["10"].is_reply


def test_groups_that_are_no_boxes_and_numbers_that_vary_are_on_the_cards() -> None:
    graph = architecture(compile_text(BLOCKS, "b.yaml").model)
    subtitles = {card.id: card.subtitle for card in graph.cards}
    assert [frame.id for frame in graph.frames] == ["front"]
    assert subtitles["cache"] == "Redis · in Keepers"
    assert subtitles["api"] == "Service · ×60–120"


def test_faults_are_rows_of_the_legend() -> None:
    found = compile_text(BLOCKS, "b.yaml")
    graph = architecture(found.model, found.diagnostics)
    assert "component 'ghost' is not declared" in [row.what for row in graph.legend if row.is_fault]
    assert next(card for card in graph.cards if card.id == "ghost").icon == ""


def test_runs_of_steps_are_one_badge() -> None:
    many = "\n".join(f"    - api -> db: step {index}" for index in range(4))
    spec = (
        f"hld: 1\nname: Runs\ncomponents: {{api: service, db: sql}}\nflows:\n  a:\n{many}\n  b:\n    - api -> db: x\n"
    )
    (line,) = architecture(compile_text(spec, "r.yaml").model).lines
    assert [badge.text for badge in line.badges] == ["F1–2·1", "F1·2–4"]


# ---- who signs people in ------------------------------------------------------------------------


def signing_in(auth: str, more: str = "") -> Graph:
    text = SPEC.replace("  cdn: cdn\n", "  cdn: cdn\n  idp: external (auth0)\n") + more
    return context(compile_text(f"{text}\nauth: {auth}\n", "t.yaml").model)


def test_the_context_tells_who_issues_the_credentials():
    graph = signing_in("{scheme: oauth2, provider: idp}")
    (line,) = (each for each in graph.lines if each.target == "idp")
    assert [badge.text for badge in line.badges] == ["signs in by"]
    assert "dependency or use by an actor" in [row.what for row in graph.legend if row.is_key]
    assert not [each for each in signing_in("oauth2").lines if "idp" in (each.source, each.target)]


def test_a_relationship_that_depends_is_no_call():
    rows = [row.what for row in architecture(compile_text(SPEC, "t.yaml").model).legend if row.is_key]
    assert "dependency" not in rows
    text = SPEC + "  - svc -> standby: depends\n"
    rows = [row.what for row in architecture(compile_text(text, "t.yaml").model).legend if row.is_key]
    assert [row for row in rows if "dependency" in row]


# ---- the context, and how data moves ------------------------------------------------------------

AROUND = """
hld: 1
name: Files
actors: {User: {is: User}}
requirements:
  functional:
    up: User should be able to upload a file
    sync: User's devices should see changes
entities: {User: {id}, File: {id}}
api:
  - POST /v1/files/{fileId}/versions {name} -> 201 File
  - ws /v1/news -> FileChanged
components: {desktop: desktop client, mobile: mobile client, box: iot device, files: service, scan: service, db: sql}
flows:
  up:
    - desktop -> files: POST /v1/files/{fileId}/versions
    - files -> db: write File
  sync:
    - mobile -> files: ws /v1/news
    - files ~> mobile: FileChanged
  scan:
    every: 1 hour
    steps:
      - scan -> box: gathers what is new
"""


def test_what_belongs_to_an_actor_is_no_other_one() -> None:
    model = compile_text(AROUND, "t.yaml").model
    assert {need.actor for need in model.requirements.values()} == {"User"}
    assert not [each for each in compile_text(AROUND, "t.yaml").diagnostics if each.rule == "unknown-actor"]


@pytest.mark.parametrize(
    ("functional", "wants"),
    [
        ("[User should be able to read, 'User can: write']", ""),
        ("{fr1: User should be able to read, write: User should be able to write}", "fr1, write"),
        ("[fr1: User should be able to read]", "fr1"),
        ("[{id: fr1, text: User should be able to read}, User should be able to write]", "fr1"),
    ],
)
def test_what_an_actor_wants_is_told_by_the_ids_that_the_author_gave(functional: str, wants: str) -> None:
    text = f"hld: 1\nname: T\nrequirements:\n  functional: {functional}\ncomponents: {{web: client, app: service}}\n"
    graph = context(compile_text(text, "t.yaml").model)
    assert [card.subtitle for card in graph.cards if card.lane == "actors"] == [wants]


def test_an_actor_uses_the_clients_at_which_begins_what_they_want() -> None:
    graph = context(compile_text(AROUND, "t.yaml").model)
    assert {(line.source, line.target) for line in graph.lines if line.source.startswith("actor:")} == {
        ("actor:User", "desktop"),
        ("actor:User", "mobile"),
    }
    assert {card.id: card.subtitle for card in graph.cards}["desktop"] == "Desktop client"


def test_what_a_channel_sends_moves_once() -> None:
    lines = [line for line in data_flow(compile_text(AROUND, "t.yaml").model).lines if line.target == "mobile:out"]
    assert [[badge.text for badge in line.badges] for line in lines] == [["FileChanged"]]
    assert lines[0].is_dashed


def test_what_is_gathered_comes_back_to_who_asks() -> None:
    text = AROUND.replace("box: iot device", "box: service")
    graph = data_flow(compile_text(text, "t.yaml").model)
    assert [(line.source, line.target) for line in graph.lines if "box" in line.id] == [("box", "scan")]
    assert {card.id: card.lane for card in graph.cards}["box"] == "ingestion"
    told = data_flow(compile_text(text.replace("gathers what", "tells what"), "t.yaml").model)
    assert [(line.source, line.target) for line in told.lines if "box" in line.id] == [("scan", "box")]


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("POST /v1/reservations", "POST /v1/reservations"),
        ("POST /v1/files/{fileId}/versions", "POST …/{fileId}/versions"),
        ("POST /v1/files/{fileId}/revisions", "POST …/revisions"),
        ("PUT /v1/a/{x}/prices/{yz}/now", "PUT …/prices/{yz}/now"),
        ("POST /" + 40 * "a", "POST /" + 17 * "a" + "…"),
    ],
)
def test_of_a_long_path_the_end_is_shown(path: str, shown: str) -> None:
    text = AROUND.replace("POST /v1/files/{fileId}/versions", path)
    graph = data_flow(compile_text(text, "t.yaml").model)
    assert [badge.text for line in graph.lines if line.source == "desktop" for badge in line.badges] == [shown]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("fetch pictures", "pictures"),
        ("looks up the address", "the address"),
        ("ask for the price", "the price"),
        ("search by name", "search by name"),
        ("list: all of them", "list: all of them"),
        ("fetch", "fetch"),
    ],
)
def test_what_is_fetched_is_named_without_the_verb(words: str, shown: str) -> None:
    text = f'hld: 1\nname: T\ncomponents: {{a: web client, b: service}}\nflows: {{f: ["a -> b: {words}"]}}\n'
    lines = data_flow(compile_text(text, "t.yaml").model).lines
    assert [(line.source, [badge.text for badge in line.badges]) for line in lines] == [("b", [shown])]


def test_fields_that_are_answered_move_by_their_names() -> None:
    text = """
hld: 1
name: T
api: ["GET /users/{id} -> {name, email}", "POST /users {name}"]
components: {web: web client, app: service}
flows: {see: ["web -> app: GET /users/{id}", "web -> app: POST /users"]}
"""
    moved = {badge.text for line in data_flow(compile_text(text, "t.yaml").model).lines for badge in line.badges}
    assert moved == {"name, email", "POST /users"}


@pytest.mark.parametrize(
    ("steps", "moved"),
    [
        ("[web -> edge -> files: fetch pictures]", [("files", "web:out", "pictures")]),
        ("[web -> edge -> files: the pictures]", [("files", "web:out", "the pictures")]),
        ("[web -> edge: the pictures]", [("edge", "web:out", "the pictures")]),
        ("[web -> edge: upload the pictures]", [("web", "edge", "upload the pictures")]),
        ("[app -> edge: purge the pictures]", [("app", "edge", "purge the pictures")]),
        ("[web -> edge: save the picture]", [("web", "edge", "save the picture")]),
        ("[app -> edge: setting the time]", [("app", "edge", "setting the time")]),
        ("[web -> edge: storefront]", [("edge", "web:out", "storefront")]),
        ("[web -> edge: settings]", [("edge", "web:out", "settings")]),
        ("[web -> edge -> app: order two]", [("web", "app", "order two")]),
        ("[web -> edge -> app: get the page]", [("app", "web:out", "the page")]),
        ("[web -> edge -> files: place the picture]", [("web", "files", "place the picture")]),
        (
            "[files ~> edge: the sizes, web -> edge -> files: fetch pictures]",
            [("files", "edge", "the sizes"), ("edge", "web:out", "pictures"), ("files", "edge", "pictures")],
        ),
    ],
)
def test_a_cdn_serves_and_is_shown_where_something_is_brought_to_it(
    steps: str, moved: list[tuple[str, str, str]]
) -> None:
    text = f"""
hld: 1
name: T
components: {{web: client, app: service, edge: cdn, files: object store}}
flows: {{see: {steps}}}
"""
    lines = data_flow(compile_text(text, "t.yaml").model).lines
    assert [(line.source, line.target, badge.text) for line in lines for badge in line.badges] == moved


def test_dead_letters_are_the_messages_of_their_queue() -> None:
    text = """
hld: 1
name: T
components: {app: service, jobs: queue, dead: queue, box: worker}
flows: {work: [app ~> jobs ~> box: JobAdded]}
relationships: ["jobs -> dead: dead-letter"]
"""
    graph = data_flow(compile_text(text, "t.yaml").model)
    assert [badge.text for line in graph.lines if line.target == "dead" for badge in line.badges] == ["JobAdded"]
    assert "jobs → dead: JobAdded (dead letter)" in [row.what for row in graph.legend]


def test_what_brokers_pass_on_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    brokers = "".join(f", q{at}: queue" for at in range(9))
    letters = "".join(f'  - "q{at} -> dead: dead-letter"\n' for at in range(9))
    steps = "".join(f"    - app ~> q{at} ~> box: Job{at}\n" for at in range(9))
    parts = f"components: {{app: service, dead: queue, box: worker{brokers}}}\n"
    text = f"hld: 1\nname: T\n{parts}flows:\n  work:\n{steps}relationships:\n{letters}"
    design = compile_text(text, "t.yaml").model
    published, asked = trace.published, []
    monkeypatch.setattr(trace, "published", lambda model: asked.append(model) or published(model))
    graph = data_flow(design)
    assert len([line for line in graph.lines if line.target == "dead"]) == 9
    assert len(asked) == 1


def test_a_line_of_what_nobody_names_has_one_direction() -> None:
    text = 'hld: 1\nname: T\ncomponents: {a: service, b: service}\nflows: {f: ["a -> b"]}\n'
    lines = data_flow(compile_text(text, "t.yaml").model).lines
    assert [(line.source, line.target, line.both_ways) for line in lines] == [("a", "b", False)]


COPIED = """
hld: 1
name: T
entities: {Tweet: {id}, User: {id}, Visit: {id}}
components: {app: service, main: sql, copy: {kind: sql, replica_of: main}, nightly: object store, logs: warehouse}
flows:
  write: ["app -> main: write Tweet", "app -> main: write User", "app -> copy: read Tweet", "app -> logs: read Visit"]
relationships:
  - main -> copy: replicate
  - main -> nightly: backup every night
  - app -> logs: sync-job
  - app -> main: depends
"""


def test_what_is_copied_moves_from_the_primary() -> None:
    graph = data_flow(compile_text(COPIED, "t.yaml").model)
    copied = {
        (line.source, line.target): [badge.text for badge in line.badges]
        for line in graph.lines
        if line.protocol == "replication"
    }
    assert copied == {("main", "copy"): ["Tweet"], ("main", "nightly"): ["Tweet", "User"], ("app", "logs"): ["Visit"]}
    assert "backup or replication or sync job" in [row.what for row in graph.legend if row.is_key]
    assert "main → nightly: Tweet, User (backup)" in [row.what for row in graph.legend]
    assert {line.target: line.modes for line in graph.lines if line.protocol == "replication"} == {
        "copy": ("replicate",),
        "nightly": ("backup",),
        "logs": ("sync-job",),
    }


def test_a_copy_that_only_says_of_what_it_is_one_moves_too() -> None:
    text = COPIED.replace("  - main -> copy: replicate\n", "")
    lines = [line for line in data_flow(compile_text(text, "t.yaml").model).lines if line.target == "copy"]
    assert [(line.source, line.is_dashed) for line in lines] == [("main", True)]


def test_nothing_is_copied_in_a_flow() -> None:
    graph = data_flow(compile_text(COPIED, "t.yaml").model, ["write"])
    assert {line.protocol for line in graph.lines} == {"storage"}


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("web -> lb -> app: GET /things", "step 1, second stretch"),
        ("parallel: [web -> lb -> app: GET /things, web -> app: GET /things]", "second stretch, or step within it"),
    ],
)
def test_the_legend_tells_what_the_second_number_means(step: str, told: str) -> None:
    text = (
        "hld: 1\nname: T\napi: [GET /things]\ncomponents: {web: web client, lb: load balancer, app: service}\n"
        f"flows:\n  see:\n    - {step}\n"
    )
    rows = [row.what for row in architecture(compile_text(text, "t.yaml").model).legend if row.is_key]
    assert any(row.endswith(told) for row in rows)


def test_a_long_text_is_cut_at_the_end_of_a_word() -> None:
    text = 'hld: 1\nname: T\ncomponents: {a: web client, b: service}\nflows: {f: ["a -> b: WORDS"]}\n'
    for words, shown in (
        ("the payment page, filled in by the buyer", "the payment page…"),
        ("a stream that adapts its quality", "a stream that adapts…"),
        ("Donaudampfschifffahrtsgesellschaft", "Donaudampfschifffahrtsg…"),
        ("the pictures of a timeline", "the pictures…"),
        ("the new rows of the outbox", "the new rows…"),
    ):
        graph = data_flow(compile_text(text.replace("WORDS", words), "t.yaml").model)
        assert [badge.text for line in graph.lines for badge in line.badges] == [shown]


def test_the_legend_of_the_context_has_the_lines_of_actors() -> None:
    text = """
hld: 1
name: T
actors: {Buyer: {via: shop}}
components: {shop: web client, api: service}
api: [GET /things]
flows: {look: [shop -> api: STEP]}
"""
    for step, keys in (
        ("GET /things", [("http", "HTTP request"), ("call", "use by an actor")]),
        ("look at it", [("call", "call or use by an actor")]),
    ):
        graph = context(compile_text(text.replace("STEP", step), "t.yaml").model)
        assert [(row.protocol, row.what) for row in graph.legend if row.is_key] == keys


def test_requirements_without_a_name_are_not_told_by_their_numbers() -> None:
    text = "hld: 1\nname: T\nrequirements: {functional: [User should be able to look]}\ncomponents: {web: client}\n"
    assert [card.subtitle for card in context(compile_text(text, "t.yaml").model).cards if card.kind == "actor"] == [""]
