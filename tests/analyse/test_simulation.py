"""Simulated designs against what is known exactly of them, each within four standard errors over several seeds."""

import math
import statistics
import subprocess
import sys
import textwrap
from fractions import Fraction

import pytest

from hld.analyse import analyse
from hld.analyse.conventions import Reader, conventions
from hld.analyse.failure import what_if
from hld.analyse.failure.types import Event
from hld.analyse.formulas import waiting_time
from hld.analyse.latency import one_is_slow
from hld.analyse.simulation.run import simulate
from hld.analyse.simulation.service import servers_of
from hld.analyse.simulation.types import Killing, Options
from hld.errors import UsageError
from hld.pipeline import compile_text

SEEDS = range(1, 6)

LINE = """
capacity: {peak: 1x}
entities: {Job: {id}}
components:
  web: client
  desk: {kind: service, replicas: %d, capacity: 10/s, latency: {mean: 100ms}}
api: [GET /jobs -> Job]
flows:
  ask: {rate: %s/s, steps: [web -> desk: GET /jobs]}
"""


def design(text):
    return compile_text("hld: 1\nname: Test\n" + textwrap.dedent(text), "test.yaml").model


def line(servers, rate):
    return design(LINE % (servers, rate))


def within(values, exact):
    """Whether the mean of independent runs is within four standard errors of what is exact, and these are small."""
    mean = statistics.fmean(values)
    error = statistics.stdev(values) / math.sqrt(len(values))
    assert error < 0.1 * exact, (error, exact)
    return abs(mean - exact) <= 4 * error


def measured(model, seconds, *, seeds=SEEDS, flow=0, **options):
    return [simulate(model, Options(seconds=seconds, seed=seed, **options)) for seed in seeds]


@pytest.mark.parametrize(("servers", "rate"), [(1, 5), (1, 7), (2, 15), (5, 40)])
def test_a_line_waits_as_long_as_erlang_says(servers, rate):
    runs = measured(line(servers, rate), 8_000 / rate)
    exact = 0.1 + waiting_time(servers, rate, 10.0)
    assert within([each.flows[0].mean for each in runs], exact)
    desk = [next(each for each in run.stations if each.component == "desk") for run in runs]
    assert within([each.utilisation for each in desk], rate / (10 * servers))
    assert within([each.queue for each in desk], rate * waiting_time(servers, rate, 10.0))


def test_the_percentiles_of_a_line_with_one_server():
    runs = measured(line(1, 5), 2_000)
    for index, share in enumerate((0.5, 0.95, 0.99)):
        exact = -math.log(1 - share) / (10 - 5)
        assert within([each.flows[0].percentiles[index] for each in runs], exact)


def test_a_constant_time_waits_half_as_long():
    model = design(LINE.replace("{mean: 100ms}", "100ms") % (1, 5))
    exact = 0.1 + waiting_time(1, 5, 10.0) / 2  # Pollaczek and Khinchine
    assert within([each.flows[0].mean for each in measured(model, 2_000)], exact)


def test_many_at_once_wait_for_the_slowest():
    text = """
    capacity: {peak: 1x}
    entities: {Job: {id}}
    components: {web: client, api: {kind: service, threads: 100000, latency: {mean: 1ns}},
      shards: {kind: kv, threads: 100000, latency: {mean: 10ms}}}
    api: [GET /jobs -> Job]
    flows: {ask: {rate: 20/s, steps: [web -> api: GET /jobs, api -> shards: read Job x20]}}
    """
    runs = measured(design(text), 50)
    slowest = sum(0.01 / count for count in range(1, 21))  # the mean of the largest of 20 exponential times
    assert within([each.flows[0].mean for each in runs], slowest)
    p99 = -0.01 * math.log(1 - 0.99 ** (1 / 20))
    assert one_is_slow(1 - math.exp(-p99 / 0.01), 20) == pytest.approx(0.01)
    assert within([each.flows[0].percentiles[2] for each in runs], p99)


def test_stated_percentiles_are_kept_to():
    text = LINE.replace("{mean: 100ms}", "{p50: 20ms, p99: 200ms}, threads: 10000") % (1, 10)
    runs = measured(design(text), 400)
    assert within([each.flows[0].percentiles[0] for each in runs], 0.020)
    assert within([each.flows[0].percentiles[2] for each in runs], 0.200)


def test_servers_do_what_the_capacity_says():
    text = """
    components: {a: {kind: service, replicas: 3, capacity: 1k/s, latency: 5ms}, b: {kind: worker, replicas: 4,
      latency: 2s}, c: {kind: service, replicas: 2, threads: 8, latency: 10ms}, d: external, e: client}
    """
    model = design(text)
    reader = Reader.under(conventions(model.spec.root))
    found = {name: servers_of(each, reader) for name, each in model.components.items()}
    assert {name: each.many for name, each in found.items()} == {"a": 15, "b": 4, "c": 16, "d": None, "e": None}
    assert found["a"].many / found["a"].holds == pytest.approx(3_000)
    assert found["b"].holds == pytest.approx(2)


FLOWS = """
capacity: {peak: 2x}
entities: {Post: {id}}
components:
  web: client
  api: {kind: service, replicas: 2, latency: 1ms, capacity: 1k/s}
  hot: {kind: cache, hit: 90%, latency: 1ms, replicas: 1, of: db}
  db: {kind: sql, replicas: 1, latency: 10ms, capacity: 1k/s}
  jobs: {kind: queue, latency: 1ms, replicas: 1, max_length: 5}
  worker: {kind: worker, replicas: 1, latency: 100ms}
api: [GET /posts -> Post, POST /posts -> Post]
flows:
  read:
    rate: 50/s
    steps:
      - web -> api: GET /posts
      - {from: api, to: hot, op: read, entity: Post, timeout: 5ms, retries: 1}
      - api -> db: read Post if miss hot
  write:
    rate: 2/s
    steps:
      - web -> api: POST /posts
      - api ~> jobs: Made
      - api --> web: 202
  work:
    - jobs ~> worker: Made
    - worker -> db: write Post
"""


def flow(found, name):
    return next(each for each in found.flows if each.flow == name)


def station(found, name):
    return next(each for each in found.stations if each.component == name)


def test_one_in_ten_reads_misses():
    found = simulate(design(FLOWS), Options(seconds=100))
    share = station(found, "db").entries / flow(found, "read").runs * 0.9  # the warm-up is not in the runs
    assert share == pytest.approx(0.1 + 4 / 100, rel=0.1)
    assert flow(found, "read").percentiles[0] == pytest.approx(0.002)
    assert flow(found, "read").percentiles[2] == pytest.approx(0.012, rel=0.1)


@pytest.mark.parametrize(
    ("steps", "reads"),
    [
        (["api -> hot: read Post x10", "api -> db: read Post x10 if miss hot"], 1.0),
        (["api -> hot: read Post x10", "api -> db: read Post if miss hot"], 0.1),
        (["api -> part: POST /parts x10", "part -> hot: read Post", "part -> db: read Post if miss hot"], 1.0),
        (["{loop: {times: 10, steps: [api -> hot: read Post, api -> db: read Post if miss hot]}}"], 1.0),
    ],
)
def test_of_many_reads_each_may_miss(steps, reads):
    text = f"""
    capacity: {{peak: 1x}}
    entities: {{Post: {{id}}}}
    api: [GET /posts -> Post, POST /parts]
    components: {{web: client, api: {{kind: service, latency: 1ms}}, part: {{kind: service, latency: 1ms}},
      hot: {{kind: cache, hit: 90%, latency: 1ms}}, db: {{kind: kv, latency: 100ms}}}}
    flows:
      read: {{rate: 5/s, steps: [web -> api: GET /posts, {", ".join(steps)}]}}
    """
    model = design(text)
    runs = measured(model, 150, load=Fraction(1))
    share = [station(each, "db").entries * 0.9 / flow(each, "read").runs for each in runs]
    assert statistics.fmean(share) == pytest.approx(reads, rel=0.15)
    if "loop" not in steps[0]:
        missing = 1 - 0.9**10 if reads == 1 else 0.1
        late = [(each.flows[0].mean - 0.0025) / 0.1 for each in runs]
        assert statistics.fmean(late) == pytest.approx(missing, rel=0.15)
    outcome = what_if(model, Event(kill=("db",)))
    expected = "65.13%" if reads == 1 else "10%"
    assert outcome.flows[0].why == (f"'db' is gone: {expected} of its runs fail",)


def test_what_is_published_sets_its_consumer_off():
    found = simulate(design(FLOWS), Options(seconds=100))
    assert abs(flow(found, "work").runs - flow(found, "write").runs) <= 2
    assert flow(found, "write").percentiles[2] < 0.01  # nobody waits for the worker


def test_a_consumer_alone_gets_its_messages_all_the_same():
    found = simulate(design(FLOWS), Options(flows=("work",), seconds=100))
    assert flow(found, "work").rate == pytest.approx(4, rel=0.2)


def test_a_full_queue_drops():
    found = simulate(design(FLOWS), Options(flows=("write", "work"), seconds=60, load=Fraction(6)))
    assert station(found, "jobs").dropped > 0
    assert station(found, "worker").longest <= 5
    assert flow(found, "work").failed > 0


def test_a_cache_that_is_killed_sends_its_reads_on():
    calm = simulate(design(FLOWS), Options(flows=("read",), seconds=60))
    found = simulate(design(FLOWS), Options(flows=("read",), seconds=60, kill=(Killing("hot", 30),)))
    assert station(found, "db").entries > 4 * station(calm, "db").entries
    assert station(found, "hot").refused > 0
    assert flow(found, "read").failed == 0
    assert flow(found, "read").percentiles[2] == pytest.approx(0.001 + 2 * 0.005 + 0.010, rel=0.05)


def test_a_store_that_is_killed_fails_what_needs_it():
    found = simulate(design(FLOWS), Options(seconds=60, kill=(Killing("db", 30),)))
    read = flow(found, "read")
    assert read.failed / read.runs == pytest.approx(0.1 * 30 / 54, rel=0.3)


def test_the_average_rate_is_half_the_peak():
    peak = simulate(design(FLOWS), Options(seconds=60))
    average = simulate(design(FLOWS), Options(seconds=60, at_peak=False))
    assert flow(average, "read").rate == pytest.approx(flow(peak, "read").rate / 2, rel=0.1)


def test_a_branch_a_loop_and_arms_side_by_side():
    text = """
    capacity: {peak: 1x}
    entities: {Job: {id}}
    components: {web: client, api: {kind: service, latency: 1ms}, a: {kind: kv, latency: 10ms},
      b: {kind: kv, latency: 20ms}, c: {kind: kv, latency: 5ms}}
    api: [GET /jobs -> Job]
    flows:
      ask:
        rate: 10/s
        steps:
          - web -> api: GET /jobs
          - parallel: [api -> a: read Job, api -> b: read Job]
          - loop: {times: 3, steps: [api -> c: read Job]}
          - alt: {25%: [api -> a: query Job], else: [api -> b: query Job]}
    """
    found = simulate(design(text), Options(seconds=400))
    once = 0.001 + 0.020 + 3 * 0.005
    assert flow(found, "ask").percentiles == pytest.approx((once + 0.020,) * 3)
    assert flow(found, "ask").mean == pytest.approx(once + 0.25 * 0.010 + 0.75 * 0.020, rel=0.01)


@pytest.mark.parametrize(
    ("last", "seconds"),
    [
        ("web -> a: GET /jobs", 0.001 + 0.005 + 0.010 + 0.001 + 0.005),
        ("b --> web: 204", 0.001 + 0.005 + 0.040 + 0.010),
        ("a -> slow: POST /mails", 0.001 + 0.005 + 0.010),
    ],
)
def test_whoever_calls_on_after_an_answer_has_not_all_of_it_yet(last, seconds):
    text = f"""
    capacity: {{peak: 1x}}
    entities: {{Job: {{id}}}}
    components: {{web: client, a: {{kind: service, latency: 1ms}}, b: {{kind: service, latency: 10ms}},
      db: {{kind: kv, latency: 5ms}}, slow: {{kind: service, latency: 40ms}}}}
    api: [GET /jobs -> Job, POST /parts, POST /mails]
    flows:
      ask:
        rate: 2/s
        steps:
          - web -> a: GET /jobs
          - a -> db: read Job
          - a --> web: 200 Job
          - a -> slow: POST /mails
          - web -> b: POST /parts
          - {last}
    """
    if last.startswith("web"):
        text += "      - a -> db: update Job\n"
    model = design(text)
    found = simulate(model, Options(seconds=60, load=Fraction(1, 10)))
    assert flow(found, "ask").percentiles == pytest.approx((seconds,) * 3)
    assert float(analyse(model).flows["ask"].latency.budget.value) == pytest.approx(seconds)
    assert station(found, "slow").entries > 0
    assert flow(found, "ask").failed == 0


def test_the_same_seed_gives_the_same_again_and_another_another():
    one, again, other = (simulate(design(FLOWS), Options(seconds=20, seed=seed)) for seed in (7, 7, 8))
    assert one == again
    assert one != other


def test_the_order_in_which_things_are_written_changes_no_draw():
    text = LINE % (1, 5)
    extra = text.replace("web: client", "web: client\n  aside: service")
    one, other = (simulate(design(each), Options(seconds=100)) for each in (text, extra))
    assert one.flows == other.flows


def test_the_output_does_not_depend_on_the_hashes_of_python(tmp_path):
    path = tmp_path / "a.yaml"
    path.write_text("hld: 1\nname: Test\n" + FLOWS)
    outputs = {
        subprocess.run(
            [sys.executable, "-m", "hld", "simulate", str(path), "--minutes", "0.2", "--output-format", "json"],
            capture_output=True, check=True, env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(outputs) == 1


def test_more_than_the_limit_is_not_simulated():
    found = simulate(line(1, 5), Options(limit=500))
    assert found.steps <= 501
    assert "limit of 500 steps" in found.note
    assert found.seconds == pytest.approx(90)


def test_of_a_large_design_a_share_is_simulated():
    text = LINE.replace("replicas: %d, capacity: 10/s", "replicas: %d, capacity: 1k/s")
    found = simulate(design(text % (150, "100000")), Options(limit=20_000))
    assert found.seconds == pytest.approx(1.8, rel=0.1)
    assert "one in 10 of the requests and of the servers" in " ".join(found.left_out)
    assert found.flows[0].rate == pytest.approx(100_000, rel=0.05)
    assert station(found, "desk").utilisation == pytest.approx(100 / 150, rel=0.1)


def test_an_overload_has_no_percentiles_that_nobody_saw():
    found = simulate(line(1, 20), Options(seconds=200))
    assert found.flows[0].unanswered > 0
    assert found.flows[0].percentiles[2] is None
    assert station(found, "desk").utilisation == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (Options(flows=("aks",)), "no flow 'aks'"),
        (Options(kill=(Killing("desc"),)), "no component 'desc'"),
    ],
)
def test_what_is_not_there_is_refused(options, message):
    with pytest.raises(UsageError, match=message):
        simulate(line(1, 5), options)


def test_a_design_without_rates_cannot_be_run():
    with pytest.raises(UsageError, match="how often anything happens"):
        simulate(design((LINE % (1, 5)).replace("rate: 5/s, ", "")), Options())
