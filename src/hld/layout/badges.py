"""Where the badges stand: on their line, over nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from hld.layout import text
from hld.layout.grid import Grid
from hld.layout.types import Box, PlacedBadge, Point
from hld.tuples import NamedTuple
from hld.view.types import Badge, Line

__all__ = ["ENDS", "HEIGHT", "own_width", "place_badges", "row_width", "stack_height", "width"]

HEIGHT = 18.0
_SIDE = 5.5  # between the text of a badge and its rounded ends
_EDGE = 12.0  # between the corner of a card and the badges on its edge
_BETWEEN = 3.0  # between badges in a row
_CORNER = 10.0  # a badge keeps this far from a bend
ENDS = (6.0, 13.0)  # from where a line starts, and from the tip of its arrow
_BARE = (1.0, 1.0)  # the same where there is no other place
_STEP = 7.0
_CLEAR = 2.0
_APART = 3.0  # a badge is rather not so near to a line of another
_OVER_LINE, _BY_LINE, _OVER_BORDER, _UPRIGHT = 300.0, 30.0, 25.0, 40.0  # what a place costs beside its distance


def width(badge: Badge) -> float:
    """The width of a badge: one digit makes it round."""
    return _width(badge.text)


@lru_cache(maxsize=1_000)
def _width(words: str) -> float:
    return max(HEIGHT, float(round(text.width(words, "badge") + 2 * _SIDE + 0.5)))


def row_width(badges: Sequence[Badge]) -> float:
    """The width of badges side by side."""
    return sum(width(badge) for badge in badges) + _BETWEEN * max(0, len(badges) - 1)


def own_width(badges: Sequence[Badge]) -> float:
    """How wide a card must be for the badges of work within it, which stand on its lower edge."""
    return row_width(badges) + 2 * _EDGE


def stack_height(badges: Sequence[Badge]) -> float:
    """The height of badges above each other."""
    return max(0.0, len(badges) * (HEIGHT + _BETWEEN) - _BETWEEN)


class _Piece(NamedTuple):
    """A straight piece of a line in which a badge may stand: from `start` towards `end`, over `length`."""

    start: Point
    end: Point
    length: float
    is_level: bool
    before: float  # how much of the line lies before it

    def at(self, way: float) -> Point:
        """The point so far from its start."""
        part = way / self.length if self.length else 0.0
        return Point(
            self.start.x + (self.end.x - self.start.x) * part, self.start.y + (self.end.y - self.start.y) * part
        )

    def part(self, first: float, last: float) -> _Piece:
        """What lies between two distances from its left or upper end."""
        if self.end < self.start:
            first, last = self.length - last, self.length - first
        return _Piece(self.at(first), self.at(last), last - first, self.is_level, self.before + first)


def place_badges(
    lines: Sequence[tuple[Line, tuple[Point, ...]]],
    cards: Mapping[str, Box],
    taken: Sequence[Box],
    borders: Sequence[Box],
    ends: tuple[float, float] = ENDS,
) -> tuple[list[tuple[PlacedBadge, ...]], list[int]]:
    """The badges of each line, and the lines that had no room for theirs.

    `taken` is not to be covered (titles), `borders` rather not. `ends` are left free where lines start and end.
    """
    field = _Field(lines, (*cards.values(), *taken), borders, ends)
    edges = {name: box.right - _EDGE for name, box in cards.items()}  # how far the edge of a card is free
    placed: list[tuple[PlacedBadge, ...]] = [() for _ in lines]
    crowded = []
    for index in sorted(range(len(lines)), key=lambda at: (_length(lines[at][1]), at)):
        line, points = lines[index]
        if line.badges:
            if points:
                boxes, has_room = field.along(index, line.badges)
            else:
                boxes, has_room = _on_card(line, cards[line.source].bottom, edges[line.source]), True
                edges[line.source] = boxes[0].x - _BETWEEN
            crowded += [] if has_room else [index]
            placed[index] = tuple(_placed(badge, box) for badge, box in zip(line.badges, boxes, strict=True))
            field.take(boxes)
    return placed, crowded


class _Field:
    """What is where: what badges must not cover, and the lines and borders that they should not."""

    def __init__(
        self,
        lines: Sequence[tuple[Line, tuple[Point, ...]]],
        taken: Sequence[Box],
        borders: Sequence[Box],
        ends: tuple[float, float],
    ) -> None:
        self.ends = ends
        self.paths = [points for _, points in lines]
        self.legs: dict[tuple[bool, float], list[tuple[float, float, int]]] = {}
        self.hard: Grid[int] = Grid()
        self.soft: Grid[int] = Grid()
        self.take(taken)
        for box in borders:
            self.soft.add(box, -1)
        for index, points in enumerate(self.paths):
            for start, end in pairwise(points):
                self.soft.add(_stroke(start, end), index)
                axis, low, high = _reach(start, end)
                self.legs.setdefault(axis, []).append((low, high, index))

    def take(self, boxes: Sequence[Box]) -> None:
        """Let nothing else cover these."""
        for box in boxes:
            self.hard.add(box.grown(_CLEAR), -1)

    def along(self, index: int, badges: Sequence[Badge]) -> tuple[list[Box], bool]:
        """Places for the badges of a line, side by side if that goes; and whether they cover nothing, nor the ends."""
        sizes = [width(badge) for badge in badges]
        row = self._best(index, sizes)
        if row is not None and (row[1] or len(sizes) == 1):
            return row
        boxes: list[Box] = []
        has_room = True
        for size in sizes:
            (box,), is_clear = self._best(index, [size]) or (self._where_it_goes(index, size), False)
            self.take([box])
            boxes.append(box)
            has_room &= is_clear
        return boxes, has_room

    def _where_it_goes(self, index: int, size: float) -> list[Box]:
        """A place for a badge without room: on what is at an end of its line, on its bundle, on whatever there is."""
        found = self._best(index, [size], to_the_ends=True) or self._best(index, [size], to_the_ends=True, bundled=True)
        return [_anywhere(self.paths[index], size)] if found is None else found[0]

    def _best(
        self, index: int, sizes: Sequence[float], *, to_the_ends: bool = False, bundled: bool = False
    ) -> tuple[list[Box], bool] | None:
        """The cheapest place that covers no card, title or badge; and whether it covers no line either.

        Where a line starts and ends stays free, unless it is to be used `to_the_ends`, and what it shares with the
        others of its bundle, unless it may be `bundled`.
        """
        pieces = list(_pieces(self.paths[index], _BARE if to_the_ends else self.ends))
        pieces = pieces if bundled else self._own(index, pieces)
        best: tuple[list[Box], bool] | None = None
        least = 0.0
        for cost, way, number in _places(pieces, sizes, _length(self.paths[index]) / 2):
            if best is not None and cost >= least:
                break
            boxes = _boxes(pieces[number].at(way), sizes, pieces[number].is_level)
            if any(map(self.hard.touching, boxes)):
                continue
            near = {thing for box in boxes for thing in self.soft.touching(box.grown(_APART)) if thing != index}
            others = {thing for box in boxes for thing in self.soft.touching(box) if thing != index} if near else near
            covered = len(others - {-1})
            cost += _OVER_BORDER * (-1 in others) + _OVER_LINE * covered + _BY_LINE * len(near - others - {-1})
            if best is None or cost < least:
                best, least = (boxes, not covered), cost
        return best

    def _own(self, index: int, pieces: list[_Piece]) -> list[_Piece]:
        """The pieces as far as the line is alone there; all of them where it is alone nowhere.

        On what a bundle has in common, nobody could tell whose a badge is.
        """
        found = []
        for piece in pieces:
            axis, low, high = _reach(piece.start, piece.end)
            others = sorted((top, bottom) for top, bottom, line in self.legs[axis] if line != index)
            free = _longest_free(low, high, others) if others else (low, high)
            found += [piece] if free == (low, high) else [piece.part(free[0] - low, free[1] - low)]
        return [piece for piece in found if piece.length >= HEIGHT] or pieces


def _reach(start: Point, end: Point) -> tuple[tuple[bool, float], float, float]:
    """On which line of the page, level or upright, a piece lies; and from where to where."""
    if start.y == end.y:
        return (True, start.y), min(start.x, end.x), max(start.x, end.x)
    return (False, start.x), min(start.y, end.y), max(start.y, end.y)


def _longest_free(low: float, high: float, taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The longest stretch between two places that none of those taken, in their order, reaches into."""
    best, at = (low, low), low
    for start, end in (*taken, (high, high)):
        start = min(start, high)
        if start - at > best[1] - best[0]:
            best = (at, start)
        at = max(at, min(end, high))
    return best


def _placed(badge: Badge, box: Box) -> PlacedBadge:
    middle = Point(box.x + box.width / 2, box.y + box.height / 2 + text.size("badge") * 0.36)
    return PlacedBadge(badge, box, text.line(badge.text, middle, "badge", is_centred=True))


def _stroke(start: Point, end: Point) -> Box:
    return Box(min(start.x, end.x) - 1, min(start.y, end.y) - 1, abs(end.x - start.x) + 2, abs(end.y - start.y) + 2)


def _length(points: Sequence[Point]) -> float:
    return sum(abs(end.x - start.x) + abs(end.y - start.y) for start, end in pairwise(points))


def _pieces(points: Sequence[Point], ends: tuple[float, float]) -> Iterator[_Piece]:
    """The straight pieces of a line without its corners and what stands at its ends."""
    way = 0.0
    for index, (start, end) in enumerate(pairwise(points)):
        length = abs(end.x - start.x) + abs(end.y - start.y)
        head = ends[0] if index == 0 else _CORNER
        tail = ends[1] if index == len(points) - 2 else _CORNER
        if length > head + tail:
            step = Point((end.x - start.x) / length, (end.y - start.y) / length)
            yield _Piece(
                Point(start.x + step.x * head, start.y + step.y * head),
                Point(end.x - step.x * tail, end.y - step.y * tail),
                length - head - tail,
                start.y == end.y,
                way + head,
            )
        way += length


def _places(pieces: Sequence[_Piece], sizes: Sequence[float], middle: float) -> list[tuple[float, float, int]]:
    """Where a row of badges on a level piece, or a column of them on an upright one, may have its middle.

    The cost of each place, how far along its piece it lies, and the number of the piece; the cheapest first.
    """
    across, down = _across(sizes), _down(sizes)
    places: list[tuple[float, float, int]] = []
    for number, piece in enumerate(pieces):
        size = across if piece.is_level else down
        free = piece.length - size
        if free >= 0:
            count = max(1, int(free / _STEP))
            before, more = piece.before, 0 if piece.is_level else _UPRIGHT
            ways = [free * step / count + size / 2 for step in range(count + 1)]
            places += [(abs(before + way - middle) * 0.35 + more, way, number) for way in ways]
    places.sort()
    return places


def _across(sizes: Sequence[float]) -> float:
    return sum(sizes) + _BETWEEN * (len(sizes) - 1)


def _down(sizes: Sequence[float]) -> float:
    return len(sizes) * (HEIGHT + _BETWEEN) - _BETWEEN


def _boxes(centre: Point, sizes: Sequence[float], is_level: bool) -> list[Box]:
    boxes = []
    x = centre.x - _across(sizes) / 2
    y = centre.y - (HEIGHT if is_level else _down(sizes)) / 2
    for size in sizes:
        boxes.append(Box(round(x if is_level else centre.x - size / 2, 2), round(y, 2), size, HEIGHT))
        x, y = x + size + _BETWEEN, y if is_level else y + HEIGHT + _BETWEEN
    return boxes


def _anywhere(points: Sequence[Point], size: float) -> Box:
    """The middle of the longest piece, where there is no free place at all."""
    start, end = max(pairwise(points), key=lambda ends: abs(ends[1].x - ends[0].x) + abs(ends[1].y - ends[0].y))
    centre = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    return _boxes(centre, [size], start.y == end.y)[0]


def _on_card(line: Line, edge: float, right: float) -> list[Box]:
    """Badges of work within a card, along its lower edge, from `right` to the left."""
    boxes: list[Box] = []
    for badge in reversed(line.badges):
        box = Box(right - width(badge), edge - HEIGHT / 2, width(badge), HEIGHT)
        boxes.insert(0, box)
        right = box.x - _BETWEEN
    return boxes
