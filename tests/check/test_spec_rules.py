"""The rules on the spec itself, beyond their examples."""

import pytest

from hld import pipeline
from hld.check.rules import by_id
from hld.diagnostics import Severity

from . import examples
from .examples import cases, shown, whole


def found(text):
    """What is reported of a design, which may do without numbers here."""
    return examples.found(text, ignore=("no-nfr",))


DESIGN = """
name: Notes
requirements:
  functional:
    read: User should be able to read notes
auth: oauth
entities:
  Note: {id, text}
api:
  - GET /v1/notes/{noteId} -> Note
components:
  web: web client
  api: service
  notes: postgres seeded=true
flows:
  read:
    - web -> api: GET /v1/notes/{noteId}
    - api -> notes: read Note
"""


def test_the_design_is_clean():
    assert not found(DESIGN), shown(found(DESIGN))


# patch-target-missing


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        ("components: {bus: null}", "variant 'small' deletes 'bus', which the design does not have"),
        ("components: {note: null}", "variant 'small' deletes 'note', which the design does not have"),
        ("components: {xyzzy: {replicas: 3}}", "variant 'small' changes 'xyzzy', which the design does not have"),
        ("flows: {write: null}", "variant 'small' deletes 'write', which the design does not have"),
        ("components: {notes: {shards: null}}", "variant 'small' deletes 'shards', which the design does not have"),
    ],
)
def test_a_patch_of_what_is_not_there_is_found(patch, message):
    text = DESIGN + f"variants:\n  small:\n    {patch}\n"
    assert [each.message for each in cases(text, "patch-target-missing")] == [message], shown(found(text))


@pytest.mark.parametrize(
    "patch",
    [
        "components: {api: {replicas: 3}}",
        "components: {api: service x3}",
        "components: {cache: redis}",
        "components: {search: {kind: search index}}",
        "components: {notes-cache: {replicas: 2}}",
        "name: Other notes",
        "description: Something new",
        "capacity: {dau: 10M users}",
    ],
)
def test_a_patch_may(patch):
    text = DESIGN + f"variants:\n  small:\n    {patch}\n"
    assert not cases(text, "patch-target-missing"), shown(found(text))


def test_a_variant_is_laid_over_the_one_it_starts_from():
    text = DESIGN + (
        "variants:\n"
        "  one:\n    components: {cache: redis}\n"
        "  two:\n    base: one\n    components: {cache: null}\n"
        "  three:\n    base: two\n    components: {cache: null}\n"
    )
    assert [each.span.line for each in cases(text, "patch-target-missing")] == [27], shown(found(text))


# expression-cycle, unknown-name-in-expression


def capacity(*lines: str) -> str:
    return DESIGN + "capacity:\n" + "".join(f"  {line}\n" for line in lines)


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["a: = a * 2"], "these formulas form a cycle: a -> a"),
        (["a: = b * 2", "b: = a / 2"], "these formulas form a cycle: a -> b -> a"),
        (["x: = a", "a: = b * 2", "b: = max(c, 3)", "c: = a / 2"], "these formulas form a cycle: a -> b -> c -> a"),
    ],
)
def test_a_cycle_is_told_once(lines, message):
    assert [each.message for each in cases(capacity(*lines), "expression-cycle")] == [message]


def test_two_cycles_are_two_findings():
    lines = ["a: = b", "b: = a", "c: = d", "d: = c"]
    assert len(cases(capacity(*lines), "expression-cycle")) == 2


def test_a_long_chain_is_no_cycle():
    lines = [f"n{number}: = n{number + 1} * 2" for number in range(2000)] + ["n2000: 3 users"]
    assert not cases(capacity(*lines), "expression-cycle")


@pytest.mark.parametrize(
    "formula",
    [
        "= dau * 2",
        "= dau * 2 notes/user/day * size",
        "= max(dau, size)",
        "= dau - size",
        "= facts.book * dau",
        "= fan-out * dau",
    ],
)
def test_names_that_are_there(formula):
    lines = ["dau: 10M users", "size: 1 KB", "fan-out: 200", f"total: {formula}"]
    assert not cases(capacity(*lines), "unknown-name-in-expression"), shown(found(capacity(*lines)))


def test_a_name_that_is_not_there_is_found_where_it_stands():
    text = capacity("dau: 10M users", "posts: 2 notes/user/day", "total: = dau * post * size")
    wrong = cases(text, "unknown-name-in-expression")
    assert [(each.message, each.hint) for each in wrong] == [
        ("'post' is not defined", "did you mean 'posts'?"),
        ("'size' is not defined", "define it: 'size: ...' under capacity"),
    ]
    line = whole(text).splitlines()[wrong[0].span.line - 1]
    assert line[wrong[0].span.column - 1 : wrong[0].span.end_column - 1] == "post"


# unused-declaration


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("messages: {NoteRead: {payload: {note: id}}}", "message 'NoteRead' is never used"),
        ("groups: {core: {kind: region}}", "group 'core' is never used"),
        ("actors: {Auditor: {description: reads everything}}", "actor 'Auditor' is never used"),
    ],
)
def test_what_nothing_uses(more, message):
    assert [each.message for each in cases(DESIGN + more + "\n", "unused-declaration")] == [message]


@pytest.mark.parametrize(
    "more",
    [
        "groups: {core: {kind: region, contains: [api, notes]}}",
        "actors: {User: {description: a person}}",
        "actors: {Auditor: {via: [web]}}",
        "capacity: {dau: 10M users}",
    ],
)
def test_what_something_uses(more):
    assert not cases(DESIGN + more + "\n", "unused-declaration"), shown(found(DESIGN + more + "\n"))


# missing-section


def test_missing_parts_are_one_finding():
    text = "name: Notes\nrequirements: {functional: {read: User can read notes}}\n"
    (case,) = [each for each in found(text) if each.severity != "info"]
    assert (case.rule, case.span.line) == ("missing-section", 2)
    assert case.message == "the design has no entities, no API, no components and no flows"


def test_what_is_implied_is_there_in_an_interview_only():
    components = "components:\n  web: web client\n  api: service\n  notes: postgres seeded=true\n"
    text = DESIGN.replace(components, "")
    assert not cases(text, "missing-section"), shown(found(text))


def test_a_section_that_could_not_be_read_is_not_missing():
    text = DESIGN.replace("  - GET /v1/notes/{noteId} -> Note", "  - GOT /v1/notes/{noteId}")
    wrong = [each.rule for each in found(text) if each.severity is Severity.ERROR]
    assert "missing-section" not in [each.rule for each in found(text)], shown(found(text))
    assert "endpoint-syntax" in wrong


# All of them


def test_every_finding_of_every_stage_names_a_rule(shared):
    """A finding under a name that no rule has would be lost."""
    for path in sorted((shared / "corpora" / "yaml-abuse").rglob("*.yaml"))[:150]:
        model = pipeline.compile_file(str(path)).model
        assert {finding.rule for finding in model.findings} <= by_id().keys(), path


# One mistake, one finding


def test_a_declaration_gone_astray_is_one_finding():
    text = DESIGN.replace("  Note: {id, text}", "  Noote: {id, text}")
    (case,) = [each for each in found(text) if each.severity is Severity.ERROR]
    assert (case.span.line, case.message) == (10, "entity 'Note' is not declared")
    assert case.hint == "did you mean 'Noote'? (also in line 18)"


def test_a_component_gone_astray_is_one_finding():
    text = DESIGN.replace("  notes: postgres", "  notess: postgres") + "    - api -> notes: query Note by text\n"
    (case,) = [each for each in found(text) if each.severity is not Severity.INFO]
    assert case.message == "component 'notes' is not declared"
    assert case.hint == "did you mean 'notess'? (also in line 19)"


def test_different_names_are_different_mistakes():
    text = DESIGN.replace("- api -> notes", "- apii -> notess")
    assert len([each for each in found(text) if each.rule == "unresolved-reference"]) == 2


MESSAGING = DESIGN.replace(
    "  notes: postgres seeded=true\n", "  notes: postgres seeded=true\n  bus: topic\n  mailer: worker\n"
) + (
    "    - api ~> bus ~> mailer: NoteRead\n"
    "    - mailer -> notes: read Note\n"
    "messages: {NoteRead: {payload: {note: id}}}\n"
)


def test_a_step_that_is_missing_is_one_finding():
    assert not found(MESSAGING), shown(found(MESSAGING))
    text = MESSAGING.replace("    - api ~> bus ~> mailer: NoteRead\n", "").replace("  bus: topic\n", "")
    assert [each.rule for each in found(text)] == ["disconnected-step"], shown(found(text))


def test_of_what_could_not_be_parsed_nothing_is_missing():
    text = DESIGN.replace("components:\n", "components: [\n")
    assert {each.rule for each in found(text)} == {"yaml-syntax"}, shown(found(text))


def test_a_design_without_an_api_is_one_finding():
    text = DESIGN.replace("api:\n  - GET /v1/notes/{noteId} -> Note\n", "").replace(": GET /v1/notes/{noteId}", "")
    assert [each.rule for each in found(text)] == ["no-api-to-enter"], shown(found(text))


# placeholder


@pytest.mark.parametrize("mark", ["TODO", "TBD", "FIXME: later", "XXX", "what ???", "(TODO)"])
def test_what_is_still_to_be_written_is_told_once(mark):
    text = f"hld: 1\nname: X\ndescription: '{mark}'\n"
    assert [each.span.line for each in cases(text, "placeholder")] == [3]


@pytest.mark.parametrize("text", ["todo lists", "TODOS", "a TBDX", "why??", "XXXL"])
def test_a_word_that_only_looks_like_one_is_none(text):
    assert not cases(f"hld: 1\nname: X\ndescription: '{text}'\n", "placeholder")


def test_a_quality_without_its_number_is_told_as_such():
    text = "requirements: {nonfunctional: {availability: TBD, security: TBD}}\n"
    assert [each.rule for each in found(text) if each.rule in ("placeholder", "nfr-unquantified")] == [
        "nfr-unquantified",
        "placeholder",
    ]
