"""A page of tables and cards as Markdown, in the dialect of GitHub."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hld.report import inline
from hld.view.tables import Card, Cell, Line, Option, Page, Piece, Table

__all__ = ["markdown", "parts"]

_MARKS = {"strong": "**", "pill": "**", "faint": "_"}
_OPTIONS = ("Option", "For", "Against")


def markdown(page: Page) -> bytes:
    """The page as a document of its own, in UTF-8."""
    title = ": ".join(filter(None, (page.title, page.subtitle)))
    return "\n".join([f"# {inline.text(title)}", "", *parts(page)]).rstrip().encode() + b"\n"


def parts(page: Page, level: int = 2) -> Iterator[str]:
    """The lines of the tables and cards of a page, to stand below a heading; their own are of `level`."""
    for part in page.parts:
        yield from _card(part, level) if isinstance(part, Card) else _table(part, level)


def _heading(words: str, level: int, link: str = "") -> Iterator[str]:
    written = inline.text(words)
    yield f"{'#' * level} {inline.link(written, link) if link else written}"
    yield ""


def _table(table: Table, level: int) -> Iterator[str]:
    if table.title:
        yield from _heading(table.title, level)
    if table.lead:
        yield inline.paragraph(table.lead)
        yield ""
    yield from _rows([column.title for column in table.columns], (map(_cell, row.cells) for row in table.rows))
    yield ""


def _rows(titles: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A table of cells that are Markdown already."""
    yield f"| {' | '.join(map(inline.text, titles))} |"
    yield f"|{' --- |' * len(titles)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


# ---- words --------------------------------------------------------------------------------------


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_line, cell))


def _line(line: Line) -> str:
    return "".join(map(_piece, line)).strip()


def _piece(piece: Piece) -> str:
    """Words in their manner; blanks at their ends stay outside, where marks do their work."""
    words = piece.text.strip()
    if not words:
        return " " if piece.text else ""
    before = " " if piece.text[0].isspace() else ""
    after = " " if piece.text[-1].isspace() else ""
    written = _in_manner(words, piece.manner)
    return f"{before}{inline.link(written, piece.link) if piece.link else written}{after}"


def _in_manner(words: str, manner: str) -> str:
    if manner in ("code", "key"):
        return inline.code(words)
    mark = _MARKS.get(manner, "") if any(map(str.isalnum, words)) else ""
    return f"{mark}{inline.text(words)}{mark}"


# ---- cards --------------------------------------------------------------------------------------


def _card(card: Card, level: int) -> Iterator[str]:
    """The question, a table of the options, and what is said of the decision as a list."""
    yield from _heading(card.title, level, card.link)
    for line in (*_question(card), *(f"**! wrong** {inline.text(fault)}" for fault in card.faults)):
        yield line
        yield ""
    if card.options:
        yield from _rows(_OPTIONS, map(_option, card.options))
        yield ""
    for fact in card.facts:
        yield f"- **{inline.text(fact.name)}:** {_cell(fact.lines)}"
    yield ""


def _question(card: Card) -> Iterator[str]:
    area = f"_{inline.text(card.area)}_" if card.area else ""
    question = f"**{inline.text(card.question)}**" if card.question.strip() else ""
    words = " · ".join(filter(None, (area, question)))
    if words:
        yield words


def _option(option: Option) -> Iterator[str]:
    variant = {"": "", "base": "_this design_"}.get(option.variant, f"_variant:_ {inline.text(option.variant)}")
    name = f"**{inline.text(option.name)}**{' (chosen)' if option.is_chosen else ''}" if option.name.strip() else ""
    yield "<br>".join(filter(None, (name, inline.text(option.description), variant)))
    for arguments in (option.pros, option.cons):
        yield "<br>".join(inline.text(each) for each in arguments)
