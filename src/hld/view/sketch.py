"""The sketch view: components and lines as they were typed; only a line that says something has a number."""

from __future__ import annotations

from hld.model.types import Model, Step
from hld.view import legend, wording
from hld.view.cards import cards, lanes
from hld.view.lines import Stretch, stretches
from hld.view.numbers import fewer
from hld.view.types import Badge, Graph, Line

__all__ = ["sketch"]


def sketch(model: Model) -> Graph:
    """The design that a line of arrows stands for, as a graph."""
    found = stretches(model)
    drawn = cards(model, found, ())
    said = [step for _, step in model.steps if wording.what(step)]
    numbers = {step: str(number) for number, step in enumerate(said, 1)}
    rows = [row for flow in model.flows.values() for row in legend.steps(flow) if row.what and row.badge]
    numbered = (row._replace(badge=number) for row, number in zip(rows, numbers.values(), strict=True))
    return Graph(
        "sketch",
        model.name,
        "",
        lanes(model, drawn),
        (),
        drawn,
        tuple(_line(stretch, numbers) for stretch in found),
        (*legend.keys(found), *numbered),
        description=f"{model.name or 'A sketch'}: {wording.list_of(card.title for card in drawn)}.",
    )


def _line(stretch: Stretch, numbers: dict[Step, str]) -> Line:
    badges = [
        Badge(numbers[trip.step], "", wording.what(trip.step), is_reply=trip.is_reply)
        for trip in stretch.trips
        if trip.step in numbers
    ]
    return stretch.line(fewer(badges))
