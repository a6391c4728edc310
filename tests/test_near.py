from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.near import distance, nearest


@pytest.mark.parametrize(
    ("name", "candidates", "meant"),
    [
        ("graf", ["feeds", "graph"], "graph"),
        ("Graph", ["graph"], "graph"),
        ("user_db", ["user-db"], "user-db"),
        ("usr-db", ["user-db", "post-db"], "user-db"),
        ("users-db", ["user-db"], "user-db"),
        ("db", ["lb"], None),
        ("cdn", ["dns"], None),
        ("a-service", ["b-service"], None),
        ("teh", ["the"], "the"),
        ("descripton", ["decision", "description"], "description"),
        ("ab", ["abc"], "abc"),
        ("payment", ["orders", "users"], None),
        ("", ["a"], None),
        ("graph", [], None),
        ("post", ["past", "pots"], "past"),
    ],
)
def test_nearest(name: str, candidates: list[str], meant: str | None) -> None:
    assert nearest(name, candidates) == meant


def test_a_swap_of_neighbours_is_one_edit() -> None:
    assert distance("ab", "ba", 2) == 1
    assert distance("kitten", "sitting", 3) == 3
    assert distance("kitten", "sitting", 2) == 3


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_distance_is_symmetric_and_bounded(one: str, other: str) -> None:
    assert distance(one, other, 2) == distance(other, one, 2) <= 3
    assert (distance(one, other, 2) == 0) == (one == other)
