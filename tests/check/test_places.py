"""Elements and their dotted paths."""

from hld import pipeline
from hld.check.places import Paths, element_at

from .examples import found, whole

TEXT = """
requirements:
  functional:
    read: User should be able to read
api:
  - GET /v1/notes/{noteId}/v1.1 -> Note
entities:
  Note: {id, text}
components:
  web: client
flows:
  read:
    - web -> api: GET /v1/notes
"""


def model(text: str = TEXT):
    return pipeline.compile_text(whole(text), "spec.yaml").model


def test_the_path_of_a_thing_leads_back_to_it():
    design = model()
    paths = Paths(design.spec)
    things = [
        *design.requirements.values(),
        *design.operations.values(),
        *design.entities.values(),
        *design.flows.values(),
        design.components["web"],
    ]
    told = [paths.of(thing.span) for thing in things]
    assert told == [
        "requirements.functional.read",
        "api.`GET /v1/notes/{noteId}/v1.1`",
        "entities.Note",
        "flows.read",
        "components.web",
    ]
    for path, thing in zip(told, things, strict=True):
        assert element_at(design.spec.root, path).holds(thing.span)


def test_what_stands_in_a_list_or_in_a_field_is_part_of_its_element():
    design = model()
    (step,) = design.flows["read"].steps
    assert Paths(design.spec).of(step.label.span) == "flows.read"
    assert Paths(design.spec).of(design.spec.root.span) == ""


def test_a_finding_names_its_element():
    assert {each.element for each in found(TEXT) if each.rule == "unknown-endpoint"} == {"flows.read"}


def test_a_path_does_not_change_with_the_lines():
    moved = TEXT.replace("  read:\n    - web", "  read:\n    # a comment\n\n    - web -> api: hello\n    - web")
    told = [(each.element, each.message) for each in found(TEXT) if each.family == "flows"]
    assert told
    assert told[0] in [(each.element, each.message) for each in found(moved)]
