"""Formulas: their tree, the places of their names, and what is wrong in them."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.units.expression import Call, Expression, ExpressionError, Literal, Name, Operation, names, parse


def shape(tree: Expression) -> object:
    if isinstance(tree, Operation):
        return (tree.sign, shape(tree.left), shape(tree.right))
    if isinstance(tree, Call):
        return (tree.function, *map(shape, tree.arguments))
    return tree.name if isinstance(tree, Name) else float(tree.value.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("= dau * post * tweet_size", ("*", ("*", "dau", "post"), "tweet_size")),
        ("a + b * c", ("+", "a", ("*", "b", "c"))),
        ("a - b - c", ("-", ("-", "a", "b"), "c")),
        ("(a + b) * c", ("*", ("+", "a", "b"), "c")),
        ("a/b/c", ("/", ("/", "a", "b"), "c")),
        ("max(a, 3) + 2", ("+", ("max", "a", 3.0), 2.0)),
        ("ceil(1.5 * x)", ("ceil", ("*", 1.5, "x"))),
        ("-a", ("-", 0.0, "a")),
        ("dau × 2 ÷ 3", ("/", ("*", "dau", 2.0), 3.0)),
        ("0.5*n", ("*", 0.5, "n")),
        ("facts.disk_seek * 3", ("*", "facts.disk_seek", 3.0)),
        ("a-b", ("-", "a", "b")),
        ("tweet-size*2", ("*", "tweet-size", 2.0)),
        ("dau-tweet-size", ("-", "dau", "tweet-size")),
        ("12 * 10 KB", ("*", 12.0, 10_000.0)),
    ],
)
def test_formulas_are_read_by_precedence(text, expected):
    assert shape(parse(text, known={"tweet-size"})) == expected


def test_a_literal_takes_its_unit_along():
    tree = parse("= 86400 requests/user/day * dau")
    assert isinstance(tree, Operation)
    assert isinstance(tree.left, Literal)
    assert tree.left.value.value == Fraction(1)
    assert tree.left.value.over == ("user",)
    assert shape(tree.right) == "dau"


def test_names_come_in_order_with_their_offsets():
    text = "= a * (bb + max(c, a))"
    found = [(name.name, text[name.start : name.end]) for name in names(parse(text))]
    assert found == [("a", "a"), ("bb", "bb"), ("c", "c"), ("a", "a")]


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ("=", 1, 2, "missing at the end"),
        ("= a b", 4, 5, "'b' is not expected"),
        ("= (a", 4, 5, "')' is missing"),
        ("= a ++ b", 5, 6, "'+' is not expected"),
        ("= foo(1)", 2, 5, "'foo' is no function"),
        ("= 10B * 2", 2, 5, "ambiguous"),
        ("= 5 m * 2", 2, 5, "ambiguous"),
        ("= a & b", 4, 5, "'&' is not expected"),
        ("= max()", 6, 7, "')' is not expected"),
        ("= " + "(" * 100, 52, 53, "nested too deeply"),
        ("= " + "a+" * 2000, 0, 4002, "too long"),
    ],
)
def test_what_is_wrong_is_named_at_its_place(text, start, end, message):
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    error = caught.value
    assert (error.start, error.end) == (start, end)
    assert message in str(error)
    assert error.hint


@given(st.text("ab1.5 +-*/(),=$%MBkm_", max_size=60))
def test_any_text_is_a_formula_or_an_error_within_it(text):
    try:
        found = list(names(parse(text)))
    except ExpressionError as error:
        assert 0 <= error.start <= len(text) + 1
        assert error.hint
    else:
        assert all(text[name.start : name.end] == name.name for name in found)
