"""The rules on security: one good design, and edits of it on which a rule must speak once, or had better be silent."""

import pytest

from ..designs import SHOP
from ..examples import edited, found, is_readable, shown, told

GDPR = "functional: => nonfunctional: {compliance: GDPR} | functional:"
HIPAA = "functional: => nonfunctional: {compliance: HIPAA} | functional:"
PHI = "email: pii}, residency => email: phi}, residency"
GONE = "residency: [eu], retention: 2 years => residency: [eu]"
LEAVES = "POST /v1/reindex: {audience: internal, returns: 204} => DELETE /v1/customers/{customerId}: {returns: 204}"
OPEN = "auth: {scheme: oauth, identity: Customer} => auth: oauth"
CARD = "Receipt: {fields: {id: id, => Receipt: {fields: {id: id, card: pci, "
KEPT = "db: {kind: sql, replicas: 2, region: eu-west-1, encryption: {at_rest: true, in_transit: true}, tls: true"
SENT = "- orders -> db: write Customer => - orders -> db: write Customer | - orders -> psp: POST /score {email:pii}"

#: The rule, the profile, the beginning of the line that it points at, and the edits.
SPEAKS = [
    ("card-data", "interview", "Receipt:", "Receipt: {fields: {id: id, => Receipt: {fields: {id: id, cvv: string, "),
    ("card-data", "interview", "db:", CARD),
    ("compliance-controls", "interview", "nonfunctional:", GDPR, GONE),
    ("compliance-controls", "doc", "nonfunctional:", HIPAA, PHI),
    ("internal-exposed", "interview", "POST /v1/reindex", "- tidy -> orders: POST => - web -> orders: POST"),
    (
        "missing-authorization",
        "interview",
        "DELETE /v1/orders",
        OPEN,
        "fields: {id: id, email: pii} => is: actor, fields: {id: id, email: pii}",
    ),
    ("over-exposure", "interview", "GET /v1/orders", "total: int}, retention => total: int, card: pci}, retention"),
    ("residency", "interview", "db:", "region: eu-west-1 => region: us-east-1"),
    (
        "residency",
        "interview",
        "copy:",
        "web: web client => web: web client | copy: {kind: sql, region: us-east-1}",
        "+ relationships: [db -> copy: replicate]",
    ),
    ("residency", "interview", "db:", "region: eu-west-1, => ", "+ groups: {us-east: {kind: region, contains: [db]}}"),
    ("sensitive-to-third-party", "interview", "psp:", SENT, ", purpose: to be paid => "),
    ("sensitive-unencrypted-at-rest", "interview", "db:", "{at_rest: true, => {at_rest: false,"),
    ("sensitive-unencrypted-at-rest", "doc", "db:", "encryption: {at_rest: true, in_transit: true}, => "),
    (
        "sensitive-unencrypted-in-transit",
        "interview",
        "- orders -> db: write Customer",
        "write Customer => write Customer [tls=false]",
    ),
    (
        "sensitive-unencrypted-in-transit",
        "doc",
        "- orders -> db: write Customer",
        KEPT + " => db: {kind: sql, replicas: 2, encryption: {at_rest: true}",
        "drop: - orders -> db: read Customer",
    ),
    (
        "auth-not-enforced",
        "interview",
        "orders: {kind: service, auth: none",
        "orders: {kind: service, => orders: {kind: service, auth: none,",
    ),
]

SILENT = [
    ("card-data", "doc", CARD, "db: {kind: sql, => db: {kind: sql, pci: true,"),
    (
        "card-data",
        "doc",
        "Receipt: {fields: {id: id, => Receipt: {fields: {id: id, card: {class: pci, tokenized: true}, ",
    ),
    ("compliance-controls", "doc", GDPR),
    (
        "compliance-controls",
        "doc",
        GDPR,
        GONE,
        LEAVES,
    ),
    (
        "compliance-controls",
        "doc",
        GDPR,
        GONE,
        "- orders -> db: delete Order => - orders -> db: delete Order, Customer",
    ),
    ("compliance-controls", "doc", GDPR, GONE, "email: pii}, residency => email: string}, residency"),
    (
        "compliance-controls",
        "doc",
        GDPR,
        GONE,
        "+ deep_dives: {erasure: {addresses: [compliance], question: How is it erased?}}",
    ),
    ("compliance-controls", "doc", HIPAA, PHI, "+ observability: {audit: every read of a customer}"),
    (
        "internal-exposed",
        "doc",
        "audience: internal => audience: internal, consumers: [web]",
        "- tidy -> orders: POST => - web -> orders: POST",
    ),
    (
        "missing-authorization",
        "doc",
        OPEN,
        "DELETE /v1/orders/{orderId}: {returns: 204} => DELETE /v1/orders/{orderId}: {returns: 204, roles: [owner]}",
    ),
    ("missing-authorization", "doc", OPEN, "customer: Customer,  => "),
    ("missing-authorization", "doc", "auth: {scheme: oauth, identity: Customer} => auth: none"),
    ("over-exposure", "doc", "total: int}, retention => total: int, card: {class: pci, tokenized: true}}, retention"),
    (
        "over-exposure",
        "doc",
        "total: int}, retention => total: int, card: pci}, retention",
        "be able to order => be able to order by card",
    ),
    (
        "over-exposure",
        "doc",
        "total: int}, retention => total: int, card: pci}, retention",
        "GET /v1/orders/{orderId}: {returns: Order} => GET /v1/orders/{orderId}: {returns: Order, audience: internal}",
    ),
    ("residency", "doc", "region: eu-west-1 => region: europe"),
    ("residency", "doc", "region: eu-west-1 => region: frankfurt"),
    ("residency", "doc", "region: eu-west-1,  => "),
    ("sensitive-to-third-party", "doc", SENT),
    ("sensitive-to-third-party", "doc", SENT, ", purpose: to be paid => , redact: true"),
    ("sensitive-to-third-party", "doc", ", purpose: to be paid => "),
    ("sensitive-to-third-party", "doc", SENT.replace("email:pii", "amount"), ", purpose: to be paid => "),
    ("sensitive-unencrypted-at-rest", "interview", "encryption: {at_rest: true, in_transit: true}, => "),
    ("sensitive-unencrypted-at-rest", "doc", "encryption: {at_rest: true, in_transit: true}, => managed: true,"),
    ("sensitive-unencrypted-in-transit", "interview", KEPT + " => db: {kind: sql, replicas: 2"),
    (
        "sensitive-unencrypted-in-transit",
        "doc",
        "- orders -> db: write Order => - orders -> db: write Order [tls=false]",
    ),
    (
        "auth-not-enforced",
        "doc",
        "orders: {kind: service, => orders: {kind: service, auth: none,",
        "auth: {scheme: oauth, identity: Customer} => auth: none",
    ),
    ("auth-not-enforced", "doc"),
]


def test_of_the_design_itself_nothing_is_said():
    wrong = [each for each in found(edited(SHOP, "+ profile: doc")) if each.family == "security"]
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
