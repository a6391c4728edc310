"""What the operators make and what is said of it."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import NamedTuple

__all__ = ["Change", "Edit", "Mutant", "Operator", "Outcome", "Verdict"]


class Edit(NamedTuple):
    """The text from offset `start` to offset `end` becomes `new`."""

    start: int
    end: int
    new: str


class Change(NamedTuple):
    """One mistake: its edits, and the lines of the text as it was that a finding may point at.

    Without lines, or where it `may_be_new`, the finding points at what was written. `needs` is how many findings the
    mistake deserves: one, unless it makes several places wrong that have to be mended one by one.
    """

    edits: tuple[Edit, ...]
    lines: tuple[int, ...] = ()
    needs: int = 1
    may_be_new: bool = False


class Mutant(NamedTuple):
    """A damaged text and the lines at which the damage may be told."""

    text: str
    lines: frozenset[int]
    needs: int
    what: str


class Operator(NamedTuple):
    """A kind of mistake: what it does, the rules of which one must report it, and where it is none.

    `unless` is the condition under which the change is no fault, in words; `changes` keeps to it.
    """

    name: str
    says: str
    rules: tuple[str, ...]
    unless: str
    changes: Callable[..., Iterator[Change]]


class Verdict(StrEnum):
    """What became of a mutant."""

    FOUND = "found"
    WRONG_RULE = "wrong rule"
    WRONG_LINE = "wrong line"
    NOISY = "noisy"
    MISSED = "missed"


class Outcome(NamedTuple):
    """A verdict with what it rests on: the design, the operator, the line changed, what was said beyond before."""

    design: str
    operator: str
    verdict: Verdict
    lines: tuple[int, ...]
    what: str
    said: tuple[str, ...]
