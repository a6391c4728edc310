"""Every character of a scalar knows where it stands, whatever quotes, escapes and folds lie between."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.diagnostics import Span
from hld.source import Items, Map, Scalar, load_text


def value(text: str, key: str = "k") -> Scalar:
    source = load_text(text)
    assert source.findings == (), source.findings
    assert isinstance(source.root, Map)
    node = source.root.get(key)
    assert isinstance(node, Scalar)
    return node


def at(scalar: Scalar, word: str) -> tuple[int, int, int, int]:
    start = scalar.text.index(word)
    part = scalar.slice(start, start + len(word))
    assert part.text == word
    return part.span[1:]


CASES = {
    "plain": ("k: one two", "two", (1, 8, 1, 11)),
    "plain over lines": ("k: one\n  two\n   three", "three", (3, 4, 3, 8 + 1)),
    "plain over an empty line": ("k: one\n\n  two", "two", (3, 3, 3, 6)),
    "single": ("k: 'it''s two'", "two", (1, 11, 1, 14)),
    "single over lines": ("k: 'one\n\n  two'", "two", (3, 3, 3, 6)),
    "double": ('k: "a\\u0041\\n two"', "two", (1, 15, 1, 18)),
    "double joined by a backslash": ('k: "one\\\n   two"', "two", (2, 4, 2, 7)),
    "an escape is one character": ('k: "\\x41b"', "A", (1, 5, 1, 9)),
    "literal": ("k: |\n    one\n      two\n", "two", (3, 7, 3, 10)),
    "literal, stripped": ("k: |-\n  one\n\n  two", "two", (4, 3, 4, 6)),
    "literal, indent given": ("k: |2\n     one\n  two\n", "two", (3, 3, 3, 6)),
    "folded": ("k: >\n  one\n  two\n\n  three\n", "three", (5, 3, 5, 8)),
    "folded, deeper line": ("k: >\n  one\n    two\n  three\n", "three", (4, 3, 4, 8)),
    "after an anchor": ("k: &a one\nl: *a", "one", (1, 7, 1, 10)),
    "after a tag on another line": ("k: !!str\n  one", "one", (2, 3, 2, 6)),
    "wide characters": ("k: é😀 two", "two", (1, 7, 1, 10)),
    "carriage returns": ("j: x\r\nk: |\r\n  one\r\n  two\r\n", "two", (4, 3, 4, 6)),
    "line separators": ("j: x\u2028k: two", "two", (2, 4, 2, 7)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_word_is_found_at_its_place(name):
    text, word, place = CASES[name]
    assert at(value(text), word) == place


def test_a_part_of_a_part_keeps_its_place():
    block = value("k: |\n  one two\n  three four\n")
    line = block.slice(8, 18)
    assert line.text == "three four"
    assert line.slice(6).span[1:] == (3, 9, 3, 13)
    both = block.slice(4, 13)
    assert both.text == "two\nthree"
    assert both.span[1:] == (2, 7, 3, 8)
    assert both.slice(4).span[1:] == (3, 3, 3, 8)


def test_strip_shrinks_the_span():
    scalar = value("k: '  two  '").strip()
    assert (scalar.text, scalar.span[1:]) == ("two", (1, 7, 1, 10))
    same = value("k: two")
    assert same.strip() is same


def test_an_empty_part_stands_before_its_character():
    scalar = value("k: 'one'")
    assert scalar.slice(1, 1).span[1:] == (1, 6, 1, 6)
    assert scalar.slice(3, 3).span[1:] == (1, 8, 1, 8)
    assert scalar.slice(2, 1).text == ""


def test_a_scalar_that_nobody_wrote_keeps_its_span():
    made = Scalar("long text", Span("f", 1, 2, 1, 4))
    assert made.slice(0, 4) == Scalar("long", made.span)


def test_an_empty_value_and_a_null_are_told_apart():
    assert value("k:").is_empty
    assert not value("k: ''").is_empty
    assert value("k: null").is_null
    assert value("k: ~").is_null
    assert not value("k: 'null'").is_null


def test_every_scalar_is_text():
    source = load_text("a: no\nb: 10:1\nc: 012\nd: 1e3\ne: 2024-01-01\nf: .5\non: y")
    assert [entry.value.text for entry in source.root.entries] == ["no", "10:1", "012", "1e3", "2024-01-01", ".5", "y"]
    assert source.root.entries[-1].key.text == "on"


def test_a_collection_ends_with_its_last_value():
    source = load_text("a:\n  b: 1\n  c:\n    - x\n    - y\n\n# end\nd: {e: f}\n")
    inner = source.root.get("a")
    assert inner.span[1:] == (2, 3, 5, 8)
    assert isinstance(inner.get("c"), Items)
    assert source.root.get("d").span[1:] == (8, 4, 8, 10)


@given(
    st.lists(
        st.sampled_from(["a", "bc", " ", "'", '"', "\\", "é", "😀", "\n", "\t", ":", "#", "\x85", "{"]), max_size=30
    )
)
def test_any_text_in_double_quotes_is_found_again(parts):
    text = "".join(parts)
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\x85": "\\N"}
    written = "".join(escapes.get(char, char) for char in text)
    scalar = value(f'k: "{written}"')
    assert scalar.text == text
    column = 5
    for number, char in enumerate(text):
        width = len(escapes.get(char, char))
        assert scalar.slice(number, number + 1).span[1:] == (1, column, 1, column + width)
        column += width


@given(st.lists(st.text("ab #:'\"é", min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1, max_size=6))
def test_any_lines_in_a_literal_block_are_found_again(lines):
    scalar = value("k: |\n" + "".join(f"    {line}\n" for line in lines))
    for number, line in enumerate(lines):
        start = sum(len(each) + 1 for each in lines[:number])
        assert scalar.slice(start, start + len(line)).span[1:] == (2 + number, 5, 2 + number, 5 + len(line))


@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_accents_written_apart_are_one_with_their_letters_and_keep_their_places(quote):
    source = load_text(f"cafe\u0301: {quote}\u1100\u1161\u11a8 cafe\u0301 -> tea{quote}\n")
    ((key, value),) = source.root.entries
    assert (key.text, value.text) == ("caf\u00e9", "\uac01 caf\u00e9 -> tea")
    begin = 8 + len(quote)
    assert value.slice(2, 6).span == Span("<stdin>", 1, begin + 4, 1, begin + 9)
    assert value.slice(10).span == Span("<stdin>", 1, begin + 13, 1, begin + 16)
    assert key.slice(3).span == Span("<stdin>", 1, 4, 1, 6)
