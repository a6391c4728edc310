"""A view of the author's: the part of the design it chooses, with what it wants shown."""

from __future__ import annotations

from collections.abc import Sequence

from hld.diagnostics import Diagnostic
from hld.model.types import Model
from hld.model.views import chosen, own_views
from hld.spec.types import Record
from hld.view import legend, wording
from hld.view.context import context
from hld.view.data_flow import data_flow
from hld.view.frames import group_title
from hld.view.lines import stretches
from hld.view.part import Part, part, stands_for
from hld.view.shown import NOTHING, Numbers, notes
from hld.view.types import Graph, LegendRow

__all__ = ["own"]

_PLACES = ("region", "zone", "network")


def own(model: Model, id: str, diagnostics: Sequence[Diagnostic] = (), numbers: Numbers = NOTHING) -> Graph:
    """The author's view of this id, or its part ("pay.core"), as a graph. Raises KeyError where there is none."""
    name, _, only = id.partition(".")
    entry = dict(own_views(model))[name]
    graph = _drawn(model, f"view-{id}", entry, only, diagnostics, numbers)
    title = ": ".join(filter(None, (entry.text("title") or name, _title(model, entry, only))))
    words = " · ".join(filter(None, (title, entry.text("description"))))
    return graph._replace(
        view=f"view-{id}",
        subtitle=wording.view_title(model, words),
        is_downward=entry.value("layout") == "top-to-bottom",
    )


def _title(model: Model, entry: Record, only: str) -> str:
    """What a part of a view is called."""
    if entry.value("each") == "flows" and only:
        return wording.flow_heading(model.flows[only])
    return group_title(model.groups[only]) if only else ""


def _drawn(  # noqa: PLR0917
    model: Model, view: str, entry: Record, only: str, diagnostics: Sequence[Diagnostic], numbers: Numbers
) -> Graph:
    of, found = entry.text("of"), chosen(model, entry, only)
    if of == "context":
        return context(model, found.flows)
    if of == "data-flow":
        return data_flow(model, found.flows)
    kinds = _PLACES if of == "deployment" else ()
    asked = Part(found.components, found.flows, found.collapsed, kinds=kinds)
    words = [leaf.value for leaf in entry.leaves("show") if leaf.value]
    if not words:
        return part(model, view, view, asked, diagnostics)
    cards = stands_for(asked)
    lines = stretches(model, asked.flows, lambda name: cards.get(name, ""))
    said = notes(model, words, cards, lines, numbers)
    graph = part(model, view, view, asked._replace(notes=said), diagnostics)
    return graph._replace(legend=(*graph.legend, *_sample(words, graph)))


def _sample(words: Sequence[str], graph: Graph) -> tuple[LegendRow, ...]:
    """What the notes on lines tell, by one of them."""
    noted = (badge.text for line in graph.lines for badge in line.badges if badge.is_note)
    first = next(noted, "")
    return (legend.word(first, wording.list_of(words)),) if first else ()
