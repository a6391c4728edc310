"""A census of a drawing's geometry: what overlaps, overflows, strays or runs through something.

The first four counts are faults and must be 0 in every picture; the others tell good pictures from better ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from hld.layout import text
from hld.layout.types import Box, Drawing, PlacedCard, PlacedLine, Point, TextLine
from hld.tuples import NamedTuple

__all__ = ["Census", "census"]

_CLOSE, _LONG = 8.0, 40.0  # two lines are close when they run nearer than this for longer than that
_ON_EACH_OTHER = 3.0  # two lines nearer than this look like one
_TWITCH = 7.0
_TIGHT = 2.5  # between a badge and the middle of another line
_TOLERANCE = 0.6  # pixels


class Census(NamedTuple):
    """The faults by what they are, each with the names of what is involved, and what else was counted.

    `intrusions` are the lines through a frame that holds neither of their ends, `merges` those that run on another that
    is not of their bundle, `twitches` the jogs too small to have a reason, `tight` the badges that nearly touch a line
    that is not theirs. What lines of a bundle have in common counts once.
    """

    overlaps: tuple[str, ...]
    overflows: tuple[str, ...]
    strays: tuple[str, ...]
    trespasses: tuple[str, ...]
    intrusions: tuple[str, ...]
    merges: tuple[str, ...]
    crossings: int
    bends: int
    twitches: int
    close: int
    tight: int
    length: float

    @property
    def faults(self) -> tuple[str, ...]:
        """Everything that must not be."""
        return self.overlaps + self.overflows + self.strays + self.trespasses


def census(drawing: Drawing) -> Census:
    """Count what is wrong with a drawing, and how its lines run."""
    legs = [(line, leg) for line in drawing.lines for leg in pairwise(line.points)]
    pairs = [(a, b) for (one, a), (other, b) in combinations(legs, 2) if one is not other]
    crossed = {point for a, b in pairs if (point := _crossing(a, b)) is not None}
    return Census(
        tuple(_overlaps(drawing)),
        tuple(_overflows(drawing)),
        tuple(_strays(drawing)),
        tuple(_trespasses(drawing)),
        tuple(_intrusions(drawing)),
        tuple(_merges(drawing)),
        len(crossed),
        sum(max(0, len(line.points) - 2) for line in drawing.lines),
        sum(1 for _, (a, b) in legs if 0 < abs(a.x - b.x) + abs(a.y - b.y) < _TWITCH),
        sum(1 for one, other in combinations(drawing.lines, 2) if not _share(one, other) and _any_close(one, other)),
        sum(1 for placed in drawing.lines for badge in placed.badges if _is_tight(badge.box, placed, drawing.lines)),
        sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in {leg for _, leg in legs}),
    )


# ---- boxes --------------------------------------------------------------------------------------


def _overlaps(drawing: Drawing) -> Iterator[str]:
    """Cards over cards, badges over badges, lanes over lanes, legend rows over each other, frames cutting cards."""
    badges = [(badge.badge.text, badge.box) for line in drawing.lines for badge in line.badges]
    rows = [(row.row.badge or row.row.what, _around(row.mark, row.texts)) for row in drawing.legend]
    for kind, boxes in (
        ("card", [(card.card.id, card.box) for card in drawing.cards]),
        ("badge", badges),
        ("lane", [(lane.lane.id, lane.box) for lane in drawing.lanes]),
        ("legend row", rows),
    ):
        for (one, a), (other, b) in combinations(boxes, 2):
            if _shrunk(a).overlaps(_shrunk(b)):
                yield f"{kind} {one!r} over {other!r}"
    for frame in drawing.frames:
        for card in drawing.cards:
            inside = card.card.id in frame.frame.members
            if inside != frame.box.holds(card.box) or (not inside and frame.box.overlaps(card.box)):
                yield f"frame {frame.frame.id!r} cuts card {card.card.id!r}"
    for one_frame, other_frame in combinations(drawing.frames, 2):
        nested = set(one_frame.frame.members) & set(other_frame.frame.members)
        if one_frame.box.overlaps(other_frame.box) and not nested:
            yield f"frame {one_frame.frame.id!r} over {other_frame.frame.id!r}"


def _around(mark: Box, lines: Sequence[TextLine]) -> Box:
    boxes = [mark] if mark.width else []
    boxes += [_box(line) for line in lines]
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def _titles(drawing: Drawing) -> list[TextLine]:
    return [lane.title for lane in drawing.lanes] + [title for frame in drawing.frames for title in frame.titles]


def _box(line: TextLine) -> Box:
    """The box of a line of text, from the height of its capitals to its descenders."""
    size = text.size(line.style)
    left = line.at.x - line.width / 2 if line.is_centred else line.at.x
    return Box(left, line.at.y - 0.73 * size, line.width, 0.94 * size)


def _shrunk(box: Box) -> Box:
    return box.grown(-_TOLERANCE)


# ---- text ---------------------------------------------------------------------------------------


def _overflows(drawing: Drawing) -> Iterator[str]:
    """Text that does not fit into what it stands in."""
    page = Box(0, 0, drawing.width, drawing.height)
    for card in drawing.cards:
        for line in card.texts:
            if not card.box.holds(_shrunk(_box(line))):
                yield f"text {line.text!r} outside card {card.card.id!r}"
    for lane in drawing.lanes:
        if not lane.box.holds(_shrunk(_box(lane.title))):
            yield f"title outside lane {lane.lane.id!r}"
    for frame in drawing.frames:
        if not all(frame.box.holds(_shrunk(_box(title))) for title in frame.titles):
            yield f"title outside frame {frame.frame.id!r}"
        if _letters("".join(title.text for title in frame.titles)) != _letters(frame.frame.title):
            yield f"title of frame {frame.frame.id!r} cut"
    for placed in drawing.lines:
        for badge in placed.badges:
            if badge.text.width > badge.box.width:
                yield f"number outside badge {badge.badge.text!r}"
    rows = [line for row in drawing.legend for line in row.texts]
    for line in (*drawing.texts, *rows):
        if not page.holds(_shrunk(_box(line))):
            yield f"text {line.text!r} outside the page"


def _letters(title: str) -> str:
    """What must be left of a title that is broken into lines: all but blanks and dots."""
    return title.replace(text.DOT, "").replace(" ", "")


# ---- badges -------------------------------------------------------------------------------------


def _strays(drawing: Drawing) -> Iterator[str]:
    """Badges off their line, or over a card, a bend, an arrow's tip, a title."""
    cards = {card.card.id: card.box for card in drawing.cards}
    titles = [_box(title) for title in _titles(drawing)]
    for placed in drawing.lines:
        for badge in placed.badges:
            name, box = badge.badge.text, badge.box
            if not placed.points:
                if not _on_edge(box, cards[placed.line.source]):
                    yield f"badge {name!r} off its card"
                continue
            if not _on_line(box, placed.points):
                yield f"badge {name!r} off its line {placed.line.id!r}"
            if any(_shrunk(box).overlaps(card) for card in cards.values()):
                yield f"badge {name!r} over a card"
            if any(_shrunk(box).overlaps(title) for title in titles):
                yield f"badge {name!r} over a title"


def _on_edge(box: Box, card: Box) -> bool:
    return card.x <= box.x and box.right <= card.right and box.y < card.bottom < box.bottom


def _on_line(box: Box, points: Sequence[Point]) -> bool:
    """Whether the middle of the badge lies on a straight piece, no bend or end of the line under it."""
    x, y = box.x + box.width / 2, box.y + box.height / 2
    on_piece = any(
        min(a.x, b.x) - _TOLERANCE <= x <= max(a.x, b.x) + _TOLERANCE
        and min(a.y, b.y) - _TOLERANCE <= y <= max(a.y, b.y) + _TOLERANCE
        for a, b in pairwise(points)
    )
    return on_piece and not any(box.x < point.x < box.right and box.y < point.y < box.bottom for point in points)


def _is_tight(badge: Box, own: PlacedLine, lines: Sequence[PlacedLine]) -> bool:
    around = badge.grown(_TIGHT)
    others = (leg for line in lines if line is not own and not _share(line, own) for leg in pairwise(line.points))
    return any(_stroke(leg).overlaps(around) for leg in others)


# ---- lines --------------------------------------------------------------------------------------


def _trespasses(drawing: Drawing) -> Iterator[str]:
    """Lines through cards or titles, or that start or end away from their cards."""
    titles = [(title.text, _box(title)) for title in _titles(drawing)]
    cards = {card.card.id: card for card in drawing.cards}
    for placed in drawing.lines:
        for leg in pairwise(placed.points):
            stroke = _stroke(leg)
            for card in drawing.cards:
                is_end = card.card.id in (placed.line.source, placed.line.target)
                solid = _seen(card) if is_end and drawing.look == "classic" and card.mark is None else [card.box]
                if any(stroke.overlaps(_shrunk(box)) for box in solid):
                    yield f"line {placed.line.id!r} through card {card.card.id!r}"
            for title, box in titles:
                if stroke.overlaps(box):
                    yield f"line {placed.line.id!r} through title {title!r}"
        if placed.points and not _meets(placed, cards[placed.line.source], cards[placed.line.target]):
            yield f"line {placed.line.id!r} misses a card"


def _intrusions(drawing: Drawing) -> Iterator[str]:
    """Lines through frames that hold neither of their ends."""
    for placed in drawing.lines:
        ends = {placed.line.source, placed.line.target}
        for frame in drawing.frames:
            if ends.isdisjoint(frame.frame.members):
                inside = _shrunk(frame.box)
                if any(_stroke(leg).overlaps(inside) for leg in pairwise(placed.points)):
                    yield f"line {placed.line.id!r} through frame {frame.frame.id!r}"


def _seen(card: PlacedCard) -> list[Box]:
    """What can be seen of a card without a border."""
    return [card.icon, *map(_box, card.texts)]


def _meets(placed: PlacedLine, source: PlacedCard, target: PlacedCard) -> bool:
    ends = ((placed.points[0], source.box), (placed.points[-1], target.box))
    return all(box.grown(1).holds(Box(point.x, point.y, 0, 0)) for point, box in ends)


def _stroke(leg: tuple[Point, Point]) -> Box:
    a, b = leg
    return Box(min(a.x, b.x) - 0.01, min(a.y, b.y) - 0.01, abs(a.x - b.x) + 0.02, abs(a.y - b.y) + 0.02)


def _share(one: PlacedLine, other: PlacedLine) -> bool:
    """Whether two lines are of one bundle: they meet a card at the same point."""
    ends = {one.points[0], one.points[-1]} if one.points else set()
    return bool(ends.intersection(other.points[:1] + other.points[-1:]))


def _any_close(one: PlacedLine, other: PlacedLine) -> bool:
    return any(_run_close(a, b) for a in pairwise(one.points) for b in pairwise(other.points))


def _crossing(one: tuple[Point, Point], other: tuple[Point, Point]) -> Point | None:
    """Where two legs cross."""
    if (one[0].x == one[1].x) == (other[0].x == other[1].x):
        return None
    upright, level = (one, other) if one[0].x == one[1].x else (other, one)
    x, y = upright[0].x, level[0].y
    left, right = sorted((level[0].x, level[1].x))
    top, bottom = sorted((upright[0].y, upright[1].y))
    return Point(x, y) if left < x < right and top < y < bottom else None


def _merges(drawing: Drawing) -> Iterator[str]:
    """Lines that run on each other, if only from where one turns to where the other does."""
    for one, other in combinations(drawing.lines, 2):
        legs = ((a, b) for a in pairwise(one.points) for b in pairwise(other.points))
        if not _share(one, other) and any(_beside(a, b, _ON_EACH_OTHER) > _TOLERANCE for a, b in legs):
            yield f"line {one.line.id!r} on {other.line.id!r}"


def _run_close(one: tuple[Point, Point], other: tuple[Point, Point]) -> bool:
    """Whether two legs in one direction run nearer than 8 px beside each other for more than 40."""
    return _beside(one, other, _CLOSE) > _LONG


def _beside(one: tuple[Point, Point], other: tuple[Point, Point], apart: float) -> float:
    """For how long two legs run in one direction beside each other, nearer than that."""
    if (one[0].x == one[1].x) != (other[0].x == other[1].x):
        return 0.0
    axis = 1 if one[0].x == one[1].x else 0
    if abs(one[0][1 - axis] - other[0][1 - axis]) >= apart:
        return 0.0
    first, second = sorted((one[0][axis], one[1][axis])), sorted((other[0][axis], other[1][axis]))
    return min(first[1], second[1]) - max(first[0], second[0])
