"""A comparison of designs for people and for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from fractions import Fraction

from hld.compare.comparison import Block, Cell, Comparison, Row
from hld.compare.rows import SUMMARY
from hld.printable import one_line

__all__ = ["as_csv", "as_json", "text"]

_VERSION = 1
_BEST = "*"
_MANY = 4  # designs that can stand beside each other on a terminal


def text(found: Comparison) -> str:
    """A table for a terminal: the best of a row has a star, what the numbers rest on stands in brackets."""
    is_long = len(found.columns) > _MANY
    rows = list(_summary(found)) if is_long else list(_side_by_side(found))
    widths = [max(len(row[column]) for row in rows if len(row) > column) for column in range(len(rows[0]))]
    told = [_aligned(row, widths) for row in rows]
    if any(row.best for block in found.blocks for row in block.rows):
        told += ["", f"{_BEST} the best of its row"]
    return "\n".join([*told, *(["", *map(one_line, found.notes)] if found.notes else [])]) + "\n"


def _side_by_side(found: Comparison) -> Iterator[tuple[str, ...]]:
    """A column a design."""
    yield ("", *map(one_line, found.columns))
    for block in found.blocks:
        yield from _lines(block)


def _summary(found: Comparison) -> Iterator[tuple[str, ...]]:
    """A line a design, where there are too many to stand beside each other: only what can be said of any design."""
    rows = next(block for block in found.blocks if block.id == SUMMARY).rows
    yield ("", *(row.title for row in rows))
    for index, name in enumerate(found.columns):
        yield (one_line(name), *(_cell(row.cells[index], index in row.best) for row in rows))


def _lines(block: Block) -> Iterator[tuple[str, ...]]:
    yield ("",)
    yield (block.title,)
    for row in block.rows:
        cells = (_cell(cell, index in row.best) for index, cell in enumerate(row.cells))
        yield (f"  {one_line(row.title)}", *cells)


def _cell(cell: Cell, is_best: bool) -> str:
    verdict = f" {cell.verdict}" if cell.verdict and cell.verdict not in cell.text else ""
    note = f" ({one_line(cell.note)})" if cell.note else ""
    return f"{_BEST if is_best else ' '}{one_line(cell.text)}{verdict}{note}"


def _aligned(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(words.ljust(width) for words, width in zip(row, widths, strict=False)).rstrip()


def as_json(found: Comparison) -> str:
    """All of it as data, by the ids of blocks, rows and designs."""
    data = {
        "version": _VERSION,
        "designs": list(found.columns),
        "blocks": {block.id: {row.id: _row(row, found.columns) for row in block.rows} for block in found.blocks},
        "notes": list(found.notes),
    }
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _row(row: Row, columns: tuple[str, ...]) -> dict[str, object]:
    return {
        "title": row.title,
        "better": row.better or None,
        "best": [columns[index] for index in sorted(row.best)],
        "values": {name: _data(cell) for name, cell in zip(columns, row.cells, strict=True)},
    }


def _data(cell: Cell) -> dict[str, object]:
    return {"text": cell.text, "value": _plain(cell.value), "verdict": cell.verdict or None, "note": cell.note}


def _plain(value: Fraction | None) -> int | float | None:
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)


def as_csv(found: Comparison) -> str:
    """A line for each row and design: subject, row, design, what it is, its number, verdict, whether it is the best."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(("subject", "row", "design", "text", "value", "verdict", "best", "note"))
    for block in found.blocks:
        for row in block.rows:
            for index, (name, cell) in enumerate(zip(found.columns, row.cells, strict=True)):
                value = _plain(cell.value)
                best = "yes" if index in row.best else ""
                numbers = ("" if value is None else value, cell.verdict, best)
                writer.writerow((block.title, row.title, name, cell.text, *numbers, cell.note))
    return target.getvalue()
