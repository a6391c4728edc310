"""A view of the author's: the part of the design it chooses, with what it wants shown."""

from __future__ import annotations

from collections.abc import Sequence

from hld.diagnostics import Diagnostic
from hld.model.types import Model
from hld.model.views import chosen, chosen_entities, chosen_flows, chosen_stores, own_views, sort
from hld.spec.types import Record
from hld.view import wording
from hld.view.context import context
from hld.view.data_flow import data_flow
from hld.view.entities import EntitiesView, entities_of
from hld.view.frames import group_title
from hld.view.noted import noted
from hld.view.part import Part, group_cards
from hld.view.sequence import SequenceView, sequence_of
from hld.view.shown import NOTHING, Numbers
from hld.view.types import Graph

__all__ = ["own", "own_entities", "own_sequence"]

_PLACES = ("region", "zone", "network")


def own(model: Model, id: str, diagnostics: Sequence[Diagnostic] = (), numbers: Numbers = NOTHING) -> Graph:
    """The author's view of this id, or its part ("pay.core"), as a graph. Raises KeyError where there is none."""
    if sort(model, id) != "graph":
        raise KeyError(id)
    name, entry, only = _stated(model, id)
    graph = _drawn(model, f"view-{id}", entry, only, diagnostics, numbers)
    return graph._replace(
        view=f"view-{id}",
        subtitle=wording.view_title(model, _words(model, name, entry, only)),
        is_downward=entry.value("layout") == "top-to-bottom",
    )


def own_sequence(model: Model, id: str, diagnostics: Sequence[Diagnostic] = ()) -> SequenceView:
    """The author's view of this id, or its part, as a sequence. Raises KeyError where there is none."""
    name, entry, only = _stated(model, id)
    found = chosen(model, entry, only)
    groups = group_cards(model, found.components, found.collapsed)
    words = _words(model, name, entry, only)
    return sequence_of(model, f"view-{id}", words, chosen_flows(model, found), groups, diagnostics)


def own_entities(model: Model, id: str, diagnostics: Sequence[Diagnostic] = ()) -> EntitiesView:
    """The author's view of this id, or its part, as a picture of entities. Raises KeyError where there is none."""
    name, entry, only = _stated(model, id)
    shown, stores = chosen_entities(model, entry, only), chosen_stores(model, entry, only)
    return entities_of(model, f"view-{id}", _words(model, name, entry, only), shown, stores, diagnostics)


def _stated(model: Model, id: str) -> tuple[str, Record, str]:
    """The name of a view, what is said of it, and which part of it is meant."""
    name, _, only = id.partition(".")
    return name, dict(own_views(model))[name], only


def _words(model: Model, name: str, entry: Record, only: str) -> str:
    """What stands above a view."""
    title = ": ".join(filter(None, (entry.text("title") or name, _title(model, entry, only))))
    return " · ".join(filter(None, (title, entry.text("description"))))


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
    return noted(model, view, view, asked, words, diagnostics, numbers)
