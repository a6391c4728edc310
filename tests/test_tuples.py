"""Our NamedTuple does what that of `typing` does."""

import pickle
import typing
from typing import Generic, TypeVar

import pytest

from hld.tuples import NamedTuple

T = TypeVar("T")


class Ours(NamedTuple):
    """A place."""

    line: int
    column: int = 1
    file: str = ""

    @property
    def where(self):
        """The place in words."""
        return f"{self.file}:{self.line}"


class Theirs(typing.NamedTuple):
    """A place."""

    line: int
    column: int = 1
    file: str = ""

    @property
    def where(self):
        """The place in words."""
        return f"{self.file}:{self.line}"


class Pair(NamedTuple, Generic[T]):
    """A class with a parameter."""

    left: T
    right: T


class Empty(NamedTuple):
    """A class without a field."""


BOTH = pytest.mark.parametrize("kind", [Ours, Theirs])


@BOTH
def test_making_by_place_and_by_name(kind):
    assert kind(1) == (1, 1, "")
    assert kind(1, file="a") == kind(file="a", line=1) == (1, 1, "a")
    assert kind._make([1, 2, "a"]) == (1, 2, "a")
    for wrong in (kind, lambda: kind(1, 2, "", 4), lambda: kind(1, row=2), lambda: kind(1, line=2)):
        with pytest.raises(TypeError):
            wrong()


@BOTH
def test_reading_and_changing(kind):
    made = kind(1, 2, "a")
    assert (made.line, made.column, made.file, made.where) == (1, 2, "a", "a:1")
    assert made._replace(line=5) == (5, 2, "a")
    assert type(made._replace(line=5)) is kind
    assert made._asdict() == {"line": 1, "column": 2, "file": "a"}
    with pytest.raises((TypeError, ValueError)):
        made._replace(row=1)
    with pytest.raises(AttributeError):
        made.line = 2
    with pytest.raises(AttributeError):
        made.other = 2


@BOTH
def test_being_written_copied_and_taken_apart(kind):
    made = kind(1, file="a")
    assert repr(made) == f"{kind.__name__}(line=1, column=1, file='a')"
    for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
        again = pickle.loads(pickle.dumps(made, protocol))
        assert again == made
        assert type(again) is kind
    match made:
        case kind(line, column, file="a"):
            assert (line, column) == (1, 1)
        case _:
            pytest.fail("it did not match")


def test_the_class_is_as_theirs():
    assert Ours._fields == Theirs._fields
    assert Ours._field_defaults == Theirs._field_defaults
    assert Ours.__mro__[1:] == Theirs.__mro__[1:]
    assert typing.get_type_hints(Ours) == typing.get_type_hints(Theirs)
    assert Ours.__doc__ == "A place."


def test_with_parameters_and_without_fields():
    assert Pair[int](1, 2) == Pair(1, right=2) == (1, 2)
    assert Pair(1, 2).right == 2
    assert Empty() == ()


def test_a_default_goes_on_to_the_end():
    with pytest.raises(TypeError, match="column"):

        class Wrong(NamedTuple):
            line: int = 1
            column: int
