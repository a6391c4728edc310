"""Findings for programs: the shape that docs/reports.md promises."""

import json

import jsonschema

from hld.check.baseline import parsed, written
from hld.pipeline import compile_text
from hld.report import json_
from hld.report.known import without_known

from .hostile import BAD, compiled

COUNT = {"type": "integer", "minimum": 0}
PLACE = {"type": "integer", "minimum": 1}
TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": "array", "items": TEXT}


def exactly(**properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


SUMMARY = exactly(
    files=COUNT,
    errors=COUNT,
    warnings=COUNT,
    infos=COUNT,
    suppressed=COUNT,
    flows=exactly(total=COUNT, aligned=COUNT),
    operations=exactly(total=COUNT, used=COUNT),
    requirements=exactly(total=COUNT, served=COUNT),
    working={"type": "boolean"},
)
SHAPE = exactly(
    version={"const": 1},
    findings={
        "type": "array",
        "items": exactly(
            rule={"type": "string", "pattern": "^[a-z]+(-[a-z]+)*$"},
            code={"type": "string", "pattern": "^[A-Z]{2}[0-9]{3}$"},
            family=TEXT,
            severity={"enum": ["error", "warning", "info"]},
            message=TEXT,
            hint={"type": "string"},
            file=TEXT,
            line=PLACE,
            column=PLACE,
            end_line=PLACE,
            end_column=PLACE,
            element={"type": "string"},
        ),
    },
    summary=SUMMARY,
    specs={"type": "array", "items": exactly(file=TEXT, stage={"type": "string"}, summary=SUMMARY)},
    coverage={
        "type": "array",
        "items": exactly(
            file=TEXT,
            line=PLACE,
            requirement=TEXT,
            kind={"type": "string"},
            text={"type": "string"},
            verdict={"enum": ["pass", "fail", "unknown"]},
            operations=TEXTS,
            flows=TEXTS,
            components=TEXTS,
            deep_dives=TEXTS,
            checked=TEXTS,
            failed=TEXTS,
            unchecked=TEXTS,
            figure={"type": "string"},
        ),
    },
)
SERVED = """\
hld: 1
requirements:
  functional: {read: User should be able to read, write: User should be able to write}
  nonfunctional: {availability: 99.9%}
flows:
  read: [web -> api: hello]
"""


def rendered(*texts):
    return json.loads(json_.render(compiled(*texts)))


def test_the_shape_holds():
    for texts in ([BAD], ["hld: 1\n"], ["hld: [\n"], [""], [BAD, "hld: 1\nname: B\n"], [SERVED, BAD]):
        jsonschema.validate(rendered(*texts), SHAPE)


def test_nothing_found_is_said_too():
    told = rendered()
    jsonschema.validate(told, SHAPE)
    assert told["findings"] == []
    assert told["summary"]["files"] == 0


def test_places_count_code_points_and_end_after_the_last():
    (finding,) = (each for each in rendered("hld: 1\nflöws\U0001f680: {}\n")["findings"] if each["line"] == 2)
    assert (finding["column"], finding["end_line"], finding["end_column"]) == (1, 2, 7)


def test_it_is_plain_ascii_and_ends_with_a_line_end():
    text = json_.render(compile_text(BAD).report)
    assert text.isascii()
    assert text.endswith("}\n")


def test_the_counts_are_those_of_the_findings():
    told = rendered(BAD, BAD)
    severities = [each["severity"] for each in told["findings"]]
    assert told["summary"]["errors"] == severities.count("error") > 0
    assert told["summary"]["warnings"] == severities.count("warning")
    assert told["summary"]["infos"] == severities.count("info")
    assert told["summary"]["files"] == 2
    assert [each["file"] for each in told["findings"]] == sorted(each["file"] for each in told["findings"])


def test_requirements_are_told_of_by_file():
    told = rendered(BAD, SERVED)
    assert [(each["file"], each["line"], each["requirement"]) for each in told["coverage"]] == [
        ("specs/1.yaml", 3, "read"),
        ("specs/1.yaml", 3, "write"),
        ("specs/1.yaml", 4, "availability"),
    ]
    assert [each["verdict"] for each in told["coverage"]] == ["fail", "fail", "unknown"]
    assert [each["file"] for each in told["specs"]] == ["specs/0.yaml", "specs/1.yaml"]


def test_a_baseline_is_told_of():
    report = compiled(BAD)
    left = without_known(report, parsed(written(report.diagnostics[1:]), "b.json"), "b.json")
    told = json.loads(json_.render(left))
    assert told["baseline"] == {"file": "b.json", "covered": len(report.diagnostics) - 1, "gone": []}
    assert len(told["findings"]) == 1
    assert told["summary"]["errors"] + told["summary"]["warnings"] + told["summary"]["infos"] == 1
    assert told["specs"][0]["summary"] == told["summary"]
