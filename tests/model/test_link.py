"""Names become things; slips are recovered from, holes kept, and each mistake is told once at its word."""

import json

import pytest

from hld.catalog.kinds import Role
from hld.model.types import Access, Arrow, Call, Delivery, Match, Reply, Style, Text

from .design import linked, said, social, step


def test_a_good_design_has_no_findings():
    assert said(social()) == []


def test_steps_are_numbered_by_hops_of_asynchronous_chains():
    post = social().flows["post"]
    paths = [(each.number, [node.name for node in each.nodes], each.arrow) for each in post.steps]
    assert paths == [
        ("1", ["web", "lb", "api"], Arrow.CALL),
        ("2", ["api", "posts"], Arrow.CALL),
        ("3", ["api", "bus"], Arrow.ASYNC),
        ("4", ["bus", "fanout"], Arrow.ASYNC),
        ("5", ["fanout", "feeds"], Arrow.CALL),
        ("6", ["fanout", "web"], Arrow.ASYNC),
    ]
    assert post.steps[2].chain == post.steps[3].chain
    assert post.steps[2].span != post.steps[3].span


def test_labels_are_linked():
    model = social()
    call = step(model, "post", 1).label
    assert isinstance(call, Call)
    assert call.operation.target is model.operations["POST /v1/posts"]
    access = step(model, "post", 2).label
    assert isinstance(access, Access)
    assert (access.op, access.entities[0].target) == ("write", model.entities["Post"])
    sent = step(model, "post", 3).label
    assert isinstance(sent, Delivery)
    assert sent.message.target is model.messages["PostMade"]
    assert model.messages["PostMade"].is_implied
    assert step(model, "post", 5).times == "followers"
    condition = step(model, "feed", 3).condition
    assert (condition.kind, condition.cache.target) == ("miss", model.components["feeds"])
    rpc = step(model, "feed", 4).label
    assert (rpc.style, rpc.operation.target.key) == (Style.RPC, "rpc Users.Get")
    answer = step(model, "feed", 5).label
    assert isinstance(answer, Reply)
    assert (answer.status, answer.type.many, answer.type.entity.target) == (200, True, model.entities["Post"])


def test_operations_carry_what_was_declared():
    operation = social().operations["GET /v1/posts/{postId}"]
    assert (operation.method, operation.path, operation.params) == ("GET", "/v1/posts/{postId}", ("postId",))
    assert (operation.returns.type.name, operation.returns.type.many, operation.auth) == ("Post", False, "oauth")
    feed = next(each for each in social().operations.values() if each.path == "/v1/feed")
    assert [field.name for field in feed.query] == ["cursor"]
    assert feed.returns.type.many
    live = social().operations["ws /v1/live"]
    assert live.style is Style.WEBSOCKET
    assert live.returns.type.message.target.id == "PostMade"


def test_fields_of_entities_know_their_types():
    model = social()
    author = model.entities["Post"].fields[1]
    assert author.type.entity.target is model.entities["User"]
    email = model.entities["User"].fields[2]
    assert email.data_class == "pii"


@pytest.mark.parametrize(
    ("old", "new", "word", "hint"),
    [
        ("api -> posts: write", "api -> pots: write", "pots", "did you mean 'posts'?"),
        ("api -> posts: write", "api -> Posts: write", "Posts", "did you mean 'posts'?"),
        ("write Post\n", "write Pots\n", "Pots", "did you mean 'Post'?"),
        ("if miss feeds", "if miss feds", "feds", "did you mean 'feeds'?"),
        ("x followers", "x folowers", "folowers", "did you mean 'followers'?"),
        ("p99 <", "x p99 <", None, None),
    ],
)
def test_a_slip_is_one_finding_at_its_word(old, new, word, hint):
    found = said(social((old, new)), "unresolved-reference")
    if word is not None:
        assert found == [("unresolved-reference", word, hint)]


def test_checking_goes_on_with_the_nearest():
    model = social(("api -> posts: write", "api -> pots: write"))
    target = step(model, "post", 2).target
    assert (target.name, target.near, target.target) == ("pots", "posts", model.components["posts"])
    assert "pots" not in model.components


def test_a_hole_is_told_at_its_first_use_only():
    model = social(("fanout -> feeds", "fanout -> xyzzy"), ("api -> users", "api -> xyzzy"))
    assert said(model) == [
        (
            "unresolved-reference",
            "xyzzy",
            "declare it with its kind, which the name does not tell: 'xyzzy: service'",
        )
    ]
    assert step(model, "post", 5).target.is_hole


def test_a_kind_in_the_name_is_taken_for_it():
    model = social(("api -> users", "api -> user-db"))
    assert said(model, "implicit-component")[0][:2] == ("implicit-component", "user-db")
    assert model.components["user-db"].kind.name == "sql"
    assert model.components["user-db"].is_implicit
    assert "assumed" in model.findings[0].message


def test_a_word_for_a_kind_is_no_slip_of_another_id():
    model = social(("api -> users", "api -> db"))
    assert model.components["db"].role is Role.STORE
    assert [each.rule for each in model.findings] == ["implicit-component"]


def test_a_slip_before_a_shared_ending_is_no_other_component():
    model = linked("components: {users-db: sql, api: service}\nflows: {a: [api -> user-db: read it]}")
    assert said(model) == [("unresolved-reference", "user-db", "did you mean 'users-db'?")]


def test_undeclared_entities_are_implied_in_a_sketch_and_missing_in_a_document():
    text = "components: {api: service, store: sql}\nflows: {a: [api -> store: write Invoice]}\n"
    sketch = linked(text)
    assert said(sketch, "implied-entity")[0][1] == "Invoice"
    assert sketch.entities["Invoice"].is_implied
    document = linked("profile: doc\n" + text)
    assert said(document) == [("unresolved-reference", "Invoice", "declare the entity first")]
    assert step(document, "a", 1).label.entities[0].is_hole


def test_types_that_are_not_known():
    model = social(("author: User", "author: Usr"), ("-> 201 Post", "-> 201 Pots"))
    assert said(model) == [
        ("unknown-type", "Usr", "did you mean 'User'?"),
        ("unknown-response-type", "Pots", "did you mean 'Post'?"),
    ]


def test_a_received_message_is_read_as_the_one_published_there():
    model = social(("api ~> bus ~> fanout: PostMade", "api ~> bus: PostMade\n    - bus ~> fanout: PostMad"))
    label = step(model, "post", 4).label
    assert (label.message.name, label.message.near) == ("PostMad", "PostMade")
    assert said(model) == []


def test_a_published_message_with_a_slip_is_read_as_the_declared():
    model = social(
        ("components:", "messages: {PostMade: bus}\ncomponents:"),
        ("api ~> bus ~> fanout: PostMade", "api ~> bus ~> fanout: PostMad"),
    )
    assert {found[1:] for found in said(model)} == {("PostMad", "did you mean 'PostMade'?")}
    assert len(said(model)) == 1


def test_a_call_over_a_broker_is_cut_there_and_counts_as_asynchronous():
    model = social(("api ~> bus ~> fanout", "api -> bus -> fanout"))
    first, second = step(model, "post", 3), step(model, "post", 4)
    assert (first.arrow, first.is_async, first.is_call) == (Arrow.CALL, True, False)
    assert first.chain == second.chain
    assert [type(each.label) for each in (first, second)] == [Delivery, Delivery]


@pytest.mark.parametrize(
    ("label", "match", "near"),
    [
        ("POST /v1/posts", Match.EXACT, ""),
        ("POST /v1/posts/", Match.EXACT, ""),
        ("GET /v1/feed?cursor=3", Match.EXACT, "GET /v1/feed?cursor"),
        ("GET /v1/posts/{id}", Match.PARAMS, "GET /v1/posts/{postId}"),
        ("GET /v1/posts/42", Match.PARAMS, "GET /v1/posts/{postId}"),
        ("DELETE /v1/posts", Match.METHOD, "POST /v1/posts"),
        ("DELETE /v1/posts/{postId}", Match.METHOD, "GET /v1/posts/{postId}"),
        ("POST /v1/post", Match.NEAR, "POST /v1/posts"),
        ("post /v1/posts", Match.NEAR, "POST /v1/posts"),
        ("GET /v1/live", Match.STYLE, "ws /v1/live"),
        ("GET /v9/nothing/like/it", Match.NONE, ""),
        ("rpc Users.Get", Match.EXACT, ""),
        ("rpc Users.Gett", Match.NEAR, "rpc Users.Get"),
        ("query Users.Get", Match.STYLE, "rpc Users.Get"),
        ("rpc Nothing.Alike", Match.NONE, ""),
    ],
)
def test_how_an_operation_is_found(label, match, near):
    call = step(social(("web -> lb -> api: POST /v1/posts", f"web -> lb -> api: {label}")), "post", 1).label
    assert isinstance(call, Call)
    assert call.match is match
    if match is Match.NONE:
        assert call.operation.is_hole
    else:
        key = near.split("?")[0]
        assert call.operation.target is not None
        assert match is Match.EXACT or call.operation.near.startswith(key)


@pytest.mark.parametrize("label", ["query the users", "push notification", "asks who it is", "read config"])
def test_everyday_words_are_text(label):
    call = step(social(("api -> users: rpc Users.Get", f"api -> users: {label}")), "feed", 4).label
    assert isinstance(call, Text)


def test_operations_of_others_need_no_declaration():
    model = social(
        ("users: service", "users: external"), ("rpc Users.Get\n    - api --", "POST /v1/post\n    - api --")
    )
    call = step(model, "feed", 4).label
    assert (call.match, call.operation.is_hole) == (Match.NONE, True)
    assert said(model) == []


def test_requirements_know_their_actor():
    model = social()
    assert {name: need.actor for name, need in model.requirements.items()} == {
        "post": "User",
        "feed": "User",
        "purge": "system",
    }


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Customers can search products", "Customers"),
        ("As a rider, I can book a ride", "rider"),
        ("The system must send a mail", "system"),
        ("Guest users may look around", "Guest users"),
        ("photos are resized", ""),
    ],
)
def test_actors_in_sentences(text, actor):
    model = linked(f'requirements: {{functional: {{a: "{text}"}}}}')
    assert model.requirements["a"].actor == actor


def test_groups_are_told_to_their_components():
    model = linked(
        "groups:\n  eu: {kind: region, contains: [zone-a], groups: {zone-a: {kind: zone, contains: [api]}}}\n"
        "components: {api: service, db: {kind: sql, group: eu}}\n"
    )
    assert said(model) == []
    assert model.components["api"].groups == ("eu", "zone-a")
    assert model.groups["eu"].contains == ("zone-a", "db")


def test_groups_in_a_circle_end():
    model = linked("groups: {a: [b], b: [a]}\ncomponents: {api: {kind: service, group: a}}\n")
    assert set(model.components["api"].groups) == {"a", "b"}


def test_other_references_are_resolved():
    model = linked(
        "requirements: {functional: {post: Users can post}, nonfunctional: {latency: fed p99 < 1s}}\n"
        "components: {api: service, cache: {kind: cache, of: [qqq], stores: {Pst: id}}, db: sql}\n"
        "entities: {Post: {id}}\n"
        "groups: {core: [api, xxx]}\n"
        "flows: {feed: {covers: [pots], steps: [api -> db: read Post]}}\n"
        "views: {hot: {flows: [fed], focus: [apx]}}\n"
        "deep_dives: {why: {question: q, addresses: [crux, pst], options: [{name: a, variant: bas}]}}\n"
    )
    assert {found[1:] for found in said(model, "unresolved-reference")} == {
        ("fed", "did you mean 'feed'?"),
        (
            "qqq",
            "declare it with its kind, which the name does not tell: 'qqq: service'; declared are 'api', 'cache', 'db'",
        ),
        ("Pst", "did you mean 'Post'?"),
        ("xxx", "declared are 'core', 'api', 'cache', 'db'"),
        ("pots", "did you mean 'post'?"),
        ("apx", "did you mean 'api'?"),
        ("pst", "did you mean 'post'?"),
        ("bas", "did you mean 'base'?"),
    }


def test_an_unparsable_spec_gives_a_broken_model():
    model = linked("flows: [")
    assert model.is_broken
    assert model.components == {}


def test_blocks_number_their_steps_within():
    model = linked(
        "components: {web: client, api: service, a: sql, b: sql}\n"
        "flows:\n  f:\n"
        "    - web -> api: begin\n"
        "    - parallel:\n"
        "      - api -> a: read A\n"
        "      - api -> b: read B\n"
        "    - opt: {if: it is new, steps: [api -> a: write A]}\n"
        "    - api -> b: write B\n"
    )
    found = [
        (each.number, [(block.kind, block.number, block.arm) for block in each.blocks])
        for each in model.flows["f"].steps
    ]
    assert found == [
        ("1", []),
        ("2.1", [("parallel", "2", 0)]),
        ("2.2", [("parallel", "2", 1)]),
        ("3.1", [("opt", "3", 0)]),
        ("4", []),
    ]


@pytest.mark.parametrize("order", [1, -1])
def test_a_path_in_two_styles_is_found_in_the_one_that_is_spoken(order):
    api = ["POST /v1/rooms/{room}/comments", "sse /v1/rooms/{room}/comments"][::order]
    model = linked(
        f"api: {json.dumps(api)}\ncomponents: {{web: client, api: service}}\nflows:\n  f:\n"
        "    - web -> api: sse /v1/rooms/{room}/comments\n    - web -> api: POST /v1/rooms/{room}/comments\n"
        "    - web -> api: sse /v1/rooms/{id}/comments\n"
    )
    calls = [step.label for _, step in model.steps]
    assert [call.operation.target.style.value for call in calls] == ["sse", "rest", "sse"]
    assert [call.match.value for call in calls] == ["exact", "exact", "params"]
