"""What the rules propose, and where their carets stand."""

from hld import pipeline
from hld.model import trace

from ..examples import checked, found, whole

HEAD = """
    entities: {Post: {id, text}}
    auth: oauth
    api:
      - GET /v1/posts/{postId} -> Post
      - POST /v1/posts {text} -> 201 Post
      - PUT /v1/posts/{postId} {text} -> Post
    components: {web: client, lb: load balancer, api: service, posts: sql, jobs: queue, mailer: worker}
    flows:
      all:
        - web -> lb -> api: GET /v1/posts/{postId}
        - web -> lb -> api: POST /v1/posts {text}
        - web -> lb -> api: PUT /v1/posts/{postId}
        - api -> posts: read Post
        - api ~> jobs ~> mailer: PostWritten
        - mailer: send it
"""


def told(*steps):
    """Of each finding in the flows: rule, the text at the caret, the hint."""
    text = whole(HEAD + "".join(f"        - {step}\n" for step in steps))
    lines = text.splitlines()
    return [
        (each.rule, lines[each.span.line - 1][each.span.column - 1 : each.span.end_column - 1], each.hint)
        for each in found(text)
        if each.family in ("flows", "topology")
    ]


def test_a_misspelt_path_is_marked_without_its_method():
    assert told("web -> lb -> api: POST /v1/post {text}") == [
        ("unknown-endpoint", "/v1/post", "did you mean 'POST /v1/posts'?")
    ]


def test_the_same_spelling_is_told_each_time_where_others_spell_it_right():
    assert len(told("web -> api: POST /v1/post", "web -> api: POST /v1/post")) == 2


def test_a_wrong_method_is_marked_alone_and_all_right_ones_are_named():
    assert told("web -> lb -> api: DELETE /v1/posts/{postId}") == [
        (
            "wrong-method",
            "DELETE",
            "write 'GET /v1/posts/{postId}' or 'PUT /v1/posts/{postId}', or declare 'DELETE /v1/posts/{postId}' too",
        )
    ]


def test_a_wrong_parameter_is_marked_alone():
    assert told("web -> lb -> api: GET /v1/posts/{id}") == [("path-param-mismatch", "{id}", "write '{postId}'")]


def test_a_wrong_arrow_is_marked_alone():
    assert told("api -> jobs ~> mailer: PostWritten") == [
        ("arrow-vs-protocol", "->", "write 'api ~> jobs ~> mailer: PostWritten'")
    ]


def test_a_node_that_cannot_pass_on_a_call_is_marked_and_the_chain_is_split():
    assert told("web -> api -> posts: GET /v1/posts/{postId}") == [
        ("not-a-forwarder", "api", "split it: 'web -> api: …' and 'api -> posts: …'")
    ]


def test_the_call_that_a_reply_lacks_is_proposed():
    assert told("mailer --> web: done") == [
        ("reply-without-request", "mailer --> web", "add the call 'web -> mailer', or write '~>' for a push")
    ]


def test_a_field_that_is_not_declared_is_marked_alone():
    assert told("web -> api: POST /v1/posts {txt}") == [("payload-fields", "txt", "did you mean 'text'?")]


def test_a_flow_with_a_step_that_cannot_be_read_is_not_said_to_lack_anything():
    text = HEAD.replace("- web -> lb -> api: GET /v1/posts/{postId}", "- web => lb: GET /v1/posts/{postId}")
    assert not [each for each in found(text) if each.family == "flows"]


def test_an_operation_is_not_unused_where_a_flow_lacks_its_first_step():
    text = HEAD.replace("        - web -> lb -> api: GET /v1/posts/{postId}\n", "")
    text = text.replace("        - web -> lb -> api: POST /v1/posts {text}\n", "")
    text = text.replace("        - web -> lb -> api: PUT /v1/posts/{postId}\n", "")
    assert [each.rule for each in checked(text).diagnostics if each.family == "flows"] == ["bad-initiator"]


def test_the_application_behind_four_forwarders_provides_the_operation():
    spec = """
        entities: {X: {id}}
        auth: oauth
        api:
          - GET /x -> X
        flows:
          read:
            - User -> dns -> lb -> webserver -> app: GET /x
            - app -> db: read X
    """
    model = pipeline.compile_text(whole(spec)).model
    provider = trace.provider(model, model.operations["GET /x"])
    assert provider is not None and provider.id == "app"
    assert not [each for each in found(spec) if each.family in ("flows", "topology")]


def test_a_call_the_wrong_way_round_is_told_once_and_turned_round_whole():
    assert told("api -> lb -> web: POST /v1/posts {text}", "api --> web: 201 Post") == [
        ("wrong-direction", "lb -> web", "turn it round: 'web -> lb -> api: POST /v1/posts'")
    ]
    assert [rule for rule, *_ in told("api -> lb -> web: POST /v1/posts {text}", "mailer --> web: done")] == [
        "wrong-direction",
        "reply-without-request",
    ]


def test_how_a_component_is_declared_is_said():
    def hint(step):
        text = whole(HEAD + f"        - {step}\n")
        (found,) = (each for each in checked(text).diagnostics if each.rule == "unresolved-reference")
        return found.hint

    assert hint("api -> analytics: tell it").startswith(
        "declare it with its kind, which the name does not tell: 'analytics: service'; declared are 'web', 'lb'"
    )


def test_an_answer_that_could_not_be_read_is_not_missing():
    steps = "web -> lb -> api: POST /v1/posts {text}", "api -> posts: write Post"
    flow = "      write:\n" + "".join(f"        - {step}\n" for step in steps)
    for answer, is_missing in (("", True), (" => 201 Post", False), (" -> 201 Post", False)):
        text = HEAD.replace("{text} -> 201 Post", f"{{text}}{answer}") + flow
        rules = [each.rule for each in found(text)]
        assert ("create-returns-nothing" in rules) == is_missing, answer
