"""`hld simulate`: what is asked, how it is told, and what is refused."""

import csv
import io
import json

import pytest

from hld.render import THEMES

from .conftest import GOOD


@pytest.fixture
def spec(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "shop.yaml").write_text(
        GOOD.replace("  buy:\n    - web", "  buy:\n    rate: 50/s\n    steps:\n    - web")
    )
    return "shop.yaml"


def test_tables(hld, spec):
    done = hld("simulate", spec, "--minutes", "0.1")
    assert done.code == 0
    assert "Shop: 6 s at the peak rate, seed 1" in done.out
    assert "api        constant, 20 ms by default, 100 at once by its capacity" in done.out


def test_json_has_the_queue_by_time(hld, spec):
    found = json.loads(hld("simulate", spec, "--minutes", "0.1", "--output-format", "json", "--seed", "3").out)
    assert found["seed"] == 3
    assert found["flows"]["buy"]["p50"] == 0.04
    assert len(found["components"]["api"]["queue"]) == len(found["times"]) == 60


def test_csv_has_a_line_for_each_figure(hld, spec):
    rows = list(csv.reader(io.StringIO(hld("simulate", spec, "--minutes", "0.1", "--output-format", "csv").out)))
    assert ["flow", "buy", "p99", "", "0.04"] in rows
    assert sum(row[2] == "queue" for row in rows) >= 120


@pytest.mark.parametrize(("options", "theme"), [((), "light"), (("--theme", "dark"), "dark")])
def test_the_picture_of_the_queues_has_the_theme_asked_for(hld, spec, options, theme):
    drawn = hld("simulate", spec, "--minutes", "0.1", "--output-format", "svg", *options).out
    assert f'fill="{THEMES[theme].page}"' in drawn


def test_load_and_rate(hld, spec):
    def rate(*options):
        done = hld("simulate", spec, "--minutes", "0.5", "--output-format", "json", *options)
        return json.loads(done.out)["flows"]["buy"]["rate"]

    assert rate("--load", "x2") == pytest.approx(200, rel=0.1)
    assert rate("--rate", "average") == pytest.approx(50, rel=0.15)


def test_a_component_that_is_killed(hld, spec):
    found = json.loads(hld("simulate", spec, "--minutes", "0.2", "--kill", "orders@6s", "--output-format", "json").out)
    assert found["flows"]["buy"]["failed"] > 0


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--load", "much"), "'much' is no load"),
        (("--minutes", "0"), "cannot be simulated"),
        (("--minutes", "nan"), "cannot be simulated"),
        (("--kill", "ordres@5s"), "did you mean 'orders'?"),
        (("--kill", "orders@soon"), "when it goes"),
        (("--flow", "buys"), "did you mean 'buy'?"),
        (("--rate", "peek"), "did you mean 'peak'?"),
        (("--output-format", "jsn"), "did you mean 'json'?"),
    ],
)
def test_what_cannot_be_asked_is_refused(hld, spec, options, told):
    done = hld("simulate", spec, *options)
    assert done.code == 2
    assert told in done.err
