"""What a written design is asked of its API: errors, limits; and what is not asked of a sketch."""

import pytest

from ..examples import edited, told

API = """
profile: doc
auth: oauth
entities: {Note: {id, text}}
api:
  POST /v1/notes: {body: {text: string}, returns: 201 Note, errors: [400], rate_limit: 60/user/hour}
  GET /v1/notes/{noteId}: {returns: Note, errors: [404]}
components:
  web: {kind: web client}
  gate: {kind: api gateway}
  api: {kind: service, role: serves}
  notes: {kind: sql, role: keeps}
flows:
  write:
    - web -> gate -> api: POST /v1/notes
    - api -> notes: write Note
"""
UNBOUNDED = ", rate_limit: 60/user/hour => "


@pytest.mark.parametrize(
    ("rule", "line", "edits"),
    [
        ("no-error-contract", "api:", (", errors: [400] => ", ", errors: [404] => ")),
        ("no-error-contract", "GET /v1/notes", (", errors: [404] => ",)),
        (
            "no-error-contract",
            "query notes",
            ("profile: doc => profile: interview", "GET /v1/notes/{noteId}: => query notes:"),
        ),
        ("no-rate-limit", "POST /v1/notes", (UNBOUNDED,)),
    ],
)
def test_a_rule_speaks_once_and_points_at(rule, line, edits):
    (pointed,) = told(edited(API, *edits), rule)
    assert pointed.startswith(line)


@pytest.mark.parametrize(
    ("rule", "edits"),
    [
        ("no-error-contract", ()),
        (
            "no-error-contract",
            (
                ", errors: [404] => ",
                "GET /v1/notes/{noteId}: {returns: => GET /v1/notes/{noteId}: {audience: internal, returns:",
            ),
        ),
        ("no-error-contract", ("profile: doc => profile: interview", ", errors: [400] => ", ", errors: [404] => ")),
        ("no-error-contract", ("GET /v1/notes/{noteId}: {returns: => query notes: {limits: depth 5, returns:",)),
        ("no-rate-limit", ()),
        ("no-rate-limit", (UNBOUNDED, "api: {kind: service, => api: {kind: service, rate_limit: 60/user/hour,")),
        (
            "no-rate-limit",
            (UNBOUNDED, "gate: {kind: api gateway} => gate: {kind: api gateway, rate_limit: 60/user/hour}"),
        ),
        ("no-rate-limit", (UNBOUNDED, "profile: doc => profile: interview")),
        ("no-rate-limit", (UNBOUNDED, "POST /v1/notes: {body: => POST /v1/notes: {audience: internal, body:")),
    ],
)
def test_a_rule_is_silent(rule, edits):
    assert told(edited(API, *edits), rule) == []
