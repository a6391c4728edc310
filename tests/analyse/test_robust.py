"""Whatever a spec says, its numbers are worked out without an exception, and formulas can neither hang nor run."""

import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analyse.design import estimate, worked
from tests.model.test_robust import SPECS, SPOT, damaged

from hld.analyse.calc import calculate
from hld.analyse.run import worked_out
from hld.model import link
from hld.report.figures import csv_, json_, markdown, text
from hld.source import load_text
from hld.spec.read import read
from hld.units.expression import ExpressionError
from hld.units.quantity import UnitError

FORMATS = (json_, text, markdown, csv_)
NUMBERS = (
    "0", "-1", "1e30/s", "0/s", "100%", "0%", "0 years", "1e-30 s", "10:1", "forever", "= x", "= 1/0", "1e400", "3x",
    "∞", "9**9", "0.0000001%", "99.999999999999999%", "1 user/user", "7 days", "5 EUR/month", "1e30 B", "1000000",
)  # fmt: skip
KEYS = (
    "replicas", "capacity", "latency", "availability", "hit", "zones", "regions", "mtbf", "mttr", "cost", "price",
    "replication", "retention", "ttl", "autoscale", "threads", "utilisation", "index_overhead", "time", "partitions",
)  # fmt: skip


def told(spec):
    """All formats of the numbers of a spec given as text."""
    analysis = worked_out(link(read(load_text(spec, "robust.yaml"))))
    for each in FORMATS:
        assert isinstance(each.render("A", analysis), str)
    return analysis


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SPECS), st.lists(SPOT, min_size=1, max_size=6))
def test_damaged_specs_are_worked_out(spec, spots):
    told(damaged(spec, spots))


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.tuples(st.sampled_from(KEYS), st.sampled_from(NUMBERS)), max_size=8, unique_by=lambda each: each[0]),
    st.lists(st.sampled_from(NUMBERS), min_size=4, max_size=4),
    st.sampled_from(("service", "worker", "sql", "cache", "queue", "external", "object store")),
)
def test_odd_numbers_are_worked_out(pairs, estimates, kind):
    entries = ", ".join(f"{key}: {number!r}" for key, number in pairs)
    dau, use, size, times = estimates
    told(
        f"""hld: 1
name: Odd
conventions: {{day: {dau!r}, month: {use!r}, off_peak: {size!r}, utilisation: {times!r}}}
requirements:
  nonfunctional: {{latency: p99 < 1ms, availability: 99.9%, cost: < $1/month, durability: 99%, scalability: 5 users}}
capacity:
  {{dau: {dau!r}, use: {use!r}, size: {size!r}, n: {times!r}, peak: {times!r},
   y: {{value: = dau * use / size, expect: {use!r}}}, z: {{value: = use, expect: {dau!r}}}}}
entities: {{Thing: {{id, data: blob 1 MB}}}}
components:
  web: client
  a: {{kind: {kind}{", " if entries else ""}{entries}}}
  q: queue x2
  b: worker x2
flows:
  use:
    - web -> a: use it
    - a -> a: write Thing x n
    - a ~> q ~> b: Used
  other:
    - q ~> b: Used
    - b -> a: read Thing if miss a
    - b ~> q: Used
"""
    )


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="0123456789.,+-*/()%kMGBs ×=_edax$mincl", max_size=60))
def test_any_formula_is_a_result_or_says_what_is_wrong(formula):
    try:
        found = calculate(formula)
    except UnitError as error:
        assert str(error)
    else:
        assert found.text


HOSTILE = [
    "9**9**9",
    "9" * 150,
    "*".join(["9e30"] * 400),
    "(" * 900 + "1" + ")" * 900,
    "(" * 40 + "1" + ")" * 40,
    "+".join(["1"] * 950),
    "max(" * 60 + "1" + ")" * 60,
    "1e99999999",
    "__import__('os').system('true')",
    "x.__class__",
    "k_of_n(1, 1000000000, 0.5)",
    "k_of_n(5000, 10000, 0.5)",
    "erlang_c(1000000000, 5)",
    "erlang_c(10000, 9999.5)",
    "retries(" + ", ".join(["999"] * 300) + ")",
    "usl(0.1, 1e-30, 5)",
    "1/0",
    "0 * 1e30 / (1 - 1)",
    "composite(" + ", ".join(["99.999999999999%"] * 80) + ")",
]


@pytest.mark.parametrize("formula", HOSTILE, ids=lambda formula: formula[:30])
def test_a_hostile_formula_is_soon_done_with(formula):
    start = time.process_time()
    try:
        calculate(formula)
    except ExpressionError as error:
        assert str(error)
    assert time.process_time() - start < 3


def test_variables_that_square_each_other_stop_at_reason():
    lines = ["v0: 9e9", *(f"v{n}: = v{n - 1} * v{n - 1}" for n in range(1, 200)), "x: = v199"]
    found = estimate(*lines)
    assert found.number.value is None
    assert found.problem is not None


def test_long_chains_of_variables_are_worked_out():
    lines = [*(f"v{n}: = v{n + 1} + 1" for n in range(3_000)), "v3000: 1"]
    assert estimate(*lines, name="v0").number.value == 3_001


def test_circles_are_unknown_and_say_so():
    found = worked("capacity: {a: = b, b: = c, c: = a * 2, d: = c + 1}\n")
    for each in found.capacity.values():
        assert each.number.value is None
        assert each.problem is not None
    assert "worked out from itself" in " ".join(each.problem.message for each in found.capacity.values())


def test_flows_that_set_each_other_off_are_unknown_or_a_lower_bound():
    found = worked(
        """
        capacity: {start: 10/s}
        components: {cron: scheduler, q: queue, r: queue, a: worker, b: worker}
        flows:
          start:
            - cron ~> q: Go
          one:
            - q ~> a: Go
            - a ~> r: Done
          two:
            - r ~> b: Done
            - b ~> q: Go
        """
    )
    for flow in ("one", "two"):
        average = found.flows[flow].rate.average
        assert average.value is None or average.lower_bound
    assert "set off by what it sets off" in found.flows["one"].rate.average.why


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parents[1] / "designs").glob("*.yaml")), ids=lambda path: path.stem
)
def test_every_design_is_told_in_every_format(path):
    told(path.read_text("utf-8"))


def of_size(count):
    """A flow of many alternatives, many flows per driver, many requirements."""
    branch = "    - alt:\n        {}%: [api -> db: read Thing]\n        else: [api -> db: read Thing x2]\n"
    alternatives = "".join(branch.format(n % 50) for n in range(count))
    flows = "".join(
        f"  f{n}:\n    rate: {n + 1} pings/driver/day\n    steps: [web -> api: ask]\n" for n in range(count)
    )
    estimates = "".join(f"  v{n}: {n} things\n" for n in range(count))
    needs = "".join(f"    latency-{n}: p99 < {n + 1}ms\n" for n in range(min(count, 20)))
    return (
        f"hld: 1\nname: Large\nrequirements:\n  nonfunctional:\n{needs}capacity:\n{estimates}  fleet: 5k drivers\n"
        "components: {web: client, api: service, db: sql}\n"
        f"flows:\n  use:\n    - web -> api: ask\n{alternatives}{flows}"
    )


def test_much_of_one_thing_takes_time_in_proportion():
    def seconds(count):
        model = link(read(load_text(of_size(count), "large.yaml")))
        start = time.process_time()
        found = worked_out(model)
        assert len(found.flows) == count + 1
        return time.process_time() - start

    seconds(100)
    small, large = seconds(200), seconds(800)
    assert large < 12 * small, "four times as much takes about four times as long"
