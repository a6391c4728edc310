"""Tables before they are drawn or written: cells of words in a manner, and nothing of where or how they will stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from hld.tuples import NamedTuple

__all__ = [
    "NONE", "NOT_KNOWN", "TICK", "VERDICTS", "Card", "Cell", "Column", "Fact", "Line", "Option", "Page", "Piece", "Row",
    "Table", "cell", "faults", "hole", "listed", "pill", "words",
]  # fmt: skip


#: Before the word of a pill that says that something is as it should be. Pictures draw it: their font has none.
TICK = "✓"

#: The pill of each verdict.
VERDICTS = {"pass": f"{TICK} pass", "fail": "! fail", "unknown": "? unknown"}


class Piece(NamedTuple):
    """Words in one manner: "" for plain, "strong", "faint", "code" for what is typed just so, "key" for a strong code.

    The manner "pill" is a word set off; its `tone` says what its colour stands for: a protocol ("http"), a verdict
    ("pass", "fail", "unknown") or nothing (""). The word says it too.
    """

    text: str
    manner: str = ""
    tone: str = ""
    link: str = ""


#: Words that follow each other; in a narrow place they go on in the next line.
Line: TypeAlias = tuple[Piece, ...]
#: What stands in one cell: lines below each other.
Cell: TypeAlias = tuple[Line, ...]


class Column(NamedTuple):
    """A column and its heading; numbers are set to the right where that can be."""

    id: str
    title: str
    is_number: bool = False


class Row(NamedTuple):
    """What is said of one thing, a cell for each column; `id` is its own, `tooltip` what pointing at it tells."""

    id: str
    cells: tuple[Cell, ...]
    tooltip: str = ""


class Table(NamedTuple):
    """Rows of one sort. `lead` is a sentence above them; the only table of a page needs no title."""

    id: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    lead: str = ""


class Fact(NamedTuple):
    """Something said under a name: "Because", and the reason. A `main` one is what matters most."""

    name: str
    lines: Cell
    is_main: bool = False


class Option(NamedTuple):
    """Something that could be done, what speaks for and against it, and whether it is what was decided."""

    name: str
    description: str = ""
    variant: str = ""
    pros: tuple[str, ...] = ()
    cons: tuple[str, ...] = ()
    is_chosen: bool = False


class Card(NamedTuple):
    """A question gone into: what it is about, the options side by side, and what is said of the decision."""

    id: str
    title: str
    area: str
    question: str
    options: tuple[Option, ...]
    facts: tuple[Fact, ...]
    faults: tuple[str, ...] = ()
    link: str = ""


class Page(NamedTuple):
    """Tables and cards below each other. `view` names it ("api"); `footer` says what it shows."""

    view: str
    title: str
    subtitle: str
    parts: tuple[Table | Card, ...]
    description: str = ""
    footer: str = ""


def words(text: str, manner: str = "", link: str = "") -> Line:
    """A line of words in one manner; none where there are none."""
    return (Piece(text, manner, link=link),) if text.strip() else ()


def pill(word: str, tone: str = "") -> Piece:
    """A word set off."""
    return Piece(word, "pill", tone)


def hole(word: str) -> Cell:
    """What is missing, said where it should stand."""
    return ((pill(f"! {word}", "fail"),),)


def cell(*lines: Line) -> Cell:
    """The lines that say something."""
    return tuple(filter(None, lines))


def listed(names: Iterable[str], manner: str = "", empty: Cell = ()) -> Cell:
    """Names with commas between them, in one line; `empty` where there are none."""
    pieces: list[Piece] = []
    for name in names:
        if pieces:
            pieces.append(Piece(", "))
        pieces.append(Piece(name, manner))
    return (tuple(pieces),) if pieces else empty


def faults(messages: Sequence[str]) -> Cell:
    """What is wrong with something, a line each."""
    return tuple((pill("! wrong", "fail"), Piece(f" {message}")) for message in messages)


#: Nothing, and nothing is missing.
NONE: Cell = ((Piece("–", "faint"),),)
#: Nothing is said of it, though there may be something to say.
NOT_KNOWN: Cell = ((pill("? not stated", "unknown"),),)
