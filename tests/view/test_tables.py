"""The tables and cards that views make, before they are drawn or written."""

import pytest

from hld.check.types import Settings
from hld.pipeline import compile_text, page, views
from hld.view.tables import Card

DESIGN = """
hld: 1
name: Shop
requirements:
  functional:
    buy: {text: Buyer should be able to buy a book, priority: must}
    return: Buyer should be able to return a book
    count: The system must count the books every night
  nonfunctional:
    latency: buy p99 < 200ms
    compliance: GDPR
  out_of_scope: [reviews]
  questions:
    - q: How many books are there?
      a: A million
    - q: Are there gifts?
entities: {Order: {id, total: int}}
auth: oauth
api:
  POST /v1/orders:
    body: {book: id, note: string}
    returns: 201 Order
    errors: [400, 409]
    summary: Buy a book
    idempotency: Idempotency-Key
    scopes: [orders.write]
  GET /v1/orders/{id}: {query: {full: bool}, returns: "Order[]", auth: none}
  DELETE /v1/orders/{id}: {deprecated: true}
  rpc Books.Count: {audience: internal}
components:
  web: client
  api: {kind: service, name: Shop API, role: sells books, autoscale: 2..9}
  orders: {kind: sql, tech: postgres, replicas: 1, stores: [Order], group: eu}
  spare: service
groups: {eu: {kind: region, name: Europe}}
flows:
  buy:
    - web -> api: POST /v1/orders
    - api -> orders: write Order
  look:
    - web -> api: GET /v1/orders/{id}
    - api -> orders: read Order
capacity: {crux: no book is sold twice}
deep_dives:
  lock:
    area: concurrency
    question: What keeps two buyers apart?
    addresses: [crux, latency]
    options:
      - {name: a lock, pros: [simple], cons: [slow]}
      - {name: a version, description: on the row, pros: [fast, cheap], cons: [retries], variant: base}
    decision: "a version; a lock for rare books"
    because: conflicts are rare
    components: [orders]
    scenarios: [{name: the database is gone, kill: [orders], expect: the shop can be read}]
    links: {wiki: "https://wiki/lock"}
  gifts: {question: Are gifts wrapped?, options: [yes, no]}
"""


def words(cell):
    """What is written in a cell, a text for each line."""
    return ["".join(piece.text for piece in line) for line in cell]


def rows(view, text=DESIGN):
    """The words of each row by its id: by the title of each column."""
    model = compile_text(text).model
    return {
        row.id: {column.id: words(cell) for column, cell in zip(table.columns, row.cells, strict=True)}
        for table in page(model, view).parts
        for row in table.rows
    }


def test_an_operation_is_told_in_full():
    assert rows("api")["POST /v1/orders"] == {
        "style": ["POST"],
        "operation": ["/v1/orders", "Buy a book", "idempotent by Idempotency-Key"],
        "auth": ["oauth", "scope orders.write"],
        "request": ["body book: id, note: string"],
        "response": ["201 Order"],
        "errors": ["400, 409"],
        "provider": ["Shop API"],
        "flows": ["buy"],
        "requirements": ["buy"],
    }


def test_what_an_operation_lacks_is_told_in_words():
    found = rows("api")
    assert found["GET /v1/orders/{id}"]["auth"] == ["none"]
    assert found["GET /v1/orders/{id}"]["request"] == ["query full: bool"]
    assert found["GET /v1/orders/{id}"]["response"] == ["Order[]"]
    assert found["GET /v1/orders/{id}"]["requirements"] == ["–"]
    assert found["DELETE /v1/orders/{id}"]["operation"] == ["/v1/orders/{id}", "deprecated"]
    assert found["DELETE /v1/orders/{id}"]["flows"] == ["–"]  # it is on its way out
    assert found["rpc Books.Count"]["flows"] == ["! no flow"]
    assert found["rpc Books.Count"]["provider"] == ["? not stated"]
    assert rows("api", DESIGN.replace("auth: oauth\n", ""))["POST /v1/orders"]["auth"][0] == "? not stated"


def test_operations_are_parted_by_whom_they_are_for():
    tables = page(compile_text(DESIGN).model, "api").parts
    assert [(table.title, len(table.rows)) for table in tables] == [
        ("Public operations", 3),
        ("Internal operations", 1),
    ]


def test_a_channel_is_used_by_the_flows_that_send_through_it():
    text = """
hld: 1
name: Chat
entities: {Message: {id, text: string}}
api:
  - ws /v1/socket -> Message
components: {app: client, chat: service}
flows:
  receive:
    - chat ~> app: Message
"""
    assert rows("api", text)["ws /v1/socket"]["flows"] == ["receive"]


def test_a_channel_is_provided_by_who_sends_and_serves_what_is_sent():
    text = """
hld: 1
name: Chat
requirements: {functional: {receive: User should be able to read what others write}}
entities: {Message: {id, text: string}}
api:
  - ws /v1/socket -> Message
  - ws /v1/typing -> Typing
messages: {Typing: {payload: {who: string}}}
components: {app: client, chat: {kind: service, name: Chat server}}
flows:
  receive:
    - chat ~> app: Message
"""
    socket, typing = (rows("api", text)[f"ws /v1/{name}"] for name in ("socket", "typing"))
    assert (socket["provider"], socket["requirements"]) == (["Chat server"], ["receive"])
    assert typing["provider"] == ["? not stated"]
    assert [row for row in rows("requirements", text) if row.startswith("operation-")] == ["operation-ws /v1/typing"]


@pytest.mark.parametrize(
    ("steps", "operations"),
    [
        ("[chat ~> app: Message]", ["ws /v1/socket"]),
        ("[chat ~> app: Typing]", ["–"]),
        ("[app -> chat: GET /v1/messages, chat ~> app: Message]", ["GET /v1/messages", "ws /v1/socket"]),
        ("[app ~> bus ~> chat: Message]", ["Message message"]),
        ("[bus ~> chat: Message]", ["–"]),
    ],
)
def test_what_is_pushed_or_handed_in_serves_a_requirement(steps, operations):
    text = f"""
hld: 1
name: Chat
requirements: {{functional: {{receive: User should be able to read what others write}}}}
entities: {{Message: {{id, text: string}}}}
api:
  - ws /v1/socket -> Message
  - GET /v1/messages -> Message
messages: {{Typing: {{payload: {{who: string}}}}}}
components: {{app: client, chat: service, bus: topic}}
flows: {{receive: {steps}}}
"""
    assert rows("requirements", text)["receive"]["operations"] == operations


def test_a_requirement_names_what_serves_it():
    found = rows("requirements")["buy"]
    assert found == {
        "requirement": ["buy", "Buyer should be able to buy a book"],
        "actor": ["Buyer", "must"],
        "operations": ["POST /v1/orders"],
        "flows": ["buy"],
        "components": ["web, Shop API, orders"],
        "deep-dives": ["–"],
        "verdict": ["✓ pass"],
    }


def test_holes_are_told_in_a_sign_and_words():
    found = rows("requirements")
    assert found["return"]["operations"] == ["! no operation"]
    assert found["return"]["flows"] == ["! no flow"]
    assert found["return"]["components"] == ["! no component"]
    assert found["return"]["verdict"][0] == "! fail"
    assert "no flow covers it" in found["return"]["verdict"]
    assert found["count"]["operations"] == ["–"]  # nobody asks for it
    assert found["count"]["flows"] == ["! no flow"]


def test_a_quality_names_what_it_is_about_and_what_addresses_it():
    found = rows("requirements")
    assert found["latency"]["scope"] == ["buy"]
    assert found["latency"]["flows"] == ["buy"]
    assert found["latency"]["addressed"][0] == "lock"
    assert found["latency"]["verdict"] == ["✓ pass", "30 ms in flow 'buy' (default)"]
    assert found["compliance"]["asked"] == ["GDPR"]
    assert found["compliance"]["scope"] == ["the whole design"]
    assert found["compliance"]["flows"] == ["all"]
    assert found["compliance"]["addressed"] == ["! nothing"]


def test_what_no_requirement_leads_to_is_listed():
    found = rows("requirements")
    assert found["operation-GET /v1/orders/{id}"]["use"] == ["look"]
    assert found["operation-rpc Books.Count"]["use"] == ["! no flow"]
    assert found["flow-look"]["name"] == ["look"]
    assert found["component-spare"]["use"] == ["–"]
    assert "component-orders" not in found


def test_questions_and_what_is_out_of_scope_are_told():
    found = rows("requirements")
    assert found["question-1"] == {"question": ["How many books are there?"], "answer": ["A million"]}
    assert found["question-2"]["answer"] == ["? open"]
    assert page(compile_text(DESIGN).model, "requirements").parts[0].lead == "Out of scope: reviews"


def test_what_is_not_due_yet_is_not_missing():
    compilation = compile_text(DESIGN, settings=Settings(stage="requirements"))
    table = page(compilation.model, "requirements", (), lambda: compilation.checked).parts[0]
    assert words(table.rows[1].cells[-1])[0] == "? unknown"
    assert not any(line.startswith("!") for row in table.rows for cell in row.cells for line in words(cell))


def test_errors_are_told_where_they_lie_if_they_are_asked_for():
    compilation = compile_text(DESIGN.replace("returns: 201 Order", "returns: 201 Ordre"))
    told = page(compilation.model, "api", compilation.diagnostics).parts[0].rows[0].cells[1]
    assert any(line.startswith("! wrong") and "Ordre" in line for line in words(told))
    silent = page(compilation.model, "api").parts[0].rows[0].cells[1]
    assert not any("wrong" in line for line in words(silent))


def test_a_component_is_told_in_a_row():
    found = rows("components")
    assert found["api"] == {
        "component": ["Shop API", "api"],
        "kind": ["Service"],
        "product": ["–"],
        "instances": ["×2–9"],
        "role": ["sells books"],
        "groups": ["–"],
        "stores": ["–"],
        "flows": ["buy, look"],
    }
    assert found["orders"]["product"] == ["PostgreSQL"]
    assert found["orders"]["instances"] == ["×1"]
    assert found["orders"]["stores"] == ["Order"]
    assert found["orders"]["groups"] == ["Europe"]
    assert found["spare"]["flows"] == ["–"]


def dives():
    return {card.id: card for card in page(compile_text(DESIGN).model, "deep-dives").parts}


def test_a_deep_dive_is_a_card():
    card = dives()["lock"]
    assert isinstance(card, Card)
    assert (card.area, card.question) == ("concurrency", "What keeps two buyers apart?")
    assert [(each.name, each.is_chosen) for each in card.options] == [("a lock", False), ("a version", True)]
    assert (card.options[1].pros, card.options[1].cons) == (("fast", "cheap"), ("retries",))
    assert {fact.name: words(fact.lines) for fact in card.facts} == {
        "Decision": ["a version; a lock for rare books"],
        "Because": ["conflicts are rare"],
        "Addresses": ["the crux (no book is sold twice), latency"],
        "Components": ["orders"],
        "What if": ["the database is gone: without orders → the shop can be read"],
        "More": ["wiki"],
    }
    assert card.link == "https://wiki/lock"


def test_a_deep_dive_without_a_decision_is_open():
    card = dives()["gifts"]
    assert [words(fact.lines) for fact in card.facts] == [["? open"]]
    assert not any(option.is_chosen for option in card.options)


@pytest.mark.parametrize(
    ("decision", "chosen"),
    [
        ("a lock", ["a lock"]),
        ("A  Lock", ["a lock"]),
        ("a lock, held for a second", ["a lock"]),
        ("a lock was too slow", []),
        ("a locksmith", []),
        ("neither", []),
    ],
)
def test_only_a_decision_that_says_so_chooses_an_option(decision, chosen):
    text = DESIGN.replace('"a version; a lock for rare books"', decision)
    card = page(compile_text(text).model, "deep-dives").parts[0]
    assert [option.name for option in card.options if option.is_chosen] == chosen


def test_a_design_has_only_the_pages_it_has_something_for():
    assert views(compile_text(DESIGN).model)[-4:] == ("api", "requirements", "deep-dives", "components")
    bare = "hld: 1\nname: A\ncomponents: {web: client}\n"
    assert views(compile_text(bare).model) == ("architecture", "context", "components")
    assert views(compile_text("hld: 1\nname: A\n").model) == ("architecture",)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("{target: 99.9%, prefer: consistency, window: 30 days}",
         ["99.9%", "consistency over availability", "measured over 30 days"]),
        ("99.9% over consistency", ["99.9%", "over consistency"]),
        ("{target: 99.9%, prefer: availability}", ["99.9%", "over consistency"]),
    ],
)  # fmt: skip
def test_which_side_wins_is_told_by_its_name(asked, told):
    text = DESIGN.replace("    compliance: GDPR\n", f"    compliance: GDPR\n    availability: {asked}\n")
    assert rows("requirements", text)["availability"]["asked"] == told


def test_consistency_over_availability_needs_no_name_of_its_own():
    text = DESIGN.replace("    compliance: GDPR\n", "    cap: availability over consistency\n")
    assert rows("requirements", text)["cap"]["asked"] == ["availability over consistency"]
