"""The badges of a line: one for each step on it, fewer where these say the same of several flows or are too many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from hld.model.types import Step
from hld.tuples import NamedTuple
from hld.view import wording
from hld.view.lines import Trip
from hld.view.types import Badge

__all__ = ["ROOM", "badges_by_flow", "fault_badge", "fewer", "flow_badges", "have_room", "plain_badges"]

T = TypeVar("T")
K = TypeVar("K")

ROOM = 80  # characters that the badges of a line may have
_ENDS = 2  # characters that the ends of a badge take up
_LONGEST = 18  # characters in one badge of several steps
_LONGEST_FLOWS = 36  # characters that tell flows
_MOST_TOLD = 20  # steps that a badge tells when it is pointed at


def plain_badges(trips: Iterable[Trip], room: int = ROOM) -> tuple[Badge, ...]:
    """The steps of one flow by their numbers, then the relationships by theirs."""
    told = list(trips)
    single = [_single(trip.number, (trip,), trip.flow.id) for trip in told if trip.flow is not None]
    return (*fewer(single, room=room), *_related(told, _tooltip))


def fewer(badges: Sequence[Badge], prefix: str = "", what: str = "", room: int = ROOM) -> tuple[Badge, ...]:
    """Badges of one number each; where they are too many for a line, they are drawn together.

    They stand in runs, "3–7,9", where these have room there, else in one badge: "1 … 499 (250 steps)". The numbers
    of the badges come without the `prefix`.
    """
    single = tuple(badge._replace(text=f"{prefix}{badge.text}") for badge in badges) if prefix else tuple(badges)
    if have_room(single, room):
        return single
    sorts = _grouped(badges, lambda badge: badge.is_reply).values()
    here = _Here(prefix)
    runs = tuple(badge for sort in sorts for badge in _joined(here, sort, what))
    return runs if have_room(runs, room) else tuple(_shortest(here, sort, what) for sort in sorts)


def flow_badges(trips: Iterable[Trip], flows: Sequence[str]) -> tuple[Badge, ...]:
    """The flows that come by here in one badge, "F1–3"; `flows` are all that there are."""
    here = {trip.flow.id: wording.flow_title(trip.flow) for trip in trips if trip.flow is not None}
    if not here:
        return ()
    numbers = [number for number, flow in enumerate(flows, 1) if flow in here]
    titles = tuple(here.values())
    return (Badge(_of_flows(numbers).text(), " ".join(here), _told(titles), words=titles),)


def fault_badge(faults: Sequence[str]) -> tuple[Badge, ...]:
    """The mark of a line with faults, if there are any."""
    return (Badge("!", "", "\n".join(faults), is_fault=True),) if faults else ()


def badges_by_flow(trips: Sequence[Trip], names: dict[str, int], room: int = ROOM) -> tuple[Badge, ...]:
    """The steps of many flows as "F1·3"; `names` has the number of each flow.

    What stands at the same place in several flows is one badge, "F1–3·1.1", and so are the steps of one flow that
    go the same way, "F2·3,5–7". Flows that are too many to be told are counted, "F1 … F79·3 (40 flows)". Where that
    is too much for a line, all steps of the same flows are one badge, "F2·1 … 499 (250 steps)", and if need be all
    steps of all flows, "F1–30 (250 steps)".
    """
    related = _related(trips, lambda trip: trip.number)
    sorts = [sort for is_reply in (False, True) for sort in _by_flows(trips, names, is_reply)]
    found = tuple(badge for here, places in sorts for badge in _joined(here, places))
    if not have_room(found, room):
        found = tuple(_shortest(here, places) for here, places in sorts)
    if not have_room(found, room):
        found = tuple(_of_all_flows(trips, names))
    return (*found, *related)


class _Here(NamedTuple):
    """What the places of a badge are in: what goes before them ("R", "F1–3·"), and how many flows it only sums up."""

    prefix: str
    flows: int = 0

    def text(self, places: str = "", count: str = "") -> str:
        """The words of a badge: "F1–3·2", "F1 … F79·2 (40 flows)"; with a `count` of something else, this too."""
        counts = wording.list_of(filter(None, (f"{self.flows} flows" if self.flows else "", count)))
        return f"{self.prefix}{places} ({counts})" if counts else f"{self.prefix}{places}"


def _related(trips: Iterable[Trip], tooltip: Callable[[Trip], str]) -> tuple[Badge, ...]:
    """The relationships among the trips."""
    found = [Badge(trip.number.removeprefix("R"), "", tooltip(trip)) for trip in trips if trip.flow is None]
    return fewer(found, "R", "relationships")


def _by_flows(trips: Iterable[Trip], names: dict[str, int], is_reply: bool) -> Iterator[tuple[_Here, list[Badge]]]:
    """The steps, or replies, of the same flows by their places in them, and which flows these are."""
    here = [trip for trip in trips if trip.flow is not None and trip.is_reply == is_reply]
    by_flows: dict[tuple[str, ...], list[Badge]] = {}
    for number, group in _grouped(here, lambda trip: trip.number).items():
        flows = tuple(dict.fromkeys(trip.flow.id for trip in group if trip.flow))
        by_flows.setdefault(flows, []).append(_single(number, group, " ".join(flows)))
    for flows, places in by_flows.items():
        flows_here = _of_flows([names[flow] for flow in flows])
        yield flows_here._replace(prefix=f"{flows_here.prefix}·"), places


def _of_all_flows(trips: Iterable[Trip], names: dict[str, int]) -> Iterator[Badge]:
    """A badge of all steps, and one of all replies."""
    for is_reply, group in _grouped((trip for trip in trips if trip.flow), lambda trip: trip.is_reply).items():
        flows = tuple(dict.fromkeys(trip.flow.id for trip in group if trip.flow))
        words = _of_flows(sorted(names[flow] for flow in flows)).text(count=_count(len(group), is_reply))
        yield _single(words, group, " ".join(flows))._replace(is_reply=is_reply)


def _single(number: str, trips: Sequence[Trip], flow: str) -> Badge:
    """The badge of what stands at one place, be it in one flow or in several."""
    return Badge(number, flow, _told([_tooltip(trip) for trip in trips]), trips[0].is_reply, words=_done(trips))


def _joined(here: _Here, places: Sequence[Badge], what: str = "") -> list[Badge]:
    """Steps of the same flows in as few badges as are not too long, of about one length."""
    runs = list(_runs(places))
    if len(runs) > ROOM // 2:  # more than there is room for, however short they are
        return [_summed_up(here, places, what)]
    for count in range(1, len(runs) + 1):
        parts = [runs[len(runs) * at // count : len(runs) * (at + 1) // count] for at in range(count)]
        texts = [here.text(",".join(map(_range, part))) for part in parts]
        if count == len(runs) or max(map(len, texts)) <= _LONGEST:
            break
    return [_together(words, [each for run in part for each in run]) for words, part in zip(texts, parts, strict=True)]


def _shortest(here: _Here, places: Sequence[Badge], what: str = "") -> Badge:
    """One badge for steps of the same flows."""
    found = _joined(here, places, what)
    return found[0] if len(found) == 1 else _summed_up(here, places, what)


def _summed_up(here: _Here, places: Sequence[Badge], what: str) -> Badge:
    """The first of them, the last, and how many there are."""
    count = _count(len(places), places[0].is_reply, what)
    return _together(here.text(f"{places[0].text} … {places[-1].text}", count), places)


def _count(number: int, are_replies: bool, what: str = "") -> str:
    return f"{number} {what or ('replies' if are_replies else 'steps')}"


def _together(text: str, places: Sequence[Badge]) -> Badge:
    """One badge for several."""
    return places[0]._replace(
        text=text,
        tooltip=_told([each.tooltip for each in places]),
        words=tuple(dict.fromkeys(words for each in places for words in each.words)),
        numbers=tuple(each.text for each in places),
    )


def have_room(badges: Iterable[Badge], room: int = ROOM) -> bool:
    """Whether they can be read side by side on a line."""
    return sum(len(badge.text) + _ENDS for badge in badges) <= room


def _told(lines: Sequence[str]) -> str:
    """What pointing at a badge tells, up to what can be read at once."""
    shown = lines if len(lines) <= _MOST_TOLD + 1 else [*lines[:_MOST_TOLD], f"and {len(lines) - _MOST_TOLD} more"]
    return "\n".join(shown)


def _runs(places: Iterable[Badge]) -> Iterator[list[Badge]]:
    """Steps in runs whose numbers follow each other: 3, 4; 5.1, 5.2."""
    run: list[Badge] = []
    for place in places:
        if run and place.text != _next(run[-1].text):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _next(number: str) -> str:
    block, dot, last = number.rpartition(".")
    return f"{block}{dot}{int(last) + 1}"


def _range(run: Sequence[Badge]) -> str:
    return run[0].text if len(run) == 1 else f"{run[0].text}–{run[-1].text}"


def _grouped(things: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    groups: dict[K, list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return groups


def _of_flows(numbers: Sequence[int]) -> _Here:
    """Flows in short, "F1–3,5"; where these are too many "F1 … F99", with how many they are."""
    words = f"F{_ranges(numbers)}"
    return _Here(words) if len(words) <= _LONGEST_FLOWS else _Here(f"F{numbers[0]} … F{numbers[-1]}", len(numbers))


def _ranges(numbers: Sequence[int]) -> str:
    """Numbers in short: "1–3,5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ",".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _tooltip(trip: Trip) -> str:
    if trip.step is None or trip.flow is None:
        return ""
    return f"{wording.flow_title(trip.flow)}, step {trip.number}: {_words(trip.step)}".removesuffix(": ")


def _done(trips: Iterable[Trip]) -> tuple[str, ...]:
    """What the steps do, each thing once."""
    return tuple(dict.fromkeys(filter(None, (wording.what(trip.step) for trip in trips if trip.step is not None))))


def _words(step: Step) -> str:
    more = wording.told(step)
    return f"{wording.what(step)} ({more})" if more else wording.what(step)
