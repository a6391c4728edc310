"""Requirements and what they are held against, in the units of their authors."""

import pytest

from hld.pipeline import compile_text
from hld.report.figures.tables import tables

from .design import worked

SPEC = """
requirements:
  nonfunctional:
    {asked}
conventions: {{month: 2500000 s}}
capacity:
  read: 100 requests/s
  new_data: 10 GB/day
components:
  web: client
  api: {{kind: service, replicas: 4, price: $100/month, failover_time: 30s}}
  posts: {{kind: sql, cost: $400/month}}
flows:
  read:
    - web -> api: get
    - api -> posts: look up
"""


@pytest.mark.parametrize(
    ("asked", "wanted", "reached"),
    [
        ("cost: < $900/month", "< 900 USD/month", "800 USD/month"),
        ("cost: < $100k/year", "< 100k USD/year", "10.1k USD/year"),
        ("cost: < $30/day", "< 30 USD/day", "27.6 USD/day"),
        ("cost: < $700", "< 700 USD/month", "800 USD/month"),
        ("latency: read p99 < 0.5 s", "< 0.5 s (p99)", "0.03 s"),
        ("latency: read p99 < 200 ms", "< 200 ms (p99)", "30 ms"),
        ("latency: read p99 < 2 h", "< 2 h (p99)", "30 ms"),
        ("throughput: 1M requests/day", ">= 1M requests/day", "17.3M/day"),
        ("throughput: 150 rps", ">= 150 requests/s", "200/s"),
        ("scalability: 3 TB/year", ">= 3 TB/year", "3.65 TB/year"),
        ("rto: 1 h", "<= 1 h", "30 s"),
        ("rto: 2 min", "<= 2 min", "0.5 min"),
        ("availability: four nines", ">= 99.99%", "99.9%"),
    ],
)
def test_target_and_value_are_told_in_the_unit_that_is_asked_in(asked, wanted, reached):
    analysis = worked(SPEC.format(asked=asked))
    (row,) = next(table for table in tables(analysis) if table.title == "Requirements").rows
    assert row[1:3] == (wanted, reached)


def test_a_month_of_the_target_is_as_long_as_that_of_the_costs():
    found = worked(SPEC.format(asked="cost: <= $800/month")).requirements["cost"]
    assert (found.margin, found.verdict) == (0, "pass")


def test_a_rule_tells_it_in_the_same_unit():
    spec = "hld: 1\nname: Test\n" + SPEC.format(asked="cost: < $9k/year")
    (found,) = (each for each in compile_text(spec, "t.yaml").diagnostics if each.rule == "over-budget")
    assert found.message == "the design costs 10.1k USD/year, more than 9k USD/year"


@pytest.mark.parametrize(
    ("other", "target", "verdict"),
    [
        ("", "11 nines of Image", "pass"),
        ("", "12 nines of Image", "fail"),
        ("", "no loss of Image", "unknown"),
        ("sql", "11 nines of Image", "unknown"),
        ("{kind: sql, derived: true}", "11 nines of Image", "pass"),
        ("cache", "11 nines of Image", "pass"),
        ("search index", "11 nines of Image", "pass"),
        ("object store", "11 nines of Image", "pass"),
    ],
)
def test_durability_is_that_of_every_store_that_it_is_written_to(other, target, verdict):
    found = worked(f"""
        requirements: {{nonfunctional: {{durability: {target}}}}}
        entities: {{Image: {{id}}}}
        components: {{user: client, api: service, blobs: object store, {"other: " + other if other else ""}}}
        flows:
          put:
            - user -> api: put
            - api -> blobs: write Image
            {"- api -> other: write Image" if other else ""}
        """)
    asked = found.requirements["durability"]
    assert str(asked.verdict) == verdict
    assert (asked.why == "how likely 'other' is to lose something is not known") == (other == "sql")
    kinds = {each.what: each.value for each in found.assumptions}
    assert "keeps 99.999999999% over a year" in kinds["default of object-store"]


KEPT = """
requirements:
  nonfunctional:
    retention: {asked}
entities:
  Log: {{fields: {{id, text}}, retention: 30 days}}
  Payment: {{fields: {{id, amount}}, retention: {payment}}}
  Visit: {{id, page}}
components: {{web: client, api: service, ledger: {ledger}, logs: document, hot: {{kind: cache, of: logs, ttl: 1 min}}}}
flows:
  pay:
    - web -> api: pay
    - api -> ledger: write Payment
    - api -> logs: write Log
    - api -> hot: write Log
    {more}
"""


@pytest.mark.parametrize(
    ("asked", "payment", "ledger", "more", "said"),
    [
        ("7 years for Payment", "10 years", "sql", "", "pass: 10 years"),
        ("7 years for Payment", "3 years", "sql", "", "fail: 3 years"),
        ("7 years for Payment", "forever", "sql", "", "pass: at least 7 years"),
        ("Payment at most 7 years", "forever", "sql", "", "fail: at least 7 years"),
        ("Payment at most 7 years", "3 years", "sql", "", "pass: 3 years"),
        ("7 years for Payment", "10 years", "{kind: sql, retention: 1 year}", "", "fail: 1 year"),
        (
            "7 years for Payment",
            "10 years",
            "{kind: sql, stores: {Payment: {retention: 8 years}}}",
            "",
            "pass: 8 years",
        ),
        ("1 day for ledger", "10 years", "{kind: sql, ttl: 12 h}", "", "pass: 10 years"),
        ("1 day for Visit", "1 year", "{kind: sql, ttl: 12 h}", "- api -> ledger: write Visit", "fail: 12 h"),
        ("1 day for Visit", "1 year", "sql", "- api -> ledger: write Visit", "unknown: unknown"),
        ("1 day for Nothing", "1 year", "sql", "", "unknown: unknown"),
        ("7 days", "1 year", "sql", "", "pass: 30 days"),
        ("7 days", "1 year", "sql", "- api -> ledger: write Visit", "unknown: unknown"),
        ("60 days", "1 year", "sql", "", "unknown: unknown"),
        ("2 years", "1 year", "sql", "", "fail: 30 days"),
    ],
)
def test_a_retention_is_held_against_what_is_stated(asked, payment, ledger, more, said):
    text = KEPT.format(asked=asked, payment=payment, ledger=ledger, more=more)
    found = worked(text).requirements["retention"]
    assert f"{found.verdict}: {found.reached}" == said, found.why


def test_a_retention_of_several_times_is_not_worked_out():
    text = KEPT.format(asked="raw 7d, hourly 1 year", payment="1 year", ledger="sql", more="")
    assert "retention" not in worked(text).requirements


@pytest.mark.parametrize(
    ("asked", "margin"),
    [
        ("latency: read p99 < 1 ms", "30× too much"),
        ("latency: read p99 < 20 ms", "-50%"),
        ("throughput: 2/s", "100× as much"),
        ("throughput: 100/s", "+100%"),
    ],
)
def test_what_is_far_from_its_target_is_told_in_multiples_of_it(asked, margin):
    (row,) = next(table for table in tables(worked(SPEC.format(asked=asked))) if table.title == "Requirements").rows
    assert row[3] == margin
