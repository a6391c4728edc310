"""The badges of a line: one for each step on it, those that say the same of several flows drawn as one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from hld.model.types import Step
from hld.view import wording
from hld.view.lines import Trip
from hld.view.types import Badge

__all__ = ["badges_by_flow", "fault_badge", "flow_badges", "plain_badges"]

_LONGEST = 18  # characters in one badge


def plain_badges(trips: Iterable[Trip]) -> tuple[Badge, ...]:
    """The steps of one flow by their numbers."""
    return tuple(
        Badge(
            trip.number, trip.flow.id if trip.flow else "", _tooltip(trip), is_reply=trip.is_reply, words=_done((trip,))
        )
        for trip in trips
    )


def flow_badges(trips: Iterable[Trip], flows: Sequence[str]) -> tuple[Badge, ...]:
    """The flows that come by here in one badge, "F1–3"; `flows` are all that there are."""
    here = {trip.flow.id: wording.flow_title(trip.flow) for trip in trips if trip.flow is not None}
    if not here:
        return ()
    numbers = [number for number, flow in enumerate(flows, 1) if flow in here]
    return (Badge(f"F{_ranges(numbers)}", " ".join(here), "\n".join(here.values()), words=tuple(here.values())),)


def fault_badge(faults: Sequence[str]) -> tuple[Badge, ...]:
    """The mark of a line with faults, if there are any."""
    return (Badge("!", "", "\n".join(faults), is_fault=True),) if faults else ()


def badges_by_flow(trips: Sequence[Trip], names: dict[str, int]) -> tuple[Badge, ...]:
    """The steps of many flows as "F1·3"; `names` has the number of each flow.

    What stands at the same place in several flows is one badge, "F1–3·1.1", and so are the steps of one flow that
    go the same way, "F2·3,5–7".
    """
    related = [Badge(trip.number, "", trip.number) for trip in trips if trip.flow is None]
    found: list[Badge] = []
    for is_reply in (False, True):
        here = [trip for trip in trips if trip.flow is not None and trip.is_reply == is_reply]
        by_number = _grouped(here, lambda trip: trip.number)
        by_flows: dict[tuple[str, ...], list[list[Trip]]] = {}
        for group in by_number.values():
            flows = tuple(dict.fromkeys(trip.flow.id for trip in group if trip.flow))
            by_flows.setdefault(flows, []).append(group)
        for flows, groups in by_flows.items():
            prefix = "F" + _ranges([names[flow] for flow in flows])
            found.extend(_joined(prefix, groups, " ".join(flows), is_reply))
    return (*found, *related)


def _joined(prefix: str, groups: Sequence[Sequence[Trip]], flows: str, is_reply: bool) -> Iterator[Badge]:
    """Steps of the same flows in as few badges as are not too long, of about one length."""
    runs = list(_runs(groups))
    for count in range(1, len(runs) + 1):
        parts = [runs[len(runs) * at // count : len(runs) * (at + 1) // count] for at in range(count)]
        texts = [f"{prefix}·{','.join(map(_range, part))}" for part in parts]
        if count == len(runs) or max(map(len, texts)) <= _LONGEST:
            break
    for words, part in zip(texts, parts, strict=True):
        trips = [trip for run in part for group in run for trip in group]
        yield Badge(words, flows, "\n".join(map(_tooltip, trips)), is_reply=is_reply, words=_done(trips))


def _runs(groups: Iterable[Sequence[Trip]]) -> Iterator[list[Sequence[Trip]]]:
    """Steps in runs whose numbers follow each other: 3, 4; 5.1, 5.2."""
    run: list[Sequence[Trip]] = []
    for group in groups:
        if run and group[0].number != _next(run[-1][0].number):
            yield run
            run = []
        run.append(group)
    if run:
        yield run


def _next(number: str) -> str:
    block, dot, last = number.rpartition(".")
    return f"{block}{dot}{int(last) + 1}"


def _range(run: Sequence[Sequence[Trip]]) -> str:
    first, last = run[0][0].number, run[-1][0].number
    return first if len(run) == 1 else f"{first}–{last}"


def _grouped(trips: Iterable[Trip], key: Callable[[Trip], str]) -> dict[str, list[Trip]]:
    groups: dict[str, list[Trip]] = {}
    for trip in trips:
        groups.setdefault(key(trip), []).append(trip)
    return groups


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
