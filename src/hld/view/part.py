"""Part of a design: some components and flows, groups perhaps as one card each, with notes on cards and lines."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from types import MappingProxyType

from hld.catalog.kinds import Tier
from hld.diagnostics import Diagnostic
from hld.model.seen import group_card, stands_for
from hld.model.types import Flow, Group, Model
from hld.tuples import NamedTuple
from hld.view import legend, wording
from hld.view.cards import cards_of, faults_at, faulty, lane_of
from hld.view.frames import frames, group_title
from hld.view.lines import Stretch, stretches
from hld.view.numbers import badges_by_flow, fault_badge, plain_badges
from hld.view.types import Badge, Card, Graph, Lane, LegendRow, Line

__all__ = ["Part", "group_cards", "lane_titles", "part"]

_NOTHING: Mapping[str, tuple[str, ...]] = MappingProxyType({})
_ICON = "oci.compute.InstancePools"
_ICONS = {
    "region": "generic.compute.Rack", "zone": "generic.compute.Rack", "team": "oci.governance.Groups",
    "trust": "generic.network.Firewall", "network": "generic.network.Subnet",
}  # fmt: skip


class Part(NamedTuple):
    """What is shown: ids of components; of flows, None for all; the group drawn in place of a component.

    `notes` are grey lines on cards and words on lines, by the id of either. Only groups of `kinds` are framed, and
    only lines at a component of `core` drawn, if any are given.
    """

    components: Sequence[str]
    flows: Sequence[str] | None = None
    collapsed: Mapping[str, str] = MappingProxyType({})
    notes: Mapping[str, tuple[str, ...]] = _NOTHING
    kinds: Collection[str] = ()
    core: Collection[str] = ()


def part(model: Model, view: str, words: str, chosen: Part, diagnostics: Sequence[Diagnostic] = ()) -> Graph:
    """The part as a graph, below `words` as its title."""
    shown = stands_for(chosen.components, chosen.collapsed)
    every = stretches(model, chosen.flows, lambda name: shown.get(name, ""))
    found = [one for one in every if not chosen.core or not {one.source, one.target}.isdisjoint(chosen.core)]
    told = [model.flows[name] for name in _told(model, found)]
    boxes = frames(model, shown, set(chosen.collapsed.values()), chosen.kinds)
    plain = [name for name in chosen.components if name not in chosen.collapsed]
    drawn = [*cards_of(model, plain, boxes, diagnostics), *group_cards(model, chosen.components, chosen.collapsed)]
    drawn = [card._replace(notes=chosen.notes.get(card.id, ())) for card in drawn]
    lines = tuple(_line(model, stretch, told, chosen, diagnostics) for stretch in found)
    return Graph(
        view,
        model.name,
        wording.view_title(model, words),
        lane_titles(model, drawn),
        boxes,
        tuple(drawn),
        lines,
        (*legend.faults(drawn, lines), *_legend(model, found, told, drawn, diagnostics)),
        description=f"{words}, of {model.name}: {wording.list_of(card.title for card in drawn)}.",
        footer=_footer(model, chosen, told),
    )


def lane_titles(model: Model, drawn: Sequence[Card]) -> tuple[Lane, ...]:
    """The lanes that hold a card, in the direction of a request."""
    names = {card.id for card in drawn}
    lanes = {card.lane for card in drawn}
    shown = [component for component in model.components.values() if component.id in names]
    return tuple(
        Lane(tier, wording.lane_title(tier, [one for one in shown if lane_of(one) == tier]))
        for tier in Tier
        if tier in lanes
    )


def _told(model: Model, found: Sequence[Stretch]) -> list[str]:
    """The flows of which something is drawn, in their order."""
    drawn = {trip.flow.id for stretch in found for trip in stretch.trips if trip.flow is not None}
    return [name for name in model.flows if name in drawn]


def group_cards(model: Model, components: Sequence[str], collapsed: Mapping[str, str]) -> Iterator[Card]:
    """A card for each group that is drawn as one, in the lane where most of its components are, else the services."""
    members: dict[str, list[str]] = {}
    for name in components:
        if name in collapsed:
            members.setdefault(collapsed[name], []).append(name)
    for group, names in members.items():
        lanes = [lane_of(model.components[name]) for name in names]
        yield _group(model.groups[group], names, max(Tier, key=lambda tier: (lanes.count(tier), tier == Tier.SERVICES)))


def _group(group: Group, members: Sequence[str], lane: str) -> Card:
    count = f"{len(members)} component{'' if len(members) == 1 else 's'}"
    return Card(
        group_card(group.id),
        group_title(group),
        " · ".join(filter(None, (group.kind or "group", count))),
        _ICONS.get(group.kind, _ICON),
        lane,
        "group",
        tooltip=wording.list_of(members),
    )


def _line(
    model: Model, stretch: Stretch, told: Sequence[Flow], chosen: Part, diagnostics: Sequence[Diagnostic]
) -> Line:
    names = _numbered(model)
    badges = badges_by_flow(stretch.trips, names) if len(told) > 1 else plain_badges(stretch.trips)
    faults = faults_at((trip.span for trip in stretch.trips), diagnostics)
    notes = tuple(Badge(note, "", is_note=True) for note in chosen.notes.get(stretch.id, ()))
    return stretch.line(badges, notes + fault_badge(faults), faults)


def _numbered(model: Model) -> dict[str, int]:
    """The numbers of the flows, the same as in the architecture."""
    return {flow: number for number, flow in enumerate(model.flows, 1)}


def _legend(
    model: Model,
    found: Sequence[Stretch],
    told: Sequence[Flow],
    drawn: Sequence[Card],
    diagnostics: Sequence[Diagnostic],
) -> Iterator[LegendRow]:
    trips = [trip for stretch in found for trip in stretch.trips]
    is_used = {
        True: any(trip.is_reply for trip in trips),
        False: any(trip.step is not None and trip.number != trip.step.number for trip in trips),
    }
    yield from (row for row in legend.keys(found, told) if not row.badge or is_used[row.is_reply])
    yield from legend.accents(drawn)
    names, many = _numbered(model), len(told) > 1
    numbers = {(trip.flow.id, trip.step.number) for trip in trips if trip.flow and trip.step}
    for flow in told:
        title, prefix = wording.flow_heading(flow), f"F{names[flow.id]}" if many else ""
        yield legend.heading(f"{prefix}  {title}".strip())
        shown = [step for step in flow.steps if (flow.id, step.number) in numbers]
        yield from legend.steps(flow, f"{prefix}·" if many else "", faulty(flow, diagnostics), shown)
    related = {trip.number for trip in trips if trip.flow is None}
    if related:
        yield legend.heading("Relationships")
        yield from (row for row in legend.relationships(model) if row.badge in related)


def _footer(model: Model, chosen: Part, told: Sequence[Flow]) -> str:
    """How much of the design the picture shows."""
    components = _share(len(chosen.components), len(model.components), "component")
    return " · ".join((model.name, components, _share(len(told), len(model.flows), "flow")))


def _share(shown: int, all: int, what: str) -> str:
    """How many of so many there are: "3 of 8 components", "8 components"."""
    return f"{'' if shown == all else f'{shown} of '}{all} {what}{'' if all == 1 else 's'}"
