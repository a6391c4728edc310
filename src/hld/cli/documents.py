"""How the formats are made of which there is one file for a spec."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from hld import pipeline, workspace
from hld.check.types import Checked
from hld.diagnostics import Diagnostic
from hld.tuples import NamedTuple

if TYPE_CHECKING:
    from hld.render import Picture

__all__ = ["MAKERS", "Subject"]


class Subject(NamedTuple):
    """What is written about: a spec, what is wrong where, and its pictures by the names of their views."""

    compilation: pipeline.Compilation
    faults: tuple[Diagnostic, ...]
    draw: Callable[[str], Picture]

    def checked(self) -> Checked:
        """What the rules say of it."""
        return self.compilation.checked


def _markdown(subject: Subject) -> bytes:
    from hld.export.document import document

    found = pipeline.document(subject.compilation, subject.faults)
    return document(found, {view: f"{workspace.output_name(view)}.svg" for view in found.pictures()})


def _html_document(subject: Subject) -> bytes:
    from hld.export.html_document import html_document
    from hld.render.inlined import inlined

    found = pipeline.document(subject.compilation, subject.faults)
    pictures, symbols, style = inlined({view: subject.draw(view) for view in found.pictures()})
    return html_document(found, pictures, symbols, style)


def _html_page(subject: Subject) -> bytes:
    from hld.document.tour import tour
    from hld.export.html_page import html_page
    from hld.render.inlined import inlined
    from hld.view.pages import PAGES

    model = subject.compilation.model
    views = pipeline.views(model)
    pictures = {view: subject.draw(view) for view in views if view not in PAGES}
    pages = {view: pipeline.page(model, view, subject.faults, subject.checked) for view in views if view in PAGES}
    drawn, symbols, style = inlined(pictures)
    return html_page(tour(model, pictures, drawn, pages), symbols, style)


MAKERS: Mapping[str, Callable[[Subject], bytes]] = {
    "md": _markdown,
    "html-doc": _html_document,
    "html": _html_page,
}
