"""A part of a design with what is asked for written on it, its cards coloured by their load where that is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hld.diagnostics import Diagnostic
from hld.model.seen import stands_for
from hld.model.types import Model
from hld.view import legend, wording
from hld.view.lines import stretches
from hld.view.part import Part, part
from hld.view.shown import Numbers, fullest, notes
from hld.view.types import Graph, LegendRow

__all__ = ["heat", "noted"]

_NOTHING: Mapping[str, str] = MappingProxyType({})


def heat(model: Model, diagnostics: Sequence[Diagnostic], numbers: Numbers) -> Graph:
    """The architecture with what each component does at peak, coloured by how near that is to what it can."""
    return noted(model, "heat", "Load at peak", Part(tuple(model.components)), ("load",), diagnostics, numbers)


def noted(  # noqa: PLR0917
    model: Model,
    view: str,
    title: str,
    asked: Part,
    words: Sequence[str],
    diagnostics: Sequence[Diagnostic],
    numbers: Numbers,
) -> Graph:
    """The part with what these words ("load", "class") stand for on its cards and lines."""
    if not words:
        return part(model, view, title, asked, diagnostics)
    cards = stands_for(asked.components, asked.collapsed)
    lines = stretches(model, asked.flows, lambda name: cards.get(name, ""))
    said = notes(model, words, cards, lines, numbers)
    graph = part(model, view, title, asked._replace(notes=said), diagnostics)
    heats = numbers.get("heat", _NOTHING) if "load" in words else _NOTHING
    told = fullest(cards, numbers)
    heated = tuple(card._replace(heat=heats.get(told.get(card.id, ""), "")) for card in graph.cards)
    on_lines = [word for word in words if notes(model, (word,), {}, lines, numbers)]
    return graph._replace(cards=heated, legend=(*graph.legend, *legend.heats(heated), *_sample(on_lines, graph)))


def _sample(words: Sequence[str], graph: Graph) -> tuple[LegendRow, ...]:
    """What the notes on lines tell, by one of them."""
    first = next((badge.text for line in graph.lines for badge in line.badges if badge.is_note), "")
    return (legend.word(first, wording.list_of(words)),) if first else ()
