"""What is sent without a queue, taken too early, promised too soon, called by browsers: where rules speak or not."""

import pytest

from ..examples import edited, found, is_readable, shown, told

NOTES = """
auth: oauth
entities:
  Note: {id, headline: string, text: string}
  Digest: {id, text: string}
api:
  POST /v1/notes: {body: {headline: string, text: string}, returns: 201 Note}
  GET /v1/notes/{noteId}: {returns: Note}
  POST /v1/digests: {returns: 202}
  GET /v1/digests/{digestId}: {returns: Digest}
  sse /v1/changes: {returns: Note}
  rpc Words.Check: {returns: int}
components:
  web: web client
  api: service
  words: service
  gate: api gateway
  notes: sql
  asked: queue
  writer: worker idempotent=true
flows:
  write:
    - web -> api: POST /v1/notes
    - api -> words: rpc Words.Check
    - words: look it up
    - api -> notes: write Note
  read:
    - web -> api: GET /v1/notes/{noteId}
    - api -> notes: read Note
  digest:
    - web -> api: POST /v1/digests
    - api ~> asked: DigestAsked
    - asked ~> writer: DigestAsked
    - writer -> notes: write Digest
  fetch:
    - web -> api: GET /v1/digests/{digestId}
    - api -> notes: read Digest
  watch:
    - web -> api: sse /v1/changes
    - api ~> web: Note
"""
PUBLISHED, TAKEN = "drop: - api ~> asked: DigestAsked", "drop: - asked ~> writer: DigestAsked"
LATER = "- writer -> notes: write Digest => - writer -> notes: write Digest | - api ~> asked: DigestAsked"
AT_ONCE = "POST /v1/digests: {returns: 202} => POST /v1/digests: {returns: 201 Digest}"
STRAIGHT = "- asked ~> writer: DigestAsked => - api ~> writer: DigestAsked"
SOCKET = "sse /v1/changes: {returns => ws /v1/changes: {returns", "web -> api: sse => web -> api: ws"
BROWSED = (
    "- web -> api: GET /v1/notes/{noteId} => - web -> words: rpc Words.Check | - web -> api: GET /v1/notes/{noteId}"
)

NOTHING_DONE = (PUBLISHED, TAKEN, "drop: - writer -> notes: write Digest")

SPEAKS = [
    ("empty-flow", "later: []", "+   later: []"),
    (
        "write-without-effect",
        "- web -> api: POST /v1/digests",
        *NOTHING_DONE,
        "- api -> notes: read Digest => - api: make it up",
    ),
    ("async-without-broker", "- api ~> writer: DigestAsked", PUBLISHED, STRAIGHT),
    ("receive-before-publish", "- asked ~> writer: DigestAsked", PUBLISHED, LATER),
    ("sync-answer-to-async-work", "POST /v1/digests: {returns: 201 Digest}", AT_ONCE),
    ("sync-answer-to-async-work", "POST /v1/digests: {returns: Digest}", "{returns: 202} => {returns: Digest}"),
    (
        "unknown-request-field",
        "POST /v1/notes: {body: {hedline: string",
        "{headline: string, text: string}, r => {hedline: string, text: string}, r",
    ),
    ("style-vs-audience", "- web -> words: rpc Words.Check", BROWSED),
    (
        "realtime-overkill",
        "ws /v1/changes: {returns: Note}",
        *SOCKET,
        "drop: - web -> api: POST /v1/notes",
        "drop: - web -> api: GET /v1/notes/{noteId}",
        "drop: - web -> api: POST /v1/digests",
        "drop: - web -> api: GET /v1/digests/{digestId}",
    ),
    (
        "singular-collection",
        "GET /v1/note/{noteId}: {returns: Note}",
        "GET /v1/notes/{noteId}: => GET /v1/note/{noteId}:",
        "web -> api: GET /v1/notes => web -> api: GET /v1/note",
    ),
    ("create-returns-nothing", "POST /v1/notes: {body: {headline: string, text: string}}", ", returns: 201 Note => "),
]

SILENT = [
    ("empty-flow",),
    ("write-without-effect",),
    ("write-without-effect", *NOTHING_DONE),
    (
        "write-without-effect",
        *NOTHING_DONE,
        "- api -> notes: read Digest => - api: make it up",
        "web -> api: POST /v1/digests => web -> api: POST /v1/digests | - api: keep it in mind",
    ),
    ("async-without-broker",),
    ("async-without-broker", PUBLISHED, STRAIGHT, "writer: worker => writer: worker managed=true"),
    ("async-without-broker", PUBLISHED, STRAIGHT, "writer: worker idempotent=true => writer: function"),
    ("async-without-broker", PUBLISHED, "- asked ~> writer: DigestAsked => - api ~> writer: heartbeat"),
    ("async-without-broker", PUBLISHED, STRAIGHT, "- writer -> notes: write Digest => - writer ~> web: Note"),
    ("receive-before-publish",),
    ("receive-before-publish", TAKEN, "+   work: [asked ~> writer: DigestAsked]"),
    (
        "receive-before-publish",
        LATER,
        "- web -> api: POST /v1/notes => - web -> api: POST /v1/notes | - api ~> asked: DigestAsked",
    ),
    ("sync-answer-to-async-work",),
    (
        "sync-answer-to-async-work",
        AT_ONCE,
        "- api ~> asked: DigestAsked => - api -> notes: write Digest | - api ~> asked: DigestAsked",
    ),
    (
        "sync-answer-to-async-work",
        AT_ONCE,
        "- api ~> asked: DigestAsked => - api -> words: rpc Words.Check | - api ~> asked: DigestAsked",
    ),
    ("sync-answer-to-async-work", "{returns: 202} => {returns: 204}"),
    ("unknown-request-field", "{headline: string, text: string}, r => {headlines: string, text: string}, r"),
    ("unknown-request-field", "{headline: string, text: string}, r => {headline_id: string, text: string}, r"),
    (
        "unknown-request-field",
        "{headline: string, text: string}, r => {hedline: {type: string, extra: true}, text: string}, r",
    ),
    ("unknown-request-field", "{headline: string, text: string}, r => {colour: string, text: string}, r"),
    ("style-vs-audience", BROWSED.replace("web -> words", "web -> gate -> words")),
    ("style-vs-audience", BROWSED, "web: web client => web: mobile client"),
    ("style-vs-audience", BROWSED, "words: service => words: service protocol=grpc-web"),
    ("realtime-overkill",),
    ("realtime-overkill", *SOCKET),
    (
        "realtime-overkill",
        "sse /v1/changes: {returns: Note} => ws /v1/changes: {returns: Note, receives: Note}",
        SOCKET[1],
    ),
    (
        "singular-collection",
        "GET /v1/notes/{noteId}: => GET /v1/me/{noteId}:",
        "web -> api: GET /v1/notes => web -> api: GET /v1/me",
    ),
    ("create-returns-nothing", ", returns: 201 Note => , returns: 204"),
]


def test_of_the_design_itself_nothing_is_said():
    rules = {rule for rule, *_ in SPEAKS}
    assert not [each for each in found(NOTES) if each.rule in rules], shown(found(NOTES))


@pytest.mark.parametrize(("rule", "line", "edits"), [(rule, line, edits) for rule, line, *edits in SPEAKS])
def test_a_rule_speaks_once_and_points_at(rule, line, edits):
    text = edited(NOTES, *edits)
    (pointed,) = told(text, rule)
    assert pointed.startswith(line)


@pytest.mark.parametrize(("rule", "edits"), [(rule, edits) for rule, *edits in SILENT])
def test_a_rule_is_silent(rule, edits):
    text = edited(NOTES, *edits)
    assert is_readable(text), shown(found(text))
    assert told(text, rule) == [], shown(found(text))
