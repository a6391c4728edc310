"""Mermaid: what is written is what its own parser takes, whatever the words are."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.export import mermaid
from hld.pipeline import compile_arrows, compile_text, export
from hld.printable import one_line
from hld.view.entities import EntitiesView, EntityBox, FieldRow, Relation

from .designs import HERE, SMALL, everything, exported
from .hostile import NASTY
from .tools import mermaid_faults


def test_mermaid_takes_every_view_of_every_design():
    names, texts = zip(*everything("mermaid"), strict=True)
    faults = {name: fault for name, fault in zip(names, mermaid_faults(texts), strict=True) if fault}
    assert not faults


def read(words):
    """Words as Mermaid shows them."""
    return re.sub(r"#(\d+);", lambda mark: chr(int(mark[1])), words)


def test_words_are_shown_as_they_are():
    text = exported("mermaid", "hostile")["architecture"]
    assert f"<b>{one_line(NASTY)}</b>" in read(text)
    assert NASTY not in text


@given(st.text(alphabet=st.sampled_from("ab |`\\*_[]<>()#+-=!~@$&;.:1{}\"'/名é\n%"), min_size=1))
def test_no_mark_is_left_in_words(words):
    written = mermaid.text(words)
    assert read(written) == one_line(words)
    assert not set('"`<>&;{}[]|%') & set(re.sub(r"#\d+;", "", written))


WORDS = "end endpoint graph graphite style stylesheet class classify click default subgraph call href direction x o a-b"


def test_ids_that_are_words_of_mermaid():
    arrows = f"{'; '.join(f'{word} -> {word}er' for word in WORDS.split())}; end-to-end -> o-o"
    text = export(compile_arrows(arrows, "<arrows>").model, "mermaid", "sketch")
    flow = "\n".join(f"    - {word} -> {word}er: hello; there end" for word in WORDS.split())
    spec = f"hld: 1\nname: A\nflows:\n  a:\n{flow}\n"
    sequence = export(compile_text(spec).model, "mermaid", "sequence-a")
    assert mermaid_faults([text, sequence]) == ["", ""]


@pytest.mark.parametrize("view", ["architecture", "flow-shorten", "sequence-shorten", "entities"])
def test_the_text_is_as_it_was_read_last(view, golden):
    golden(exported("mermaid", SMALL)[view], HERE / f"url-shortener.{view}.mmd")


def test_the_marks_of_an_entity():
    end = Relation("a-b", "a", "b", "b", "", "maybe")
    field = FieldRow("1 of", "280 chars", is_key=True, is_optional=True, data_class="pii")
    boxes = (EntityBox("a", "A", (field,), ("1 kB each",)), EntityBox("b", "b", ()))
    text = mermaid.entities(EntitiesView("entities", "T", "E", boxes, (end,), ()))
    assert '    n_280_chars n_1_of PK "1 of · 280 chars · optional · pii"' in text
    assert '  a }o--o| b : "b"\n  %% b: how many a is not stated' in text
    assert "  %% A: 1 kB each" in text
