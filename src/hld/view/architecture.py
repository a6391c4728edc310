"""The architecture view: every component, and every line of every flow and relationship."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.catalog.kinds import Role
from hld.diagnostics import Diagnostic
from hld.model.types import Model
from hld.view import legend, wording
from hld.view.cards import cards, faults_at, faulty, lanes
from hld.view.frames import frames
from hld.view.lines import Stretch, stretches
from hld.view.numbers import badges_by_flow, fault_badge, plain_badges
from hld.view.types import Card, Graph, LegendRow, Line

__all__ = ["architecture", "footer"]


def architecture(model: Model, diagnostics: Sequence[Diagnostic] = ()) -> Graph:
    """The whole design as a graph; errors among the diagnostics are marked where they lie."""
    found = stretches(model)
    drawn = tuple(_noted(model, cards(model, found, diagnostics)))
    lines = tuple(_line(model, stretch, diagnostics) for stretch in found)
    return Graph(
        "architecture",
        model.name,
        wording.view_title(model, model.spec.root.text("description") or "Architecture"),
        lanes(model, drawn),
        frames(model),
        drawn,
        lines,
        (*legend.faults(drawn, lines), *_legend(model, found, drawn, diagnostics)),
        description=f"The architecture of {model.name}: {wording.list_of(card.title for card in drawn)}.",
        footer=footer(model),
    )


def _noted(model: Model, drawn: Sequence[Card]) -> Iterator[Card]:
    """The cards, those of clients with what they run on."""
    said = wording.environment(model)
    for card in drawn:
        component = model.components.get(card.id)
        is_client = component is not None and component.role is Role.CLIENT
        yield card._replace(runs_on=said, tooltip=card.tooltip or said) if is_client else card


def _line(model: Model, stretch: Stretch, diagnostics: Sequence[Diagnostic]) -> Line:
    names = {flow: number for number, flow in enumerate(model.flows, 1)}
    badges = badges_by_flow(stretch.trips, names) if len(names) > 1 else plain_badges(stretch.trips)
    faults = faults_at((trip.span for trip in stretch.trips), diagnostics)
    return stretch.line(badges, fault_badge(faults), faults)


def _legend(
    model: Model, found: Sequence[Stretch], drawn: Sequence[Card], diagnostics: Sequence[Diagnostic]
) -> Iterator[LegendRow]:
    yield from legend.keys(found, model.flows.values())
    yield from legend.accents(drawn)
    many = len(model.flows) > 1
    for number, flow in enumerate(model.flows.values(), 1):
        title = wording.flow_heading(flow)
        yield legend.heading(f"F{number}  {title}" if many else title)
        yield from legend.steps(flow, f"F{number}·" if many else "", faulty(flow, diagnostics))
    if model.relationships:
        yield legend.heading("Relationships")
        yield from legend.relationships(model)


def footer(model: Model) -> str:
    """What the picture was made from."""
    counts = (
        (len(model.components), "component", "components"),
        (len(model.flows), "flow", "flows"),
        (len(model.operations), "API operation", "API operations"),
    )
    return " · ".join((model.name, *(f"{count} {one if count == 1 else many}" for count, one, many in counts)))
