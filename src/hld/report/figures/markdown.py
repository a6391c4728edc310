"""Tables for a page or a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from hld.analyse.types import Analysis
from hld.report.figures.tables import Table, tables

__all__ = ["render", "sheet"]


def render(name: str, analysis: Analysis) -> str:
    """A heading, then each table under its own."""
    return sheet(name, tables(analysis))


def sheet(title: str, found: Sequence[Table]) -> str:
    """A heading, and tables each under its own."""
    return "\n\n".join([f"# {_cell(title)}", *(_table(each) for each in found)]) + "\n"


def _table(table: Table) -> str:
    marks = ["---:" if index in table.numbers else "---" for index in range(len(table.columns))]
    lines = [f"## {table.title}", "", _row(table.columns), _row(marks), *(_row(row) for row in table.rows)]
    return "\n".join([*lines, "", table.note] if table.note else lines)


def _row(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(_cell(cell) for cell in cells)} |"


def _cell(text: str) -> str:
    """A text as it reads in a cell: nothing in it is Markdown."""
    escaped = text.replace("\\", "\\\\")
    for sign in "|*_`<>[]":
        escaped = escaped.replace(sign, f"\\{sign}")
    return " ".join(escaped.split())
