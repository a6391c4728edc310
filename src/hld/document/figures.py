"""The tables of what a design comes to, as they stand in a document."""

from __future__ import annotations

from hld.report.figures.tables import Table as Figures
from hld.view.tables import NONE, VERDICTS, Cell, Column, Row, Table, cell, pill, words

__all__ = ["from_figures"]


def from_figures(found: Figures, title: str = "") -> Table:
    """The table without its empty columns; its note stands above it."""
    used = [index for index in range(len(found.columns)) if any(row[index] for row in found.rows)]
    columns = tuple(_column(found.columns[index], index in found.numbers) for index in used)
    rows = tuple(
        Row(str(number), tuple(_cell(row[index], column) for index, column in zip(used, columns, strict=True)))
        for number, row in enumerate(found.rows, 1)
    )
    return Table(found.title.lower().replace(" ", "-"), title or found.title, columns, rows, found.note)


def _column(name: str, is_number: bool) -> Column:
    return Column(name.replace(" ", "-"), f"{name[:1].upper()}{name[1:]}", is_number)


def _cell(text: str, column: Column) -> Cell:
    if column.id == "verdict" and text in VERDICTS:
        return ((pill(VERDICTS[text], text),),)
    return cell(words(text, "faint" if column.id == "from" else "")) or NONE
