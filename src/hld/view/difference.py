"""Two designs in one picture: what both have, what only one of them has, and what they have otherwise."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from hld.catalog.kinds import Tier
from hld.model.canonical import READ
from hld.model.types import Flow, Model, Step
from hld.spec.types import Record, Value, Values
from hld.tuples import NamedTuple
from hld.view import legend, wording
from hld.view.cards import cards, lanes
from hld.view.frames import frames
from hld.view.icons import own_icons
from hld.view.lines import Stretch, Trip, stretches
from hld.view.numbers import ROOM, badges_by_flow, have_room, plain_badges
from hld.view.types import SIGNS, Badge, Card, Frame, Graph, Lane, LegendRow, Line

__all__ = ["Beside", "Told", "beside", "together"]

ADDED, REMOVED, CHANGED, RENAMED = SIGNS
_SORTS = 4  # of numbers on a line: what is kept, and what only one has, of either design
_MOST = 3  # words of what changed in a component that are told on its card

Key = tuple[frozenset[str], str, bool]


class Told(NamedTuple):
    """What differs between two designs, as far as a picture shows it.

    `components`, `flows` and `groups` give the second design's ids of what the first calls otherwise. `changed` are
    the components that both have, by the second's ids, with the words of what is other. `gone` and `come` are the
    steps that only the first, or only the second has, each by the flow and number it has there; a relationship has a
    number alone. `title` names both designs, `summary` counts what differs.
    """

    components: Mapping[str, str]
    flows: Mapping[str, str]
    groups: Mapping[str, str]
    changed: Mapping[str, tuple[str, ...]]
    gone: frozenset[tuple[str, str]]
    come: frozenset[tuple[str, str]]
    title: str
    summary: str


class Beside(NamedTuple):
    """The first and the second design, and both in one, by which each is laid out: a part has one id in all three."""

    before: Graph
    after: Graph
    both: Graph


class _Side(NamedTuple):
    """One of the designs with the ids of the second; `mark` is for what it alone has, `own` are its steps alone.

    `said` are words for those of them that read like a step of the other design: what they say otherwise.
    """

    model: Model
    mark: str
    own: frozenset[tuple[str, str]]
    cards: Mapping[str, Card]
    lines: Mapping[Key, Stretch]
    frames: Mapping[str, Frame]
    numbers: Mapping[str, int]
    has_many: bool
    said: Mapping[tuple[str, str], str] = MappingProxyType({})

    def is_own(self, trip: Trip) -> bool:
        """Whether only this design has the step, or relationship, of a trip."""
        step = (
            (trip.flow.id, trip.step.number) if trip.flow is not None and trip.step is not None else ("", trip.number)
        )
        return step in self.own

    def badges(self, trips: Iterable[Trip], room: int) -> tuple[Badge, ...]:
        """The numbers of what both designs have here, then of what only this one has, with its sign."""
        told = list(trips)
        kept = self.numbered([trip for trip in told if not self.is_own(trip)], room)
        own = self.numbered([trip for trip in told if self.is_own(trip)], room)
        return (*kept, *(each._replace(text=f"{SIGNS[self.mark]}{each.text}", mark=self.mark) for each in own))

    def numbered(self, trips: Sequence[Trip], room: int) -> tuple[Badge, ...]:
        """The numbers of trips as badges."""
        return badges_by_flow(trips, dict(self.numbers), room) if self.has_many else plain_badges(trips, room)


def together(before: Model, after: Model, told: Told) -> Graph:
    """Both designs in one graph: what differs is marked, and the rest recedes."""
    first, second = _sides(before, after, told)

    def line(key: Key) -> Line:
        one, other = first.lines.get(key), second.lines.get(key)
        marked = _mark_of(first, one, second, other)
        lost = [trip for trip in one.trips if first.is_own(trip)] if one is not None else []

        def numbers(room: int) -> tuple[Badge, ...]:
            came = second.badges(other.trips, room) if other is not None else ()
            return (*came, *first.badges(lost, room))

        drawn = _line(other or one, marked, _fitting(numbers), (one, other))
        return drawn._replace(is_dimmed=not marked)

    graph = _graph(after, first, second, told, line)
    drawn = tuple(card if card.mark else card._replace(is_dimmed=True) for card in graph.cards)
    rows = (*_mark_keys(graph), *_dash_keys(graph.lines), *_told_steps(first, second))
    return graph._replace(cards=drawn, legend=rows)


def beside(before: Model, after: Model, told: Told) -> Beside:
    """Both designs as graphs of their own, and one of both that has room for either."""
    first, second = _sides(before, after, told)

    def line(key: Key) -> Line:
        one, other = first.lines.get(key), second.lines.get(key)

        def numbers(room: int) -> tuple[Badge, ...]:
            badges = second.badges(other.trips, room) if other is not None else ()
            more = first.badges(one.trips, room) if one is not None else ()
            known = set(map(_name, badges))
            return (*badges, *(each for each in more if _name(each) not in known))

        return _line(other or one, _mark_of(first, one, second, other), _fitting(numbers), (one, other))

    both = _graph(after, first, second, told, line)
    sides = _alone(both, first, second, told), _alone(both, second, first, told)
    return Beside(*sides, both._replace(legend=(*sides[0].legend, *sides[1].legend)))


def _alone(both: Graph, side: _Side, other: _Side, told: Told) -> Graph:
    """What one design has of both: its own cards, lines and numbers in the order of the whole."""
    marks = {card.id: card.mark for card in both.cards}
    own = tuple(
        side.cards[card.id]._replace(mark=marks[card.id], notes=_notes(side.cards[card.id], card.mark, told))
        for card in both.cards
        if card.id in side.cards
    )
    known = {line.id: line for line in both.lines}
    lines = tuple(
        _line(stretch, known[id_].mark, _as_on(known[id_], side, stretch), (stretch,))._replace(id=id_)
        for key, stretch in side.lines.items()
        if (id_ := _id_of(key, side, other, known))
    )
    here = {card.id for card in own}
    boxes = tuple(
        frame._replace(members=tuple(each for each in frame.members if each in here))
        for frame in both.frames
        if frame.id in side.frames and set(side.frames[frame.id].members) == here.intersection(frame.members)
    )
    rows = (
        *_mark_keys(both),
        *legend.keys(side.lines.values(), side.model.flows.values()),
        *legend.accents(own),
        *_own_steps(side),
    )
    titled = wording.view_title(side.model, "Before" if side.mark == REMOVED else "After")
    return both._replace(title=side.model.name, subtitle=titled, cards=own, lines=lines, frames=boxes, legend=rows)


def _fitting(numbers: Callable[[int], tuple[Badge, ...]]) -> tuple[Badge, ...]:
    """The numbers, which are told a room for each sort of them, in such a one that all can be read."""
    found = numbers(ROOM)
    return found if have_room(found) else numbers(ROOM // _SORTS)


def _as_on(line: Line, side: _Side, stretch: Stretch) -> tuple[Badge, ...]:
    """The numbers of one design as they are among those of both."""
    there = set(map(_name, line.badges))
    found = side.badges(stretch.trips, ROOM)
    return found if there.issuperset(map(_name, found)) else side.badges(stretch.trips, ROOM // _SORTS)


def _name(badge: Badge) -> tuple[str, bool]:
    return badge.text, badge.is_reply


def _id_of(key: Key, side: _Side, other: _Side, known: Mapping[str, Line]) -> str:
    """The id that a line has in the graph of both."""
    found = (lines[key].id for lines in (side.lines, other.lines) if key in lines)
    return next((id_ for id_ in found if id_ in known), "")


# ---- both sides ---------------------------------------------------------------------------------


def _sides(before: Model, after: Model, told: Told) -> tuple[_Side, _Side]:
    order = [*after.flows, *(flow for flow in before.flows if told.flows.get(flow, flow) not in after.flows)]
    numbers = {flow: number for number, flow in enumerate(order, 1)}
    earlier = {flow: numbers[told.flows.get(flow, flow)] for flow in before.flows}
    first = _side(before, REMOVED, told.gone, earlier, told, len(order) > 1)
    second = _side(after, ADDED, told.come, numbers, told._replace(components={}, groups={}), len(order) > 1)
    return first._replace(said=_otherwise(first, second)), second._replace(said=_otherwise(second, first))


def _otherwise(side: _Side, other: _Side) -> dict[tuple[str, str], str]:
    """For each step of one design that reads like a step of the other what it says and that does not: "timeout=2s"."""
    twins = {(other.numbers[flow.id], *_read(step)): step for flow, step in _own(other)}
    found = {}
    for flow, step in _own(side):
        twin = twins.get((side.numbers[flow.id], *_read(step)))
        if twin is not None:
            mine, theirs = _stated(step), _stated(twin)
            words = (f"{key}={said}" for key, said in mine.items() if theirs.get(key) != said)
            found[flow.id, step.number] = ", ".join(words)
    return found


def _own(side: _Side) -> Iterator[tuple[Flow, Step]]:
    return ((flow, step) for flow, step in side.model.steps if (flow.id, step.number) in side.own)


def _read(step: Step) -> tuple[object, ...]:
    """What the legend tells of a step."""
    return tuple(node.name for node in step.nodes), step.arrow, wording.what(step)


def _stated(step: Step) -> dict[str, str]:
    """The keys of a step that its line does not tell, with what stands there, in words."""
    told = {key: value for key, value in step.entry.entries.items() if key not in READ}
    return {key.replace("_", " "): _in_words(value) for key, value in told.items()}


def _in_words(value: Value) -> str:
    if isinstance(value, Record):
        return ", ".join(f"{key} {_in_words(each)}" for key, each in value.entries.items())
    return ", ".join(map(_in_words, value.items)) if isinstance(value, Values) else value.text


def _side(  # noqa: PLR0917
    model: Model, mark: str, own: frozenset[tuple[str, str]], numbers: Mapping[str, int], told: Told, has_many: bool
) -> _Side:
    def name(id_: str) -> str:
        return told.components.get(id_, id_)

    def moved(trip: Trip) -> Trip:
        return trip._replace(source=name(trip.source), target=name(trip.target))

    found = stretches(model)
    drawn = {name(card.id): card._replace(id=name(card.id)) for card in cards(model, found, ())}
    lines = {
        _key(each): each
        for stretch in found
        for each in (
            stretch._replace(
                source=name(stretch.source), target=name(stretch.target), trips=tuple(map(moved, stretch.trips))
            ),
        )
    }
    boxes = {
        told.groups.get(frame.id, frame.id): frame._replace(
            id=told.groups.get(frame.id, frame.id), members=tuple(map(name, frame.members))
        )
        for frame in frames(model)
    }
    return _Side(model, mark, own, drawn, lines, boxes, numbers, has_many)


def _key(stretch: Stretch) -> Key:
    """What makes two lines one, whichever way what they carry goes first."""
    return frozenset((stretch.source, stretch.target)), stretch.protocol, stretch.is_dashed


def _graph(after: Model, first: _Side, second: _Side, told: Told, line: Callable[[Key], Line]) -> Graph:
    drawn = tuple(_cards(first, second, told))
    return Graph(
        "difference",
        after.name,
        f"Difference: {told.title}",
        tuple(_lanes(first, second, drawn)),
        tuple(_nested(_frames(first, second))),
        drawn,
        tuple(map(line, dict.fromkeys((*second.lines, *first.lines)))),
        (),
        description=f"What differs between {told.title}: {told.summary}.",
        footer=f"{told.title} · {told.summary}",
        images={**own_icons(first.model), **own_icons(second.model)},
    )


# ---- cards --------------------------------------------------------------------------------------


def _cards(first: _Side, second: _Side, told: Told) -> Iterator[Card]:
    """The cards of both, marked."""
    renamed = set(told.components.values())
    for id_ in dict.fromkeys((*second.cards, *first.cards)):
        card = second.cards.get(id_) or first.cards[id_]
        if id_ not in first.cards:
            mark = ADDED
        elif id_ not in second.cards:
            mark = REMOVED
        else:
            mark = CHANGED if id_ in told.changed else RENAMED if id_ in renamed else ""
        yield card._replace(mark=mark, notes=_notes(card, mark, told))


def _notes(card: Card, mark: str, told: Told) -> tuple[str, ...]:
    """What is told on a card, with what differs and how."""
    if not mark:
        return card.notes
    was = next((old for old, new in told.components.items() if new == card.id), "")
    words = [f"was {was}"] if was else []
    other = told.changed.get(card.id, ())
    words += [*other[:_MOST], f"and {len(other) - _MOST} more"] if len(other) > _MOST else other
    return (*card.notes, f"{SIGNS[mark]} {mark}", *words)


def _lanes(first: _Side, second: _Side, drawn: Sequence[Card]) -> Iterator[Lane]:
    """The lanes that hold a card of either, with the title that the second design gives it."""
    titles = {lane.id: lane for side in (first, second) for lane in lanes(side.model, drawn)}
    used = {side.cards[card.id].lane for card in drawn for side in (second, first) if card.id in side.cards}
    yield from (titles[tier] for tier in Tier if tier in titles and tier in used)


# ---- frames -------------------------------------------------------------------------------------


def _frames(first: _Side, second: _Side) -> Iterator[Frame]:
    """The frames of either, around what the second design has in them, and of what only the first has, that."""
    for id_ in dict.fromkeys((*second.frames, *first.frames)):
        one, other = first.frames.get(id_), second.frames.get(id_)
        frame = other or one
        assert frame is not None, "it is of one of them"
        gone = () if one is None else (each for each in one.members if other is None or each not in second.cards)
        members = tuple(dict.fromkeys((*(other.members if other else ()), *gone)))
        mark = ADDED if one is None else REMOVED if other is None else ""
        title = f"{frame.title} ({SIGNS[mark]} {mark})" if mark else frame.title
        yield frame._replace(title=title, members=members)


def _nested(found: Iterable[Frame]) -> Iterator[Frame]:
    """Those of the frames that cut no larger one, outer ones first, each with the one it lies in."""
    kept: list[Frame] = []
    for frame in sorted(found, key=lambda each: -len(each.members)):
        held = set(frame.members)
        if held and not any(not held.isdisjoint(each.members) and not held <= set(each.members) for each in kept):
            parent = next((each.id for each in reversed(kept) if held <= set(each.members)), "")
            kept.append(frame._replace(parent=parent))
    yield from kept


# ---- lines --------------------------------------------------------------------------------------


def _mark_of(first: _Side, one: Stretch | None, second: _Side, other: Stretch | None) -> str:
    """How a line differs: only one design has it, or a step on it is not in both."""
    if one is None or other is None:
        return ADDED if one is None else REMOVED
    return CHANGED if any(map(first.is_own, one.trips)) or any(map(second.is_own, other.trips)) else ""


def _line(stretch: Stretch | None, mark: str, badges: tuple[Badge, ...], both: Sequence[Stretch | None]) -> Line:
    assert stretch is not None, "a line is of one of the designs"
    trips = [trip for each in both if each is not None for trip in each.trips]
    word = (Badge(f"{SIGNS[mark]} {mark}", "", mark=mark, is_note=True),) if mark and not _is_work(stretch) else ()
    return stretch.line(badges)._replace(
        both_ways=any(trip.source != stretch.source and not trip.is_reply for trip in trips),
        badges=(*word, *badges),
        mark=mark,
        modes=tuple(dict.fromkeys(trip.mode for trip in trips)),
    )


def _is_work(stretch: Stretch) -> bool:
    return stretch.source == stretch.target


# ---- legend -------------------------------------------------------------------------------------


def _mark_keys(graph: Graph) -> Iterator[LegendRow]:
    """What the signs in use mean."""
    used = {card.mark for card in graph.cards} | {line.mark for line in graph.lines}
    used |= {badge.mark for line in graph.lines for badge in line.badges}
    for mark, sign in SIGNS.items():
        if mark in used:
            yield LegendRow(sign, "", what=mark, is_key=True, mark=mark)


def _dash_keys(lines: Collection[Line]) -> Iterator[LegendRow]:
    """What a dashed line means, where colours tell what differs."""
    for is_dashed, what in ((False, "waited for"), (True, "not waited for")):
        if any(line.is_dashed is is_dashed and line.source != line.target for line in lines):
            yield LegendRow("", "call", what=what, is_dashed=is_dashed, is_key=True)


def _told_steps(first: _Side, second: _Side) -> Iterator[LegendRow]:
    """The steps of both designs by flow: those of the second, then those that only the first has."""
    earlier = {first.numbers[flow.id]: flow for flow in first.model.flows.values()}
    later = {second.numbers[flow.id]: flow for flow in second.model.flows.values()}
    for number in sorted({*earlier, *later}):
        old, new = earlier.get(number), later.get(number)
        mark = ADDED if old is None else REMOVED if new is None else ""
        yield _heading(new or old, number, second, mark)
        if new is not None:
            yield from _steps(new, number, second)
        if old is not None:
            yield from _steps(old, number, first, are_own=True)
    rows = [*_relationships(second), *(row for row in _relationships(first) if row.mark)]
    if rows:
        yield legend.heading("Relationships")
        yield from rows


def _own_steps(side: _Side) -> Iterator[LegendRow]:
    for flow in side.model.flows.values():
        yield _heading(flow, side.numbers[flow.id], side, "")
        yield from _steps(flow, side.numbers[flow.id], side)
    if side.model.relationships:
        yield legend.heading("Relationships")
        yield from _relationships(side)


def _heading(flow: Flow | None, number: int, side: _Side, mark: str) -> LegendRow:
    assert flow is not None, "a number is a flow's"
    title = f"{wording.flow_heading(flow)}{f' ({SIGNS[mark]} {mark})' if mark else ''}"
    return legend.heading(f"F{number}  {title}" if side.has_many else title)


def _steps(flow: Flow, number: int, side: _Side, *, are_own: bool = False) -> Iterator[LegendRow]:
    prefix = f"F{number}·" if side.has_many else ""
    shown = [step for step in flow.steps if not are_own or (flow.id, step.number) in side.own]
    for row in legend.steps(flow, prefix, shown=shown):
        place = (flow.id, row.badge.removeprefix(prefix))
        if place not in side.own or row.is_heading:
            yield row
            continue
        words = side.said.get(place, "")
        yield _marked(row._replace(what=f"{row.what} [{words}]".lstrip()) if words else row, side.mark)


def _relationships(side: _Side) -> Iterator[LegendRow]:
    for row in legend.relationships(side.model):
        yield _marked(row, side.mark) if ("", row.badge) in side.own else row


def _marked(row: LegendRow, mark: str) -> LegendRow:
    return row._replace(badge=f"{SIGNS[mark]}{row.badge}", mark=mark)
