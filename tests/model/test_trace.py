"""What belongs to what."""

from hld.model import trace

from .design import linked, social


def keys(operations):
    return [operation.key for operation in operations]


def ids(things):
    return [thing.id for thing in things]


def test_requirements_operations_and_flows():
    model = social()
    post = model.requirements["post"]
    assert ids(trace.flows_covering(model, post)) == ["post"]
    assert keys(trace.operations_covering(model, post)) == ["POST /v1/posts"]
    assert ids(trace.requirements_of(model, model.operations["rpc Users.Get"])) == ["feed"]
    assert ids(trace.covered_by(model, model.flows["feed"])) == ["feed"]
    assert trace.flows_covering(model, model.requirements["purge"]) == ()


def test_covering_may_be_stated():
    model = linked(
        "requirements: {functional: {a: Users can a, b: Users can b}}\ncomponents: {web: client, api: service}\n"
        "api:\n  GET /a: {covers: [b]}\n  GET /b: {id: b}\n"
        "flows: {f: {covers: [a], steps: [web -> api: GET /a]}}\n"
    )
    a, b = model.requirements.values()
    assert keys(trace.operations_covering(model, a)) == ["GET /a"]
    assert keys(trace.operations_covering(model, b)) == ["GET /a", "GET /b"]
    assert ids(trace.flows_covering(model, a)) == ["f"]


def test_the_last_of_a_chain_provides():
    model = social()
    operation = model.operations["POST /v1/posts"]
    assert trace.provider(model, operation).id == "api"
    assert ids(trace.consumers(model, operation)) == ["web"]
    assert "POST /v1/posts" in keys(trace.served(model, model.components["api"]))
    assert keys(trace.served(model, model.components["users"])) == ["rpc Users.Get"]


def test_the_chain_of_dns_and_web_server_ends_at_the_application():
    model = linked(
        "components: {user: client, dns: dns, lb: load balancer, web: web server, app: service, db: sql}\n"
        "api: [GET /users]\n"
        "flows:\n"
        "  a: [user -> dns: resolve, 'user -> lb -> web -> app: GET /users', app -> db: read the rows]\n"
        "  b: ['user -> lb -> web: GET /users']\n"
    )
    assert ids(trace.providers(model, model.operations["GET /users"])) == ["app"]


def test_a_forwarder_provides_where_no_chain_goes_on():
    model = linked("components: {web: client, edge: cdn}\napi: [GET /logo]\nflows: {a: ['web -> edge: GET /logo']}\n")
    assert ids(trace.providers(model, model.operations["GET /logo"])) == ["edge"]


def test_two_providers_are_both_told_and_the_stated_wins():
    flows = "flows: {a: ['web -> x: GET /a'], b: ['web -> y: GET /a']}\n"
    model = linked("components: {web: client, x: service, y: service}\napi: [GET /a]\n" + flows)
    assert ids(trace.providers(model, model.operations["GET /a"])) == ["x", "y"]
    model = linked("components: {web: client, x: service, y: service}\napi: {GET /a: {provider: y}}\n" + flows)
    assert trace.provider(model, model.operations["GET /a"]).id == "y"


def test_messages():
    model = social()
    message = model.messages["PostMade"]
    bus = model.components["bus"]
    assert [(event.manner, event.component.id, event.channel.id) for event in trace.events_of(model, message)] == [
        ("publish", "api", "bus"),
        ("receive", "fanout", "bus"),
        ("push", "fanout", "web"),
    ]
    assert trace.channels(model, message) == (bus,)
    assert [event.component.id for event in trace.publishers(model, message, bus)] == ["api"]
    assert [event.component.id for event in trace.receivers(model, message, bus)] == ["fanout"]


def test_entities_and_stores():
    model = social()
    post = model.entities["Post"]
    assert [(touch.component.id, touch.store.id) for touch in trace.writers(model, post)] == [
        ("api", "posts"),
        ("fanout", "feeds"),
    ]
    assert [touch.component.id for touch in trace.readers(model, post, model.components["posts"])] == ["api"]
    assert ids(trace.entities_in(model.operations["POST /v1/posts"])) == ["Post"]


def test_audience():
    model = social()
    assert trace.audience(model, model.operations["POST /v1/posts"]) == "public"
    assert trace.audience(model, model.operations["rpc Users.Get"]) == "internal"
    assert trace.is_public(model, model.operations["ws /v1/live"])


def test_holes_leave_room():
    model = social(("web -> lb -> api: POST /v1/posts", "web -> lb -> api: POST /zzz/nothing/like/it"))
    assert trace.may_be_called(model, model.operations["POST /v1/posts"])
    assert not trace.may_be_called(model, model.operations["GET /v1/posts/{postId}"])
    assert trace.has_open_call(model.flows["post"])
    assert not trace.is_whole(model.flows["post"])
    assert trace.is_whole(model.flows["feed"])


def test_coverage():
    assert trace.coverage(social()) == (5, 3, 3, 2)


PUSHED = """
requirements: {functional: {feed: User can see posts, chat: User can chat}}
components: {web: web client, api: service}
api:
  - POST /v1/posts {text}
  - ws /v1/feed -> PostMade
  - ws /v1/chat
flows:
  feed: ["web -> api: POST /v1/posts", "api ~> web: PostMade"]
  chat: ["api ~> web: Said"]
"""


def test_what_is_sent_goes_through_the_channel_that_carries_it() -> None:
    model = linked(PUSHED)
    feed, chat = model.requirements["feed"], model.requirements["chat"]
    assert keys(trace.operations_serving(model, feed)) == ["POST /v1/posts", "ws /v1/feed"]
    assert keys(trace.channels_in(model, model.flows["feed"])) == ["ws /v1/feed"]
    assert ids(trace.flows_using(model, model.operations["ws /v1/feed"])) == ["feed"]
    assert trace.requirements_served(model, model.operations["ws /v1/feed"]) == (feed,)
    # what no channel is said to carry goes through one of which nobody says what it carries
    assert keys(trace.operations_serving(model, chat)) == ["ws /v1/chat"]
    assert ids(trace.flows_using(model, model.operations["ws /v1/chat"])) == ["chat"]
