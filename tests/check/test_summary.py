"""A checked spec in numbers."""

from hld.check.types import Summary

from .examples import checked

TEXT = """
name: Notes
requirements:
  functional:
    read: User should be able to read notes
    write: User should be able to write notes
    digest: The system must send a digest every day
auth: oauth
entities:
  Note: {id, text}
api:
  - GET /v1/notes/{noteId} -> Note
  - POST /v1/notes {text} -> 201 Note
  - ws /v1/changes -> NoteChanged
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
    - api ~> web: NoteChanged
  digest:
    - clock -> mailer: it is time
    - mailer -> notes: read Note
"""


def test_a_design_that_works():
    summary = checked(TEXT).summary
    assert (summary.files, summary.errors, summary.suppressed) == (1, 0, 0)
    assert (summary.flows.total, summary.flows.aligned) == (3, 3)
    assert (summary.operations.total, summary.operations.used) == (3, 3)
    assert (summary.requirements.total, summary.requirements.served) == (3, 3)
    assert summary.working
    assert not summary.fails(strict=False)


def test_a_step_that_does_not_line_up():
    summary = checked(TEXT.replace("- web -> api: POST /v1/notes", "- web -> api: POST /v1/nodes")).summary
    assert (summary.flows.total, summary.flows.aligned) == (3, 2)
    assert summary.operations == (3, 2), "what is misspelt uses nothing"
    assert not summary.working
    assert summary.fails()


def test_operations_of_others_are_counted_if_they_are_used():
    text = TEXT.replace("components:\n", "components:\n  mail: {kind: external, protocol: rpc}\n")
    api = """api:
  GET /v1/notes/{noteId}: Note
  POST /v1/notes: {body: {text}, returns: 201 Note}
  ws /v1/changes: NoteChanged
  rpc Mail.Send: {provider: mail}
  rpc Mail.Stop: {provider: mail}
"""
    text = text[: text.index("api:\n")] + api + text[text.index("components:\n") :]
    assert checked(text).summary.operations == (3, 3)
    assert checked(text + "    - mailer -> mail: rpc Mail.Send\n").summary.operations == (4, 4)


def test_a_requirement_without_a_flow():
    summary = checked(TEXT.replace("digest: The", "share: User should be able to share notes\n    digest: The")).summary
    assert (summary.requirements.total, summary.requirements.served) == (4, 3)
    assert not summary.working
    assert not summary.fails()
    assert summary.fails(strict=True)


def test_several_specs_together():
    one = checked(TEXT).summary
    both = Summary.of([one, one])
    assert (both.files, both.flows.total, both.requirements.served) == (2, 6, 6)
    assert both.working
    assert not Summary.of([]).working
    assert Summary.of([]) == Summary()
