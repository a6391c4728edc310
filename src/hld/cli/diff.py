"""`hld diff`: what differs between two designs, by what they mean and not by how they are written."""

from __future__ import annotations

import sys

from hld.cli import console
from hld.cli.sides import Side, side
from hld.compare import difference, form
from hld.compare.facts import facts

__all__ = ["command", "textconv"]

_HEAD = "HEAD"


def command(before: str, after: str = "", *, output_format: str = "text", exit_code: bool = False) -> int:
    """Print what differs; of one file alone, against the last commit. Returns the exit code."""
    from hld.report.difference import FORMATS

    console.choice("format", output_format, FORMATS)
    first, second = _sides(before, after)
    found = difference(form(first.model), form(second.model))
    colour = output_format == "text" and console.wants_colour(sys.stdout)
    console.write_out(FORMATS[output_format](found, first.name, second.name, colour))
    return console.FINDINGS if exit_code and not found.is_empty else console.CLEAN


def _sides(before: str, after: str) -> tuple[Side, Side]:
    if not after:
        return side(f"{_HEAD}:{before}"), side(before)
    first = side(before)
    return first, side(after, first)


def textconv(file: str) -> int:
    """Print a design as a line for each fact, in one order: what `git diff` can compare line by line."""
    console.write_out("".join(f"{line}\n" for line in facts(form(side(file).model))))
    return console.CLEAN
