"""The steps of a flow as a table."""

from __future__ import annotations

from collections.abc import Iterator

from hld.model.types import Flow
from hld.view import legend
from hld.view.tables import NONE, Column, Row, Table, cell, words
from hld.view.types import LegendRow

__all__ = ["steps"]

_COLUMNS = (
    Column("step", "Step"),
    Column("from", "From"),
    Column("to", "To"),
    Column("what", "What"),
    Column("how", "How"),
)


def steps(flow: Flow) -> Table:
    """A row for each step, and one above each block of steps that says which it is."""
    return Table(f"steps-{flow.id}", "", _COLUMNS, tuple(_rows(flow)))


def _rows(flow: Flow) -> Iterator[Row]:
    for number, row in enumerate(legend.steps(flow), 1):
        yield _heading(row, number) if row.is_heading else _step(row)


def _heading(row: LegendRow, number: int) -> Row:
    return Row(f"block-{number}", ((), (), (), cell(words(row.what, "strong")), ()))


def _step(row: LegendRow) -> Row:
    what = cell(words(row.what), words(row.tooltip, "faint"))
    told = (cell(words(row.source)), cell(words(row.target)) or NONE, what or NONE, cell(words(row.how)) or NONE)
    return Row(row.badge, (cell(words(row.badge, "strong")), *told))
