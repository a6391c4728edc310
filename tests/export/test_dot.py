"""DOT: what is written is what Graphviz takes, with the words of the design in it."""

import json
import re
import subprocess
from html import unescape

import pytest

from hld.layout.engines import embedded
from hld.pipeline import compile_arrows, export
from hld.printable import one_line

from .designs import DESIGNS, HERE, SMALL, exported, model
from .hostile import NASTY


@pytest.mark.parametrize("path", [*DESIGNS, "hostile"], ids=str)
def test_the_embedded_engine_places_every_card(path):
    text = exported("dot", path)["architecture"]
    placed = [each for each in json.loads(embedded.run(text))["objects"] if "pos" in each]
    assert len(placed) == len(model(path).components)


@pytest.mark.dot
def test_words_are_shown_as_they_are():
    text = exported("dot", "hostile")["architecture"]
    drawn = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True).stdout.decode()
    shown = [unescape(words).replace("\xa0", " ") for words in re.findall(r"<text[^>]*>([^<]*)</text>", drawn)]
    assert one_line(NASTY) in shown


@pytest.mark.dot
@pytest.mark.parametrize("path", [SMALL, "hostile"], ids=str)
def test_dot_draws_every_view(path, tmp_path):
    for view, text in exported("dot", path).items():
        done = subprocess.run(["dot", "-Tsvg"], input=text.encode(), capture_output=True, check=True)
        assert done.stdout.startswith(b"<?xml"), view
        assert b"Error" not in done.stderr


def test_ids_that_are_words_of_dot():
    text = export(compile_arrows("node -> edge; Graph -> digraph; subgraph ~> strict", "<a>").model, "dot", "sketch")
    assert len([each for each in json.loads(embedded.run(text))["objects"] if "pos" in each]) == 6


@pytest.mark.parametrize("view", ["architecture", "flow-shorten"])
def test_the_text_is_as_it_was_read_last(view, golden):
    golden(exported("dot", SMALL)[view], HERE / f"url-shortener.{view}.dot")
