"""`hld export`: a design, or one view of it, as text for another tool."""

import json

import pytest

from hld.cli import choices
from hld.export.exporters import EXPORTERS

from .conftest import BAD, GOOD


@pytest.fixture
def shop(write):
    return write("shop.yaml", GOOD)


def test_every_format_is_on_the_command_line():
    assert tuple(EXPORTERS) == choices.EXPORTS


@pytest.mark.parametrize("to", [name for name in EXPORTERS if name != "markdown"])
def test_to_standard_output_and_to_a_file(hld, shop, folder, to):
    ran = hld("export", "shop.yaml", "--to", to)
    assert (ran.code, ran.err) == (0, "")
    assert "Shop" in ran.out
    assert hld("export", "shop.yaml", "--to", to, "-o", "deep/out.txt").err == "wrote deep/out.txt\n"
    assert folder.joinpath("deep/out.txt").read_bytes() == ran.raw


def test_one_view(hld, shop):
    assert hld("export", "shop.yaml", "--to", "mermaid", "--view", "sequence-buy").out.count("sequenceDiagram") == 1
    assert "focus-api" in hld("export", "shop.yaml", "--to", "python", "--view", "focus-api").out
    assert hld("export", "shop.yaml", "--to", "markdown", "--view", "api").out.startswith("# Shop")


def test_a_view_that_a_format_cannot_say_is_refused_with_those_that_can(hld, shop):
    ran = hld("export", "shop.yaml", "--to", "dot", "--view", "entities")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "hld: dot has no words for the view 'entities'\n     it can be written as d2, mermaid, plantuml\n"
    )
    ran = hld("export", "shop.yaml", "--to", "openapi", "--view", "api")
    assert ran.code == 2
    assert "openapi is of the whole design" in ran.err


def test_a_chart_is_only_drawn(hld, shop):
    for view in ("load", "storage", "waterfall-buy"):
        ran = hld("export", "shop.yaml", "--to", "mermaid", "--view", view)
        assert (ran.code, ran.out) == (2, "")
        assert f"it is only drawn: hld build --view {view}" in ran.err


def test_an_unknown_view_or_format(hld, shop):
    ran = hld("export", "shop.yaml", "--to", "mermaid", "--view", "sequence-by")
    assert (ran.code, ran.err) == (2, "hld: no view is called 'sequence-by'\n     did you mean 'sequence-buy'?\n")
    assert "did you mean 'mermaid'?" in hld("export", "shop.yaml", "--to", "mermade").err


def test_a_spec_with_errors_is_not_exported(hld, write, folder):
    write("bad.yaml", BAD)
    ran = hld("export", "bad.yaml", "--to", "json", "-o", "out.json")
    assert (ran.code, ran.out) == (1, "")
    assert "unknown-endpoint" in ran.err
    assert not folder.joinpath("out.json").exists()


def test_from_standard_input(hld):
    ran = hld("export", "-", "--to", "json", stdin=GOOD.encode())
    assert list(json.loads(ran.out)) == ["version", "model", "places", "analysis"]
