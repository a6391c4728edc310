"""Findings for programs: the shape that docs/reports.md promises."""

import json

import jsonschema

from hld.pipeline import compile_text
from hld.report import json_
from hld.report.types import merged

COUNT = {"type": "integer", "minimum": 0}
PLACE = {"type": "integer", "minimum": 1}
TEXT = {"type": "string", "minLength": 1}


def exactly(**properties):
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


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
        ),
    },
    summary=exactly(
        files=COUNT,
        errors=COUNT,
        warnings=COUNT,
        infos=COUNT,
        suppressed=COUNT,
        flows=exactly(total=COUNT, aligned=COUNT),
        operations=exactly(total=COUNT, used=COUNT),
        requirements=exactly(total=COUNT, served=COUNT),
        working={"type": "boolean"},
    ),
)
BAD = (
    'hld: 1\nname: A\nflow: {}\n"名\\ud83d": 1\ncomponents: {web: client, dbb: sql}\nflows: {a: [web -> dba: read X]}\n'
)


def rendered(*texts):
    reports = [compile_text(text, f"{number}.yaml").report for number, text in enumerate(texts)]
    return json.loads(json_.render(merged(reports)))


def test_the_shape_holds():
    for texts in ([BAD], ["hld: 1\n"], ["hld: [\n"], [""], [BAD, "hld: 1\nname: B\n"]):
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
