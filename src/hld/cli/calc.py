"""`hld calc`: a formula at once."""

from __future__ import annotations

import json

from hld.analyse.calc import calculate
from hld.cli import console
from hld.errors import UsageError
from hld.report.figures.numbers import plain
from hld.units.dimensions import unit_of
from hld.units.expression import ExpressionError

__all__ = ["FORMATS", "calc"]

FORMATS = ("text", "json")


def calc(text: str, output_format: str = "text") -> int:
    """Work a formula out and print it. Raises UsageError for one that cannot be."""
    console.choice("format", output_format, FORMATS)
    try:
        found = calculate(text)
    except ExpressionError as error:
        raise UsageError(_pointed(text, error), error.hint) from error
    if output_format == "json":
        quantity = found.quantity
        told = {
            "value": plain(quantity.value),
            "unit": unit_of(quantity),
            "per": list(quantity.over),
            "of": "·".join(quantity.of),
            "text": found.text,
            "notes": dict(found.notes),
        }
        console.write_out(json.dumps(told, indent=2, ensure_ascii=False) + "\n")
        return console.CLEAN
    lines = [found.text, *(f"  {name}: {value}" for name, value in found.notes)]
    console.write_out("\n".join(lines) + "\n")
    return console.CLEAN


def _pointed(text: str, error: ExpressionError) -> str:
    """What is wrong, with the place in the formula where that is not all of it."""
    at = text[error.start : error.end].strip()
    return f"{error}" if not at or at in str(error) or at == text.strip() else f"{error}, in '{at}'"
