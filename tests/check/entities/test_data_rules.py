"""The rules on entities and data, beyond their examples: where they speak, and where they had better be silent."""

import pytest

from ..examples import cases, found, shown

NOTES = """
auth: oauth
entities: {{Note: {{id, text}}, User: {{id, name}}}}
api:
  - POST /v1/notes {{text}} -> 201 Note
  - GET /v1/notes/{{noteId}} -> Note
  - PATCH /v1/notes/{{noteId}} {{text}}
components:
  web: client
  api: service
  worker: worker
  notes: {notes}
  copies: {copies}
  jobs: queue (kafka)
flows:
  post:
    - web -> api: POST /v1/notes
    - api -> notes: write Note
    {post}
  view:
    - web -> api: GET /v1/notes/{{noteId}}
    - api -> {source}: read Note
    {view}
  edit:
    - web -> api: PATCH /v1/notes/{{noteId}}
    - api -> notes: update Note
    {edit}
{more}
"""


def notes(**parts: str) -> str:
    usual = {"notes": "sql", "copies": "document", "source": "notes"}
    empty = {"post": "# nothing", "view": "# nothing", "edit": "# nothing", "more": ""}
    return NOTES.format(**{**usual, **empty, **parts})


def has(rule: str, text: str) -> bool:
    return bool(cases(text, rule))


# read-never-written


@pytest.mark.parametrize(
    "parts",
    [
        {"copies": "document seeded=true"},
        {"copies": "document external=true"},
        {"copies": "{kind: document, replica_of: notes}"},
        {"more": "relationships:\n  - notes -> copies: cdc"},
        {"post": "- api -> copies: put it there too"},
        {"post": "- api -> copies: write Notee"},
        {"post": "- api -> copeis: write Note"},
        {"post": "- notes ~> worker: what is new\n    - worker -> copies: write Note"},
    ],
)
def test_what_comes_to_a_store_in_another_way_is_no_miracle(parts):
    text = notes(source="copies", **parts)
    assert not has("read-never-written", text), shown(found(text))


def test_what_is_read_from_the_wrong_store_is_found_once():
    text = notes(source="copies")
    assert len(cases(text, "read-never-written")) == 1, shown(found(text))
    assert not has("read-never-written", notes())


def test_a_catalogue_is_only_mentioned_in_a_sketch():
    text = notes(view="- api -> copies: read Product", more="")
    (case,) = cases(text.replace("User: {id, name}", "User: {id, name}, Product: {id}"), "read-never-written")
    assert case.severity == "info"


# entity-not-stored


def test_what_is_created_and_written_nowhere_is_one_finding():
    text = notes().replace("    - api -> notes: write Note\n", "    - api -> notes: delete User\n")
    text = text.replace("    - api -> notes: update Note\n", "")
    wrong = [each.rule for each in found(text) if each.family == "entities" and each.severity != "info"]
    assert wrong == ["entity-not-stored"], shown(found(text))


@pytest.mark.parametrize(
    "step",
    [
        "- api -> notes: insert the row",
        "- api -> notes: write NoteEvent",
        "- api ~> jobs ~> worker: NotePosted\n    - worker -> notes: write Note",
        "- api -> notse: write Note",
    ],
)
def test_what_may_be_kept_in_another_way_is_not_lost(step):
    text = notes().replace("- api -> notes: write Note\n", step + "\n")
    assert not has("entity-not-stored", text), shown(found(text))


# dual-write

PUBLISH = "- api ~> jobs ~> worker: NotePosted"


@pytest.mark.parametrize(
    ("parts", "is_found"),
    [
        ({"post": PUBLISH}, True),
        ({"post": PUBLISH, "notes": "sql outbox=true"}, False),
        ({"post": PUBLISH, "notes": "sql cdc=true"}, False),
        ({"post": PUBLISH + " [outbox]"}, False),
        ({"post": PUBLISH, "more": "relationships:\n  - notes -> jobs: cdc"}, False),
        ({"view": PUBLISH}, False),
        ({"post": "- alt:\n        ok: [api -> copies: write Note]\n        else: [api ~> jobs: NotePosted]"}, True),
    ],
)
def test_a_change_and_its_message_are_tied_or_not(parts, is_found):
    assert has("dual-write", notes(**parts)) is is_found, shown(found(notes(**parts)))


def test_a_consumer_that_may_do_it_again_is_not_found():
    flow = "- jobs ~> worker: NotePosted\n    - worker -> copies: write Note\n    - worker ~> jobs: NoteCopied"
    text = notes(post="- api ~> jobs: NotePosted\n    " + flow)
    assert len(cases(text, "dual-write")) == 2, shown(found(text))
    assert len(cases(text.replace("worker: worker", "worker: worker idempotent=true"), "dual-write")) == 1


# caches

LATER = "- api ~> jobs ~> worker: Edited\n    - worker -> copies: write Note"


@pytest.mark.parametrize(
    ("parts", "is_found"),
    [
        ({"copies": "cache of=notes"}, True),
        ({"copies": "cache of=notes ttl=60s"}, False),
        ({"copies": "cache of=notes invalidation=write-through"}, False),
        ({"copies": "cache"}, False),
        ({"copies": "cache", "view": "- api -> notes: read Note if miss copies"}, True),
        ({"copies": "cache of=notes", "edit": "- api -> copies: delete Note"}, False),
        ({"copies": "cache of=notes", "edit": LATER}, False),
        ({"copies": "cache of=notes", "edit": "- api -> copies: forget it"}, False),
        ({"copies": "cache of=notes", "more": "relationships:\n  - notes -> copies: cdc"}, False),
    ],
)  # fmt: skip
def test_a_cache_shows_the_old_unless_something_takes_it_out(parts, is_found):
    text = notes(source="copies", **parts)
    assert has("cache-without-invalidation", text) is is_found, shown(found(text))


STRONG = "requirements:\n  functional: {{view: User can look at notes}}\n  nonfunctional:\n    consistency: {}\n"


@pytest.mark.parametrize(
    ("quality", "parts", "is_found"),
    [
        ("strong for Note", {"copies": "cache of=notes"}, True),
        ("strong for Note", {"copies": "cache of=notes primary=true"}, False),
        ("strong for Note", {"copies": "{kind: sql, replica_of: notes}"}, True),
        ("strong for Note", {"copies": "{kind: sql, replica_of: notes, consistency: strong}"}, False),
        ("strong for view", {"copies": "cache of=notes"}, True),
        ("strong for User", {"copies": "cache of=notes"}, False),
        ("strong", {"copies": "cache of=notes"}, True),
        ("eventual", {"copies": "cache of=notes"}, False),
        ("strong for Note", {"source": "notes"}, False),
    ],
)
def test_what_must_be_strong_is_not_read_where_it_may_be_old(quality, parts, is_found):
    text = STRONG.format(quality) + notes(**{"source": "copies", **parts})
    assert has("strong-vs-eventual", text) is is_found, shown(found(text))


# what a store says of itself


@pytest.mark.parametrize(
    ("replication", "severity"),
    [
        ("{factor: 3, write: 1, read: 1}", "error"),
        ("{factor: 3, write: one, read: quorum}", "error"),
        ("{factor: 3, write: quorum, read: quorum}", ""),
        ("{factor: 3, write: all, read: one}", ""),
        ("{factor: 3, write: one}", ""),
        ("{factor: 3, write: some, read: one}", ""),
        ("3", ""),
    ],
)
def test_quorums_meet_or_not(replication, severity):
    text = STRONG.format("strong for Note") + notes(notes=f"{{kind: columnar, replication: {replication}}}")
    assert "".join(each.severity for each in cases(text, "weak-quorum")) == severity, shown(found(text))
    relaxed = text.replace("strong for", "eventual for")
    assert [each.severity for each in cases(relaxed, "weak-quorum")] == ["info"] * bool(severity)


@pytest.mark.parametrize(
    ("goal", "notes_are", "more", "is_found"),
    [
        ("RPO 1 h", "{kind: sql, backup: daily}", "", True),
        ("RPO 1 day", "{kind: sql, backup: daily}", "", False),
        ("RPO 1 h", "{kind: sql, backup: every 30 min}", "", False),
        ("RPO 1 h", "{kind: sql, backup: now and then}", "", False),
        ("RPO 1 h", "{kind: sql, backup: daily, replicas: 2}", "", False),
        ("RPO 1 h", "dynamodb backup=daily", "", False),
        ("RPO 1 h of User", "{kind: sql, backup: daily}", "", False),
        ("RPO 1 min", "sql", "relationships:\n  - {from: notes, to: copies, mode: replicate, lag: 1 h}", True),
        ("RPO 1 min", "sql", "relationships:\n  - {from: notes, to: copies, mode: replicate, lag: 1s}", False),
        ("RPO 1 min", "{kind: sql, replication: {factor: 3, lag: 5 min}}", "", True),
        ("RPO 1 min", "sql", "", False),
    ],
)
def test_the_last_copy_is_young_enough_or_not(goal, notes_are, more, is_found):
    text = f"requirements:\n  nonfunctional:\n    rpo: {goal}\n" + notes(notes=notes_are, more=more)
    assert has("rpo-vs-replication", text) is is_found, shown(found(text))


@pytest.mark.parametrize(
    ("field", "store", "post", "is_found"),
    [
        ("data: blob", "sql", "", True),
        ("data: blob 2 MB", "document", "", True),
        ("data: blob 2 kB", "sql", "", False),
        ("data: {type: string, size: 5 MB}", "sql", "", True),
        ("data: string", "sql", "", False),
        ("data: User", "sql", "", False),
        ("data: blob", "object store", "", False),
        ("data: blob", "sql", "- api -> copies: write Note", False),
    ],
)
def test_files_belong_into_an_object_store(field, store, post, is_found):
    text = notes(notes=store, copies="object store", post=post or "# nothing").replace(
        "{id, text}, User", f"{{id, {field}}}, User"
    )
    assert has("blob-in-database", text) is is_found, shown(found(text))


@pytest.mark.parametrize(
    ("store", "query", "severity"),
    [
        ("{kind: sql, stores: {Note: {pk: id, index: [text]}}}", "query Note by text", ""),
        ("{kind: sql, stores: {Note: {pk: id}}}", "query Note by text", "warning"),
        ("{kind: sql, stores: {Note: {pk: id, index: ['text, id']}}}", "query Note by text, id", ""),
        ("{kind: columnar, shard_by: text, stores: {Note: {pk: id}}}", "query Note by text", ""),
        ("sql", "query Note by text", ""),
        ("key-value", "query Note by text", "info"),
        ("key-value", "query Note by id", ""),
        ("key-value", "read Note", ""),
    ],
)
def test_what_is_searched_for_has_an_index_or_not(store, query, severity):
    text = notes(notes=store, view=f"- api -> notes: {query}")
    assert "".join(each.severity for each in cases(text, "query-without-index")) == severity, shown(found(text))


MEND = "  mend:\n    - jobs ~> worker: Broken\n    - worker -> "


@pytest.mark.parametrize(
    ("edit", "more", "is_found"),
    [
        ("# nothing", "", False),
        ("- api -> notes: update Note", "", False),
        ("# nothing", MEND + "notes: update Note", True),
        ("# nothing", MEND + "notes: delete Note", False),
        ("# nothing", MEND + "notes: update Note [concurrency=lock]", False),
        ("# nothing", MEND + "notse: update Note", False),
    ],
)  # fmt: skip
def test_two_who_change_the_same_are_kept_apart_or_not(edit, more, is_found):
    text = notes(edit=edit, more=more)
    assert has("concurrent-writers", text) is is_found, shown(found(text))


def test_a_regime_and_data_that_is_kept():
    text = "requirements:\n  nonfunctional:\n    compliance: [GDPR]\n" + notes().replace(
        "{id, name}", "{id, name: pii}"
    )
    assert [each.severity for each in cases(text, "retention-vs-compliance")] == ["info"]
    for entity, severities in (
        ("{fields: {id, name: pii}, retention: forever}", ["warning"]),
        ("{fields: {id, name: pii}, retention: 1 year}", []),
        ("{fields: {id, name: string}, retention: forever}", []),
    ):
        changed = text.replace("{id, name: pii}", entity)
        assert [each.severity for each in cases(changed, "retention-vs-compliance")] == severities, entity
    erased = text.replace("    - api -> notes: update Note\n", "    - api -> notes: delete User\n")
    assert not has("retention-vs-compliance", erased)


def test_an_entity_is_used_in_many_ways():
    def used(entities: str, more: str = "") -> bool:
        text = notes(more=more).replace("User: {id, name}", f"User: {{id, name}}, {entities}")
        return "Tag" not in str([each.message for each in cases(text, "unused-entity")])

    assert not used("Tag: {id}")
    assert used("Tag: {id}, Mark: {tag: Tag}")
    assert used("Tag: {is: actor, fields: {id}}")
    assert used("Tag: {id}", "  tag:\n    - jobs ~> worker: TagAdded")
    assert used("Tag: {id}", "  tag:\n    - jobs ~> worker: Broken\n    - worker -> notes: add the tags")
    assert used("Tag: {id}", "  tag:\n    - jobs ~> worker: Broken\n    - worker -> notes: read Tga")


def test_rules_that_are_off_run_when_they_are_asked_for():
    text = "requirements:\n  functional: {pay: User can pay the bill}\n" + notes()
    assert not has("noun-not-entity", text)
    assert not cases(text, "noun-not-entity", select=("entities",))
    assert cases(text, "noun-not-entity", select=("noun-not-entity",))
    assert cases(text, "noun-not-entity", select=("EN008",))
    assert has("noun-not-entity", "checks: {levels: {EN008: warning}}\n" + text)
