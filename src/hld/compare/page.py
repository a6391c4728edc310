"""A comparison as a page of tables, to be written in any format: one table a subject, a column a design."""

from __future__ import annotations

from collections.abc import Iterator

from hld.compare.comparison import Block, Cell, Comparison, Row
from hld.view import tables
from hld.view.tables import Column, Page, Piece, Table, cell, pill, words

__all__ = ["page", "row_cells"]

_BEST = "best"
_NOTES = "What to notice"


def page(found: Comparison) -> Page:
    """The comparison before it is written; the best of a row is said in words, a verdict is set off."""
    return Page("comparison", "Comparison", ", ".join(found.columns), tuple(_parts(found)))


def _parts(found: Comparison) -> Iterator[Table]:
    columns = (Column("row", ""), *(Column(f"design-{index}", name) for index, name in enumerate(found.columns, 1)))
    for block in found.blocks:
        yield _table(block, columns)
    if found.notes:
        rows = (tables.Row(f"note-{index}", (cell(words(note)),)) for index, note in enumerate(found.notes, 1))
        yield Table("notes", _NOTES, (Column("note", "Note"),), tuple(rows))


def _table(block: Block, columns: tuple[Column, ...]) -> Table:
    return Table(block.id, block.title, columns, tuple(map(_row, block.rows)))


def _row(row: Row) -> tables.Row:
    return tables.Row(row.id, (cell(words(row.title, "strong")), *row_cells(row)))


def row_cells(row: Row) -> Iterator[tables.Cell]:
    """What each design has in a row."""
    best = row.best
    return (_cell(each, is_best=index in best) for index, each in enumerate(row.cells))


def _cell(found: Cell, *, is_best: bool) -> tables.Cell:
    """What a design has in a row: its words, its verdict, whether it is the best, and what it rests on below."""
    pieces = [Piece(found.text, "strong" if is_best else "")]
    if is_best:
        pieces += [Piece(" "), Piece(_BEST, "faint")]
    if found.verdict and found.verdict not in found.text:
        pieces += [Piece(" "), pill(found.verdict, found.verdict)]
    return cell(tuple(pieces), words(found.note, "faint"))
