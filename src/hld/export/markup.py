"""Words, tables and cards as HTML. No text of a spec is ever markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from hld.links import safe_link
from hld.printable import printable
from hld.view.tables import TICK, Card, Cell, Line, Option, Piece, Row, Table

__all__ = ["card", "heading", "line", "table", "text"]

_DEEPEST = 6


def text(words: str) -> str:
    """A text as it is read, within an element or an attribute."""
    return escape(printable(words))


def line(pieces: Line) -> str:
    """Words that follow each other."""
    return "".join(map(_piece, pieces))


def heading(words: str, level: int) -> str:
    """A heading."""
    return f"<h{min(level, _DEEPEST)}>{text(words)}</h{min(level, _DEEPEST)}>"


def _piece(piece: Piece) -> str:
    written = _in_manner(piece)
    target = safe_link(piece.link)
    return f'<a href="{text(target)}">{written}</a>' if target else written


def _in_manner(piece: Piece) -> str:
    words = text(piece.text)
    match piece.manner:
        case "strong":
            return f"<strong>{words}</strong>"
        case "faint":
            return f'<span class="faint">{words}</span>'
        case "code" | "key":
            return f'<code class="{piece.manner}">{words}</code>'
        case "pill":
            return f'<span class="pill {text(piece.tone)}">{words}</span>'
    return words


def _cell(cell: Cell) -> str:
    return "<br>".join(map(line, cell))


def table(found: Table, level: int, id_of: Callable[[Row], str] | None = None) -> Iterator[str]:
    """The table in a frame that scrolls where it is too wide, under its title; `id_of` names its rows."""
    if found.title:
        yield heading(found.title, level)
    if found.lead:
        yield f'<p class="faint">{text(found.lead)}</p>'
    name = found.title or found.id.replace("-", " ")
    yield f'<div class="wide" tabindex="0" role="group" aria-label="{text(name)}"><table>'
    numbers = [column.is_number for column in found.columns]
    heads = "".join(
        f'<th scope="col"{_right(is_number)}>{text(column.title)}</th>'
        for column, is_number in zip(found.columns, numbers, strict=True)
    )
    yield f"<thead><tr>{heads}</tr></thead><tbody>"
    for row in found.rows:
        cells = "".join(
            f"<td{_right(is_number)}>{_cell(cell)}</td>" for cell, is_number in zip(row.cells, numbers, strict=True)
        )
        yield f'<tr id="{text(id_of(row))}">{cells}</tr>' if id_of is not None else f"<tr>{cells}</tr>"
    yield "</tbody></table></div>"


def _right(is_number: bool) -> str:
    return ' class="number"' if is_number else ""


def card(found: Card) -> Iterator[str]:
    """The question, the options side by side, and what is said of the decision. Its title stands above."""
    yield '<div class="card">'
    if found.area:
        yield f'<p class="faint">{text(found.area)}</p>'
    if found.question:
        yield f"<p><strong>{text(found.question)}</strong></p>"
    yield from (f'<p><span class="pill fail">! wrong</span> {text(fault)}</p>' for fault in found.faults)
    if found.options:
        yield '<ul class="options">'
        yield from map(_option, found.options)
        yield "</ul>"
    if found.facts:
        yield "<dl>"
        yield from (f"<dt>{text(fact.name)}</dt><dd>{_cell(fact.lines)}</dd>" for fact in found.facts)
        yield "</dl>"
    yield "</div>"


def _option(option: Option) -> str:
    chosen = f' <span class="pill pass">{TICK} chosen</span>' if option.is_chosen else ""
    variant = {"": "", "base": "this design"}.get(option.variant, f"variant: {option.variant}")
    said = "".join(f'<p class="faint">{text(words)}</p>' for words in (option.description, variant) if words)
    arguments = _arguments("+", "For", option.pros) + _arguments("–", "Against", option.cons)
    return f"<li{_is_chosen(option)}><p><strong>{text(option.name)}</strong>{chosen}</p>{said}{arguments}</li>"


def _is_chosen(option: Option) -> str:
    return ' class="chosen"' if option.is_chosen else ""


def _arguments(sign: str, name: str, arguments: Iterable[str]) -> str:
    items = "".join(f"<li>{sign} {text(each)}</li>" for each in arguments)
    return f'<ul class="arguments" aria-label="{name}">{items}</ul>' if items else ""
