"""The formats that a design is written in for other tools, and what each can hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hld.errors import UsageError
from hld.export import c4, d2, dot, drawio, json_, mermaid, openapi, plantuml, python, structurizr
from hld.export.markdown import markdown
from hld.layout.types import Drawing
from hld.model.types import Model
from hld.tuples import NamedTuple
from hld.view.entities import EntitiesView
from hld.view.sequence import SequenceView
from hld.view.tables import Page
from hld.view.types import Graph

__all__ = ["EXPORTERS", "Exporter", "able", "refuse"]


class Exporter(NamedTuple):
    """A format: the end of its files' names, and its writer of each sort of view, None where it has no words for it.

    `graph` writes cards and lines without their places and `drawing` with them; `design` writes the whole of it.
    """

    suffix: str
    graph: Callable[[Graph], str] | None = None
    drawing: Callable[[Drawing], str] | None = None
    sequence: Callable[[SequenceView], str] | None = None
    entities: Callable[[EntitiesView], str] | None = None
    page: Callable[[Page], str] | None = None
    design: Callable[[Model], str] | None = None

    def holds(self, sort: str) -> bool:
        """Whether it can hold a view of this sort: "graph", "sequence", "entities", "page" or "design"."""
        return getattr(self, sort, None) is not None or (sort == "graph" and self.drawing is not None)


EXPORTERS: Mapping[str, Exporter] = {
    "d2": Exporter(".d2", graph=d2.graph, sequence=d2.sequence, entities=d2.entities),
    "dot": Exporter(".dot", graph=dot.graph),
    "drawio": Exporter(".drawio", drawing=drawio.drawing),
    "json": Exporter(".json", design=json_.design),
    "markdown": Exporter(".md", page=lambda page: markdown(page).decode()),
    "mermaid": Exporter(".mmd", graph=mermaid.graph, sequence=mermaid.sequence, entities=mermaid.entities),
    "openapi": Exporter(".openapi.json", design=openapi.design),
    "plantuml": Exporter(".puml", graph=c4.graph, sequence=plantuml.sequence, entities=plantuml.entities),
    "python": Exporter(".py", graph=python.graph),
    "structurizr": Exporter(".dsl", design=structurizr.design),
}


def able(sort: str) -> tuple[str, ...]:
    """The formats that can hold a view of this sort."""
    return tuple(name for name, exporter in EXPORTERS.items() if exporter.holds(sort))


def refuse(name: str, view: str, sort: str) -> None:
    """Raise UsageError where the format `name` cannot hold the view."""
    exporter = EXPORTERS[name]
    if exporter.holds(sort):
        return
    if exporter.design is not None:
        raise UsageError(f"{name} is of the whole design, not of one view", "leave out --view")
    others = able(sort)
    hint = f"it can be written as {', '.join(others)}" if others else f"it is only drawn: hld build --view {view}"
    raise UsageError(f"{name} has no words for the view '{view}'", hint)
