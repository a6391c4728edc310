"""Which frames lie in which, and which cards lie in no inner one: how formats with nested blocks need them."""

from __future__ import annotations

from collections.abc import Sequence

from hld.tuples import NamedTuple
from hld.view.types import Card, Frame, Graph

__all__ = ["Nest", "nested"]


class Nest(NamedTuple):
    """A frame (None for the whole picture), the cards directly in it, and the frames directly in it."""

    frame: Frame | None
    cards: tuple[Card, ...]
    nests: tuple[Nest, ...]


def nested(graph: Graph) -> Nest:
    """The cards and frames of a graph, as they lie within each other."""
    home = {member: frame.id for frame in graph.frames for member in frame.members}  # inner frames come later
    return _nest(None, graph.cards, graph.frames, home)


def _nest(frame: Frame | None, cards: Sequence[Card], frames: Sequence[Frame], home: dict[str, str]) -> Nest:
    here = frame.id if frame is not None else ""
    return Nest(
        frame,
        tuple(card for card in cards if home.get(card.id, "") == here),
        tuple(_nest(inner, cards, frames, home) for inner in frames if inner.parent == here),
    )
