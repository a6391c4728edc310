"""Tables for a spreadsheet: each row begins with the title of its table; numbers as people read them."""

from __future__ import annotations

import csv
import io

from hld.analyse.types import Analysis
from hld.report.figures.tables import tables

__all__ = ["render"]

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(name: str, analysis: Analysis) -> str:
    """All tables, each with its head, in one file."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for table in tables(analysis):
        writer.writerow(("table", *table.columns))
        writer.writerows((table.title, *map(_safe, row)) for row in table.rows)
    return out.getvalue()


def _safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula; a signed number is none."""
    if cell.startswith(_STARTS_A_FORMULA) and not cell[1:2].isdigit():
        return "'" + cell
    return cell
