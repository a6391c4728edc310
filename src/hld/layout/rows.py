"""Heights: how far down each card stands and each line runs, so that lines are straight and nothing touches."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, pairwise

from hld.layout import text
from hld.layout.badges import row_width, width
from hld.layout.cards import Face
from hld.layout.frames import LEADING, frame_titles, titles_beside
from hld.layout.order import Bend, Filler, Order, Slot, Strand
from hld.layout.simplex import Network
from hld.tuples import NamedTuple
from hld.view.types import Badge, Graph, Line

__all__ = ["CLOSE", "Drop", "End", "Loop", "Rows", "rows", "runs"]

CLOSE = 9  # two lines end to end at nearly one height must not overlap

_CARD_GAP = 26  # between two cards
_LINE_TO_CARD = 15
_LINE_TO_ARROW = 21  # the same where a line comes straight to the card from above or below
_PORT_PAD = 13  # between the first port of a side and the card's corner
_PORT_PAD_LEAST = 11
_FRAME_PAD = 13  # between a frame and what is in it
_FRAME_HEAD = 30  # the same at its top, where a title of one line stands
_FRAME_GAP = 16  # between a frame and what is next to it
_DROP = 34  # a line from card to card in one column, without its badges
_BESIDE = 8  # between the badges of such lines where the picture runs from top to bottom
_BADGE = 20  # a badge on such a line

_STRAIGHT, _PASSING, _CENTRED, _TOGETHER, _HUGGED = 6, 12, 1, 1, 1  # prices of lines and columns that are not
_RIGID = 1000  # the price of a card higher than it must be
_EVEN, _SOFT, _MANY = 60, 8, 150  # a jog of about 50 has its usual price
_GROWN = 40  # a card higher than it must be by more than this is too high
_KEPT = 14  # the price of what has become straight, below that of a card that yields
_SMALL, _FIRM, _YIELDING, _PASSES = 22, 120, 20, 4  # a jog so small is to be straight at nearly any price
_TINY, _LENIENT = 8, 3  # a jog that looks like a mistake, for which lines may be so much nearer to what is beside them
_APART = 12  # the ends of two lines that would take each other's height


class Gaps(NamedTuple):
    """Between two lines that pass between cards; at one side of a card; and there where it makes a line straight."""

    passing: int
    port: int
    least: int


_DOWNWARD = Gaps(26, 36, 26)  # lines side by side have their badges side by side
_USUAL, _NOTED = Gaps(13, 17, 12), Gaps(23, 24, 23)  # words on neighbouring lines may stand above each other


class End(NamedTuple):
    """An end of a line at a card: `side` is left or right."""

    line: int
    card: str
    side: str


class Loop(NamedTuple):
    """A line between two cards of one column that leaves and enters by the same side."""

    line: int
    upper: str
    lower: str
    side: str


class Drop(NamedTuple):
    """A line straight down or up between two cards next to each other in a column."""

    line: int
    upper: str
    lower: str


class Rows(NamedTuple):
    """Heights in pixels from the top of the cards' area: cards (top and height), lines at their ends and bends.

    `frames` has the upper and lower edge of each frame, `titles` the lines of its title.
    """

    top: Mapping[str, int]
    height: Mapping[str, int]
    run: Mapping[End | Bend, int]
    frames: Mapping[str, tuple[int, int]]
    loops: tuple[Loop, ...]
    drops: tuple[Drop, ...]
    titles: Mapping[str, tuple[str, ...]]
    bottom: int


def rows(graph: Graph, order: Order, faces: Mapping[str, Face], ends: tuple[float, float]) -> Rows:
    """Solve for the heights of everything at once. Badges leave `ends` of a line free."""
    return _Solver(graph, order, faces, ends).solve()


def _within_columns(lines: Sequence[Line], order: Order) -> tuple[tuple[Loop, ...], tuple[Drop, ...]]:
    """Lines between cards of one column: straight where no other card is between them, else around by a side."""
    place = {slot: (column, index) for column, slots in enumerate(order.columns) for index, slot in enumerate(slots)}
    last = len(order.columns) - 1
    loops, drops = [], []
    for index, line in enumerate(lines):
        if line.source == line.target or place[line.source][0] != place[line.target][0]:
            continue
        upper, lower = sorted((line.source, line.target), key=place.__getitem__)
        column = place[upper][0]
        between = order.columns[column][place[upper][1] + 1 : place[lower][1]]
        if any(isinstance(slot, str) for slot in between):
            loops.append(Loop(index, upper, lower, "left" if column == last and column else "right"))
        else:
            drops.append(Drop(index, upper, lower))
    return tuple(loops), tuple(drops)


# ---- ports --------------------------------------------------------------------------------------


def _ports(order: Order, loops: Sequence[Loop]) -> dict[tuple[str, str], list[End]]:
    """The lines at each side of each card, from top to bottom, in the order in which they go on."""
    index = {slot: at for slots in order.columns for at, slot in enumerate(slots)}
    ranked: dict[tuple[str, str], dict[End, list[tuple[int, int, int]]]] = {}

    def add(line: int, card: str, side: str, rank: tuple[int, int, int]) -> None:
        ranked.setdefault((card, side), {}).setdefault(End(line, card, side), []).append(rank)

    for strand in order.strands:
        first, second, penultimate, last = strand.slots[0], strand.slots[1], strand.slots[-2], strand.slots[-1]
        add(strand.left, str(first), "right", (1, index[second], strand.line))
        add(strand.right, str(last), "left", (1, index[penultimate], strand.line))
    for loop in loops:
        span = index[loop.lower] - index[loop.upper]
        add(loop.line, loop.lower, loop.side, (0, span, loop.line))  # goes up: above the others, the nearest first
        add(loop.line, loop.upper, loop.side, (2, -span, -loop.line))
    return {side: sorted(ends, key=lambda end: _middle(ends[end])) for side, ends in ranked.items()}


def _middle(ranks: Sequence[tuple[int, int, int]]) -> tuple[int, int, int]:
    """The rank of an end: of one that lines share, that in the middle of theirs."""
    return sorted(ranks)[len(ranks) // 2]


def _height(face: Face, card: str, ports: Mapping[tuple[str, str], Sequence[End]], gap: int) -> int:
    """A card is high enough for its text and for the lines at its sides."""
    most = max(len(ports.get((card, side), ())) for side in ("left", "right"))
    return max(round(face.height), 2 * _PORT_PAD + (most - 1) * gap)


# ---- the solver ---------------------------------------------------------------------------------


class _Solver:
    def __init__(self, graph: Graph, order: Order, faces: Mapping[str, Face], ends: tuple[float, float]) -> None:
        self.graph, self.order = graph, order
        self.drop = max(_DROP, round(sum(ends)) + 2)
        is_noted = any(badge.is_note for line in graph.lines for badge in line.badges)
        self.gaps = _DOWNWARD if graph.is_downward else _NOTED if is_noted else _USUAL
        self.loops, self.drops = _within_columns(graph.lines, order)
        self.widths = {card: face.width for card, face in faces.items()}
        self.dropped = self._dropped()
        entered = {(drop.upper, drop.lower): self._reach(drop) for drop in self.drops}
        self.titles = (
            titles_beside(graph.frames) if graph.is_downward else frame_titles(graph.frames, order, faces, entered)
        )
        self.ports = _ports(order, self.loops)
        self.heights = {card: _height(face, card, self.ports, self.gaps.port) for card, face in faces.items()}
        self.middles = {
            card: int(face.middle + (self.heights[card] - round(face.height)) / 2) for card, face in faces.items()
        }
        self.network = Network()
        self.top = self.network.variable()
        self.bottom = self.network.variable()
        self.of: dict[Slot | End, int] = {}
        self.foot: dict[str, int] = {}  # a card's lower edge
        self.stiff: dict[str, int] = {}  # the demand that gives a card its height
        self.pairs: dict[tuple[Bend | End, Bend | End], tuple[int, int]] = {}  # what makes a piece of a line straight
        self.edges: dict[str, tuple[int, int]] = {}  # a frame's upper and lower edge
        self.held: set[End] = set()  # what is not to move where it is apart from another line

    def _dropped(self) -> dict[str, int]:
        """The cards joined by lines straight down, and the room that the badges want above the lower ones."""
        room = dict.fromkeys((drop.upper for drop in self.drops), 0)
        for drop in self.drops:
            room[drop.lower] = max(room.get(drop.lower, 0), self._badges(drop))
        return room

    def solve(self) -> Rows:
        self._make_variables()
        for column in self.order.columns:
            self._stack(column)
        self._attach_ports()
        self._straighten()
        for drop in self.drops:
            self.network.demand(self.foot[drop.upper], self.of[drop.lower], self._drop_length(drop), 2)
        self.network.demand(self.top, self.bottom, 0, 1)
        value, run = self._without_knots(self._without_small_jogs(self._with_few_bends(self.network.solve())))
        start = value[self.top]
        return Rows(
            {card: value[self.of[card]] - start for card in self.heights},
            {card: value[self.foot[card]] - value[self.of[card]] for card in self.heights},
            run,
            {frame: (value[upper] - start, value[lower] - start) for frame, (upper, lower) in self.edges.items()},
            self.loops,
            self.drops,
            self.titles,
            value[self.bottom] - start,
        )

    def _with_few_bends(self, value: list[int]) -> list[int]:
        """Prices that fall with the length of a jog make for a few long jogs in place of many.

        E. J. Candès, M. B. Wakin, S. P. Boyd, "Enhancing Sparsity by Reweighted l1 Minimization" (2008).
        """
        usual = {pair: self.network.price[demands[0]] for pair, demands in self.pairs.items()}
        best, least = value, self._bends(value)
        for _ in range(_PASSES if len(self.pairs) <= _MANY else 1):
            for pair, demands in self.pairs.items():
                price = max(1, usual[pair] * _EVEN // (self._jog(pair, value) + _SOFT))
                self._reprice(demands, price)
            before, value = value, self.network.solve()
            if value == before:
                break
            if self._bends(value) < least:
                best, least = value, self._bends(value)
        for pair, demands in self.pairs.items():
            self._reprice(demands, usual[pair] if self._jog(pair, best) else _KEPT)
        return best

    def _reprice(self, demands: tuple[int, int], price: int) -> None:
        for demand in demands:
            self.network.price[demand] = price

    def _bends(self, value: Sequence[int]) -> int:
        """How many pieces of lines are not straight."""
        return sum(1 for pair in self.pairs if self._jog(pair, value))

    def _without_small_jogs(self, value: list[int]) -> list[int]:
        """Lines that jog by little are made straight, for which a card may grow a little."""
        firm: set[tuple[Bend | End, Bend | End]] = set()
        rigid: set[str] = set()  # the cards that have grown enough
        for _ in range(2 * _PASSES):
            small = [pair for pair in self.pairs if pair not in firm and 0 < self._jog(pair, value) < _SMALL]
            swollen = [card for card in self.heights if self._growth(card, value) > _GROWN]
            if not small and not swollen:
                break
            firm.update(small)
            for pair in small:
                self._reprice(self.pairs[pair], _FIRM)
                for end in pair:
                    if isinstance(end, End) and end.card not in rigid:
                        self.network.price[self.stiff[end.card]] = _YIELDING
            for card in swollen:
                self.network.price[self.stiff[card]] = _RIGID
            rigid.update(swollen)
            value = self.network.solve()
        return value

    def _growth(self, card: str, value: Sequence[int]) -> int:
        """How much higher a card is than it must be."""
        return value[self.foot[card]] - value[self.of[card]] - self.heights[card]

    def _jog(self, pair: tuple[Bend | End, Bend | End], value: Sequence[int]) -> int:
        return abs(value[self.of[pair[0]]] - value[self.of[pair[1]]])

    def _without_knots(self, value: list[int]) -> tuple[list[int], dict[End | Bend, int]]:
        """No two lines take each other's height in a channel, as whichever turned first would run on the other.

        Gives with the values the heights at which lines run.
        """
        run = self._spread(value)
        knots = self._knots(run)
        for _ in range(_PASSES):
            if not knots:
                break
            for upper, lower in knots:
                self.network.part(self.of[upper], self.of[lower], _FIRM, _APART)
                self.held.update(end for end in (upper, lower) if isinstance(end, End))
            better = self._without_small_jogs(self.network.solve())
            spread = self._spread(better)
            left = self._knots(spread)
            if len(left) < len(knots):
                value, run = better, spread
            knots = left
        return value, run

    def _knots(self, run: Mapping[End | Bend, int]) -> list[tuple[Bend | End, Bend | End]]:
        """The heights, as an upper and a lower one, that two lines in a channel must not share, as they do."""
        found: list[tuple[Bend | End, Bend | End]] = []
        for pieces in self._jogging(run).values():
            for (left, right), (other_left, other_right) in combinations(pieces, 2):
                ends = sorted(
                    ((right, other_left), (other_right, left)), key=lambda pair: -abs(run[pair[0]] - run[pair[1]])
                )
                if abs(run[ends[0][0]] - run[ends[0][1]]) < CLOSE:
                    upper, lower = sorted(ends[0], key=lambda end: run[end])
                    found.append((upper, lower))
        return found

    def _jogging(self, run: Mapping[End | Bend, int]) -> dict[int, list[tuple[Bend | End, Bend | End]]]:
        """By channel, the pieces of lines that are not straight."""
        found: dict[int, list[tuple[Bend | End, Bend | End]]] = {}
        for strand in self.order.strands:
            for channel, (left, right) in enumerate(pairwise(runs(strand)), strand.column):
                pieces = found.setdefault(channel, [])
                if run[left] != run[right] and (left, right) not in pieces:
                    pieces.append((left, right))
        return found

    def _spread(self, value: Sequence[int]) -> dict[End | Bend, int]:
        """How high lines run: those that jog anyway leave their card evenly, not crowded towards where they go."""
        start = value[self.top]
        tops = {card: value[self.of[card]] - start for card in self.heights}
        run = {slot: value[at] - start for slot, at in self.of.items() if isinstance(slot, (End, Bend))}
        onward: dict[End, list[End | Bend]] = {}
        for left, right in self.pairs:
            for one, other in ((left, right), (right, left)):
                if isinstance(one, End):
                    onward.setdefault(one, []).append(other)
        for (card, _), ends in self.ports.items():
            bottom = max(tops[card] + self.heights[card] - _PORT_PAD, run[ends[-1]])
            low = min(tops[card] + _PORT_PAD, run[ends[0]])
            free: list[End] = []
            for end in ends:
                if end in self.held or any(run[end] == run[other] for other in onward.get(end, ())):
                    _respace(run, free, low, run[end] - self.gaps.least, onward, self.gaps)
                    low, free = run[end] + self.gaps.least, []
                else:
                    free.append(end)
            _respace(run, free, low, bottom, onward, self.gaps)
        self._level(run, tops)
        return run

    def _level(self, run: dict[End | Bend, int], tops: Mapping[str, int]) -> None:
        """Lines that jog by next to nothing are made straight there, if there is room beside them."""
        place = {slot: (column, at) for column in self.order.columns for at, slot in enumerate(column)}
        room = _Room(self, run, tops, place)
        for strand in self.order.strands:
            for nearly in _nearly_level(list(runs(strand)), run) if not strand.stem else ():
                for height in sorted({run[each] for each in nearly}):
                    if all(run[each] == height or room.at(each, height) for each in nearly):
                        run.update(dict.fromkeys(nearly, height))
                        break

    def _make_variables(self) -> None:
        for column in self.order.columns:
            for slot in column:
                self.of[slot] = self.network.variable()
        for card, height in self.heights.items():
            self.foot[card] = self.network.variable()
            self.stiff[card] = self.network.demand(self.of[card], self.foot[card], height, _RIGID)
        for ends in self.ports.values():
            for end in ends:
                self.of[end] = self.network.variable()
        for path in self.order.frames.values():
            for frame in path:
                if frame not in self.edges:
                    self.edges[frame] = (self.network.variable(), self.network.variable())
        for frame, (upper, lower) in self.edges.items():
            self.network.demand(upper, lower, self._head(frame) + _FRAME_PAD, _HUGGED)

    def _head(self, frame: str) -> int:
        """The room that a frame's title wants above its cards, or beside them where the picture runs downwards."""
        if self.graph.is_downward:
            return round(max(text.width(line, "frame") for line in self.titles[frame])) + 2 * _FRAME_PAD
        return _FRAME_HEAD + LEADING * (len(self.titles[frame]) - 1)

    def _stack(self, column: Sequence[Slot]) -> None:
        """Keep the slots of a column, and the frames around them, clear of each other."""
        bounds = (None, *column, None)
        for above, below in pairwise(bounds):
            self._part(above, below)

    def _part(self, above: Slot | None, below: Slot | None) -> None:
        closing, opening = self._frames_between(above, below)
        at, room = self.top if above is None else self._lower_edge(above), 0
        for frame in closing:
            self._link(at, self.edges[frame][1], room + _FRAME_PAD, close=True)
            at, room = self.edges[frame][1], 0
        clear = self._clearance(above, below) if not (closing or opening) else _FRAME_GAP
        if above is None or below is None:
            clear = 0
        for frame in opening:
            self._link(at, self.edges[frame][0], room + clear, close=bool(closing))
            at, room, clear = self.edges[frame][0], self._head(frame), 0
        end = self.bottom if below is None else self.of[below]
        self._link(at, end, room + clear, close=above is not None and below is not None)

    def _link(self, low: int, high: int, least: int, *, close: bool) -> None:
        self.network.demand(low, high, least, _TOGETHER if close else 0)

    def _frames_between(self, above: Slot | None, below: Slot | None) -> tuple[list[str], list[str]]:
        """The frames that end between two slots, innermost first, and those that begin, outermost first."""
        left = self.order.frames[above] if above is not None else ()
        entered = self.order.frames[below] if below is not None else ()
        shared = 0
        while shared < min(len(left), len(entered)) and left[shared] == entered[shared]:
            shared += 1
        return list(reversed(left[shared:])), list(entered[shared:])

    def _lower_edge(self, slot: Slot) -> int:
        return self.foot[slot] if isinstance(slot, str) else self.of[slot]

    def _clearance(self, above: Slot | None, below: Slot | None) -> int:
        if isinstance(above, Filler) or isinstance(below, Filler):
            return 0
        cards = [slot for slot in (above, below) if isinstance(slot, str)]
        if len(cards) == 1 and cards[0] in self.dropped:
            return _LINE_TO_ARROW + (self.dropped[cards[0]] if cards[0] == below else 0)
        return (self.gaps.passing, _LINE_TO_CARD, _CARD_GAP)[len(cards)]

    def _drop_length(self, drop: Drop) -> int:
        return self.drop + self._badges(drop)

    def _beside(self, drop: Drop) -> list[tuple[Badge, ...]]:
        """The badges of all lines between the same two neighbours, line by line."""
        return [self.graph.lines[other.line].badges for other in self.drops if other[1:] == drop[1:]]

    def _reach(self, drop: Drop) -> float:
        """How far the lines between two neighbours reach with their badges from the middle of the cards."""
        beside = self._beside(drop)
        return _across(beside) / 2 if len(beside) > 1 else 0.0

    def _badges(self, drop: Drop) -> int:
        """The room that the badges of a line between neighbours take along it."""
        beside = self._beside(drop)
        if self.graph.is_downward:  # too close for badges side by side
            return sum(round(row_width(badges)) + _BESIDE for badges in beside)
        if len(beside) > 1 and _across(beside) > self.widths[drop.lower]:
            return _BADGE * sum(map(len, beside))
        return _BADGE * len(self.graph.lines[drop.line].badges)

    def _attach_ports(self) -> None:
        for (card, _), ends in self.ports.items():
            top, middle = self.of[card], self.middles[card]
            for index, end in enumerate(ends):
                ideal = middle + round((index - (len(ends) - 1) / 2) * self.gaps.port)
                self.network.attract(top, self.of[end], _CENTRED, ideal)
            self.network.demand(top, self.of[ends[0]], _PORT_PAD_LEAST)
            for upper, lower in pairwise(ends):
                self.network.demand(self.of[upper], self.of[lower], self.gaps.least)
            self.network.demand(self.of[ends[-1]], self.foot[card], _PORT_PAD_LEAST)

    def _straighten(self) -> None:
        for strand in self.order.strands:
            for left, right in pairwise(runs(strand)):
                if (left, right) not in self.pairs:
                    both_bends = isinstance(left, Bend) and isinstance(right, Bend)
                    price = _PASSING if both_bends else _STRAIGHT
                    self.pairs[left, right] = self.network.attract(self.of[left], self.of[right], price)


class _Room(NamedTuple):
    """Where a line may run, given the heights of all else."""

    solver: _Solver
    run: Mapping[End | Bend, int]
    tops: Mapping[str, int]
    place: Mapping[Slot, tuple[Sequence[Slot], int]]

    def at(self, one: End | Bend, height: int) -> bool:
        """Whether a line may run there: clear of the corners of its card, of other cards and of other lines."""
        return self._at_card(one, height) if isinstance(one, End) else self._between(one, height)

    def _at_card(self, end: End, height: int) -> bool:
        upper = self.tops[end.card] + _PORT_PAD_LEAST
        lower = self.tops[end.card] + self.solver.heights[end.card] - _PORT_PAD_LEAST
        others = (self.run[other] for other in self.solver.ports[end.card, end.side] if other != end)
        least = self.solver.gaps.least - _LENIENT
        return upper <= height <= lower and all(abs(height - other) >= least for other in others)

    def _between(self, bend: Bend, height: int) -> bool:
        column, at = self.place[bend]
        frames = self.solver.order.frames
        for other in (*column[max(0, at - 1) : at], *column[at + 1 : at + 2]):
            if isinstance(other, Filler) or frames[other] != frames[bend]:
                return False
            least = self.solver.gaps.passing if isinstance(other, Bend) else _LINE_TO_CARD
            edges = (self.run[other],) * 2 if isinstance(other, Bend) else self._edges(other)
            if edges[0] - least + _LENIENT < height < edges[1] + least - _LENIENT:
                return False
        return True

    def _edges(self, card: str) -> tuple[int, int]:
        return self.tops[card], self.tops[card] + self.solver.heights[card]


def _nearly_level(places: Sequence[End | Bend], run: Mapping[End | Bend, int]) -> Iterator[list[End | Bend]]:
    """The stretches of a line that are not level, but nearly."""
    found = [places[0]]
    for one, other in pairwise(places):
        if abs(run[one] - run[other]) < _TINY:
            found.append(other)
            continue
        yield from _uneven(found, run)
        found = [other]
    yield from _uneven(found, run)


def _uneven(places: list[End | Bend], run: Mapping[End | Bend, int]) -> Iterator[list[End | Bend]]:
    if len({run[each] for each in places}) > 1:
        yield places


def runs(strand: Strand) -> Iterator[Bend | End]:
    """The places of a line that have a height, from left to right: one for each of its slots."""
    yield End(strand.left, str(strand.slots[0]), "right")
    yield from (slot for slot in strand.slots[1:-1] if isinstance(slot, Bend))
    yield End(strand.right, str(strand.slots[-1]), "left")


def _across(beside: Sequence[Sequence[Badge]]) -> float:
    """How wide lines side by side are with their badges."""
    return sum(max(map(width, badges), default=0) + _BESIDE for badges in beside)


def _respace(  # noqa: PLR0917
    run: dict[End | Bend, int],
    ends: Sequence[End],
    low: int,
    high: int,
    onward: Mapping[End, Sequence[End | Bend]],
    gaps: Gaps,
) -> None:
    """Set the ends at even distances between two bounds, unless a line would then jog by little."""
    if not ends:
        return
    gap = min(gaps.port, (high - low) // (len(ends) - 1)) if len(ends) > 1 else 0
    size = gap * (len(ends) - 1)
    if gap < gaps.least and len(ends) > 1:
        return
    middle = round(sum(run[end] for end in ends) / len(ends)) if high - low > 3 * size + 60 else (low + high) // 2
    start = min(max(middle - size // 2, low), high - size)
    spaced: dict[End | Bend, int] = {end: start + index * gap for index, end in enumerate(ends)}
    if all(abs(spaced[end] - run[other]) >= _SMALL for end in ends for other in onward.get(end, ())):
        run.update(spaced)
