"""Elements: facts are there from the start, other answers are found once."""

from __future__ import annotations

from hld.element import element, fact, once


@element
class Pair:
    left: int
    right: int = 2

    @fact
    def sum(self) -> int:
        """Both together."""
        return self.left + self.right

    @fact
    def double(self) -> int:
        """Twice that."""
        return 2 * self.sum

    @once
    def asked(self) -> list[int]:
        """A new list."""
        return [self.left]


def test_a_fact_is_an_attribute_from_the_start():
    assert vars(Pair(1)) == {"left": 1, "right": 2, "sum": 3, "double": 6}
    assert not hasattr(Pair, "sum")


def test_what_is_asked_once_is_kept():
    pair = Pair(1)
    assert pair.asked is pair.asked
    assert pair.asked is not Pair(1).asked
    assert isinstance(Pair.asked, once)


def test_equal_elements_are_two():
    assert Pair(1) != Pair(1)
