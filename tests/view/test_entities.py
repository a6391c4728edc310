"""From a model to the picture of its entities: fields, keys, relations, stores."""

from __future__ import annotations

import pytest

from hld.pipeline import compile_text, views
from hld.view.entities import EntitiesView, EntityBox, Relation, entities

SPEC = """
hld: 1
name: Kept
actors: [Buyer]
entities:
  Buyer: {fields: {id, email: pii, card: {type: string, class: pci}, note: {optional: true}}, description: Who pays}
  Order:
    name: An order
    fields: {order_id: id, buyer: Buyer, lines: "Line[]", gift_for: {type: Buyer, optional: true}}
    size: 2 KB
    retention: 10 years
    immutable: true
  Line: {fields: {order: Order, number: int, of: "Product[]"}, key: [order, number]}
  Product: {fields: {sku: string, name: string}, external: true, class: secret}
  Passport: {fields: {buyer: Buyer, code: string}, key: buyer}
  Photo: {fields: {of: Buyer, content: {type: blob, size: 2 MB}}}
  Comment: {id, parent: Comment, tags: "Tag[]"}
  Tag: {id, comments: "Comment[]"}
components:
  shop: service
  orders: {kind: sql, name: Order DB, replicas: 2, stores: {Line: {pk: number}, Photo: {pk: of}}}
  found: {kind: search index, of: orders}
  hot: cache
flows:
  buy:
    - shop -> hot: read Order
    - shop -> found: write Order
    - shop -> orders: write Order
    - shop -> hot: write Comment
"""


@pytest.fixture(scope="module")
def view() -> EntitiesView:
    return entities(compile_text(SPEC, "a.yaml").model)


def box(view: EntitiesView, name: str) -> EntityBox:
    return next(each for each in view.boxes if each.id == name)


def relation(view: EntitiesView, name: str) -> Relation:
    return next(each for each in view.relations if each.id == name)


def test_fields_are_told_with_what_they_are(view: EntitiesView) -> None:
    rows = {row.name: row for row in (*box(view, "Buyer").fields, *box(view, "Order").fields)}
    assert rows["id"].is_key
    assert rows["email"].data_class == "pii"
    assert (rows["card"].type, rows["card"].data_class) == ("string", "pci")
    assert rows["note"].is_optional
    assert box(view, "Photo").fields[1].type == "blob 2 MB"
    assert (rows["lines"].type, rows["lines"].is_reference) == ("Line[]", True)


def test_keys_are_as_stated_else_an_id(view: EntitiesView) -> None:
    keys = {each.id: [row.name for row in each.fields if row.is_key] for each in view.boxes}
    assert keys["Order"] == ["order_id"]
    assert keys["Line"] == ["order", "number"]
    assert keys["Product"] == []


def test_what_else_is_known_is_noted(view: EntitiesView) -> None:
    order = box(view, "Order")
    assert order.title == "An order"
    assert order.notes == ("2 KB each · kept for 10 years", "never changes", "also in hot, found")
    assert box(view, "Product").notes == ("kept by another system",)
    assert box(view, "Product").data_class == "secret"
    assert [each.id for each in view.boxes if each.is_actor] == ["Buyer"]
    assert box(view, "Buyer").tooltip == "Who pays"


def test_stores_hold_what_is_at_home_there_not_what_is_copied(view: EntitiesView) -> None:
    assert {frame.id: frame.members for frame in view.stores} == {
        "orders": ("Order", "Line", "Photo"),
        "hot": ("Comment",),
    }
    assert view.stores[0].title == "Order DB · SQL database · ×2"


def test_many_may_refer_to_one(view: EntitiesView) -> None:
    assert relation(view, "Order-buyer")[1:6] == ("Order", "Buyer", "buyer", "any", "one")
    assert relation(view, "Order-gift_for").target_end == "maybe"


def test_a_field_that_is_the_key_makes_one_for_one(view: EntitiesView) -> None:
    assert relation(view, "Passport-buyer").source_end == "maybe"


def test_a_key_of_a_store_may_be_that_of_many_rows(view: EntitiesView) -> None:
    assert [row.name for row in box(view, "Photo").fields if row.is_key] == ["of"]
    assert relation(view, "Photo-of").source_end == "any"


def test_a_list_and_the_field_that_leads_back_are_one_line(view: EntitiesView) -> None:
    line = relation(view, "Order-lines")
    assert (line.label, line.source_end, line.target_end) == ("lines / order", "one", "any")
    assert "Line-order" not in [each.id for each in view.relations]
    both = relation(view, "Comment-tags")
    assert (both.label, both.source_end, both.target_end) == ("tags / comments", "any", "any")
    assert "Tag-comments" not in [each.id for each in view.relations]


def test_how_many_is_not_said_of_what_only_a_list_leads_to(view: EntitiesView) -> None:
    assert (relation(view, "Line-of").source_end, relation(view, "Line-of").target_end) == ("", "any")


def test_an_entity_may_refer_to_its_own_kind(view: EntitiesView) -> None:
    assert (relation(view, "Comment-parent").source, relation(view, "Comment-parent").target) == ("Comment", "Comment")


def test_errors_are_marked_where_they_lie() -> None:
    found = compile_text(SPEC.replace("buyer: Buyer, code", "buyer: Buyr, code"), "a.yaml")
    drawn = entities(found.model, found.diagnostics)
    assert [each.id for each in drawn.boxes if each.faults] == ["Passport"]
    assert [row.what for row in drawn.legend if row.is_fault] == [
        fault for each in drawn.boxes for fault in each.faults
    ]


def test_a_design_that_declares_no_entity_has_no_such_picture() -> None:
    bare = "hld: 1\nname: Bare\ncomponents: {api: service, db: sql}\nflows:\n  a:\n    - api -> db: write Thing\n"
    assert views(compile_text(bare, "a.yaml").model) == (
        "architecture",
        "data-flow",
        "flow-a",
        "sequence-a",
        "components",
    )
    assert "entities" in views(compile_text(SPEC, "a.yaml").model)


def test_the_title_of_a_store_that_is_called_what_it_is_ends_without_a_dot():
    parts = "entities: {Job: {id}}\ncomponents: {api: service, cache: cache}\nflows: {f: [api -> cache: write Job]}\n"
    model = compile_text(f"hld: 1\nname: T\n{parts}", "t.yaml").model
    assert [store.title for store in entities(model).stores] == ["cache"]
