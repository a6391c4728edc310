"""A document as Markdown, in the dialect of GitHub: its pictures are the files beside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import quote

from hld import inline
from hld.export.markdown import paragraph
from hld.export.markdown import part as table_or_card
from hld.view.document import Document, Listed, Part, Picture, Section, Words
from hld.view.tables import Table

__all__ = ["document"]

_DEEPEST = 6  # levels of headings


def document(found: Document, files: Mapping[str, str]) -> bytes:
    """The document in UTF-8; `files` are the pictures by the names of their views."""
    return "\n".join(_document(found, files)).rstrip().encode() + b"\n"


def _document(found: Document, files: Mapping[str, str]) -> Iterator[str]:
    yield f"# {inline.text(': '.join(filter(None, (found.title, found.subtitle))))}"
    yield ""
    for lead in found.lead:
        yield from _words(lead)
    yield from _contents(found)
    for section in found.sections:
        yield from _section(section, files, 2)


def _contents(found: Document) -> Iterator[str]:
    for section in found.sections:
        yield f"- {_link_to(section)}"
        if section.id == "flows":
            yield from (f"  - {_link_to(part)}" for part in section.parts if isinstance(part, Section))
    yield ""


def _link_to(section: Section) -> str:
    return inline.link(inline.text(section.title), f"#{section.id}")


def _section(section: Section, files: Mapping[str, str], level: int) -> Iterator[str]:
    """The heading below a place that links lead to, whatever a reader makes of the words of headings."""
    yield f'<a id="{section.id}"></a>'
    yield ""
    yield f"{'#' * min(level, _DEEPEST)} {inline.text(section.title)}"
    yield ""
    for part in section.parts:
        yield from _part(part, files, level + 1)


def _part(part: Part, files: Mapping[str, str], level: int) -> Iterator[str]:
    match part:
        case Section():
            yield from _section(part, files, level)
        case Words():
            yield from _words(part)
        case Listed():
            mark = "1." if part.is_ordered else "-"
            yield from (f"{mark} {paragraph(item)}" for item in part.items)
            yield ""
        case Picture():
            yield f"![{inline.text(part.title)}]({quote(files[part.view])})"
            yield ""
        case _:
            yield from table_or_card(part, min(level, _DEEPEST), is_titled=isinstance(part, Table))


def _words(words: Words) -> Iterator[str]:
    for line in words.lines:
        yield paragraph(line)
        yield ""
