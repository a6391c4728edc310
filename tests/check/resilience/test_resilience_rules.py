"""The rules on resilience: a good design, and edits of it on which a rule must speak once, or had better be silent."""

import pytest

from ..designs import SHOP
from ..examples import edited, found, is_readable, shown, told

CHARGE = "- orders -> pay: rpc Pay.Charge [retries=1, backoff=exponential, jitter=true]"
LIMITS = ("timeout: 3s, => ", "timeout: 1s, => ", " [timeout=10s] => ", ", timeout: 1s, => ,", ", timeout: 10s => ")
TOLERANT = "functional: => nonfunctional: {fault-tolerance: survives the loss of a machine} | functional:"

#: The rule, the profile, the beginning of the line that it points at, and the edits.
SPEAKS = [
    ("at-least-once-consumer", "interview", "mailer:", "replicas: 2, idempotent: true, max => replicas: 2, max"),
    ("degrade-unspecified", "interview", "psp:", "fallback: the order waits => on_failure: degrade"),
    ("fault-tolerance-incomplete", "interview", "nonfunctional:", TOLERANT, "failover: automatic, => "),
    ("fault-tolerance-incomplete", "doc", "nonfunctional:", TOLERANT, ", backup: daily => "),
    ("no-backoff", "interview", "- orders -> pay: rpc", CHARGE + " => - orders -> pay: rpc Pay.Charge [retries=3]"),
    ("no-breaker", "interview", "psp:", "breaker: true, fallback: the order waits, => "),
    ("no-dead-letter", "interview", "placed:", "dlq: true, => ", "max_attempts: 5, => "),
    ("no-leader-election", "interview", "clock:", ", leader: true => "),
    ("no-timeout", "doc", "flows:", *LIMITS),
    (
        "no-timeout",
        "doc",
        "- pay -> psp: charge the card",
        "pay: {kind: service, replicas: 3, timeout: 1s => pay: {kind: service, replicas: 3",
    ),
    (
        "retry-amplification",
        "interview",
        "- pay -> psp: charge",
        "retries=1, => retries=4,",
        "charge the card => charge the card [retries=4, backoff=exponential]",
    ),
    (
        "retry-of-non-idempotent",
        "interview",
        "- web -> orders: POST /v1/orders",
        ", idempotency: Idempotency-Key => ",
        "[timeout=10s] => [timeout=10s, retries=2, backoff=exponential]",
    ),
    ("timeout-inversion", "interview", "- orders -> pay: rpc", "[timeout=10s] => [timeout=4s]"),
    ("unbounded-queue", "interview", "placed:", "tech: sqs => tech: rabbitmq", ", max_length: 100k => "),
]

SILENT = [
    ("at-least-once-consumer", "doc", "replicas: 2, idempotent: true, max => replicas: 2, dedup: order id, max"),
    (
        "at-least-once-consumer",
        "doc",
        "replicas: 2, idempotent: true, max => replicas: 2, max",
        "- mailer -> db: write Receipt => - mailer -> db: read Order",
    ),
    (
        "at-least-once-consumer",
        "doc",
        "replicas: 2, idempotent: true, max => replicas: 2, max",
        "OrderPlaced: {channel: placed, => OrderPlaced: {channel: placed, delivery: exactly-once,",
    ),
    ("degrade-unspecified", "doc", "fallback: the order waits => on_failure: degrade, fallback: the order waits"),
    ("fault-tolerance-incomplete", "doc", TOLERANT),
    ("fault-tolerance-incomplete", "doc", TOLERANT, "failover: automatic, backup: daily => managed: true"),
    (
        "fault-tolerance-incomplete",
        "doc",
        TOLERANT,
        "failover: automatic, => ",
        "+ deep_dives: {loss: {addresses: [fault-tolerance], question: What if one is lost?}}",
    ),
    ("fault-tolerance-incomplete", "doc", "failover: automatic, backup: daily => role: keeps all"),
    ("no-backoff", "doc"),
    ("no-backoff", "doc", CHARGE + " => - orders -> pay: rpc Pay.Charge [retries=0]"),
    (
        "no-breaker",
        "doc",
        "breaker: true, fallback: the order waits, => ",
        "charge the card => charge the card [on_failure=queue]",
    ),
    (
        "no-breaker",
        "doc",
        "breaker: true, fallback: the order waits, => ",
        "- pay -> psp: charge the card => - mailer -> psp: charge the card",
    ),
    ("no-breaker", "doc", "breaker: true, fallback: the order waits, => ", "charge the card => charge the card if 10%"),
    (
        "no-breaker",
        "doc",
        "breaker: true, fallback: the order waits, => ",
        "+ deep_dives: {down: {components: [psp], question: What if it is down?}}",
    ),
    ("no-dead-letter", "interview", "dlq: true, => "),
    ("no-leader-election", "doc", "kind: scheduler, replicas: 2, leader: true => kind: scheduler"),
    ("no-timeout", "interview", *LIMITS),
    ("no-timeout", "doc"),
    ("retry-amplification", "doc", "retries=1, => retries=4,"),
    ("retry-of-non-idempotent", "doc", "[timeout=10s] => [timeout=10s, retries=2, backoff=exponential]"),
    ("timeout-inversion", "doc", "[timeout=10s] => [timeout=20s]"),
    ("timeout-inversion", "doc", " [timeout=10s] => "),
    ("unbounded-queue", "doc", "tech: sqs => tech: rabbitmq", ", max_length: 100k => , max_age: 1 day"),
    ("unbounded-queue", "doc", ", max_length: 100k => "),
]


def test_of_the_design_itself_nothing_is_said():
    wrong = [each for each in found(edited(SHOP, "+ profile: doc")) if each.family == "resilience"]
    assert not wrong, shown(wrong)


@pytest.mark.parametrize(
    ("rule", "profile", "line", "edits"), [(rule, profile, line, edits) for rule, profile, line, *edits in SPEAKS]
)
def test_a_rule_speaks_once_and_points_at(rule, profile, line, edits):
    text = edited(SHOP, *edits)
    (pointed,) = told(text, rule, profile=profile)
    assert pointed.startswith(line)


@pytest.mark.parametrize(("rule", "profile", "edits"), [(rule, profile, edits) for rule, profile, *edits in SILENT])
def test_a_rule_is_silent(rule, profile, edits):
    text = edited(SHOP, *edits)
    assert is_readable(text)
    assert told(text, rule, profile=profile) == [], shown(found(text))
