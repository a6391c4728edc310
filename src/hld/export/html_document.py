"""A document as one HTML file: its pictures inside, light or dark as the reader has it, fit to be printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from hld.export.markup import card, heading, line, table, text
from hld.export.policy import policy
from hld.view.document import Document, Listed, Part, Picture, Section, Words
from hld.view.tables import Card, Table

__all__ = ["html_document"]

_STYLE = Path(__file__).with_name("document.css")


def html_document(found: Document, pictures: Mapping[str, str], symbols: str, colours: str) -> bytes:
    """The document in UTF-8. `pictures` are elements by view, `symbols` what they use, `colours` a style for them."""
    return "\n".join(_document(found, pictures, symbols, colours)).encode() + b"\n"


def _document(found: Document, pictures: Mapping[str, str], symbols: str, colours: str) -> Iterator[str]:
    style = colours + _STYLE.read_text(encoding="utf-8")
    title = ": ".join(filter(None, (found.title, found.subtitle)))
    yield "<!doctype html>"
    yield '<html lang="en">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy(style)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{text(title)}</title>"
    yield f"<style>{style}</style>"
    yield "</head>"
    yield "<body>"
    yield '<a class="skip" href="#document">To the document</a>'
    yield symbols
    yield from _contents(found)
    yield '<main id="document">'
    yield f"<h1>{text(title)}</h1>"
    for lead in found.lead:
        yield from _words(lead)
    for section in found.sections:
        yield from _section(section, pictures, 2)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _contents(found: Document) -> Iterator[str]:
    yield '<nav aria-label="Contents"><ul>'
    for section in found.sections:
        within = [part for part in section.parts if isinstance(part, Section)]
        inner = "".join(f"<li>{_link_to(part)}</li>" for part in within)
        yield f"<li>{_link_to(section)}{f'<ul>{inner}</ul>' if inner else ''}</li>"
    yield "</ul></nav>"


def _link_to(section: Section) -> str:
    return f'<a href="#{text(section.id)}">{text(section.title)}</a>'


def _section(section: Section, pictures: Mapping[str, str], level: int) -> Iterator[str]:
    yield f'<section id="{text(section.id)}">'
    yield heading(section.title, level)
    for part in section.parts:
        yield from _part(part, pictures, level + 1)
    yield "</section>"


def _part(part: Part, pictures: Mapping[str, str], level: int) -> Iterator[str]:
    match part:
        case Section():
            yield from _section(part, pictures, level)
        case Words():
            yield from _words(part)
        case Listed():
            name = "ol" if part.is_ordered else "ul"
            yield f"<{name}>{''.join(f'<li>{line(item)}</li>' for item in part.items)}</{name}>"
        case Picture():
            yield f"<figure>{pictures[part.view]}<figcaption>{text(part.title)}</figcaption></figure>"
        case Table():
            yield from table(part, level)
        case Card():
            yield from card(part)


def _words(words: Words) -> Iterator[str]:
    yield from (f"<p>{line(each)}</p>" for each in words.lines)
