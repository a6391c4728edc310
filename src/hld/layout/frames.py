"""The titles of frames, broken into lines before heights are settled, so that each frame has room for its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hld.layout import text
from hld.layout.cards import Face
from hld.layout.order import Order
from hld.view.types import Frame

__all__ = ["LEADING", "SIDES", "frame_titles", "titles_beside"]

LEADING = 16  # from line to line
_DROPS = 16.0  # from the middle of a card to the title beside what comes straight down to the card
_BESIDE, _FEW = 90.0, 3  # the width of a title beside cards, and how many lines of it there may be
_NARROWEST = 46.0  # what is left of the card for a title beside many lines
SIDES = 6.0  # by how much less than the first card is wide a title may be


def frame_titles(
    frames: Iterable[Frame], order: Order, faces: Mapping[str, Face], entered: Mapping[tuple[str, str], float]
) -> dict[str, tuple[str, ...]]:
    """The lines of each title: no wider than the leftmost cards, nor than half of these where a line enters there.

    `entered` are the pairs of cards, the upper one first, that lines straight down join, with how far these reach from
    the middle of the cards.
    """
    found = {}
    for frame in frames:
        first = next((cards for cards in _columns(order, frame.id) if cards), None)
        if first is not None:
            width = min(faces[card].width for card in first)
            reach = [far for (upper, lower), far in entered.items() if lower in first and upper not in first]
            drops = max(_DROPS, min(max(reach, default=0.0), width / 2 - _NARROWEST))
            room = width / 2 - drops if reach else width - SIDES
            found[frame.id] = text.parted(frame.title, "frame", room) or (frame.title,)
    return found


def titles_beside(frames: Iterable[Frame]) -> dict[str, tuple[str, ...]]:
    """The lines of titles that stand beside the cards: so few that they are no higher than a card."""
    return {frame.id: _in_few(frame.title) for frame in frames}


def _in_few(title: str) -> tuple[str, ...]:
    room, lines = _BESIDE, text.parted(title, "frame", _BESIDE)
    while len(lines) > _FEW:
        room *= 1.5
        lines = text.parted(title, "frame", room)
    return lines or (title,)


def _columns(order: Order, frame: str) -> Iterable[list[str]]:
    """The cards of a frame by column, from left to right."""
    for column in order.columns:
        yield [slot for slot in column if isinstance(slot, str) and frame in order.frames[slot]]
