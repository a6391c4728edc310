"""What serves each requirement, and what is known of that."""

import pytest

from hld import pipeline
from hld.check import Settings
from hld.check.coverage import SPEAKS, Verdict, coverage
from hld.check.rules import rules
from hld.units.kinds import KINDS

from .examples import whole

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
    assert (told["latency"].verdict, told["latency"].unchecked) == (
        Verdict.UNKNOWN,
        ("no component states a latency",),
    )
    assert told["availability"].unchecked == ("no component states an availability",)
    one = covered(TEXT.replace("  api: service", "  api: {kind: service, latency: 20ms}"))["latency"]
    assert one.unchecked == ("a latency is not stated of 'notes'",)
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
