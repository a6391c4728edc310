"""Ways in which authors say things: what is understood, and of what is not, one finding that leads to what is."""

import pytest

from hld import pipeline
from hld.diagnostics import Severity
from hld.model.types import Access, Arrow, Delivery, Reply

from ..examples import whole

DESIGN = """
    name: Speech
    requirements:
      functional:
        read: User should be able to read posts
        write: User should be able to write posts
      nonfunctional:
        {quality}
    entities: {{Post: {{id, text}}, User: {{id, name}}}}
    auth: oauth
    api:
      - GET /v1/posts/{{postId}} -> Post
      - POST /v1/posts {{text}} -> 201 Post
    components:
      web: web client
      lb: load balancer
      api: {{kind: service, replicas: 3}}
      posts: sql
      cache: cache
      jobs: queue
      mailer: worker
      cdn: cdn
      files: object store
      {components}
    flows:
      read:
        - web -> lb -> api: GET /v1/posts/{{postId}}
        - api -> cache: read Post, User
        - api -> posts: read Post, User
        {reading}
      write:
        - web -> lb -> api: POST /v1/posts
        - api -> posts: write Post, User
        - api -> cache: write Post, User
        {writing}
      {flows}
"""
PUBLISHED = "- api ~> jobs ~> mailer: PostWritten"
PUSHED = "- api ~> jobs: PostWritten"
FAMILIES = ("flows", "topology", "requirements", "spec")


def compiled(*, quality="latency: p99 < 200 ms", components="", reading="", writing=PUBLISHED, flows=""):
    parts = {"quality": quality, "components": components, "reading": reading, "writing": writing, "flows": flows}
    indents = {"quality": 8, "components": 6, "reading": 8, "writing": 8, "flows": 6}
    filled = {name: part.replace("\n", "\n" + " " * indents[name]) for name, part in parts.items()}
    lines = DESIGN.format(**{name: part or "# nothing" for name, part in filled.items()})
    return pipeline.compile_text(whole(lines), "spec.yaml")


def loud(**parts):
    """What is said, but for the components that the flows of a test have no part for."""
    found = compiled(**parts).diagnostics
    told = (each for each in found if each.severity is not Severity.INFO and each.family in FAMILIES)
    return [each for each in told if each.rule != "orphan"]


def hints(**parts):
    return [(each.rule, each.hint) for each in loud(**parts)]


def labels(**parts):
    return [step.label for step in compiled(**parts).model.flows["write"].steps]


GOOD = {
    "nothing but the design": {},
    "the phrase of a status": {
        "reading": "- api --> web: 200 OK",
        "writing": f"{PUBLISHED}\n- api --> web: 201 Created",
    },
    "words before a number": {
        "quality": "fault_tolerance: retried for 24 hours\nlatency: pages within 2 seconds\n"
        "throughput: peaks of 10k orders per minute\nconsistency: strong for users and eventual elsewhere"
    },
    "a time that may be lost": {"quality": "rpo: 1 min\nrto: 5 min\nrpo-all: 0\ndurability: rpo 0\nrpo-users: 0 s"},
    "a worker with a schedule": {
        "components": "sweep: {kind: worker, schedule: nightly}\nclean: function schedule=hourly",
        "flows": "sweep:\n  - sweep -> posts: delete Post\nclean:\n  - clean -> posts: delete User",
    },
    "a health check": {
        "flows": "a:\n  - lb -> api: GET /health\nb:\n  - lb -> api: GET /internal/readyz\nc:\n  - lb -> api: ping"
    },
    "an asynchronous step in full": {
        "writing": f"{PUBLISHED}\n- {{from: api, to: jobs, label: PostWritten, async: true}}"
    },
    "a relay that follows a store": {
        "components": "relay: worker",
        "writing": "- {from: relay, to: posts, op: read, cdc: true}\n- relay ~> jobs ~> mailer: PostWritten",
    },
    "static files": {"reading": "- web -> cdn -> files: GET /img/a.png\n- web -> cdn: GET /static/app.js"},
    "a product that runs workflows": {
        "components": "temporal: scheduler (temporal)\nairflow: airflow",
        "writing": f"{PUBLISHED}\n- api -> temporal: start the workflow\n- mailer -> airflow: trigger the run",
    },
    "publish and consume": {"writing": "- api ~> jobs: publish PostWritten\n- jobs ~> mailer: consume PostWritten"},
    "send and receive": {"writing": "- api ~> jobs: send PostWritten\n- jobs ~> mailer: receives PostWritten"},
    "a topic with levels": {"writing": "- api ~> jobs ~> mailer: posts/42/written {id}"},
    "a pattern of topics": {
        "writing": "- api ~> jobs: posts/42/written\n- api ~> jobs: posts/7/read\n- jobs ~> mailer: posts/+/written\n"
        "- jobs ~> mailer: posts/#"
    },
    "a dead letter queue": {
        "components": "due: {kind: queue, dlq: dead}\ndead: queue",
        "writing": "- api ~> due ~> mailer: PostWritten",
    },
}


@pytest.mark.parametrize("parts", GOOD.values(), ids=GOOD)
def test_what_is_understood_is_no_mistake(parts):
    assert hints(**parts) == []


def test_the_words_of_a_requirement_that_are_nearly_an_id_are_a_slip():
    assert hints(quality="latency: Uesr p99 < 200 ms") == [("unresolved-reference", "did you mean 'User'?")]
    assert [rule for rule, _ in hints(quality="latency: {target: p99 < 200 ms, scope: [nowhere]}")] == [
        "unresolved-reference"
    ]


def test_the_plural_of_an_entity_names_it():
    assert compiled(quality="consistency: strong for users").model.qualities["consistency"].scope == ("User",)


def test_a_requirement_of_a_time_is_met_with_an_example_of_one():
    assert hints(quality="rpo: as little as possible") == [("nfr-unquantified", "write for example 'RPO < 1 min'")]


def test_a_phrase_of_a_status_is_no_type():
    reply = labels(writing=f"{PUBLISHED}\n- api --> web: 201 Created")[-1]
    assert isinstance(reply, Reply) and (reply.status, reply.type, reply.text) == (201, None, "Created")


def test_async_and_cdc_turn_the_arrow():
    step = compiled(writing="- {from: posts, to: mailer, cdc: true}").model.flows["write"].steps[-1]
    assert step.arrow is Arrow.ASYNC
    step = compiled(writing="- {from: api, to: posts, op: read, async: false}").model.flows["write"].steps[-1]
    assert step.arrow is Arrow.CALL


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        ("mailer ~> jobs: PostWritten", "disconnected-step"),
        ("mailer ~> jobs: consume PostWritten", "disconnected-step"),
        ("mailer -> jobs: receive PostWritten", "arrow-vs-protocol"),
        ("mailer -> jobs: PostWritten", "arrow-vs-protocol"),
        ("mailer -> jobs: poll", "arrow-vs-protocol"),
    ],
)
def test_a_message_that_is_fetched_is_told_once_with_the_arrow_turned(step, rule):
    hint = "a message comes out of 'jobs': write 'jobs ~> mailer: PostWritten'"
    assert hints(writing=f"{PUSHED}\n- {step}") == [(rule, hint)]


def test_a_flow_that_starts_by_fetching_is_told_once():
    assert hints(writing=PUSHED, flows="mail:\n  - mailer ~> jobs: receive PostWritten") == [
        ("bad-initiator", "a message comes out of 'jobs': write 'jobs ~> mailer: PostWritten'")
    ]


def test_one_who_was_reached_publishes_though_others_do():
    assert hints(writing=f"{PUBLISHED}\n- mailer ~> jobs: PostWritten") == []


def test_topics_of_which_no_pattern_is_that_of_the_other_do_not_meet():
    wrong = loud(writing="- api ~> jobs: posts/42/written\n- jobs ~> mailer: users/+/joined")
    assert [each.rule for each in wrong] == ["message-without-producer"]


@pytest.mark.parametrize(
    ("said", "op", "entities"),
    [
        ("save Post", "write", ["Post"]),
        ("insert Post, User", "write", ["Post", "User"]),
        ("put User", "write", ["User"]),
        ("get Post by id", "read", ["Post"]),
        ("find User", "read", ["User"]),
        ("remove Post", "delete", ["Post"]),
        ("read User and Post", "read", ["User", "Post"]),
        ("fetch Post & User", "read", ["Post", "User"]),
    ],
)
def test_common_words_for_what_is_done_to_a_store(said, op, entities):
    access = labels(writing=f"- api -> posts: {said}")[-1]
    assert isinstance(access, Access)
    assert (access.op, [each.name for each in access.entities]) == (op, entities)


@pytest.mark.parametrize("said", ["load CSV", "insert the row", "get ready", "store it and Post"])
def test_words_that_name_no_entity_stay_words(said):
    assert not isinstance(labels(writing=f"- api -> posts: {said}")[-1], Access)


def test_the_verb_is_no_part_of_the_message():
    label = labels(writing="- api ~> jobs: publish PostWritten")[-1]
    assert isinstance(label, Delivery) and label.message.name == "PostWritten"


def test_a_store_is_not_copied_into_itself():
    (finding,) = loud(writing=f"{PUBLISHED}\n- posts -> posts: snapshot")
    assert finding.rule == "passive-initiator" and "backup: daily" in (finding.hint or "")


def test_an_adjective_before_a_kind_is_one_mistake():
    parts = {"components": "ilb: internal load balancer", "flows": "again:\n  - web -> ilb -> api: POST /v1/posts"}
    assert hints(**parts) == [("unknown-kind", "did you mean 'load balancer'?")]


def test_an_unknown_kind_is_one_mistake_whatever_the_component_does():
    flows = (
        "again:\n  - zz -> posts: delete Post\nmore:\n  - web -> zz -> api: POST /v1/posts\n  - zz ~> web: PostWritten"
    )
    assert [rule for rule, _ in hints(components="zz: super duper thing", flows=flows)] == ["unknown-kind"]


def test_where_dead_letters_go_is_a_reference():
    model = compiled(**GOOD["a dead letter queue"]).model
    assert [(each.source.name, each.target.name, each.mode) for each in model.relationships] == [
        ("due", "dead", "dead-letter")
    ]
    parts = {
        "components": "due: {kind: queue, dlq: daed}\ndead: queue",
        "writing": "- api ~> due ~> mailer: PostWritten",
    }
    assert ("unresolved-reference", "did you mean 'dead'?") in hints(**parts)
    assert not compiled(components="due: {kind: queue, dlq: true}").model.relationships


def test_dead_letters_are_not_taken_by_anybody():
    parts = {"components": "due: {kind: queue, dlq: dead}\ndead: queue", "writing": "- api ~> due: PostWritten"}
    assert "message-without-consumer" in [rule for rule, _ in hints(**parts)]


def test_a_design_that_begins_with_a_message_from_outside_needs_no_operation():
    spec = """
        requirements: {functional: {meter: User should be able to send readings}}
        entities: {Reading: {id, value}}
        api: [GET /v1/readings/{id} -> Reading]
        components: {meter: iot device, broker: topic (mqtt), bridge: worker, readings: time series}
        flows:
          meter:
            - meter ~> broker ~> bridge: meters/42/readings
            - bridge -> readings: write Reading
    """
    found = pipeline.compile_text(whole(spec), "spec.yaml")
    assert "fr-without-api" not in [each.rule for each in found.diagnostics]
    assert found.checked.summary.requirements.served == 1
