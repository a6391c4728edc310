"""The context view: who uses the system and what it relies on, the system itself as one box."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hld.catalog.kinds import OUTSIDE, Role
from hld.model import trace, walk
from hld.model.identity import issuers
from hld.model.types import Actor, Model
from hld.view import legend, wording
from hld.view.cards import cards_of
from hld.view.lines import Stretch, Trip, stretches
from hld.view.numbers import flow_badges
from hld.view.types import Badge, Card, Graph, Lane, LegendRow, Line

__all__ = ["context", "has_context"]

_SYSTEM = "system:"  # no component is called so
_LANES = {"actors": "Actors", "clients": "Clients", "system": "System", "external": "External systems"}
_SIGNS_IN = "signs in by"
_NOBODY = ("", "system")
_USE = "use by an actor"


def has_context(model: Model) -> bool:
    """Whether anything is known of what is around the system."""
    return any(component.role in OUTSIDE for component in model.components.values()) or bool(_actors(model))


def context(model: Model, flows: Sequence[str] | None = None) -> Graph:
    """The system in its surroundings as a graph; of some flows only, if they are given."""
    outside = [component.id for component in model.components.values() if component.role in OUTSIDE]
    found = [
        stretch
        for stretch in stretches(model, flows, lambda name: name if name in outside else _SYSTEM)
        if stretch.source != stretch.target
    ]
    found += _sign_ins(model, found)
    around = [_outside(model, card) for card in cards_of(model, outside, (), ())]
    people = [_actor(model, name) for name in _actors(model)]
    cards = (*people, *around, _system(model))
    there = {card.lane for card in cards}
    used = tuple(_reaches(model, outside))
    lines = (*used, *(_line(model, stretch) for stretch in found))
    return Graph(
        "context",
        model.name,
        wording.view_title(model, "Context"),
        tuple(Lane(lane, title) for lane, title in _LANES.items() if lane in there),
        (),
        cards,
        lines,
        tuple(_legend(model, found, used)),
        description=f"{model.name} and what is around it: {wording.list_of(card.title for card in cards[:-1])}.",
        footer=_footer(model),
    )


def _outside(model: Model, card: Card) -> Card:
    lane = "external" if model.components[card.id].role is Role.EXTERNAL else "clients"
    return card._replace(lane=lane, rank=0, order=None)


def _system(model: Model) -> Card:
    inside = sum(1 for component in model.components.values() if component.role not in OUTSIDE)
    count = f"{inside} component{'' if inside == 1 else 's'}"
    description = model.spec.root.text("description")
    return Card(_SYSTEM, model.name, count, "oci.compute.InstancePools", "system", "system", tooltip=description)


# ---- actors -------------------------------------------------------------------------------------


def _actors(model: Model) -> dict[str, Actor | None]:
    """Those who use the system: the declared ones, else those that requirements speak of."""
    if model.actors:
        return dict(model.actors)
    spoken = (requirement.actor for requirement in model.requirements.values())
    return {name: None for name in spoken if name.casefold() not in _NOBODY}


def _actor(model: Model, name: str) -> Card:
    """An actor with what they want to do."""
    actor = model.actors.get(name)
    needs = [need for need in model.requirements.values() if need.actor.casefold() == name.casefold()]
    wants = [need.id for need in needs if need.is_named]
    title = (actor.entry.text("name") if actor is not None else "") or name
    told = actor.entry.text("description") if actor is not None else ""
    return Card(f"actor:{name}", title, wording.list_of(wants), "onprem.client.User", "actors", "actor", tooltip=told)


def _reaches(model: Model, outside: Sequence[str]) -> Iterator[Line]:
    """The lines from actors to the clients they use, as far as that is stated or certain."""
    clients = [name for name in outside if model.components[name].role is Role.CLIENT]
    for name, actor in _actors(model).items():
        stated = [end.target.id for end in actor.via if end.target is not None] if actor is not None else []
        used = [end for end in stated if end in clients] or _certain(model, name, clients)
        for end in used or _started(model, name, clients):
            yield Line(f"actor:{name}--{end}", f"actor:{name}", end, "call")


def _certain(model: Model, actor: str, clients: Sequence[str]) -> Sequence[str]:
    """What an actor must be using: the client of their name, or the only one; the system, where there is none."""
    same = [name for name in clients if actor.casefold() in (name.casefold(), model.components[name].title.casefold())]
    return same or ((clients or [_SYSTEM]) if len(clients) < 2 else [])


def _started(model: Model, actor: str, clients: Sequence[str]) -> Sequence[str]:
    """The clients at which the flows start that do what an actor wants."""
    wanted = (need for need in model.requirements.values() if need.actor.casefold() == actor.casefold())
    flows = (flow for need in wanted for flow in trace.flows_covering(model, need))
    starts = {start.id for flow in flows if (start := walk.initiator(flow)) is not None}
    return [name for name in clients if name in starts]


# ---- lines --------------------------------------------------------------------------------------


def _line(model: Model, stretch: Stretch) -> Line:
    words = (Badge(stretch.text, "", stretch.text, is_note=True),) if stretch.text == _SIGNS_IN else ()
    return stretch.line(flow_badges(stretch.trips, list(model.flows)), words)


def _sign_ins(model: Model, found: Sequence[Stretch]) -> Iterator[Stretch]:
    """A line to each other company that issues credentials for the system, unless one goes there anyway."""
    reached = {(stretch.source, stretch.target) for stretch in found}
    for issuer in issuers(model):
        if issuer.role is Role.EXTERNAL and reached.isdisjoint(((_SYSTEM, issuer.id), (issuer.id, _SYSTEM))):
            trip = Trip("", _SYSTEM, issuer.id, None, None, issuer.span, mode="depends")
            yield Stretch(_SYSTEM, issuer.id, "call", False, (trip,), _SIGNS_IN)


def _keys(found: Sequence[Stretch], are_used: bool) -> Iterator[LegendRow]:
    """A sample of each sort of line; those from actors to what they use look like calls."""
    rows = list(legend.keys(found))
    calls = [row for row in rows if (row.protocol, row.is_dashed, row.badge) == ("call", False, "")]
    for row in rows:
        yield row._replace(what=f"{row.what} or {_USE}") if are_used and row in calls else row
    if are_used and not calls:
        yield LegendRow("", "call", what=_USE, is_key=True)


def _legend(model: Model, found: Sequence[Stretch], used: Sequence[Line]) -> Iterator[LegendRow]:
    yield from _keys(found, bool(used))
    told = {trip.flow.id for stretch in found for trip in stretch.trips if trip.flow is not None}
    if told:
        yield legend.heading("Flows")
    for number, flow in enumerate(model.flows.values(), 1):
        if flow.id in told:
            yield LegendRow(f"F{number}", "call", what=wording.flow_heading(flow))


def _footer(model: Model) -> str:
    counts = (
        (len(model.requirements), "functional requirement", "functional requirements"),
        (len(model.flows), "flow", "flows"),
    )
    return " · ".join((model.name, *(f"{count} {one if count == 1 else many}" for count, one, many in counts)))
