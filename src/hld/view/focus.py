"""A component with its neighbours: what comes in, what goes out, and the deep dives that are about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.diagnostics import Diagnostic
from hld.model.types import Model
from hld.model.views import neighbours
from hld.view import legend
from hld.view.part import Part, part
from hld.view.types import Graph, LegendRow

__all__ = ["focus"]


def focus(model: Model, id: str, diagnostics: Sequence[Diagnostic] = ()) -> Graph:
    """The component of this id and its neighbours as a graph. Raises KeyError where there is none."""
    component = model.components[id]
    near = neighbours(model, (id,)) | {id}
    shown = [name for name in model.components if name in near]
    graph = part(model, f"focus-{id}", f"Focus: {component.title}", Part(shown, core=(id,)), diagnostics)
    return graph._replace(legend=(*graph.legend, *_deep_dives(model, id)))


def _deep_dives(model: Model, id: str) -> Iterator[LegendRow]:
    """The questions gone into about a component, with what was decided."""
    about = [
        entry
        for _, entry in model.spec.root.records("deep_dives")
        if any(leaf.text == id for leaf in entry.leaves("components"))
    ]
    if about:
        yield legend.heading("Deep dives")
    for entry in about:
        asked = " ".join(filter(None, (entry.text("title"), entry.text("question"))))
        decided = entry.text("decision")
        because = f", because {entry.text('because')}" if "because" in entry else ""
        yield legend.told(f"{asked} → {decided}{because}" if decided else asked)
