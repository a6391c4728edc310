from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hld.near import closest, distance, meant, nearest


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


def test_of_equals_all_are_told_in_one_order() -> None:
    assert closest("ride", ["rides", "rider"]) == closest("ride", ["rider", "rides"]) == ("rider", "rides")
    assert nearest("ride", ["rides", "rider"]) == "rider"
    assert meant(("rider", "rides")) == "did you mean 'rider' or 'rides'?"


def test_of_equals_the_one_that_begins_and_ends_alike_is_meant() -> None:
    assert closest("feds", ["fees", "feeds"]) == ("feeds",)
