"""The rules on requirements, beyond their examples."""

import pytest

from .examples import cases, found, shown


def quality(line: str) -> str:
    return f"requirements:\n  functional: {{a: User can look}}\n  nonfunctional:\n    {line}\n"


@pytest.mark.parametrize(
    "line",
    [
        "availability: high",
        "availability: over consistency",
        "latency: low",
        "latency: feed p99 < 200",
        "feed-latency: as fast as possible",
        "scalability: highly scalable",
        "durability: important",
        "cost: cheap",
        "throughput: high",
        "availability: 99.9",
    ],
)
def test_a_quality_without_a_number_is_found(line):
    assert len(cases(quality(line), "nfr-unquantified")) == 1, shown(found(quality(line)))
    assert not cases(quality(line), "nfr-unit-mismatch")


@pytest.mark.parametrize(
    "line",
    [
        "availability: 99.9% over consistency",
        "availability: four nines",
        "availability: {target: '>= 99.99%', window: 30 days, prefer: availability}",
        "latency: feed p99 < 200ms",
        "latency: under 200 ms",
        "latency: 99% < 200ms",
        "latency: [upload p99 < 500ms, process p95 < 30s]",
        "latency: report < 5 min",
        "feed-latency: {kind: latency, target: 'p99 < 200ms', scope: [a]}",
        "scalability: 100M+ DAU, peak 3x at night",
        "scalability: {target: 100M DAU, pattern: peak 3x at night}",
        "scalability: 250m users",
        "scalability: 10k requests/s",
        "scalability: 10 PB of videos",
        "durability: 99.999999999% of Image",
        "durability: 11 nines of Image",
        "durability: no loss of Payment",
        "durability: rpo < 5 min",
        "cost: < $50k/month",
        "throughput: 10k rps",
        "throughput: 500 MB/s",
        "retention: 1 year",
        "retention: raw 7d, 1 min 30d, 1 h 1y",
        "policy: raw 7d, 1 min 30d, 1 h 1y",
        "logs: {kind: retention, target: 30 days}",
        "consistency: eventual",
        "consistency: strong for Payment",
        "compliance: GDPR",
        "security: encrypted at rest",
        "environment: mobile 3G 1 Mbps, 4 GB RAM",
        "maintainability: MTTR < 30 min, zero-downtime deploy",
        "fault-tolerance: no single point of failure",
    ],
)
def test_a_quality_with_a_number_or_that_needs_none_is_fine(line):
    assert "no kind of quality" not in shown(found(quality(line)))
    for rule in ("nfr-unquantified", "nfr-unit-mismatch"):
        assert not cases(quality(line), rule), shown(found(quality(line)))


@pytest.mark.parametrize(
    "line",
    ["availability: 200ms", "latency: 99.9%", "latency: 200 MB", "cost: 99%", "scalability: 99.9%", "throughput: $5"],
)
def test_a_quality_in_another_unit_is_found(line):
    (case,) = cases(quality(line), "nfr-unit-mismatch")
    assert case.span.line == 5
    assert not cases(quality(line), "nfr-unquantified")


DESIGN = """
requirements:
  functional:
    read: User should be able to read notes
    remind: Users should be able to receive reminders
auth: oauth
entities:
  Note: {id, text}
api:
  - GET /v1/notes/{noteId} -> Note
components:
  web: web client
  api: service
  notes: postgres
  clock: scheduler
  mailer: worker
flows:
  read:
    - web -> api: GET /v1/notes/{noteId}
    - api -> notes: read Note
  remind:
    - clock -> mailer: every morning
    - mailer -> notes: read Note
"""


def test_what_the_system_does_by_itself_needs_no_operation():
    assert not cases(DESIGN, "fr-without-api"), shown(found(DESIGN))


def test_a_requirement_without_a_flow_is_one_finding():
    text = DESIGN[: DESIGN.index("  remind:\n    - clock")]
    (case,) = cases(text, "fr-without-flow")
    assert case.message == "requirement 'remind' has no flow"
    assert case.span.line == 5
    assert not cases(text, "fr-without-api")


def test_covers_counts():
    text = DESIGN.replace("  remind:\n    - clock", "  morning:\n    covers: [remind]\n    steps:\n    - clock")
    assert not cases(text, "fr-without-flow"), shown(found(text))


def test_a_misspelt_cover_is_one_finding():
    text = DESIGN.replace("  remind:\n    - clock", "  morning:\n    covers: [xyzzy]\n    steps:\n    - clock")
    wrong = [each.rule for each in found(text) if each.severity != "info"]
    assert wrong == ["unresolved-reference"], shown(found(text))


def test_a_call_to_nothing_is_one_finding():
    text = DESIGN.replace("- web -> api: GET /v1/notes/{noteId}", "- web -> api: GET /v1/zebras")
    wrong = [each.rule for each in found(text) if each.severity != "info"]
    assert wrong == ["unknown-endpoint"], shown(found(text))


def test_before_there_are_flows_nothing_is_said_of_them():
    text = DESIGN[: DESIGN.index("components:")]
    wrong = [each.rule for each in found(text) if each.severity != "info"]
    assert wrong == ["missing-section"], shown(found(text))


def test_without_requirements_there_is_one_finding():
    text = DESIGN[DESIGN.index("auth:") :]
    wrong = [each.rule for each in found(text) if each.severity != "info"]
    assert wrong == ["no-functional-requirement"], shown(found(text))


# Form, number and kind of requirements


def needs(*texts: str, more: str = "") -> str:
    lines = "".join(f"    r{number}: {text}\n" for number, text in enumerate(texts))
    return f"requirements:\n  functional:\n{lines}{more}"


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("User should be able to post tweets", False),
        ("Customers can search", False),
        ("The system must notify the user", False),
        ("As a rider, I want to see a map", False),
        ("{text: posting, actor: User}", False),
        ("posting of tweets", True),
        ("Post tweets", True),
    ],
)
def test_a_requirement_says_who_can_do_what(text, is_found):
    assert bool(cases(needs(text), "fr-form")) is is_found


def test_a_sketch_keeps_to_the_top_requirements():
    text = needs(*["User can look"] * 6)
    (case,) = cases(text, "too-many-fr")
    assert (case.severity, case.span.line) == ("warning", 9)
    assert not cases(needs(*["User can look"] * 5), "too-many-fr")
    assert not cases("checks: {limits: {requirements: 7}}\n" + text, "too-many-fr")
    assert not cases(needs(*["User can look"] * 5, "{text: User can wait, priority: could}"), "too-many-fr")
    assert [each.severity for each in cases("profile: doc\n" + text, "too-many-fr")] == ["info"]


@pytest.mark.parametrize(
    ("actors", "text", "severity"),
    [
        ("[Rider, Driver]", "Riders can ride", ""),
        ("[Rider, Driver]", "Riders and drivers can talk", ""),
        ("[Rider, Driver]", "A signed-in rider can ride", ""),
        ("[Rider, Driver]", "The system must match riders", ""),
        ("[Rider, Driver]", "Everybody can look", ""),
        ("[Rider, Driver]", "The crawler must be polite", ""),
        ("[Rider, Driver]", "Ridr can ride", "warning"),
        ("[Rider, Driver]", "Admin can ban", "info"),
        ("", "Admin can ban", ""),
        ("", "Notee can sing", "warning"),
    ],
)
def test_who_acts_is_declared(actors, text, severity):
    design = needs(text) + "components: {crawler: worker}\nentities: {Note: {id}}\n"
    found_ = cases((f"actors: {actors}\n" if actors else "") + design, "unknown-actor")
    assert "".join(each.severity for each in found_) == severity


def test_a_misspelt_actor_is_one_finding():
    text = "actors: [Rider, Driver]\n" + needs("Riders can ride", "Drivr can drive")
    assert [each.rule for each in found(text) if each.family != "spec" and each.severity == "warning"] == [
        "unknown-actor"
    ]
    assert not cases(text, "unused-declaration")


@pytest.mark.parametrize(
    ("line", "rule", "is_found"),
    [
        ("latency: r0 < 200ms", "latency-without-percentile", True),
        ("latency: r0 p99 < 200ms", "latency-without-percentile", False),
        ("latency: r0 mean < 200ms", "latency-without-percentile", False),
        ("latency: p99 < 200ms", "latency-without-scope", True),
        ("latency: r0 p99 < 200ms", "latency-without-scope", False),
        ("latency: low", "latency-without-scope", False),
        ("availability: 100%", "infeasible-nfr", True),
        ("availability: 99.999%", "infeasible-nfr", False),
        ("durability: 100%", "infeasible-nfr", True),
        ("durability: no loss of Payment", "infeasible-nfr", False),
        ("rpo: RPO 0", "infeasible-nfr", False),
        ("scalability: 1M DAU", "load-pattern-missing", True),
        ("scalability: 1M DAU, peak 3x", "load-pattern-missing", False),
    ],
)
def test_a_quality_says_all_that_it_takes(line, rule, is_found):
    text = needs("User can look", more=f"  nonfunctional:\n    {line}\n")
    assert bool(cases(text, rule)) is is_found, shown(found(text))


@pytest.mark.parametrize(
    ("qualities", "is_found"),
    [
        ("{availability: 99.9% over consistency, consistency: strong}", True),
        ("{availability: 99.9% over consistency, consistency: strong for Payment}", False),
        ("{availability: 99.9% of Payment over consistency, consistency: strong for Payment}", True),
        ("{availability: 99.9% over consistency, consistency: eventual}", False),
        ("{availability: 99.9%, consistency: strong}", False),
    ],
)
def test_consistency_and_availability_of_the_same(qualities, is_found):
    text = needs("User can pay", more=f"  nonfunctional: {qualities}\n") + "entities: {Payment: {id}}\n"
    assert bool(cases(text, "cap-contradiction")) is is_found, shown(found(text))


@pytest.mark.parametrize(
    ("qualities", "store", "is_found"),
    [
        ("{availability: 99.9%}", "sql x2", True),
        ("{availability: 99.9%}", "sql", False),
        ("{availability: 99.9% over consistency}", "sql x2", False),
        ("{availability: 99.9%, consistency: eventual}", "sql x2", False),
        ("{availability: 99.9%}", "{kind: sql, replicas: 2, consistency: strong}", False),
        ("{latency: p99 < 1s}", "sql x2", False),
        ("{availability: 99.9%}", "search index x3", False),
    ],
)
def test_copies_ask_which_side_wins(qualities, store, is_found):
    text = needs("User can pay", more=f"  nonfunctional: {qualities}\n") + f"components: {{db: {store}}}\n"
    assert bool(cases(text, "cap-not-chosen")) is is_found, shown(found(text))


@pytest.mark.parametrize(
    ("item", "is_found"),
    [("reading", False), ("read", True), ("notes", True), ("Note (for now)", True), ("notes in groups", False)],
)
def test_what_is_out_of_scope_stays_out(item, is_found):
    text = DESIGN.replace("auth: oauth", f"  out_of_scope: [{item}]\nauth: oauth")
    assert bool(cases(text, "out-of-scope-leak")) is is_found, shown(found(text))


def test_what_a_served_flow_sets_off_serves_too():
    text = """
    requirements: {functional: {post: User can post}}
    auth: oauth
    entities: {Post: {id}}
    api:
      - POST /v1/posts {text} -> 201 Post
      - rpc Feeds.Add {post}
      - GET /v1/posts -> Post
    components: {web: client, api: service, feeds: service, jobs: queue, worker: worker, db: sql}
    flows:
      post:
        - web -> api: POST /v1/posts
        - api -> db: write Post
        - api ~> jobs: Posted
      fan:
        - jobs ~> worker: Posted
        - worker -> feeds: rpc Feeds.Add
        - feeds -> db: update Post
      look:
        - web -> api: GET /v1/posts
        - api -> db: read Post
    """
    assert [each.message for each in cases(text, "api-without-fr")] == [
        "'GET /v1/posts' serves no requirement that is stated"
    ]
    assert not cases(text, "flow-without-fr")


def test_an_actor_without_a_requirement_is_told_once():
    text = "actors: {User: {via: [web]}, Admin: {via: [web]}, Guest: }\n" + needs("Users can look")
    text += "components: {web: client}\n"
    assert [each.span.line for each in cases(text, "actor-without-fr")] == [2]
    assert len(cases(text, "unused-declaration")) == 1


# nfr-count


@pytest.mark.parametrize(
    ("lines", "count"),
    [
        (("latency: p99 < 1s",), "1 non-functional requirement;"),
        (("latency: p99 < 1s", "cost: < $5k/month"), "2 non-functional requirements;"),
        (("a: {kind: security, text: a}", "b: {kind: security, text: b}", "cost: < $5k/month"), ""),
        (("latency: [a p99 < 1s, b p99 < 1s, c p99 < 1s, d p99 < 1s]", "cost: < $5k/month", "security: all"), ""),
        (
            ("cap: availability over consistency", "latency: p99 < 1s", "cost: < $5k/month", "security: all",
             "compliance: GDPR", "throughput: 5/s", "other: {kind: security, text: b}"),
            "7 non-functional requirements;",
        ),
    ],
)  # fmt: skip
def test_what_is_counted_is_what_was_written(lines, count):
    text = "requirements:\n  functional: {a: User can do it}\n  nonfunctional:\n" + "".join(f"    {x}\n" for x in lines)
    messages = [each.message for each in cases(text, "nfr-count")]
    assert [message.split("; ")[0] + ";" for message in messages] == ([count] if count else [])
