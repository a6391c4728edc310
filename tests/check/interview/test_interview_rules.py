"""The rules on interviews and documents: what they ask for in which profile, and when they had better be silent."""

import pytest

from ..examples import edited, told

SKETCH = """
name: Notes
auth: oauth
entities: {Note: {id, text}}
api: [GET /v1/notes/{noteId} -> Note]
components:
  web: client
  api: service
  notes: sql
flows:
  read:
    - web -> api: GET /v1/notes/{noteId}
    - api -> notes: read Note
"""
PAGE = (
    "+ profile: doc",
    "name: Notes => name: Notes | description: Keeps notes",
    "api: service => api: {kind: service, role: serves}",
    "notes: sql => notes: {kind: sql, role: keeps}",
)
SESSION = "name: Notes => name: Notes | session: 45 min"
MANY = "notes: sql => notes: sql | " + " | ".join(f"s{n}: service" for n in range(12))
OPTIONS = "[{name: a, pros: [c], cons: [d]}, {name: e, pros: [f], cons: [g]}]"
WEIGHED = f"+ deep_dives: {{d: {{decision: a, because: b, options: {OPTIONS}}}}}"
SEARCH = "notes: {kind: sql, role: keeps} => notes: {kind: sql, role: keeps} | index: {kind: search, role: finds}"

SPEAKS = [
    ("component-without-role", "api: service", *PAGE[:2], PAGE[3]),
    (
        "edge-without-label",
        "- api -> index",
        *PAGE,
        SEARCH,
        "- api -> notes: read Note => - api -> index | - api -> notes: read Note",
    ),
    ("no-deep-dive", "flows:", SESSION),
    ("no-description", "name: Notes", PAGE[0]),
    (
        "session-over-time",
        "session: {length: 10 min",
        "name: Notes => name: Notes | session: {length: 10 min, plan: {api: 11 min}}",
    ),
    (
        "step-over-time",
        "session: {length: 45 min",
        "name: Notes => name: Notes | session: {length: 45 min, spent: {api: 11 min}}",
    ),
    (
        "step-over-time",
        "session: {length: 45 min",
        "name: Notes => name: Notes | session: {length: 45 min, plan: {api: 3 min}, spent: {api: 4 min}}",
    ),
    ("too-detailed", "components:", MANY),
    ("trade-off-missing", "deep_dives", WEIGHED.replace("because: b, ", "")),
    ("trade-off-missing", "deep_dives", WEIGHED.replace(", cons: [g]", "")),
    ("trade-off-missing", "deep_dives", "+ deep_dives: {d: {decision: a, because: b}}"),
]

SILENT = [
    ("component-without-role",),
    ("component-without-role", *PAGE),
    ("edge-without-label", "- api -> notes: read Note => - api -> notes"),
    (
        "edge-without-label",
        *PAGE,
        SEARCH,
        "- api -> notes: read Note => - api -> index | - api -> index: look | - api -> notes: read Note",
    ),
    ("no-deep-dive",),
    ("no-deep-dive", PAGE[0], SESSION),
    ("no-deep-dive", SESSION, "+ deep_dives: {d: What if it grows?}"),
    ("no-description",),
    ("no-description", *PAGE),
    ("session-over-time", "name: Notes => name: Notes | session: {length: 10 min, plan: {api: 10 min}}"),
    ("session-over-time", "name: Notes => name: Notes | session: {plan: {api: 10 min}}"),
    ("step-over-time", "name: Notes => name: Notes | session: {length: 45 min, spent: {api: 5 min, chat: 9 min}}"),
    (
        "step-over-time",
        "name: Notes => name: Notes | session: {length: 45 min, plan: {api: 8 min}, spent: {api: 8 min}}",
    ),
    ("too-detailed", PAGE[0], MANY),
    ("too-detailed", MANY.replace("service", "load balancer")),
    ("trade-off-missing", WEIGHED),
    ("trade-off-missing", "+ deep_dives: {d: What if it grows?}"),
]


@pytest.mark.parametrize(("rule", "line", "edits"), [(rule, line, edits) for rule, line, *edits in SPEAKS])
def test_a_rule_speaks_once_and_points_at(rule, line, edits):
    (pointed,) = told(edited(SKETCH, *edits), rule)
    assert pointed.startswith(line)


@pytest.mark.parametrize(("rule", "edits"), [(rule, edits) for rule, *edits in SILENT])
def test_a_rule_is_silent(rule, edits):
    assert told(edited(SKETCH, *edits), rule) == []


def test_at_the_last_stage_every_sketch_is_an_interview():
    assert told(edited(SKETCH), "no-deep-dive", stage="deep-dives") == ["flows:"]
    assert not told(edited(SKETCH, SESSION), "no-deep-dive", stage="design")
