"""Tables for a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from hld.analyse.types import Analysis
from hld.printable import printable
from hld.report.figures.tables import Table, tables

__all__ = ["render", "sheet"]

_COLOUR = "31"
_BAD = frozenset(("fail", "down"))


def render(name: str, analysis: Analysis, colour: bool = False) -> str:
    """All tables below each other."""
    return sheet(name, tables(analysis), colour)


def sheet(title: str, found: Sequence[Table], colour: bool = False) -> str:
    """A title, and tables below each other."""
    return "\n\n".join([printable(title), *(_table(each, colour) for each in found)]) + "\n"


def _table(table: Table, colour: bool) -> str:
    used = [index for index in range(len(table.columns)) if any(row[index] for row in table.rows)]
    rows = [[printable(row[index]) for index in used] for row in table.rows]
    head = [table.columns[index] for index in used]
    widths = [max(len(row[at]) for row in [head, *rows]) for at in range(len(used))]
    right = {at for at, index in enumerate(used) if index in table.numbers}
    lines = [_bold(table.title, colour), _line(head, widths, right), "  ".join("-" * width for width in widths)]
    lines += [_coloured(_line(row, widths, right), row, colour) for row in rows]
    return "\n".join([*lines, table.note] if table.note else lines)


def _line(cells: Sequence[str], widths: Sequence[int], right: set[int]) -> str:
    return "  ".join(
        cell.rjust(width) if at in right else cell.ljust(width)
        for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text


def _coloured(line: str, row: Sequence[str], colour: bool) -> str:
    verdict = next((cell for cell in row if cell in _BAD), "")
    return f"\x1b[{_COLOUR}m{line}\x1b[0m" if colour and verdict else line
