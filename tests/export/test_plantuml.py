"""PlantUML: what is written is what it takes, whatever the words are."""

import re
import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.export import plantuml
from hld.pipeline import compile_arrows, export
from hld.printable import one_line

from .designs import HERE, SMALL, everything, exported
from .hostile import NASTY
from .tools import tool


def faults(texts, folder):
    """What PlantUML says of the texts all together; nothing where it takes them."""
    program = tool("plantuml")
    for number, text in enumerate(texts):
        (folder / f"{number}.puml").write_text(text, encoding="utf-8")
    command = [program, "-charset", "UTF-8", "-checkonly", str(folder / "*.puml")]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=500).stderr


def test_plantuml_takes_every_view_of_every_design(tmp_path):
    assert faults([text for _, text in everything("plantuml")], tmp_path) == ""


def test_plantuml_would_say_so(tmp_path):
    assert "contains errors" in faults(["@startuml\nfoo bar baz ->>\n@enduml\n"], tmp_path)


def read(words):
    """Words as PlantUML shows them."""
    return re.sub(r"<U\+([0-9A-F]{4,})>", lambda mark: chr(int(mark[1], 16)), words)


def test_words_are_shown_as_they_are():
    assert one_line(NASTY) in read(exported("plantuml", "hostile")["architecture"])


@given(st.text(alphabet=st.sampled_from("ab |`\\*_[]<>()#+-=!~@$&;.:1{}\"'/名é\n%"), min_size=1))
def test_no_mark_is_left_in_words(words):
    written = plantuml.text(words)
    assert read(written) == one_line(words)
    left = re.sub(r"<U\+[0-9A-F]{4,}>", "", written)
    assert not set("\"<>[]%!'|~*") & set(left)


def test_ids_that_are_words_of_plantuml(tmp_path):
    words = "actor end queue database class note node title legend package left right to as if else alt box state url"
    arrows = "; ".join(f"{word} -> {word}er" for word in words.split())
    assert faults([export(compile_arrows(arrows, "<arrows>").model, "plantuml", "sketch")], tmp_path) == ""


@pytest.mark.parametrize("view", ["architecture", "flow-shorten", "sequence-shorten", "entities"])
def test_the_text_is_as_it_was_read_last(view, golden):
    golden(exported("plantuml", SMALL)[view], HERE / f"url-shortener.{view}.puml")
