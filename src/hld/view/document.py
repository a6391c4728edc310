"""A document about a design before it is written: sections of words, pictures, tables and cards, in their order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from hld.tuples import NamedTuple
from hld.view.tables import Card, Cell, Line, Table

__all__ = ["Document", "Listed", "Part", "Picture", "Section", "Words"]


class Words(NamedTuple):
    """Paragraphs, a line each."""

    lines: Cell


class Listed(NamedTuple):
    """Things said one by one; `is_ordered` where their order matters."""

    items: tuple[Line, ...]
    is_ordered: bool = False


class Picture(NamedTuple):
    """The picture of a view: its name ("flow-post"), and what it shows, for those who do not see it."""

    view: str
    title: str


class Section(NamedTuple):
    """What stands under a heading. `id` is what links lead to; there is no other of it in the document."""

    id: str
    title: str
    parts: tuple[Part, ...]


Part: TypeAlias = Words | Listed | Picture | Table | Card | Section


class Document(NamedTuple):
    """All of it. Links between its parts are "#" and the id of a section."""

    title: str
    subtitle: str
    lead: tuple[Words, ...]
    sections: tuple[Section, ...]

    def pictures(self) -> tuple[str, ...]:
        """The views that are shown, in their order."""
        return tuple(part.view for section in self.sections for part in _parts(section) if isinstance(part, Picture))


def _parts(section: Section) -> Iterator[Part]:
    for part in section.parts:
        yield part
        if isinstance(part, Section):
            yield from _parts(part)
