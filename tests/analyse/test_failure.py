"""What becomes of a design when something is gone, cut off or different."""

import textwrap
from fractions import Fraction
from pathlib import Path

import pytest

from hld.analyse import analyse
from hld.analyse.failure import events, matrix, played_through, what_if
from hld.analyse.failure.types import ANY, Event, State
from hld.analyse.types import Verdict
from hld.errors import UsageError
from hld.model import walk
from hld.pipeline import compile_file, compile_text

ROOT = Path(__file__).parent.parent.parent
SPECS = sorted((ROOT / "specs").glob("*.yaml")) + sorted((ROOT / "tests" / "designs").glob("**/*.yaml"))

DESIGN = """
components:
  web: client
  lb: load balancer x2
  api: {kind: service, replicas: 6, zones: 3, capacity: 100/s}
  rank: service x2
  db: {kind: sql, replicas: 1}
  hot: {kind: cache, hit: 90%, replicas: 2, of: db}
  jobs: queue (sqs)
  worker: worker x3 time=10ms
  done: queue (sqs)
  mailer: service x2
groups:
  here: {kind: region, contains: [lb, api, hot]}
  there: {kind: region, contains: [db]}
capacity: {peak: 2x}
entities: {Post: {id}}
api: [GET /posts -> Post, POST /rank, POST /posts]
requirements:
  functional: {read: User should be able to read, write: User should be able to write}
  nonfunctional: {read-latency: read p99 < 300ms, availability: write 99.9%}
flows:
  read:
    rate: 200/s
    steps:
      - web -> lb -> api: GET /posts [retries=2]
      - api -> rank: POST /rank [timeout=50ms, on_failure=degrade]
      - {from: api, to: hot, op: read, entity: Post, timeout: 10ms, retries: 1, on_failure: fallback}
      - api -> db: read Post if miss hot
  write:
    rate: 10/s
    steps:
      - web -> lb -> api: POST /posts
      - api -> db: write Post
      - api ~> jobs: Made
  work:
    - jobs ~> worker: Made
    - worker -> db: write Post
    - worker ~> done: Done
  tell:
    - done ~> mailer: Done
"""


def design(text=DESIGN, *edits):
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    return compile_text("hld: 1\nname: Test\n" + textwrap.dedent(text), "test.yaml").model


def killed(*names, edits=()):
    return what_if(design(DESIGN, *edits), Event(kill=names))


def states(outcome):
    return {each.id: str(each.state) for each in outcome.flows}


def peaks(outcome):
    return {each.component: each.after.value for each in outcome.moved}


@pytest.fixture(scope="module")
def twitter():
    return compile_file(str(ROOT / "specs" / "twitter.yaml")).model


# What is gone


@pytest.mark.parametrize(
    ("auth", "state"),
    [
        ("{scheme: oauth2, provider: idp}", "degraded"),
        ("{scheme: oauth2, provider: Auth0}", "degraded"),
        ("{scheme: oauth2, provider: elsewhere}", "ok"),
        ("oauth2", "ok"),
        ("none", "ok"),
    ],
)
def test_without_who_issues_the_tokens_nobody_signs_in_anew(auth, state):
    text = f"auth: {auth}\n{DESIGN}".replace("  web: client\n", "  web: client\n  idp: external (auth0)\n")
    model = compile_text("hld: 1\nname: Test\n" + text, "t.yaml").model
    outcome = what_if(model, Event(kill=("idp",)))
    assert states(outcome) == {"read": state, "write": state, "work": "ok", "tell": "ok"}
    if state == "degraded":
        assert outcome.flows[0].why == ("'idp' is gone: nobody can sign in anew",)


def test_a_cold_cache_sends_its_reads_to_the_store_behind_it(twitter):
    outcome = what_if(twitter, Event(kill=("feeds",)))
    moved = {each.component: each for each in outcome.moved}
    assert float(moved["tweets"].before.value) == pytest.approx(65_104, rel=1e-4)
    assert float(moved["tweets"].after.value) == pytest.approx(147_569, rel=1e-4)
    assert moved["tweets"].needed.value == 11
    assert moved["tweets"].bears is Verdict.PASS
    assert states(outcome) == {"post": "degraded", "follow": "ok", "feed": "degraded", "view": "ok"}
    post, feed = (next(each for each in outcome.flows if each.id == name) for name in ("post", "feed"))
    assert post.after == post.before  # nobody waits for the worker
    assert feed.after.lower_bound


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("api", "down down down down"),
        ("lb", "down down down down"),
        ("web", "down down down down"),
        ("rank", "degraded ok ok ok"),
        ("hot", "degraded ok ok ok"),
        ("db", "degraded down down down"),
        ("jobs", "ok down down down"),
        ("worker", "ok ok down down"),
        ("done", "ok ok down down"),
        ("mailer", "ok ok ok down"),
    ],
)
def test_what_the_loss_of_a_component_does(name, expected):
    assert " ".join(states(killed(name)).values()) == expected


@pytest.mark.parametrize(("name", "expected"), [("rank", State.DEGRADED), ("blobs", State.DOWN), ("db", State.DOWN)])
def test_what_the_initiator_asks_for_after_a_reply_it_needs(name, expected):
    text = """
    components: {web: client, api: service, rank: service, blobs: object store, db: sql}
    entities: {Post: {id}}
    api: [POST /posts, POST /posts/commit, POST /rank]
    flows:
      up:
        - web -> api: POST /posts
        - api --> web: 201
        - api -> rank: POST /rank
        - web -> blobs: write Post
        - web -> api: POST /posts/commit
        - api -> db: write Post
    """
    outcome = what_if(design(text), Event(kill=(name,)))
    assert [each.state for each in outcome.flows] == [expected]


def test_a_share_of_the_runs_fails_where_only_misses_need_the_store():
    outcome = killed("db")
    read = next(each for each in outcome.flows if each.id == "read")
    assert read.why == ("'db' is gone: 10% of its runs fail",)


def test_the_caller_of_what_is_gone_waits_as_long_as_it_says():
    outcome = killed("hot")
    before, after = next((each.before, each.after) for each in outcome.flows if each.id == "read")
    assert after.value - before.value == 2 * Fraction(10, 1000) - Fraction(1, 1000)  # two tries in place of a hit


def test_how_long_is_waited_is_unknown_where_nothing_says_so():
    outcome = killed("hot", edits=[(", timeout: 10ms, retries: 1", "")])
    latency = next(each for each in outcome.qualities if each.id == "read-latency")
    assert (latency.was, latency.now) == (Verdict.PASS, Verdict.UNKNOWN)
    assert "how long 'hot' is waited for" in latency.why


def test_retries_multiply_what_stands_before_the_failure():
    peak = peaks(killed("api"))
    assert peak["lb"] == 400 * 3 + 20
    assert peak["db"] == peak["hot"] == peak["worker"] == 0


def test_a_publisher_that_queues_is_only_degraded():
    queued = killed("jobs", edits=[("api ~> jobs: Made", "api ~> jobs: Made [on_failure=queue]")])
    assert states(queued)["write"] == "degraded"


def test_a_fallback_that_is_gone_too_is_none():
    edit = ("on_failure=degrade]", "on_failure=fallback, fallback=mailer]")
    assert states(killed("rank", edits=[edit]))["read"] == "degraded"
    assert states(killed("rank", "mailer", edits=[edit]))["read"] == "down"


def test_what_runs_on_something_goes_with_it():
    text = DESIGN + "relationships: ['db -> host: runs-on']\n"
    model = design(text.replace("web: client", "web: client\n  host: service"))
    assert states(what_if(model, Event(kill=("host",))))["write"] == "down"


def test_a_flow_with_a_hole_is_unknown():
    model = design(DESIGN, ("worker -> db: write Post", "worker -> frobnicate: write Post"))
    assert states(what_if(model, Event(kill=("rank",))))["work"] == "unknown"


def test_what_is_asked_after_the_answer_only_degrades():
    edit = ("- api -> db: write Post", "- api --> web: 201 Post\n      - api -> db: write Post")
    assert states(killed("db", edits=[edit]))["write"] == "degraded"


def test_requirements_follow_their_flows():
    outcome = killed("jobs")
    assert {each.id: each.state for each in outcome.requirements} == {"read": State.OK, "write": State.DOWN}
    availability = next(each for each in outcome.qualities if each.id == "availability")
    assert availability.now is Verdict.FAIL


def test_a_load_that_moves_to_what_cannot_bear_it_degrades():
    outcome = killed("hot", edits=[("db: {kind: sql, replicas: 1}", "db: {kind: sql, replicas: 1, capacity: 100/s}")])
    moved = {each.component: each for each in outcome.moved}
    assert moved["db"].bears is Verdict.FAIL
    assert states(outcome)["write"] == "degraded"


def test_a_load_that_moves_to_what_nobody_knows_is_unknown():
    outcome = killed("hot", edits=[("db: {kind: sql, replicas: 1}", "db: sql")])
    moved = {each.component: each for each in outcome.moved}
    assert moved["db"].bears is Verdict.UNKNOWN
    assert states(outcome)["write"] == "unknown"


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_down_is_what_waits_for_what_is_gone(path):
    """A flow goes down with a hard dependency or with what starts it; one that names nothing gone is not touched."""
    model = compile_file(str(path)).model
    for component in list(model.components.values())[:12]:
        outcome = what_if(model, Event(kill=(component.id,)))
        moved = {each.component for each in outcome.moved}
        for each in outcome.flows:
            flow = model.flows[each.id]
            named = {node.name for step in flow.steps for node in step.nodes}
            starved = any("is published to" in why for why in each.why)
            if component.id not in named and not starved:
                assert each.state in (State.OK, State.DEGRADED, State.UNKNOWN)
                assert each.state is State.OK or moved & named
            hard = {part.id for part in walk.critical(flow)}
            if each.state is State.DOWN and not starved:
                start = walk.initiator(flow)
                begun = flow.steps[0].is_async and start is not None  # what a message or a timer sets off
                assert component is start or begun or component.id in hard, (component.id, each)


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_nothing_happens_where_nothing_is_changed(path):
    model = compile_file(str(path)).model
    outcome = what_if(model, Event(partitions=()))
    assert all(each.state in (State.OK, State.UNKNOWN) for each in outcome.flows)
    assert not outcome.moved
    assert all(each.was is each.now for each in outcome.qualities)


def test_less_is_up_the_more_is_gone(twitter):
    order = list(State)
    names = [each.id for each in twitter.components.values()]
    for one in names:
        alone = {each.id: order.index(each.state) for each in what_if(twitter, Event(kill=(one,))).flows}
        both = {each.id: order.index(each.state) for each in what_if(twitter, Event(kill=(one, "feeds"))).flows}
        assert all(both[flow] >= alone[flow] for flow in alone)


# Other values


def test_twice_the_users_are_twice_the_load(twitter):
    outcome = what_if(twitter, Event(settings=(("capacity.dau", "500M users"),)))
    assert all(each.after.value == 2 * each.before.value for each in outcome.moved)
    assert {each.component for each in outcome.moved} == set(twitter.components) - {"web"}


def test_a_value_that_is_the_same_changes_nothing(twitter):
    outcome = what_if(twitter, Event(settings=(("capacity.dau", "250M users"),)))
    assert outcome.moved == ()


@pytest.mark.parametrize(
    ("path", "value", "message", "hint"),
    [
        ("capacity.duu", "5M", "no 'duu'", "did you mean 'dau'?"),
        ("components.apu.replicas", "3", "no 'apu'", "did you mean 'api'?"),
        ("components.api.replicaz", "3", "unknown key 'replicaz'", "did you mean 'replicas'?"),
        ("components.api.replicas", "x", "no whole number", "digits"),
        ("compnents.api.replicas", "3", "unknown key 'compnents'", "components"),
        ("capacity", "3", "no path", "section.name"),
        ("capacity..dau", "3", "no path", "section.name"),
        ("", "3", "no path", "section.name"),
        ("components.feeds.of", "tweeets", "tweeets", "did you mean 'tweets'?"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused(twitter, path, value, message, hint):
    with pytest.raises(UsageError) as caught:
        what_if(twitter, Event(settings=((path, value),)))
    assert message in str(caught.value)
    assert hint in caught.value.hint


def test_keys_with_dots_and_blanks_are_found(twitter):
    model = design(DESIGN, ("[GET /posts -> Post, POST /rank, POST /posts]", "{GET /v1.2/posts: {}, POST /rank: {}}"))
    what_if(model, Event(settings=(("api.GET /v1.2/posts.returns", "Post"),)))


# Zones, regions and cuts


def test_the_loss_of_a_zone_takes_a_share_of_what_is_spread():
    outcome = what_if(design(), Event(zone=ANY))
    api = next(each for each in outcome.moved if each.component == "api")
    assert (api.left, api.bears) == (4, Verdict.FAIL)
    assert "nothing says where 'lb'" in " ".join(outcome.flows[0].why)


def test_a_zone_that_everything_is_spread_over_leaves_it_up():
    text = """
    components: {web: client, api: {kind: service, replicas: 3, zones: 3}, db: {kind: sql, replicas: 3, zones: 3}}
    entities: {Post: {id}}
    api: [GET /posts -> Post]
    flows: {read: {rate: 10/s, steps: [web -> api: GET /posts, api -> db: read Post]}}
    """
    assert states(what_if(design(text), Event(zone=ANY))) == {"read": "ok"}
    single = text.replace("db: {kind: sql, replicas: 3, zones: 3}", "db: {kind: sql, replicas: 3, zones: 1}")
    assert states(what_if(design(single), Event(zone=ANY))) == {"read": "down"}


def test_a_region_that_is_lost_takes_what_is_there():
    outcome = what_if(design(), Event(region="there"))
    assert states(outcome)["write"] == "down"


def test_sides_that_cannot_reach_each_other():
    outcome = what_if(design(), Event(partitions=(("here", "there"),)))
    assert states(outcome)["write"] == "down"
    assert next(each for each in outcome.flows if each.id == "write").why == ("'api' cannot reach 'db'",)
    assert states(what_if(design(), Event(partitions=(("rank", "there"),))))["write"] == "ok"
    with pytest.raises(UsageError, match="both sides"):
        what_if(design(), Event(partitions=(("here", "api"),)))
    with pytest.raises(UsageError, match="no component or group 'hear'"):
        what_if(design(), Event(partitions=(("hear", "there"),)))


# Scenarios, and each in turn

SCENARIOS = (
    DESIGN
    + """
scenarios:
  - {name: cache lost, kill: [hot], expect: read degrades}
  - {set: {flows.read.rate: 2k/s}}
deep_dives:
  split: {question: What if the regions part?, scenario: {partition: here, there}}
"""
)


def test_scenarios_are_played_through():
    text = SCENARIOS.replace("{partition: here, there}", "{partition: [here, there]}")
    outcomes = played_through(design(text))
    assert [each.event.name for each in outcomes] == ["cache lost", "scenario 2", "split"]
    assert [states(each)["write"] for each in outcomes] == ["ok", "degraded", "down"]
    assert outcomes[2].event.place == "split"


def test_a_scenario_that_cannot_be_played_says_why():
    model = design(DESIGN + "scenarios:\n  - {set: {conventions.dya: 1 day}}\n")
    (outcome,) = played_through(model)
    assert "unknown key 'dya'" in outcome.problem
    assert outcome.flows == ()


@pytest.mark.parametrize("line", ["{kill: [hott]}", "{set: {flows.raed.rate: 2/s}}", "{partition: [here, theer]}"])
def test_a_scenario_that_names_what_is_not_there_is_found(line):
    model = design(DESIGN + f"scenarios:\n  - {line}\n")
    assert [each.rule for each in model.findings if each.rule == "unresolved-reference"]


def test_each_in_turn_names_what_one_instance_decides():
    found = matrix(design())
    single = {row.component: row.is_single for row in found.rows}
    assert single["db"] is Verdict.FAIL
    assert single["api"] is single["jobs"] is single["rank"] is Verdict.PASS  # copies; managed; soft
    assert "web" not in single
    unsaid = matrix(design(DESIGN, ("db: {kind: sql, replicas: 1}", "db: sql")))
    assert next(row for row in unsaid.rows if row.component == "db").is_single is Verdict.UNKNOWN


def test_events_of_the_specs_in_words_only_are_left_out():
    assert events(design(DESIGN + "scenarios: [the moon falls]\n")) == ()


def test_the_analysis_of_the_design_itself_is_not_touched(twitter):
    before = analyse(twitter)
    what_if(twitter, Event(kill=("feeds",), settings=(("capacity.dau", "1M"),)))
    assert analyse(twitter) is before


@pytest.mark.parametrize(
    ("store", "verdict"),
    [
        ("object store (s3)", Verdict.PASS),
        ("{kind: object store, managed: true, replicas: 2}", Verdict.PASS),
        ("cdn", Verdict.PASS),
        ("object store", Verdict.UNKNOWN),
        ("{kind: object store, tech: s3, replicas: 1, capacity: 10/s}", Verdict.FAIL),
        ("{kind: sql, managed: true}", Verdict.UNKNOWN),
    ],
)
def test_what_its_provider_runs_as_many_of_as_it_takes_can_do_what_it_gets(store, verdict):
    text = f"""
    components: {{web: client, lb: load balancer (alb), store: {store}}}
    capacity: {{dau: 1M users, use: 40 requests/user/day, peak: 2x}}
    requirements: {{nonfunctional: {{latency: p99 < 300ms}}}}
    flows: {{use: [web -> lb -> store: read it]}}
    """
    model = design(text)
    found = analyse(model).components
    assert found["lb"].instances.verdict is Verdict.PASS
    assert found["store"].instances.verdict is verdict
    outcome = what_if(model, Event(settings=(("capacity.dau", "2M users"),)))
    (latency,) = outcome.qualities
    assert (latency.was, latency.now) == (Verdict.PASS, verdict)


@pytest.mark.parametrize(
    ("step", "cache", "is_told"),
    [
        ("", "", True),
        ("on_failure: fallback, ", "", False),
        ("", "on_failure: fallback, ", False),
        ("on_failure: fallback, fallback: db, ", "on_failure: fallback, fallback: db, ", False),
        ("on_failure: fail, ", "", True),
    ],
)
def test_what_a_cache_that_fails_means_is_asked_for_where_nobody_says_it(step, cache, is_told):
    text = f"""
    components: {{web: client, api: service, hot: {{kind: cache, {cache}hit: 90%}}, db: sql}}
    entities: {{Post: {{id}}}}
    flows:
      read:
        - web -> api: ask
        - {{from: api, to: hot, op: read, {step}entity: Post}}
        - api -> db: read Post if miss hot
    """
    outcome = what_if(design(text), Event(kill=("hot",)))
    assert any("'on_failure: fallback' would say so" in each for each in outcome.notes) == is_told
