"""Tables as one HTML page for a browser, in light and dark; it needs nothing beside it and runs no script."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from hld.links import safe_link
from hld.printable import printable
from hld.view.tables import Cell, Line, Page, Piece, Row, Table

__all__ = ["html"]

_TAGS = {"strong": "strong", "code": "code", "key": "code"}
_CLASSES = {"faint": "faint"}
_STYLE = """
:root { color-scheme: light dark; --page: #ffffff; --ink: #0f172a; --faint: #526075; --line: #cbd5e1;
  --head: #f1f5f9; --pass: #00704f; --fail: #b91c1c; --unknown: #6b5300; }
@media (prefers-color-scheme: dark) { :root { --page: #0b1220; --ink: #f1f5f9; --faint: #a5b3c7; --line: #334155;
  --head: #182234; --pass: #34d8a2; --fail: #ff8a8a; --unknown: #e9c545; } }
body { margin: 2rem; background: var(--page); color: var(--ink); font: 15px/1.45 Arial, Helvetica, sans-serif; }
.table { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left; vertical-align: top; }
thead th { background: var(--head); }
.faint { color: var(--faint); }
.pill { border: 1px solid currentColor; border-radius: 1em; padding: 0 .5em; font-size: .85em; }
.pass { color: var(--pass); } .fail { color: var(--fail); } .unknown { color: var(--unknown); }
"""


def html(page: Page) -> bytes:
    """The tables of a page as a document of its own, in UTF-8."""
    return ("\n".join(_document(page)) + "\n").encode()


def _document(page: Page) -> Iterator[str]:
    title = _text(": ".join(filter(None, (page.title, page.subtitle))))
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    for part in page.parts:
        if isinstance(part, Table):
            yield from _table(part)
    yield "</body>\n</html>"


def _table(table: Table) -> Iterator[str]:
    yield f'<section id="{_text(table.id)}">'
    if table.title:
        yield f"<h2>{_text(table.title)}</h2>"
    if table.lead:
        yield f"<p>{_text(table.lead)}</p>"
    heads = "".join(f'<th scope="col">{_text(column.title)}</th>' for column in table.columns)
    yield f'<div class="table"><table>\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    yield from map(_row, table.rows)
    yield "</tbody>\n</table></div>\n</section>"


def _row(row: Row) -> str:
    return f"<tr>{''.join(f'<td>{_cell(cell)}</td>' for cell in row.cells)}</tr>"


def _cell(cell: Cell) -> str:
    return "<br>".join(map(_line, cell))


def _line(line: Line) -> str:
    return "".join(map(_piece, line))


def _piece(piece: Piece) -> str:
    """Words in their manner, every mark of HTML in them escaped."""
    written = _text(piece.text)
    if piece.manner == "pill":
        tone = f" {_text(piece.tone)}" if piece.tone else ""
        written = f'<span class="pill{tone}">{written}</span>'
    elif piece.manner in _TAGS:
        written = f"<{_TAGS[piece.manner]}>{written}</{_TAGS[piece.manner]}>"
    elif piece.manner in _CLASSES:
        written = f'<span class="{_CLASSES[piece.manner]}">{written}</span>'
    target = safe_link(piece.link)
    return f'<a href="{escape(target)}">{written}</a>' if target else written


def _text(words: str) -> str:
    return escape(printable(words))
