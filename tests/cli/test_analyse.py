"""`hld analyse` and `hld calc`, from the command line."""

import csv
import io
import json
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TWITTER = (ROOT / "specs" / "twitter.yaml").read_text("utf-8")


def test_the_tables_of_a_design(hld, write):
    write("twitter.yaml", TWITTER)
    ran = hld("analyse", "twitter.yaml")
    assert (ran.code, ran.err) == (0, "")
    for title in ("Requirements", "Estimates", "Flows", "Load by component", "Latency of feed", "Storage",
                  "Availability", "Queues at peak", "Assumptions"):  # fmt: skip
        assert f"\n{title}\n" in ran.out
    (api,) = (line.split() for line in ran.out.splitlines() if line.startswith("api "))
    assert api[:7] == ["api", "49,479/s", "148,438/s", "118.75%", "25", "43", "fail"]
    assert "250M users × 2 tweets/user/day × 150 chars = 75 GB/day" in ran.out


def test_json_is_as_documented(hld, write):
    write("twitter.yaml", TWITTER)
    told = json.loads(hld("analyse", "twitter.yaml", "--format", "json").out)
    assert told["components"]["api"]["load"]["peak"] == 148437.5
    assert told["components"]["api"]["instances"]["stated"] == 25
    assert told["components"]["api"]["instances"]["needed"] == 43
    assert told["flows"]["feed"]["latency"]["value"] == 0.032
    assert told["flows"]["feed"]["rate"]["peak"] == pytest.approx(86_805.556)
    new_data = told["capacity"]["new_data"]
    assert (new_data["unit"], new_data["per"], new_data["of"], new_data["provenance"]) == (
        "B/s",
        [],
        "tweet",
        "derived",
    )
    assert told["capacity"]["post"]["per"] == ["user"]
    assert told["capacity"]["post"]["unit"] == "1/s"
    latency = told["requirements"]["latency"]
    assert (latency["target"], latency["value"], latency["margin"], latency["verdict"], latency["provenance"]) == (
        0.2, 0.032, 0.84, "pass", "default",
    )  # fmt: skip


def test_what_is_unknown_is_null_with_why(hld, write):
    write(
        "a.yaml", "hld: 1\nname: A\ncomponents: {web: client, api: service x2}\nflows:\n  use:\n    - web -> api: ask\n"
    )
    told = json.loads(hld("analyse", "a.yaml", "--format=json").out)
    assert told["flows"]["use"]["rate"]["average"] is None
    assert told["flows"]["use"]["rate"]["why"] == "the rate of flow 'use' is not known"
    assert told["components"]["api"]["instances"]["needed"] is None
    assert told["components"]["api"]["instances"]["why"] == "the rate of flow 'use' is not known"


def test_a_variant(hld, write):
    write("twitter.yaml", TWITTER)
    told = json.loads(hld("analyse", "twitter.yaml", "--format", "json", "--variant", "fanout-on-read").out)
    assert told["components"]["tweets"]["instances"]["needed"] == 1245


def test_markdown_and_csv(hld, write):
    write("twitter.yaml", TWITTER)
    page = hld("analyse", "twitter.yaml", "--format", "markdown").out
    assert page.startswith("# Twitter\n\n## Requirements\n\n| requirement | target |")
    rows = list(csv.reader(io.StringIO(hld("analyse", "twitter.yaml", "--format", "csv").out)))
    assert ["Estimates", "new_data", "75 GB/day"] in [row[:3] for row in rows]
    assert not any(cell.startswith("=") for row in rows for cell in row)


def test_the_same_input_gives_the_same_bytes(hld, write):
    write("twitter.yaml", TWITTER)
    for output_format in ("text", "markdown", "json", "csv"):
        assert hld("analyse", "twitter.yaml", "--format", output_format).raw == (
            hld("analyse", "twitter.yaml", "--format", output_format).raw
        )


def test_several_specs_as_text_but_not_as_json(hld, write):
    write("specs/a.yaml", "hld: 1\nname: First\n")
    write("specs/b.yaml", "hld: 1\nname: Second\n")
    ran = hld("analyse")
    assert ran.out.index("First") < ran.out.index("Second")
    assert hld("analyse", "--format", "json").code == 2


def test_a_spec_with_errors_is_worked_out_and_says_so(hld, write):
    write("a.yaml", TWITTER.replace("api -> tweets: write", "api -> twetes: write"))
    ran = hld("analyse", "a.yaml")
    assert ran.code == 0
    assert "a.yaml has" in ran.err
    assert "hld check" in ran.err


def test_a_spec_that_cannot_be_read_is_a_finding(hld, write):
    write("a.yaml", "hld: 1\nname: {\n")
    ran = hld("analyse", "a.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert "yaml-syntax" in ran.err


def test_an_unknown_format_is_refused(hld, write):
    write("a.yaml", "hld: 1\nname: A\n")
    ran = hld("analyse", "a.yaml", "--format", "jsn")
    assert ran.code == 2
    assert "did you mean 'json'?" in ran.err


@pytest.mark.parametrize(
    ("formula", "first"),
    [
        ("250M users * 2 tweets/user/day * 150 chars", "75 GB/day"),
        ("composite(99.95%, 99.99%)", "99.940005%"),
        ("k_of_n(2, 3, 99.9%)", "99.9997002%"),
        ("little(10k/s, 50 ms)", "500"),
        ("62 * 62", "3,844"),
        ("amat(1 ns, 5%, 100 ns)", "6 ns"),
        ("1 - k_of_n(100, 100, 99%)", "0.6339676587 (63.4%)"),
        ("500 TB * 0.023 USD/GB/month", "11.5k USD/month"),
        ("1,000 * 2", "2,000"),
        ("max(1,000)", "1"),
    ],
)
def test_calc(hld, formula, first):
    ran = hld("calc", formula)
    assert (ran.code, ran.out.splitlines()[0]) == (0, first)


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("9**9**9", "'*' is not expected here"),
        ("1 GB + 1 s", "an amount of data and a time cannot be added"),
        ("mm1(2/s, 1/s)", "the line grows for ever"),
        ("composite(2)", "'composite' takes shares, and 2 is none"),
        ("foo(1)", "'foo' is no function"),
        ("dau * 2", "'dau' is not defined"),
    ],
)
def test_calc_says_what_is_wrong(hld, formula, message):
    ran = hld("calc", formula)
    assert ran.code == 2
    assert message in ran.err
    assert ran.out == ""


def test_calc_as_json(hld):
    told = json.loads(hld("calc", "mm1(16/h, 20/h)", "--format", "json").out)
    assert (told["value"], told["unit"], told["text"]) == (900, "s", "15 min")
    assert told["notes"] == {"busy": "80%", "wait": "12 min", "in the system": "4"}
