"""What is said of a slip: one finding, and a hint which, followed to the letter, gives a clean spec."""

from __future__ import annotations

import pytest

from hld import pipeline
from hld.report import text as report_text

BASE = """hld: 1
name: T
requirements: {functional: {s: User can search}}
auth: none
entities: {Page: {url, title}}
api:
  - GET /v1/search?q&cursor&limit -> Page[]
components: {web: client, lb: load balancer, api: service, db: postgres, bus: queue, w: worker}
flows:
  s:
    - web -> lb -> api: GET /v1/search
    - api -> db: read Page
    - api ~> bus ~> w: Searched
    - api --> web: 200 Page[]
"""
BLOCK = "components:\n  web: client\n  lb: load balancer\n  api: service\n  db: postgres\n  bus: queue\n  w: worker"
LINE = BASE.splitlines()[7]
QUALITY = "requirements: {functional: {s: User can search}"


def findings(text: str) -> list[tuple[str, str, str]]:
    """Rule, message and hint of all that is wrong or doubtful, but for a component that a slip leaves unused."""
    report = pipeline.compile_text(text).report
    doubtful = [each for each in report.diagnostics if each.severity != "info" and each.rule != "orphan"]
    return [(each.rule, each.message, each.hint) for each in doubtful]


def changed(*pairs: tuple[str, str]) -> str:
    text = BASE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return text


#: What is right, what was written for it, the rule that tells, and a part of the hint.
SLIPS = [
    ("auth: none", "auth:none", "yaml-syntax", "put a blank after the colon: 'auth: none'"),
    ("db: postgres", "db:postgres", "bad-value", "put a blank after the colon: 'db: postgres'"),
    ("api ~> bus ~> w: Searched", "api -> bus -> w: Searched", "arrow-vs-protocol", "'api ~> bus ~> w: Searched'"),
    ("api --> web", "web --> api", "reply-without-request", "turn it round: 'api --> web'"),
    ("api -> db: read", "api --> db: read", "reply-without-request", "'api -> db: read Page'"),
    ("web -> lb -> api", "web -> db -> api", "not-a-forwarder", "write 'web -> api: GET /v1/search'"),
    ("api -> db: read", "api -> db read", "bad-step", "put ':' before 'read': 'api -> db: read Page'"),
    ("api -> db", "api - > db", "bad-step", "write '->' without a blank"),
    (
        "- api -> db: read Page", "- {form: api, to: db, op: read, entity: Page}", "unknown-key",
        "did you mean 'from'?",
    ),
    ("title}", "title: strng}", "unknown-type", "did you mean 'string'?"),
    ("title}", "title: zork}", "unknown-type", "write string, int"),
    ("?q&cursor&limit", "?q", "unbounded-response", "GET /v1/search?q&cursor&limit"),
    (
        "lb: load balancer", "lb: load balancer x2 role=spreads, and ends tls", "bad-value",
        'quote it: lb: "load balancer x2 role=spreads, and ends tls"',
    ),
    (LINE, BLOCK.replace("postgres", "redis hit=lots"), "bad-value", "95%"),
    (LINE, BLOCK.replace("  api", "   api"), "yaml-syntax", "the column of line 10"),
    (LINE, BLOCK.replace("  api", " api"), "yaml-syntax", "the column of line 10"),
    ("read Page", "reed Page", "bad-step", "did you mean 'read'?"),
    ("read Page", "read Page @ fast", "bad-step", "'@ 20ms'"),
    ("read Page", "read Page if mis db", "bad-step", "did you mean 'miss'?"),
    ("read Page", "read Page if miss lb", "bad-step", "name the cache"),
    ("read Page", "read Page /v1/search", "bad-step", "leave out '/v1/search'"),
    ("api -> db: read", "api ~> db: read", "arrow-vs-protocol", "write '->'"),
    ("api: GET /v1/search", "api: GET /v1/search?qq=1", "payload-fields", "it has 'q'"),
    ("- api -> db: read Page", "- loop: {times: many, steps: [api -> db: read Page]}", "unresolved-reference", ""),
    (QUALITY, f"{QUALITY}, nonfunctional: {{availability: 99%%}}", "nfr-unquantified", "99.9%"),
    (QUALITY, f"{QUALITY}, nonfunctional: {{foo: 3 bananas}}", "bad-value", "say 'kind:'"),
    (QUALITY, f"{QUALITY}, nonfunctional: {{latencyy: api p99 < 300ms}}", "bad-value", "did you mean 'latency'?"),
    ("api: GET /v1/search", "api: POST /v2/find", "unknown-endpoint", "which has 'GET /v1/search'"),
    ("flows:", "messages: {Serched: {channel: bus}}\nflows:", "unresolved-reference", "did you mean 'Serched'?"),
    ("flows:", "views: {v: {of: nosuch}}\nflows:", "unresolved-reference", "architecture, flow"),
    (
        "flows:", "deep_dives: {d: {question: why, scenario: {set: {capacity.zz: 3}}}}\nflows:",
        "unresolved-reference", "",
    ),
    ("flows:", "groups: {g: {kind: banana, contains: [api]}}\nflows:", "bad-value", "region, zone"),
]  # fmt: skip


def test_the_base_is_clean() -> None:
    assert findings(BASE) == []


@pytest.mark.parametrize(("right", "wrong", "rule", "hint"), SLIPS, ids=[slip[1][-40:] for slip in SLIPS])
def test_a_slip_is_one_finding_with_the_way_out(right: str, wrong: str, rule: str, hint: str) -> None:
    ((got, _, way),) = findings(changed((right, wrong)))
    assert (got, hint in way) == (rule, True), way


@pytest.mark.parametrize(
    "right",
    [
        "read Page @ 20ms", "read Page if miss db", "read Page x2", "lead Page to its end", "look at Page @ home",
        "the page if hot", "read Page by url",
    ],
)  # fmt: skip
def test_what_is_no_slip_is_let_be(right: str) -> None:
    assert findings(changed(("read Page", right))) == []


@pytest.mark.parametrize("kind", ["vpc", "subnet", "cluster", "account", "az", "region"])
def test_boundaries_by_their_usual_names_are_groups(kind: str) -> None:
    assert findings(changed(("flows:", f"groups: {{g: {{kind: {kind}, contains: [api]}}}}\nflows:"))) == []


@pytest.mark.parametrize(
    "quality", ["durability: rpo 0", "reads: 10k requests/s", "users: 5M users", "freshness: 1 min"]
)
def test_a_quality_told_by_its_unit_needs_no_kind(quality: str) -> None:
    assert findings(changed((QUALITY, f"{QUALITY}, nonfunctional: {{{quality}}}"))) == []


def test_a_worker_that_starts_by_itself_says_when() -> None:
    ((rule, _, hint),) = findings(BASE + "  c:\n    - api -> db: read Page\n")
    assert rule == "bad-initiator"
    assert "'every: 1 hour'" in hint
    assert findings(BASE + "  c:\n    every: 1 hour\n    steps:\n      - api -> db: read Page\n") == []
    ((_, _, hint),) = findings(BASE + "  c:\n    every: 1 hour\n    - api -> db: read Page\n")
    assert hint == "write 'steps:' on a line above, and the steps below it"


def test_a_message_that_no_step_names_is_not_unused_as_well() -> None:
    text = changed(("flows:", "messages: {Searched: {channel: bus}}\nflows:"), ("w: Searched", "w"))
    assert [rule for rule, _, _ in findings(text)] == ["unlabeled-message"]


def test_keys_on_one_line_are_told_apart_by_their_columns() -> None:
    ((_, message, _),) = findings(changed(("web: client,", "web: client, web: client,")))
    assert message == "'web' is defined at column 14 and again at column 27"


def test_a_text_that_is_no_yaml_is_not_called_an_empty_design() -> None:
    said = report_text.render(pipeline.compile_text(changed(("auth: none", "auth: [none"))).report)
    assert "could not be read" in said
    assert "0 of 0" not in said


def test_a_flow_whose_only_step_cannot_be_read_is_told_once() -> None:
    text = BASE[: BASE.index("    - web")] + "    - web - lb: GET /v1/search\n"
    assert [rule for rule, _, _ in findings(text)] == ["bad-step"]
