"""A flow's own view: its steps by their plain numbers, everything else dimmed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.diagnostics import Diagnostic
from hld.model.types import Flow, Model
from hld.view import legend, wording
from hld.view.architecture import footer
from hld.view.cards import cards, faults_at, faulty, lanes
from hld.view.frames import frames
from hld.view.lines import Stretch, end_id, stretches
from hld.view.numbers import fault_badge, plain_badges
from hld.view.types import Card, Graph, LegendRow, Line

__all__ = ["flow"]


def flow(model: Model, id: str, diagnostics: Sequence[Diagnostic] = ()) -> Graph:
    """The flow of this id as a graph. Raises KeyError where there is none."""
    story = model.flows[id]
    found = stretches(model)
    lit = {end_id(node) for step in story.steps for node in step.nodes}
    drawn = cards(model, found, diagnostics, lit)
    lines = tuple(_line(stretch, story, diagnostics) for stretch in found)
    return Graph(
        f"flow-{id}",
        model.name,
        wording.view_title(model, f"Flow: {wording.flow_heading(story)}"),
        lanes(model, drawn),
        frames(model),
        drawn,
        lines,
        (*legend.faults(drawn, lines), *_legend(story, found, drawn, diagnostics)),
        description=f"The flow '{wording.flow_title(story)}' of {model.name}, in {len(story.steps)} steps.",
        footer=footer(model),
    )


def _line(stretch: Stretch, story: Flow, diagnostics: Sequence[Diagnostic]) -> Line:
    own = tuple(trip for trip in stretch.trips if trip.flow is story)
    shown = stretch.of(own) if own else stretch
    badges = plain_badges(own)
    faults = faults_at((trip.span for trip in own), diagnostics)
    return shown.line(badges, fault_badge(faults), faults)._replace(id=stretch.id, is_dimmed=not own)


def _legend(
    story: Flow, found: Sequence[Stretch], drawn: Sequence[Card], diagnostics: Sequence[Diagnostic]
) -> Iterator[LegendRow]:
    own = (stretch for stretch in found if any(trip.flow is story for trip in stretch.trips))
    yield from legend.keys(own, (story,))
    yield from legend.accents(drawn)
    yield from legend.steps(story, faulty=faulty(story, diagnostics))
