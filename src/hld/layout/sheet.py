"""Widths: where the columns, lanes and tracks stand from left to right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from hld.layout import badges
from hld.layout.channels import TRACK_GAP
from hld.layout.plan import Plan
from hld.tuples import NamedTuple

__all__ = ["LANE_PAD", "MARGIN", "Sheet", "badge_room", "sheet", "wider"]

MARGIN = 28.0
LANE_PAD = 15.0  # between a lane's border and its cards
_FRAME_ROOM = 6.0  # as much more for each frame within another
_ZONE = 50.0  # between two lanes, at least
_INNER_ZONE = 60.0  # between two columns of one lane, at least
_TRACK_PAD = 15.0  # between the tracks and the lane beside them
_ROW_SLACK = 15.0  # of a straight line beside its badges and what is at its ends
_LONGEST_ROW = 130.0  # a row of badges that gets all its room at once
_WIDER = 32.0  # by how much a channel grows that has no room for its badges


class Sheet(NamedTuple):
    """The left edge and width of each column's cards, the first track of each channel, the sides of each lane."""

    left: tuple[float, ...]
    width: tuple[float, ...]
    track: tuple[float, ...]
    lanes: Mapping[int, tuple[float, float]]
    right: float


def sheet(plan: Plan, room: Sequence[float]) -> Sheet:
    """Set the columns beside each other; `room` is what badges want in each channel."""
    left, width, first_track = [], [], []
    lanes: dict[int, tuple[float, float]] = {}
    pad = _lane_pad(plan)
    tracks = plan.channels.tracks
    x = MARGIN
    for index, column in enumerate(plan.columns):
        begins = index == 0 or plan.columns[index - 1].lane != column.lane
        zone = _zone(index, _tracks_width(tracks[index]), room[index] - 2 * pad)
        if not begins:
            zone = max(_INNER_ZONE, _tracks_width(tracks[index]) + 2 * _TRACK_PAD, room[index])
        first_track.append(x + (zone - (tracks[index] - 1) * TRACK_GAP) / 2)
        x += zone + (pad if begins else 0.0)
        left.append(x)
        width.append(max(plan.faces[card].width for card in column.cards))
        x += width[-1]
        lanes[column.lane] = (lanes[column.lane][0] if column.lane in lanes else left[-1] - pad, x + pad)
        if index + 1 == len(plan.columns) or plan.columns[index + 1].lane != column.lane:
            x += pad
    first_track.append(x + _TRACK_PAD)
    x += max(0.0, _tracks_width(tracks[-1]) - _TRACK_PAD)
    return Sheet(tuple(left), tuple(width), tuple(first_track), lanes, x)


def _lane_pad(plan: Plan) -> float:
    deepest = max(map(len, plan.order.frames.values()), default=0)
    return LANE_PAD + _FRAME_ROOM * deepest


def _tracks_width(count: int) -> float:
    return 2 * _TRACK_PAD + (count - 1) * TRACK_GAP if count else 0.0


def _zone(index: int, tracks: float, need: float) -> float:
    """The width between two lanes; there is none before the first unless lines run there."""
    return tracks if index == 0 else max(_ZONE, tracks, need)


def badge_room(plan: Plan) -> list[float]:
    """The room that the badges of lines between neighbouring columns want in each channel."""
    room = [0.0] * (len(plan.columns) + 1)
    for strand in plan.order.strands:
        row = _row(plan, strand.line)
        if strand.stem and row:  # on a branch, at one side of the tracks
            side = min(row, _LONGEST_ROW) + _ROW_SLACK + max(plan.ends)
            tracks = (plan.channels.tracks[strand.branch] - 1) * TRACK_GAP
            room[strand.branch] = max(room[strand.branch], 2 * side + tracks)
        elif len(strand.slots) == 2 and row:
            room[strand.column + 1] = max(room[strand.column + 1], min(row, _LONGEST_ROW) + _beside(plan))
    return room


def _beside(plan: Plan) -> float:
    """The room that a line wants beside its badges."""
    return sum(plan.ends) + _ROW_SLACK


def _row(plan: Plan, line: int) -> float:
    """The room that the badges of a line take along it."""
    found = plan.graph.lines[line].badges
    return badges.stack_height(found) if plan.graph.is_downward else badges.row_width(found)


def wider(plan: Plan, found: Sheet, crowded: Sequence[int]) -> Iterator[tuple[int, float]]:
    """The channels that lines without room for their badges go through, and the room they want there.

    A line that passes several columns wants it in the last, one of a bundle where it is alone.
    """
    channel = {strand.line: strand.branch for strand in plan.order.strands}
    for loop in plan.rows.loops:
        channel[loop.line] = plan.column[loop.upper] + (loop.side == "right")
    for line in crowded:
        if 0 < channel.get(line, 0) < len(plan.columns):
            at = channel[line]
            gap = found.left[at] - found.left[at - 1] - found.width[at - 1]
            row = _row(plan, line)
            yield at, gap + max(_WIDER, (row + _beside(plan) - gap) / 2)
