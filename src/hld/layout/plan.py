"""What is settled before anything has an x: columns, order, heights, tracks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from hld.layout import badges
from hld.layout.cards import Face
from hld.layout.channels import Channels, channels
from hld.layout.columns import Column, columns
from hld.layout.order import Order, order
from hld.layout.rows import Rows, rows
from hld.layout.types import Box, PlacedCard, Point
from hld.tuples import NamedTuple
from hld.view.types import Badge, Card, Graph

__all__ = ["Manner", "Plan", "plan"]


class Manner(NamedTuple):
    """How cards look: the width that a lane's cards share, a card's text broken for it, the card in its box.

    `reach` says how far a line that meets the box at one point, coming from another, goes on. Numbers leave `ends`
    of a line free, for what stands there. `moves_frames` lets frames stand out of the way of lines that are not theirs,
    `bundles` has lines of a hub, or of a large picture, run as one as far as they can.
    """

    widest: Callable[[Iterable[Card]], float]
    face: Callable[[Card, float], Face]
    placed: Callable[[Card, Face, Box], PlacedCard]
    reach: Callable[[Point, Point, PlacedCard], Point]
    ends: tuple[float, float] = badges.ENDS
    moves_frames: bool = True
    bundles: bool = True


class Plan(NamedTuple):
    """The columns and the index of each card's, the cards' faces, the order, the heights, the tracks.

    `drawn` are the faces as they are drawn; where the picture runs from top to bottom, they are planned lying. `ends`
    are those of the manner.
    """

    graph: Graph
    columns: tuple[Column, ...]
    column: Mapping[str, int]
    faces: Mapping[str, Face]
    drawn: Mapping[str, Face]
    order: Order
    rows: Rows
    channels: Channels
    ends: tuple[float, float]


def plan(graph: Graph, manner: Manner, engine: str) -> Plan:
    """Settle all but the widths. Raises EngineError where the engine fails."""
    standing = columns(graph)
    drawn = _faces(graph, standing, manner)
    faces = {card: _lying(face) for card, face in drawn.items()} if graph.is_downward else drawn
    ordered = order(graph, standing, faces, engine, moves_frames=manner.moves_frames, is_bundled=manner.bundles)
    heights = rows(graph, ordered, faces, manner.ends)
    column = {card: index for index, found in enumerate(standing) for card in found.cards}
    return Plan(
        graph, standing, column, faces, drawn, ordered, heights, channels(standing, ordered, heights), manner.ends
    )


def _lying(face: Face) -> Face:
    return face._replace(width=face.height, height=face.width, middle=face.width / 2)


def _faces(graph: Graph, standing: Iterable[Column], manner: Manner) -> dict[str, Face]:
    lanes: dict[int, list[str]] = {}
    for column in standing:
        lanes.setdefault(column.lane, []).extend(column.cards)
    by_id = {card.id: card for card in graph.cards}
    work: dict[str, list[Badge]] = {}
    for line in graph.lines:
        if line.source == line.target:
            work.setdefault(line.source, []).extend(line.badges)
    faces: dict[str, Face] = {}
    for names in lanes.values():
        members = [by_id[name] for name in names]
        width = max([manner.widest(members), *(badges.own_width(work[name]) for name in names if name in work)])
        faces.update((card.id, manner.face(card, width)) for card in members)
    return faces
