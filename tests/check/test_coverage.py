"""What serves each requirement, and what is known of that."""

import pytest

from hld import pipeline
from hld.check.coverage import FUNCTIONAL, SPEAKS, Verdict, coverage
from hld.check.rules import rules
from hld.check.types import Settings
from hld.units.kinds import KINDS

from .examples import edited, whole

TEXT = """
name: Notes
requirements:
  functional:
    read: User should be able to read notes
    write: User should be able to write notes
    digest: The system must send a digest every day
  nonfunctional:
    latency: read p99 < 200ms
    availability: 99.9%
    security: encrypt notes
    compliance: GDPR
auth: oauth
entities:
  Note: {id, text}
api:
  - GET /v1/notes/{noteId} -> Note
  - POST /v1/notes {text} -> 201 Note
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
  write:
    - web -> api: POST /v1/notes
    - api -> notes: write Note
  digest:
    - clock -> mailer: it is time
    - mailer -> notes: read Note
deep_dives:
  fast: {question: How fast is a read?, addresses: [latency, read]}
"""


def covered(text=TEXT, **settings):
    compilation = pipeline.compile_text(whole(text), "spec.yaml", Settings(**settings))
    return {each.id: each for each in coverage(compilation.model, compilation.checked)}


def test_what_serves_a_functional_requirement():
    read = covered()["read"]
    assert read.kind == "functional"
    assert read.operations == ("GET /v1/notes/{noteId}",)
    assert read.flows == ("read",)
    assert read.components == ("web", "api", "notes")
    assert read.deep_dives == ("fast",)
    assert (read.verdict, read.failed, read.unchecked) == (Verdict.PASS, (), ())
    assert {"fr-without-flow", "unknown-endpoint", "no-auth", "client-to-store"} <= set(read.checked)


def test_what_the_system_does_by_itself_needs_no_operation():
    digest = covered()["digest"]
    assert (digest.verdict, digest.operations, digest.flows) == (Verdict.PASS, (), ("digest",))
    assert "no-auth" not in digest.checked


def test_what_nothing_serves_fails():
    told = covered(TEXT.replace("digest: The", "share: User should be able to share notes\n    digest: The"))["share"]
    assert told.verdict is Verdict.FAIL
    assert told.unchecked == ("no flow covers it", "no operation serves it")


def test_an_error_in_its_flow_fails_a_requirement_and_no_other():
    told = covered(TEXT.replace("- web -> api: POST /v1/notes", "- web -> api: POST /v1/nodes"))
    assert (told["write"].verdict, told["write"].failed) == (Verdict.FAIL, ("unknown-endpoint",))
    assert told["read"].verdict is Verdict.PASS


def test_what_was_switched_off_was_not_checked():
    text = TEXT.replace("- web -> api: POST /v1/notes", "- web -> api: POST /v1/nodes")
    write = covered(text, ignore=("unknown-endpoint",))["write"]
    assert write.verdict is Verdict.PASS
    assert "unknown-endpoint" not in write.checked


def test_before_the_flows_nothing_has_failed():
    read = covered(TEXT.partition("components:")[0], stage="api")["read"]
    assert (read.verdict, read.unchecked) == (Verdict.UNKNOWN, ("flows are not due at the stage 'api'",))


def test_of_a_text_that_cannot_be_parsed_nothing_is_known():
    assert all(each.verdict is Verdict.UNKNOWN for each in covered(TEXT + "a: [\n").values())


def test_what_a_quality_is_about():
    told = covered()
    assert told["latency"].flows == ("read",)
    assert told["latency"].components == ("web", "api", "notes")
    assert told["latency"].deep_dives == ("fast",)
    assert told["availability"].flows == ("read", "write", "digest")
    assert told["availability"].components == ("web", "api", "notes", "clock", "mailer")


@pytest.mark.parametrize(
    ("scope", "flows", "components"),
    [
        ("Note", ("read", "write", "digest"), ("notes",)),
        ("mailer", (), ("mailer",)),
        ("write", ("write",), ("web", "api", "notes")),
    ],
)
def test_a_scope_may_be_anything_with_a_name(scope, flows, components):
    text = TEXT.replace("latency: read p99 < 200ms", f"latency: {{target: p99 < 200ms, scope: {scope}}}")
    assert (covered(text)["latency"].flows, covered(text)["latency"].components) == (flows, components)


def test_for_want_of_what_a_number_cannot_be_judged():
    told = covered()
    assert (told["latency"].verdict, told["latency"].figure) == (Verdict.PASS, "30 ms in flow 'read' (default)")
    assert told["availability"].verdict is Verdict.UNKNOWN
    assert told["availability"].unchecked == ("no component states its availability",)
    assert covered(TEXT.replace("99.9%", "high"))["availability"].unchecked == ("it states no number with a unit",)
    assert covered(TEXT.replace("99.9%", "200ms"))["availability"].unchecked == (
        "its number does not measure availability",
    )


def test_every_kind_says_who_speaks_of_it():
    assert SPEAKS.keys() == KINDS.keys()


def test_a_rule_on_its_kind_fails_a_quality():
    (rule,) = (each for each in rules() if each.id == "no-auth")
    security = covered(TEXT.replace("auth: oauth\n", ""))["security"]
    assert rule.code.startswith(SPEAKS["security"])
    assert security.verdict is Verdict.FAIL
    assert "no-auth" in security.failed
    assert "no-auth" in covered()["security"].checked


def quality(line, *edits):
    """What is known of one requirement, `line`, in the design with edits: the verdict and what is left open."""
    head, _, rest = TEXT.partition("  nonfunctional:\n")
    text = edited(f"{head}  nonfunctional:\n    {line}\n{rest[rest.index('auth: oauth') :]}", *edits)
    (found,) = [each for each in covered(text).values() if each.kind != FUNCTIONAL]
    return str(found.verdict), found.unchecked


COPIED = "notes: postgres => notes: {kind: sql, replicas: 3}"
PERSONAL = "Note: {id, text} => Note: {id, text, email: pii}"
ENCRYPTED = "notes: postgres => notes: {kind: sql, encryption: true}"
COUNTED = (
    "api: service => api: service x2",
    "notes: postgres => notes: {kind: sql, replicas: 2, failover: automatic, backup: daily}",
    "clock: scheduler => clock: scheduler x2 leader=true",
    "mailer: worker => mailer: worker x2",
)


OBJECTS = ("notes: postgres => notes: object store",)


@pytest.mark.parametrize(
    ("line", "edits", "why"),
    [
        ("consistency: strong for Note", (COPIED,), "how the copies of 'notes' are kept in step is not stated"),
        (
            "consistency: strong for Letter",
            ("Note: {id, text} => Note: {id, text} | Letter: {id}",),
            "no step reads or writes what must be consistent",
        ),
        ("consistency: as good as it gets", (), "it says neither strong nor eventual"),
        ("durability: 99.999999999% of Note", (), "how likely 'notes' is to lose something is not known"),
        ("durability: no loss of Note", OBJECTS, "no store promises that nothing is ever lost"),
        ("rpo: 5 min", (), "neither the lag of a copy nor a backup is stated of 'notes'"),
        ("security: no breaches", (), "no field is marked as sensitive ('pii', 'pci', 'phi' or 'secret')"),
        ("security: no breaches", (PERSONAL,), "whether 'notes' encrypts what it keeps is not stated"),
        ("compliance: GDPR", (), "nothing in the design addresses it"),
        ("compliance: GDPR", (ENCRYPTED,), "no entity is marked as personal data ('pii'), which GDPR is about"),
        (
            "compliance: GDPR",
            ("Note: {id, text} => Note: {id, text} | User: {id, email: pii}", ENCRYPTED),
            "no step keeps 'User' in a store, which has the personal data ('pii') that GDPR is about",
        ),
        (
            "compliance: HIPAA",
            ("Note: {id, text} => Note: {id, text} | User: {id, weight: phi} | Visit: {id, why: phi}", ENCRYPTED),
            "no step keeps 'User', 'Visit' in a store, which have the health data ('phi') that HIPAA is about",
        ),
        ("compliance: PCI DSS", (ENCRYPTED,), "no field is marked as card data ('pci'), which PCI is about"),
        ("compliance: show all fees", (ENCRYPTED,), "no rule knows what 'show all fees' asks for"),
        ("fault-tolerance: survive the loss of one machine", (), "nothing in the design addresses it"),
        (
            "fault-tolerance: survive the loss of one machine",
            ("api: service => api: service x2",),
            "how many there are of 'notes', 'mailer' is not stated",
        ),
        ("environment: trains", (), "neither the link nor the memory of the clients is stated as a number"),
        ("environment: 3G 1 Mbps", (), "no latency is asked for that the link of the clients could miss"),
        (
            "environment: 4 GB RAM",
            ("- GET /v1/notes/{noteId} -> Note => - GET /v1/notes/{noteId} -> Note[]",),
            "how much 'web' holds at once in step 1 of flow 'read' is not known: how many 'GET /v1/notes/{noteId}' "
            "holds is not stated",
        ),
        ("maintainability: easy to change", (), "nothing in the design addresses it"),
        (
            "maintainability: MTTR < 30 min",
            ("+ observability: [metrics]",),
            "no rule works out how fast it is repaired",
        ),
    ],
)
def test_a_rule_that_had_nothing_to_look_at_has_shown_nothing(line, edits, why):
    verdict, unchecked = quality(line, *edits)
    assert verdict == "unknown"
    assert why in unchecked


@pytest.mark.parametrize(
    ("line", "edits"),
    [
        ("consistency: eventual", ()),
        ("consistency: strong for Note", ()),
        ("consistency: strong for Note", ("notes: postgres => notes: {kind: sql, replicas: 3, consistency: strong}",)),
        ("durability: 99.999999999% of Note", OBJECTS),
        ("rpo: 1 day", ("notes: postgres => notes: {kind: sql, backup: hourly}",)),
        ("security: no breaches", (PERSONAL, ENCRYPTED)),
        ("compliance: GDPR", ("Note: {id, text} => Note: {fields: {id: id, email: pii}, retention: 1 year}",)),
        ("fault-tolerance: survive the loss of one machine", COUNTED),
        ("environment: 4 GB RAM", ()),
        ("maintainability: easy to change", ("+ observability: [metrics]",)),
    ],
)
def test_what_was_looked_at_in_full_and_found_right_passes(line, edits):
    assert quality(line, *edits) == ("pass", ())


@pytest.mark.parametrize(
    ("line", "edits", "rule"),
    [
        ("durability: no loss of Note", ("notes: postgres => notes: {kind: cache, of: x}",), "durability-vs-memory"),
        (
            "security: no breaches",
            (PERSONAL, "notes: postgres => notes: {kind: sql, encryption: false}"),
            "sensitive-unencrypted-at-rest",
        ),
        (
            "consistency: strong for Note",
            ("- api -> notes: read => - api -> hot: read", "mailer: worker => mailer: worker | hot: cache"),
            "strong-vs-eventual",
        ),
    ],
)
def test_what_a_rule_found_fails_whatever_else_is_open(line, edits, rule):
    verdict, _ = quality(line, *edits)
    assert verdict == "fail", rule


def test_what_is_only_noted_leaves_a_quality_open():
    text = TEXT.replace("security: encrypt notes", "fault-tolerance: no single point of failure")
    text = edited(
        text,
        *COUNTED,
        "- clock -> mailer: it is time => - clock -> mailer: it is time | - mailer -> partner: send",
        "mailer: worker => mailer: worker | partner: external",
    )
    text = edited(text, "- api -> notes: read Note => - api -> notes: read Note | - api -> partner: ask")
    found = covered(text)["fault-tolerance"]
    assert found.verdict is Verdict.UNKNOWN
    assert any("hangs on 'partner'" in each for each in found.unchecked)


def test_a_flow_that_does_not_line_up_leaves_its_requirement_open():
    text = edited(TEXT, "- api -> notes: write Note => - api -> notes: write Note | - api -> mailer: tell him")
    write = covered(text)["write"]
    assert write.verdict is not Verdict.PASS
    assert covered(text)["read"].verdict is Verdict.PASS


def test_an_error_in_what_it_keeps_fails_a_requirement():
    text = edited(TEXT, "Note: {id, text} => Note: {id, text: Txet}", "+ profile: doc")
    assert covered(text)["write"].verdict is Verdict.FAIL


LOADED = (
    "api: service => api: {kind: service, replicas: 2, capacity: 1k/s}",
    "entities: => capacity: {dau: 1M users, read: 100 reads/user/day, digest: 1/day, peak: 2x} | entities:",
)


@pytest.mark.parametrize(
    ("target", "edits", "failed"),
    [
        ("scalability: 1M DAU", (), ("too-few-instances",)),
        ("scalability: 1M DAU", ("replicas: 2 => replicas: 20",), ()),
        ("throughput: '> 2000/s for read'", (), ("too-few-instances",)),
        ("throughput: '> 2000/s for read'", ("replicas: 2 => replicas: 20",), ()),
        ("throughput: '>= 1/day for digest'", (), ()),
    ],
)
def test_a_load_that_the_components_do_not_bear_fails_what_asks_for_it(target, edits, failed):
    text = edited(TEXT.replace("security: encrypt notes", target), *LOADED, *edits)
    found = covered(text)[target.partition(":")[0]]
    assert found.failed == failed
    assert found.verdict is (Verdict.FAIL if failed else Verdict.PASS), found


def test_a_figure_that_passes_decides_in_place_of_what_a_rule_warns_of():
    text = edited(
        TEXT.replace("read p99 < 200ms", "read p99 < 31ms"), "api: service => api: {kind: service, latency: 20ms}"
    )
    assert "no-slack" in {each.rule for each in pipeline.compile_text(whole(text), "spec.yaml").checked.diagnostics}
    latency = covered(text)["latency"]
    assert (latency.verdict, latency.failed) == (Verdict.PASS, ())


def test_a_load_that_they_do_not_bear_by_default_leaves_it_open():
    loaded = ("api: service => api: {kind: service, replicas: 1}", LOADED[1].replace("1M users", "90M users"))
    text = edited(TEXT.replace("security: encrypt notes", "scalability: 1M DAU"), *loaded)
    found = covered(text)["scalability"]
    assert (found.verdict, found.failed) == (Verdict.UNKNOWN, ())
    assert all(each.endswith("(by default)") for each in found.unchecked), "said once, by the rules"
    assert any("'api' " in each for each in found.unchecked)


STORED = (
    "notes: postgres => notes: {kind: cache, in_memory: true, ttl: 1 day, capacity: {memory: 1 KB}}",
    "entities: => capacity: {dau: 1M users, write: 1 note/user/day} | entities:",
    "Note: {id, text} => Note: {fields: {id: id, text: string}, size: 1 KB}",
)
CARRIED = "- POST /v1/notes {text} -> 201 Note => - POST /v1/notes {text: 1 MB} -> 201 Note"


@pytest.mark.parametrize(
    ("edits", "environment", "scalability"),
    [
        ((), Verdict.PASS, Verdict.PASS),
        (STORED, Verdict.PASS, Verdict.FAIL),
        ((CARRIED,), Verdict.FAIL, Verdict.PASS),
    ],
)
def test_the_memory_of_clients_is_about_the_environment_and_that_of_stores_about_the_load(
    edits, environment, scalability
):
    text = TEXT.replace("security: encrypt notes", "environment: 500 KB RAM\n    scalability: 1M DAU")
    text = text.replace("entities:", "capacity: {dau: 1M users}\nentities:") if STORED[1] not in edits else text
    told = covered(edited(text, *edits))
    assert (told["environment"].verdict, told["scalability"].verdict) == (environment, scalability), told
