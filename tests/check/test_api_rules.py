"""The rules on operations, beyond their examples: what they must find, and above all what they must leave alone."""

import pytest

from hld.diagnostics import Severity

from .examples import cases, found, shown, whole

TWITTER = """
auth: oauth
entities:
  User: {id, name, email: pii}
  Tweet: {id, author: User, text}
api:
  - GET /v1/tweets/{tweetId} -> Tweet
  - POST /v1/tweets {text}
components:
  web: client
  api: service
  tweets: columnar
  feeds: cache
  bus: queue
  fanout: worker
flows:
  view:
    - web -> api: GET /v1/tweets/{tweetId}
    - api -> tweets: read Tweet
  post:
    - web -> api: POST /v1/tweets
    - api -> tweets: write Tweet
"""


def view(*steps: str) -> str:
    """The design with further steps in the flow that begins with a GET."""
    lines = "".join(f"    - {step}\n" for step in steps)
    return TWITTER.replace("    - api -> tweets: read Tweet\n", "    - api -> tweets: read Tweet\n" + lines)


# verb-vs-effect


@pytest.mark.parametrize(
    "step",
    [
        "api -> tweets: write Tweet",
        "api -> tweets: update Tweet",
        "api -> tweets: delete Tweet",
        "api -> tweets: write Tweet x3",
    ],
)
def test_a_get_that_changes_something_is_found_at_the_change(step):
    (case,) = cases(view(step), "verb-vs-effect")
    assert case.severity is Severity.ERROR
    assert case.span.line == 20
    assert case.message.startswith("'GET /v1/tweets/{tweetId}' ")


@pytest.mark.parametrize(
    "steps",
    [
        ["api -> feeds: write Tweet"],
        ["api -> tweets: write Tweet if miss feeds"],
        ["api ~> bus ~> fanout: TweetSeen", "fanout -> tweets: update Tweet"],
        ["{from: api, to: tweets, op: update, entity: Tweet, side: true}"],
        ["api --> web: 200 Tweet", "web -> api: POST /v1/tweets", "api -> tweets: write Tweet"],
        ["web -> api: POST /v1/tweets", "api -> tweets: write Tweet"],
    ],
)
def test_a_get_may(steps):
    assert not cases(view(*steps), "verb-vs-effect")


def test_what_another_operation_does_is_its_own_effect():
    text = view("api -> seen: POST /v1/views", "seen -> tweets: update Tweet")
    text = text.replace("  - POST /v1/tweets", "  - POST /v1/views\n  - POST /v1/tweets").replace(
        "  bus: queue", "  seen: service\n  bus: queue"
    )
    assert not cases(text, "verb-vs-effect")


def test_a_get_behind_a_get_counts():
    text = view("api -> seen: GET /v1/views", "seen -> tweets: update Tweet")
    text = text.replace("  - POST /v1/tweets", "  - GET /v1/views\n  - POST /v1/tweets").replace(
        "  bus: queue", "  seen: service\n  bus: queue"
    )
    assert [each.message for each in cases(text, "verb-vs-effect")] == ["'GET /v1/views' updates 'Tweet'"]


def test_a_wrong_method_is_one_mistake():
    text = TWITTER.replace("- web -> api: POST /v1/tweets", "- web -> api: GET /v1/tweets")
    errors = [each for each in found(text, ignore=("RQ001",)) if each.severity is Severity.ERROR]
    assert [each.rule for each in errors] == ["wrong-method"], shown(errors)


# no-auth


def test_nothing_said_of_several_operations_is_one_finding():
    cases_ = cases(TWITTER.replace("auth: oauth\n", ""), "no-auth")
    assert [each.message for each in cases_] == ["2 operations are public and nothing is said about authentication"]
    assert cases_[0].severity is Severity.WARNING


def test_each_operation_that_forgets_is_found_where_others_do_not():
    text = TWITTER.replace("auth: oauth\n", "").replace(
        "  - POST /v1/tweets {text}", "  - POST /v1/tweets:\n      body: {text}\n      auth: oauth"
    )
    (case,) = cases(text, "no-auth")
    assert (case.span.line, case.severity) == (6, Severity.WARNING)
    assert case.message == "'GET /v1/tweets/{tweetId}' is public and says nothing about authentication"


@pytest.mark.parametrize("stated", ["auth: none\n", "auth: api-key\n", "auth: {scheme: oauth2}\n"])
def test_what_is_stated_counts(stated):
    assert not cases(TWITTER.replace("auth: oauth\n", stated), "no-auth")


@pytest.mark.parametrize(
    ("answer", "carried"),
    [("User", "'User.email' (pii)"), ("Tweet", ""), ("{email: pii}", "'email' (pii)")],
)
def test_personal_data_makes_it_an_error(answer, carried):
    text = (
        TWITTER.replace("auth: oauth\n", "")
        .replace("-> Tweet", f"-> {answer}")
        .replace("  - POST /v1/tweets {text}\n", "")
    )
    text = text.replace("    - web -> api: POST /v1/tweets\n", "    - web -> api: GET /v1/tweets/{tweetId}\n")
    (case,) = cases(text, "no-auth")
    assert case.severity is (Severity.ERROR if carried else Severity.WARNING), shown(found(text))
    assert case.message.endswith(f"and carries {carried}" if carried else "authentication")


def test_internal_and_foreign_operations_need_none():
    text = """
    entities: {User: {id, email: pii}}
    api:
      rpc Users.Get: {returns: User, provider: users}
      POST /v1/charges: {provider: stripe}
    components: {clock: scheduler, billing: service, users: service, stripe: external}
    flows:
      bill:
        - clock -> billing: it is the first of the month
        - billing -> users: rpc Users.Get
        - billing -> stripe: POST /v1/charges
    """
    assert not cases(text, "no-auth"), shown(found(text))


# user-in-body


@pytest.mark.parametrize("name", ["user_id", "userId", "user", "author_id", "owner", "sender_id", "followerId"])
def test_the_caller_in_the_body_is_found(name):
    text = TWITTER.replace("{text}", f"{{{name}, text}}")
    (case,) = cases(text, "user-in-body")
    assert case.message == f"'POST /v1/tweets' takes '{name}' from the caller"
    assert whole(text).splitlines()[case.span.line - 1][case.span.column - 1 :].startswith(name)


@pytest.mark.parametrize(
    "name", ["followee_id", "recipient", "text", "users", "user_name", "receiver_id", "accountant"]
)
def test_others_in_the_body_are_fine(name):
    assert not cases(TWITTER.replace("{text}", f"{{{name}, text}}"), "user-in-body")


@pytest.mark.parametrize(
    "change",
    [
        ("auth: oauth", "auth: none"),
        ("POST /v1/tweets {text}", "POST /v1/login {user}"),
        ("POST /v1/tweets {text}", "POST /v1/things {user, password}"),
        ("POST /v1/tweets {text}", "POST /v1/admin/tweets {user_id, text}"),
        ("POST /v1/tweets {text}", "PUT /v1/users/{user_id} {name}"),
        ("web: client", "web: external"),
    ],
)
def test_a_caller_who_may_say_who_it_is_about(change):
    text = TWITTER.replace(*change).replace("POST /v1/tweets {text}", "POST /v1/tweets {user_id, text}")
    assert not cases(text, "user-in-body")


@pytest.mark.parametrize(
    "operation",
    [
        "POST /v1/files/{fileId}/shares {user_id}",
        "POST /v1/files/{fileId}/share {userId}",
        "POST /v1/groups/{groupId}/members {user_id, role}",
        "POST /v1/invites {account}",
        "POST /v1/follows {user_id}",
        "POST /v1/friend-requests {user}",
        "POST /v1/messages {user_id, text}",
        "PUT /v1/files/{fileId}/permissions {user_id, level}",
        "POST /v1/files/{fileId}/transfers {owner_id}",
        "POST /v1/files/{fileId}/transferOwnership {owner}",
    ],
)
def test_the_user_to_whom_something_is_given_is_another(operation):
    text = TWITTER.replace("POST /v1/tweets {text}", operation)
    assert not cases(text, "user-in-body"), shown(found(text))


@pytest.mark.parametrize(
    "operation",
    [
        "POST /v1/messages {sender_id, text}",
        "POST /v1/follows {follower_id}",
        "POST /v1/files/{fileId}/shares {owner_id}",
        "POST /v1/shares/{shareId}/views {user_id}",
        "POST /v1/addresses {user_id, street}",
    ],
)
def test_the_caller_is_found_where_something_is_given_too(operation):
    assert cases(TWITTER.replace("POST /v1/tweets {text}", operation), "user-in-body")


# unbounded-response


@pytest.mark.parametrize(
    "operation",
    [
        "GET /v1/feed -> Tweet[]",
        "GET /v1/feed -> [Tweet]",
        "POST /v1/tweets/search {q} -> Tweet[]",
        "query feed -> Tweet[]",
    ],
)
def test_a_list_without_an_end_is_found(operation):
    text = f"entities: {{Tweet: {{id}}}}\napi: |\n  {operation}\n"
    assert len(cases(text, "unbounded-response")) == 1, shown(found(text))


@pytest.mark.parametrize(
    "operation",
    [
        "GET /v1/feed?cursor -> Tweet[]",
        "GET /v1/feed?page_size&page_token -> Tweet[]",
        "GET /v1/feed?before -> Tweet[]",
        "GET /v1/feed?pageToken -> Tweet[]",
        "GET /v1/feed/{cursor} -> Tweet[]",
        "GET /v1/feed -> Tweet",
        "POST /v1/tweets/batch {texts} -> 201 Tweet[]",
        "POST /v1/tweets/search {q, limit: int} -> Tweet[]",
        "ws /v1/changes -> Tweet[]",
    ],
)
def test_a_list_with_an_end_is_fine(operation):
    assert not cases(f"entities: {{Tweet: {{id}}}}\napi: |\n  {operation}\n", "unbounded-response")


# duplicate-endpoint, bad-path-param, get-with-body


def test_the_same_path_in_another_method_or_style_is_another_operation():
    text = "api:\n  - GET /v1/a/{x}\n  - PUT /v1/a/{y}\n  - ws /v1/a/{z}\n  - GET /v1/a\n"
    assert not cases(text, "duplicate-endpoint")


def test_the_same_operation_twice_is_one_finding():
    text = "api:\n  - GET /v1/a\n  - GET /v1/b\n  - GET /v1/a\n"
    (case,) = cases(text, "duplicate-endpoint")
    assert case.span.line == 5


def test_a_described_parameter_must_be_in_the_path():
    text = "api:\n  GET /v1/users/{userId}:\n    params: {userId: id, postId: id}\n"
    assert [each.message for each in cases(text, "bad-path-param")] == [
        "'GET /v1/users/{userId}' has no parameter 'postId'"
    ]


@pytest.mark.parametrize("operation", ["GET /v1/a {q} -> Tweet", "DELETE /v1/a/{id} {reason}", "POST /v1/a {q}"])
def test_braces_after_a_get_are_its_query(operation):
    assert not cases(f"api: |\n  {operation}\n", "get-with-body")


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
def test_a_stated_body_is_one(method):
    assert len(cases(f"api:\n  {method} /v1/a:\n    body: {{q: string}}\n", "get-with-body")) == 1
