"""`hld diff`: what differs between two designs, by what they mean and not by how they are written."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from hld import output, pipeline
from hld.cli import choices, console
from hld.cli.draw import picture_format
from hld.cli.sides import Side, side
from hld.compare import difference, form
from hld.compare.facts import facts
from hld.errors import UsageError
from hld.printable import one_line
from hld.tuples import NamedTuple

__all__ = ["Drawn", "command", "textconv"]

_HEAD = "HEAD"
_SIDES = ("before", "after")
_PAGE = "html"


class Drawn(NamedTuple):
    """The picture to make beside the words: the file it goes to ("" for none), and how it looks.

    Two pictures, if they are to be `beside` each other, go to files of their own: "x-before.svg", "x-after.svg".
    """

    target: str = ""
    beside: bool = False
    theme: str = "light"
    look: str = "lanes"


_UNDRAWN = Drawn()


def command(
    before: str, after: str = "", *, output_format: str = "text", exit_code: bool = False, drawn: Drawn = _UNDRAWN
) -> int:
    """Print what differs, and draw it if asked; of one file alone, against the last commit. Returns the exit code."""
    from hld.report.difference import FORMATS

    console.choice("format", output_format, FORMATS)
    if drawn.beside and not drawn.target:
        raise UsageError("--side-by-side is a way to draw", "name the file with --picture, for example difference.svg")
    first, second = _sides(before, after)
    found = difference(form(first.model), form(second.model))
    colour = output_format == "text" and console.wants_colour(sys.stdout)
    if drawn.target:
        _draw(first, second, drawn)
    console.write_out(FORMATS[output_format](found, first.name, second.name, colour))
    return console.FINDINGS if exit_code and not found.is_empty else console.CLEAN


def _sides(before: str, after: str) -> tuple[Side, Side]:
    if not after:
        return side(f"{_HEAD}:{before}"), side(before)
    first = side(before)
    return first, side(after, first)


def _draw(first: Side, second: Side, drawn: Drawn) -> None:
    """Write the picture, the two beside each other, or the page that lays one over the other."""
    from hld.render import FORMATS, THEMES
    from hld.render.png import missing_scripts

    format_ = picture_format(drawn.target, (*FORMATS, _PAGE))
    theme = THEMES[console.choice("theme", drawn.theme, THEMES)]
    console.choice("look", drawn.look, choices.LOOKS)
    title = f"{one_line(first.name)} → {one_line(second.name)}"
    if format_ == _PAGE:
        _write_page(first, second, title, drawn)
        return
    make = pipeline.draw_beside if drawn.beside else pipeline.draw_difference
    pictures = make(first.model, second.model, title, drawn.look)
    for path, picture in zip(_files(drawn), pictures, strict=True):
        output.write(path.parent, path.name, FORMATS[format_](picture, theme))
        console.say(f"drew {path}")
        if format_ == "png":
            console.say_boxed(missing_scripts(FORMATS["svg"](picture, theme)))


def _write_page(first: Side, second: Side, title: str, drawn: Drawn) -> None:
    """Both pictures in one file, with a slider between them; its colours are those that the reader prefers."""
    from hld.export.html_difference import html_difference
    from hld.render.inlined import inlined

    if drawn.beside:
        raise UsageError("a page has both pictures over each other", "leave out --side-by-side")
    drawings = pipeline.draw_beside(first.model, second.model, title, drawn.look)
    pictures, symbols, style = inlined(dict(zip(_SIDES, drawings, strict=True)))
    path = Path(drawn.target)
    names = (one_line(first.name), one_line(second.name))
    output.write(path.parent, path.name, html_difference(title, names, tuple(pictures.values()), symbols, style))
    console.say(f"drew {path}")


def _files(drawn: Drawn) -> Iterator[Path]:
    """The files to write: one, or one for each side."""
    path = Path(drawn.target)
    yield from (path.with_stem(f"{path.stem}-{side}") for side in _SIDES) if drawn.beside else (path,)


def textconv(file: str) -> int:
    """Print a design as a line for each fact, in one order: what `git diff` can compare line by line."""
    console.write_out("".join(f"{line}\n" for line in facts(form(side(file).model))))
    return console.CLEAN
