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
