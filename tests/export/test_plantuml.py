"""PlantUML: what is written is what it takes, whatever the words are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.export import plantuml
from hld.pipeline import compile_arrows, compile_text, export
from hld.printable import one_line

from .designs import HERE, SMALL, everything, exported, sort_of
from .hostile import NASTY
from .tools import plantuml_faults as faults

NEW = '@startuml\n!include <C4/C4_Container>\nContainerQueue(bus, "bus")\n@enduml\n'


def all_of(*sorts):
    """Every view of these sorts; of the flows of a design one, as they differ in little."""
    found = {}
    for name, text in everything("plantuml"):
        design, view = name.rsplit(" ", 1)
        if sort_of(view) in sorts:
            found.setdefault((design, "flow" if view.startswith("flow-") else view), text)
    return list(found.values())


@pytest.fixture
def with_c4(tmp_path_factory):
    """PlantUML with macros for C4 that know of queues, which came with the releases of 2021."""
    if faults([NEW], tmp_path_factory.mktemp("new")):
        pytest.skip("this PlantUML is too old for C4")


def test_plantuml_takes_every_sequence_and_all_entities(tmp_path):
    assert faults(all_of("sequence", "entities"), tmp_path) == ""


def test_plantuml_takes_every_graph_as_c4(tmp_path, with_c4):
    assert faults(all_of("graph"), tmp_path) == ""


def test_plantuml_would_say_so(tmp_path):
    assert "contains errors" in faults(["@startuml\nfoo bar baz ->>\n@enduml\n"], tmp_path)


def test_plantuml_would_say_so_of_a_macro(tmp_path, with_c4):
    assert "contains errors" in faults([NEW.replace("ContainerQueue", "ContainerCue")], tmp_path)


def read(words):
    """Words as PlantUML shows them."""
    return re.sub(r"<U\+([0-9A-F]{4,})>", lambda mark: chr(int(mark[1], 16)), words)


def test_words_are_shown_as_they_are():
    assert one_line(NASTY) in read(exported("plantuml", "hostile")["architecture"])


@given(st.text(alphabet=st.sampled_from("ab |`\\*_[]<>()#+-=!~@$&;.:1{}\"'/名é\n%"), min_size=1))
def test_no_mark_is_left_in_words(words):
    written = plantuml.text(words)
    assert read(written) == one_line(words)
    left = re.sub(r"<U\+[0-9A-F]{4,}>", "", written)
    assert not set("\"<>[]%!'|~*") & set(left)


def test_ids_that_are_words_of_plantuml(tmp_path, with_c4):
    words = "actor end queue database class note node title legend package left right to as if else alt box state url"
    words += " person system container rel boundary legend lay_d include"
    arrows = "; ".join(f"{word} -> {word}er" for word in words.split())
    assert faults([export(compile_arrows(arrows, "<arrows>").model, "plantuml", "sketch")], tmp_path) == ""


DESIGN = """\
hld: 1
name: Shop
actors: {buyer: {via: web}}
components:
  web: client
  app: mobile client
  lb: load balancer
  shop: {kind: service, description: sells}
  db: postgres
  seen: redis
  bus: kafka x3
  bank: external
groups:
  both: {kind: region, contains: [shop, bank]}
  out: {kind: trust, contains: [web]}
flows:
  buy:
    - web -> lb -> shop: buy
    - app -> lb -> shop: buy
    - shop -> db: write Order
    - shop -> seen: read Order
    - shop ~> bus: Bought
    - shop -> bank: pay
  look:
    - web -> lb -> shop: look
    - shop -> bank: ask
    - bank -> shop: tell
"""


def shop(view, text=DESIGN):
    return export(compile_text(text, "shop.yaml").model, "plantuml", view)


def test_every_component_is_what_c4_calls_it():
    text = shop("architecture")
    people, containers = {"Person(web"}, {"Container(app", "Container(lb", "Container(shop"}
    kept = {"ContainerDb(db", "ContainerDb(seen", "ContainerQueue(bus"}
    assert {one for one in people | containers | kept | {"System_Ext(bank"} if f"{one}, " not in text} == set()
    assert 'Container(shop, "shop", $techn="Service", $descr="sells")' in text


def test_what_is_not_of_the_system_stands_outside_its_boundary():
    outside, _, inside = shop("architecture").partition('System_Boundary(the_system, "Shop") {')
    inside = inside.partition("\n}")[0]
    assert 'Boundary(frame_out, "out", $type="trust") {\n  Person(web' in outside
    assert 'Boundary(frame_both, "both", $type="region") {\n    Container(shop' in inside
    assert "System_Ext(bank" in inside  # with what it is grouped with
    assert "Container(app" in outside


def test_relations_say_what_is_done_and_how_it_travels():
    text = shop("architecture")
    assert 'Rel(shop, bus, "F1·5 Bought", $techn="asynchronous message", $tags="message-async")' in text
    assert 'AddRelTag("message-async", $textColor="#953e00", $lineColor="#953e00", $lineStyle=DashedLine())' in text
    assert re.search(r'^BiRel\(shop, bank, "F1·6 pay\\nF2·2–3 ask, tell"', text, re.MULTILINE)


def test_relations_that_no_flow_goes_along_say_what_they_are():
    joined = "[db -> seen: replicate, db -> store: backup, shop -> store: depends, shop -> db: sync-job]"
    design = DESIGN.replace("components:\n", f"relationships: {joined}\ncomponents:\n  store: object store\n")
    text = shop("architecture", design)
    found = dict(re.findall(r'^Rel\((\w+, \w+), "R\d", \$techn="([^"]*)"', text, re.MULTILINE))
    assert found == {
        "db, seen": "replication", "db, store": "backup", "shop, store": "dependency", "shop, db": "sync job",
    }  # fmt: skip


def test_the_context_has_people_and_the_system():
    text = shop("context")
    assert "Person(actor_buyer, " in text
    assert "System(system_, " in text
    assert "Container(web, " in text  # what the buyer holds, no further person
    assert "System_Boundary" not in text
    assert 'Rel(actor_buyer, web, "uses", $tags="call")' in text


def test_a_flow_dims_what_is_not_in_it():
    text = shop("flow-look")
    assert 'ContainerDb(db, "db", $techn="PostgreSQL", $tags="elsewhere")' in text
    assert 'Rel(shop, db, "", $tags="elsewhere")' in text
    assert 'AddElementTag("elsewhere", ' in text


@pytest.mark.parametrize("view", ["architecture", "flow-shorten", "sequence-shorten", "entities"])
def test_the_text_is_as_it_was_read_last(view, golden):
    golden(exported("plantuml", SMALL)[view], HERE / f"url-shortener.{view}.puml")
