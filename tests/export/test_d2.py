"""D2: what is written is what its own compiler takes, whatever the words are."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.export import d2
from hld.pipeline import compile_arrows, export
from hld.printable import one_line

from .designs import DESIGNS, HERE, SMALL, exported
from .hostile import NASTY
from .tools import tool


def faults(texts, folder):
    """What D2 says of each text, by name; nothing where it takes it."""
    program = tool("d2")
    found = {}
    for number, (name, text) in enumerate(texts.items()):
        file = folder / f"{number}.d2"
        file.write_text(text, encoding="utf-8")
        done = subprocess.run([program, "validate", str(file)], capture_output=True, text=True, check=False)
        if done.returncode:
            found[name] = done.stderr
    return found


@pytest.mark.parametrize("path", [*DESIGNS, "hostile"], ids=str)
def test_d2_takes_every_view(path, tmp_path):
    assert not faults(exported("d2", path), tmp_path)


def test_d2_would_say_so(tmp_path):
    assert list(faults({"good": "a -> b\n", "bad": "a: {\n"}, tmp_path)) == ["bad"]


@given(st.text(alphabet=st.sampled_from("ab |`\\*_[]<>()#+-=!~@$&;.:1{}\"'/名é\n%"), min_size=1))
def test_words_come_back(words):
    written = d2.text(words)
    assert written[1:-1].replace("\\$", "$").replace('\\"', '"').replace("\\\\", "\\") == one_line(words)
    assert not written[1:-1].replace("\\\\", "").replace('\\"', "").count('"')


def test_words_are_those_of_the_design():
    assert d2.text(NASTY)[1:-1] in exported("d2", "hostile")["architecture"]


def test_ids_that_are_words_of_d2(tmp_path):
    words = (
        "label shape style near class classes vars layers steps top left icon link width null title legend direction"
    )
    arrows = "; ".join(f"{word} -> {word}er" for word in words.split())
    assert not faults({"words": export(compile_arrows(arrows, "<arrows>").model, "d2", "sketch")}, tmp_path)


@pytest.mark.parametrize("view", ["architecture", "flow-shorten", "sequence-shorten", "entities"])
def test_the_text_is_as_it_was_read_last(view, golden):
    golden(exported("d2", SMALL)[view], HERE / f"url-shortener.{view}.d2")
