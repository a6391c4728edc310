"""Rates, loads and latencies of flows: branches, blocks, misses, messages, percentiles, regions."""

from fractions import Fraction

import pytest
from tests.analyse.design import worked

from hld.analyse.types import Origin, Verdict

HEAD = """
capacity: {{use: 100 requests/s, peak: 1x, n: 4, users: 1M users, drivers: 10k drivers{more}}}
components:
  web: client
  a: {{kind: service, latency: 10ms}}
  b: {{kind: service, latency: 20ms}}
  c: {{kind: service, latency: 40ms}}
  cache: {{kind: cache, latency: 1ms{hit}}}
  db: {{kind: sql, latency: 5ms}}
  q: {{kind: queue, latency: 2ms, replicas: 1}}
  w: {{kind: worker, replicas: 10, latency: 50ms}}
requirements:
  nonfunctional:
    latency: {target}
flows:
"""


def design(steps, hit=", hit: 90%", target="p99 < 100ms", more="", **flows):
    text = HEAD.format(hit=hit, target=target, more=more)
    for name, each in {"use": steps, **flows}.items():
        text += f"  {name}:\n" + "".join(f"    {line}\n" for line in each)
    return worked(text)


def budget(*steps, **options):
    return design(steps, **options).flows["use"].latency.budget.value * 1000


@pytest.mark.parametrize(
    ("steps", "milliseconds"),
    [
        (("- web -> a: ask", "- a -> b: ask"), 30),
        (("- web -> a: ask @ 3ms", "- a -> b: ask"), 23),
        (("- web -> a -> b: ask",), 30),
        (("- web -> a: ask", "- a: think @ 7ms", "- a -> b: ask"), 27),
        (("- web -> a: ask", "- a: think @ 7ms", "- a: think again @ 8ms"), 15),
        (("- web -> a: ask", "- a -> db: read Thing x200"), 15),
        (("- web -> a: ask", "- {from: a, to: db, op: read, entity: Thing, times: 4, serial: true}"), 30),
        (("- web -> a: ask", "- parallel:", "    - a -> b: ask", "    - a -> c: ask"), 50),
        (("- web -> a: ask", "- parallel:", "    - [a -> b: ask, b -> db: read Thing]", "    - a -> b: ask"), 35),
        (("- web -> a: ask", "- loop:", "    times: 3", "    steps: [a -> db: read Thing]"), 25),
        (("- web -> a: ask", "- loop:", "    times: n", "    steps: [a -> db: read Thing]"), 30),
        (("- web -> a: ask", "- alt:", "    20%: [a -> b: ask]", "    else: [a -> db: read Thing]"), 30),
        (("- web -> a: ask", "- alt:", "    0.5%: [a -> b: ask]", "    else: [a -> db: read Thing]"), 15),
        (("- web -> a: ask", "- alt:", "    found: [a -> b: ask]", "    else: [a -> db: read Thing]"), 15),
        (("- web -> a: ask", "- a -> b: ask if 5%"), 30),
        (("- web -> a: ask", "- a -> b: ask if 0.5%"), 10),
        (("- web -> a: ask", "- a -> cache: read Thing", "- a -> db: read Thing if miss cache"), 16),
        (("- web -> a: ask", "- a ~> q ~> w: Used"), 12),
        (("- web -> a: ask", "- a -> b: ask", "- b --> a: 200", "- a --> web: 200", "- a -> c: tidy up"), 30),
        (("- web -> a: ask", "- a --> web: 200", "- web -> b: send", "- b -> db: write Thing"), 35),
        (
            ("- web -> a: ask", "- a --> web: 200", "- web -> b: send", "- web -> a: commit", "- a -> db: write Thing"),
            45,
        ),
        (("- web -> a: ask", "- a --> web: 200", "- a -> c: tidy up", "- web -> b: send", "- a -> c: tidy up"), 30),
        (("- web -> a: ask", "- a --> web: 200", "- web -> b: send", "- b --> web: 200", "- b -> c: tidy up"), 30),
        (("- web -> a: ask", "- a --> web: 200", "- web ~> q ~> w: Used"), 10),
        (("- web -> a: ask if 0.5%", "- a --> web: 200", "- web -> a: ask", "- a -> c: ask"), 50),
    ],
)
def test_what_the_initiator_waits_for(steps, milliseconds):
    assert budget(*steps) == milliseconds


def test_what_is_called_again_after_an_answer_is_as_often_as_that():
    steps = ("- web -> a: ask x3", "- a --> web: 200", "- web -> a: commit", "- a -> db: write Thing")
    assert design(steps).components["db"].load.average.value == 100


MISS = ("- web -> a: ask", "- a -> cache: read Thing", "- a -> db: read Thing if miss cache")


@pytest.mark.parametrize(
    ("hit", "target", "milliseconds", "decided"),
    [
        (", hit: 95%", "p99 < 100ms", 16, ("cache",)),
        (", hit: 99.5%", "p99 < 100ms", 11, ()),
        (", hit: 99%", "p99 < 100ms", 11, ()),
        ("", "p99 < 100ms", 16, ()),
        (", hit: 95%", "p90 < 100ms", 11, ()),
    ],
)
def test_the_miss_path_is_the_percentile_where_misses_are_frequent(hit, target, milliseconds, decided):
    found = design(MISS, hit=hit, target=target)
    assert found.requirements["latency"].value.value * 1000 == milliseconds
    if "p99" in target:
        assert found.flows["use"].latency.decided_by_misses == decided


MANY = (
    "- web -> a: ask",
    "- a -> cache: read Thing x10",
    "- {from: a, to: db, op: read, entity: Thing, times: 10, when: miss cache}",
)


@pytest.mark.parametrize(
    ("steps", "hit", "target", "milliseconds"),
    [
        (MANY, "99.5%", "p99 < 100ms", 16),  # 4.9 % of the runs have a miss
        (MANY, "99.95%", "p99 < 100ms", 11),
        (MANY, "90%", "p50 < 100ms", 16),
        ((*MANY[:2], "- a -> db: read Thing if miss cache"), "90%", "p50 < 100ms", 11),
        (("- web -> b: ask", "- b -> a: ask x10", "- a -> db: read Thing if miss cache"), "99.5%", "p99 < 100ms", 35),
        (MANY, "90%", "mean < 100ms", 11 + 5 * (1 - Fraction(9, 10) ** 10)),
        ((*MANY[:2], MANY[2].replace("}", ", serial: true}")), "90%", "mean < 100ms", 16),
    ],
)
def test_of_many_reads_each_may_miss(steps, hit, target, milliseconds):
    found = design(steps, hit=f", hit: {hit}", target=target)
    assert found.requirements["latency"].value.value * 1000 == milliseconds
    if steps is MANY:
        assert found.components["db"].load.average.value == 1000 * (1 - Fraction(hit.rstrip("%")) / 100)


def test_a_mean_weighs_the_branches():
    found = design(MISS, hit=", hit: 90%", target="mean < 100ms")
    assert found.requirements["latency"].value.value * 1000 == 10 + 1 + Fraction("0.5")


def test_another_percentile_than_asked_for_is_no_proof_of_a_failure():
    found = design(("- web -> a: ask",), target="p95 < 5ms").requirements["latency"]
    assert (found.verdict, found.value.value) == (Verdict.UNKNOWN, Fraction(1, 100))
    assert design(("- web -> a: ask",), target="p95 < 50ms").requirements["latency"].verdict is Verdict.PASS
    assert design(("- web -> a: ask",), target="p999 < 50ms").requirements["latency"].verdict is Verdict.UNKNOWN
    assert design(("- web -> a: ask",), target="p999 < 5ms").requirements["latency"].verdict is Verdict.FAIL


def test_a_branch_that_would_decide_leaves_it_open():
    steps = ("- web -> a: ask", "- opt:", "    if: the user is new", "    steps: [a -> c: ask]")
    found = design(steps, target="p99 < 30ms")
    assert found.flows["use"].latency.at_most == Fraction(50, 1000)
    assert found.requirements["latency"].verdict is Verdict.UNKNOWN


def test_a_round_trip_between_regions_is_added():
    text = """
        components:
          web: client
          a: {kind: service, latency: 10ms, region: us-east-1}
          b: {kind: sql, latency: 5ms, region: eu-west-1}
        flows:
          use:
            - web -> a: ask
            - a -> b: read Thing
        """
    found = worked(text).flows["use"].latency
    assert found.budget.value == Fraction(115, 1000)
    assert found.budget.origin is Origin.DEFAULT
    near = worked(text.replace("eu-west-1", "us-east-1")).flows["use"].latency
    assert (near.budget.value, near.budget.origin) == (Fraction(15, 1000), Origin.DERIVED)
    stated = worked("conventions: {rtt: 80 ms}\n" + text.replace("\n        ", "\n"))
    assert stated.flows["use"].latency.budget.value == Fraction(95, 1000)


@pytest.mark.parametrize(
    ("steps", "component", "average"),
    [
        (("- web -> a: ask", "- a -> b: ask x n"), "b", 400),
        (("- web -> a: ask", "- a -> b: ask x3", "- b -> db: read Thing"), "db", 300),
        (("- web -> a: ask", "- a -> b: ask if 5%", "- b -> db: read Thing x2"), "db", 10),
        (("- web -> a: ask", "- a -> db: read Thing if miss cache"), "db", 10),
        (("- web -> a: ask", "- a -> db: read Thing if hit cache"), "db", 90),
        (("- web -> a: ask", "- loop:", "    times: 3", "    steps: [a -> db: read Thing x2]"), "db", 600),
        (("- web -> a: ask", "- alt:", "    20%: [a -> b: ask]", "    else: [a -> c: ask]"), "c", 80),
        (("- web -> a: ask", "- a -> b: ask", "- b --> a: 200"), "a", 100),
        (("- web -> a: ask", "- a ~> q: Used x2"), "q", 200),
    ],
)
def test_what_reaches_a_component(steps, component, average):
    assert design(steps).components[component].load.average.value == average


def test_what_happens_how_often_nobody_says_makes_a_lower_bound():
    found = design(("- web -> a: ask", "- a -> db: read Thing", "- a -> db: read Thing if miss cache"), hit="")
    load = found.components["db"].load.average
    assert (load.value, load.lower_bound) == (100, True)
    assert load.why == "the hit ratio of 'cache' is not stated"
    assert found.components["db"].instances.verdict is Verdict.UNKNOWN


def test_a_flow_that_a_broker_starts_inherits_from_all_that_publish():
    found = design(
        ("- web -> a: ask", "- a ~> q: Used x2"),
        more=", other: 50 requests/s",
        other=("- web -> b: ask", "- b ~> q: Used"),
        silent=("- web -> c: ask", "- c ~> q: Something"),
        work=("- q ~> w: Used", "- w -> db: write Thing"),
    )
    assert found.flows["work"].rate.average.value == 250
    assert found.flows["work"].begins == "message"
    assert found.components["w"].instances.utilisation.value == Fraction(250 * 5, 100 * 10)
    backlog = found.components["w"].backlogs[0]
    assert not backlog.stable
    assert backlog.length.value == 50 * 600


@pytest.mark.parametrize(
    ("flow", "average"),
    [
        ("rate: 5 requests/user/day", Fraction(5 * 10**6, 86_400)),
        ("rate: 3 pings/driver/min", 500),
        ("rate: = use * 2", 200),
        ("rate: use", 100),
        ("every: 10 s", Fraction(1, 10)),
    ],
)
def test_the_rate_of_a_flow(flow, average):
    found = worked(
        HEAD.format(hit="", target="p99 < 1s", more="") + f"  other:\n    {flow}\n    steps: [web -> a: ask]\n"
    )
    assert found.flows["other"].rate.average.value == average


def test_a_rate_per_something_that_nothing_counts_is_unknown():
    found = worked("capacity: {use: 5 pings/driver/min}\nflows:\n  use:\n    - web -> api: ask\n")
    rate = found.flows["use"].rate.average
    assert rate.value is None
    assert rate.why == "the rate of flow 'use' is per driver: define how many drivers there are, and multiply by that"


def test_behind_a_cdn_only_the_rest_is_asked_for():
    text = """
        capacity: {look: 100/s, put: 10/s, peak: 1x}
        api: [GET /x, POST /x]
        components: {web: client, cdn: {kind: cdn, hit: 90%}, api: service}
        flows:
          look:
            - web -> cdn -> api: GET /x
          put:
            - web -> cdn -> api: POST /x
        """
    found = worked(text)
    assert found.components["cdn"].load.average.value == 110
    assert found.components["api"].load.average.value == 20


def test_a_backlog_by_the_book():
    """50 workers do 25/s, the peak is 57.9/s: 10 minutes leave 19.7k messages, and so on."""
    found = (
        worked(
            """
        capacity: {users: 10M users, upload: 5 photos/user/month, peak: 3x}
        components: {app: client, api: service x3, jobs: queue, worker: worker x50 time=2s}
        flows:
          upload:
            - app -> api: put
            - api ~> jobs ~> worker: Put
        """
        )
        .components["worker"]
        .backlogs[0]
    )
    assert found.serves.value == 25
    assert float(found.length.value) == pytest.approx(19_722, abs=1)
    assert float(found.wait.value) == pytest.approx(789, abs=1)
    assert float(found.drain.value) / 60 == pytest.approx(57.6, abs=0.1)
    assert found.stable


def test_zones_fail_as_a_whole():
    base = (
        "components: {{web: client, a: {{kind: service, availability: 99%, replicas: 3{zones}}}}}\n"
        "flows:\n  use: [web -> a: ask]\n"
    )
    none, one, three = (
        worked(base.format(zones=zones)).components["a"].availability for zones in ("", ", zones: 1", ", zones: 3")
    )
    assert none.down.value == Fraction(1, 10**6)
    assert float(one.down.value) == pytest.approx(0.0005 + 0.9995 * 1e-6, rel=1e-6)
    assert none.down.value < three.down.value < one.down.value


@pytest.mark.parametrize(
    ("text", "verdict", "margin"),
    [
        ("capacity: {dau: 2M users}\nrequirements: {nonfunctional: {scalability: 1M DAU}}", Verdict.PASS, 1),
        ("capacity: {dau: 1M users}\nrequirements: {nonfunctional: {scalability: 2M DAU}}",
         Verdict.FAIL, Fraction(-1, 2)),
        ("requirements: {nonfunctional: {scalability: 2M DAU}}", Verdict.UNKNOWN, None),
        ("requirements: {nonfunctional: {latency: p99 < 1s}}", Verdict.UNKNOWN, None),
        ("components: {a: {kind: service, cost: $60k/month}}\nrequirements: {nonfunctional: {cost: < $50k/month}}",
         Verdict.FAIL, Fraction(-1, 5)),
        ("components: {a: {kind: service, cost: $40k/month}, b: service}\n"
         "requirements: {nonfunctional: {cost: < $50k/month}}", Verdict.UNKNOWN, Fraction(1, 5)),
        ("components: {a: {kind: service, cost: $60k/month}, b: service}\n"
         "requirements: {nonfunctional: {cost: < $50k/month}}", Verdict.FAIL, Fraction(-1, 5)),
        ("components: {a: {kind: service, cost: $4/month}, b: {kind: service, cost: 5 EUR/month}}\n"
         "requirements: {nonfunctional: {cost: < $50k/month}}", Verdict.UNKNOWN, None),
    ],
)  # fmt: skip
def test_verdicts(text, verdict, margin):
    (found,) = worked(text).requirements.values()
    assert (found.verdict, found.margin) == (verdict, margin)


def test_a_stated_availability_is_judged_and_the_worst_flow_decides():
    text = """
        requirements: {nonfunctional: {availability: 99.9%}}
        components:
          web: client
          a: {kind: service, availability: 99.95%}
          b: {kind: service, availability: 99.9%}
        flows:
          good: [web -> a: ask]
          bad: [web -> a: ask, a -> b: ask]
        """
    found = worked(text).requirements["availability"]
    assert (found.verdict, found.flow, found.origin) == (Verdict.FAIL, "bad", Origin.DERIVED)
    assert [each[2] for each in found.by_flow] == [Verdict.PASS, Verdict.FAIL]
    assert worked(text.replace("99.9%}}", "99.8%}}")).requirements["availability"].verdict is Verdict.PASS


def test_an_availability_that_one_component_states_is_judged_with_its_zones_too():
    text = """
        requirements: {nonfunctional: {availability: 99.9%}}
        components:
          web: client
          a: {kind: service, availability: 99.95%, replicas: 3, zones: 3}
          b: sql x2
        flows:
          use: [web -> a: ask, a -> b: read Thing]
        """
    found = worked(text).requirements["availability"]
    assert (found.verdict, found.origin) == (Verdict.PASS, Origin.DEFAULT)
    silent = worked(text.replace("availability: 99.95%, ", "")).requirements["availability"]
    assert (silent.verdict, silent.why) == (Verdict.UNKNOWN, "no component states its availability")


def test_quorums():
    found = worked(
        """
        components:
          a: {kind: columnar, replication: {factor: 3, write: quorum, read: quorum}}
          b: {kind: columnar, replication: {factor: 3, write: 1, read: one}}
          c: {kind: columnar, replication: 3}
        """
    ).components
    assert (found["a"].quorum.is_strong, found["a"].quorum.keeps_updates) == (True, True)
    assert (found["b"].quorum.is_strong, found["b"].quorum.keeps_updates) == (False, False)
    assert found["c"].quorum is None


def test_reads_and_writes_have_their_own_capacity():
    found = design(("- web -> a: ask", "- a -> db: read Thing x100", "- a -> db: write Thing x100"))
    db = found.components["db"].instances
    assert db.needed.value == 2, "10,000 of 10,000 writes and 10,000 of 50,000 reads: 1.2 busy, at 70 % that is 2"
    stated = worked(
        "capacity: {use: 100/s, peak: 1x}\n"
        "components: {web: client, db: {kind: sql, presigned: true, capacity: {read_rate: 10/s, write_rate: 20/s}}}\n"
        "flows:\n  use: [web -> db: read Thing, web -> db: write Thing]\n"
    ).components["db"]
    assert stated.instances.needed.value == 22
    assert stated.instances.needed.origin is Origin.DERIVED


def test_what_starts_a_flow_within_the_system_has_to_be_up():
    found = design(("- web -> a: ask", "- a ~> q: Used"), work=("- q ~> w: Used", "- w -> db: write Thing"))
    assert {name for name, _ in found.flows["use"].availability.parts} == {"a", "q"}
    assert {name for name, _ in found.flows["work"].availability.parts} == {"q", "w", "db"}


def test_the_wait_in_a_queue_belongs_to_the_flow_that_it_starts():
    text = """
        requirements: {{nonfunctional: {{latency: work p95 < 30s}}}}
        capacity: {{users: 10M users, upload: 5 photos/user/month, peak: 3x}}
        components: {{app: client, api: service x3, jobs: queue, worker: worker x{count} time=2s}}
        flows:
          upload:
            - app -> api: put
            - api ~> jobs: Put
          work:
            - jobs ~> worker: Put
        """
    few, enough = (worked(text.format(count=count)).requirements["latency"] for count in (50, 170))
    assert few.verdict is Verdict.FAIL
    assert float(few.value.value) == pytest.approx(791, abs=1)
    assert (enough.verdict, round(float(enough.value.value), 2)) == (Verdict.PASS, 2.0)
