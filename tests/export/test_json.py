"""JSON: valid against the schema that is published, with every part of the design and where it stands."""

import json

import pytest
from jsonschema import Draft202012Validator

from hld.export.json_schema import schema

from .designs import DESIGNS, HERE, SMALL, exported, model

VALIDATOR = Draft202012Validator(schema())


def document(path):
    return json.loads(exported("json", path)[""])


@pytest.mark.parametrize("path", [*DESIGNS, "hostile"], ids=str)
def test_it_is_as_the_schema_says(path):
    made, design = document(path), model(path)
    assert not [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(made)]
    for section in ("components", "flows", "operations", "entities", "requirements", "qualities"):
        assert list(made["model"].get(section, {})) == list(getattr(design, section))
        assert list(made["places"].get(section, {})) == list(getattr(design, section))
    assert list(made["analysis"]["components"]) == list(design.components)


def test_the_schema_is_one_and_refuses_others():
    Draft202012Validator.check_schema(schema())
    made = document(SMALL)
    made["model"]["components"]["lb"]["kind"] = 1
    del made["analysis"]["peak"]
    assert len(list(VALIDATOR.iter_errors(made))) == 2


def test_places_are_those_of_the_spec():
    place = document(SMALL)["places"]["components"]["lb"]
    line = SMALL.read_text().splitlines()[place["line"] - 1]
    assert line[place["column"] - 1 :].startswith("lb") or "lb" in line
    assert place["file"].endswith("url-shortener.yaml")


def test_the_text_is_as_it_was_read_last(golden):
    made = document(SMALL)
    del made["analysis"], made["places"]
    golden(json.dumps(made, indent=2, ensure_ascii=False) + "\n", HERE / "url-shortener.model.json")
