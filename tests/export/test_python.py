"""The program for `diagrams`: it compiles, it runs, and it draws the same cards and lines."""

import ast
import re
import subprocess
import sys
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.export import python
from hld.pipeline import compile_arrows, export
from hld.printable import one_line

from .designs import DESIGNS, HERE, SMALL, exported, model
from .hostile import NASTY


@pytest.mark.parametrize("path", [*DESIGNS, "hostile"], ids=str)
def test_every_view_compiles(path):
    for view, text in exported("python", path).items():
        program = compile(text, view, "exec", ast.PyCF_ONLY_AST)
        cards = [each for each in ast.walk(program) if isinstance(each, ast.keyword) and each.arg == "nodeid"]
        if view == "architecture":
            assert len(cards) == len(model(path).components)


def run(text, folder):
    """The picture that a program draws."""
    (folder / "program.py").write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "program.py"], cwd=folder, check=True, capture_output=True, timeout=300)
    (picture,) = folder.glob("*.svg")
    return picture.read_text(encoding="utf-8")


def shown(picture):
    return [unescape(words).replace("\xa0", " ") for words in re.findall(r"<text[^>]*>([^<]*)</text>", picture)]


@pytest.mark.dot
@pytest.mark.parametrize("path", [SMALL, "hostile"], ids=str)
def test_the_program_draws_every_card_and_line(path, tmp_path):
    picture = run(exported("python", path)["architecture"], tmp_path)
    design = model(path)
    for component in design.components.values():
        assert one_line(component.title) in shown(picture)
    assert picture.count('class="node"') == len(design.components)
    assert picture.count('class="cluster"') == len(design.groups)


@pytest.mark.dot
def test_words_are_shown_as_they_are(tmp_path):
    assert one_line(NASTY) in shown(run(exported("python", "hostile")["flow-class"], tmp_path))


@given(st.text(alphabet=st.sampled_from("ab |`\\*_[]<>()#+-=!~@$&;.:1{}\"'/名é\n%"), min_size=1))
def test_words_come_back(words):
    read = ast.literal_eval(python.text(words))
    assert unescape(read.replace("\\\\", "\\")) == one_line(words)
    assert not set("<>") & set(read)


def test_ids_that_are_words_of_python():
    arrows = "class -> def; import -> Node; Diagram -> Edge; str -> print; with ~> True; none -> lambda"
    compile(export(compile_arrows(arrows, "<arrows>").model, "python", "sketch"), "sketch", "exec")


@pytest.mark.parametrize("view", ["architecture", "flow-shorten"])
def test_the_text_is_as_it_was_read_last(view, golden):
    golden(exported("python", SMALL)[view], HERE / f"url-shortener.{view}.py.txt")
