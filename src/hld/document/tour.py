"""From a design and its pictures to a page to walk through it on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hld.layout.types import Drawing
from hld.model.types import Flow, Model
from hld.render import Picture
from hld.render.inlined import id_in
from hld.render.xml import Ids
from hld.view import legend, wording
from hld.view.tables import Page
from hld.view.tour import Entry, Show, Stop, Thing, Tour
from hld.view.types import Graph, Line

__all__ = ["tour"]

_ID = re.compile(r' id="([^"]*)"')
_TITLES = {
    "architecture": "Architecture", "context": "Context", "data-flow": "Data flow", "entities": "Entities",
    "api": "API", "requirements": "Requirements", "deep-dives": "Deep dives", "components": "Components",
}  # fmt: skip


def tour(model: Model, pictures: Mapping[str, Picture], markup: Mapping[str, str], pages: Mapping[str, Page]) -> Tour:
    """Every picture, with its `markup`, then every page of tables."""
    stops = {flow.id: tuple(_stops(flow, pictures, markup)) for flow in model.flows.values()}
    shows = (
        *(_shown(model, view, picture, markup[view], stops) for view, picture in pictures.items()),
        *(Show(view, _title(model, view), "Tables", parts=page.parts) for view, page in pages.items()),
    )
    return Tour(model.name, wording.view_title(model, ""), shows, tuple(_entries(model, shows, pages)))


def _shown(model: Model, view: str, picture: Picture, markup: str, stops: Mapping[str, tuple[Stop, ...]]) -> Show:
    kind, _, of = view.partition("-")
    is_flow = kind in ("flow", "sequence") and of in stops
    group = {"flow": "Flows", "sequence": "In the order of time"}[kind] if is_flow else "Pictures"
    things = tuple(_things(view, picture.graph)) if isinstance(picture, Drawing) else ()
    return Show(view, _title(model, view), group, markup, stops=stops[of] if is_flow else (), things=things)


def _title(model: Model, view: str) -> str:
    kind, _, of = view.partition("-")
    if kind in ("flow", "sequence") and of in model.flows:
        return wording.flow_title(model.flows[of])
    return _TITLES.get(view, of or view)


# ---- steps --------------------------------------------------------------------------------------


def _stops(flow: Flow, pictures: Mapping[str, Picture], markup: Mapping[str, str]) -> Iterator[Stop]:
    on_map, in_time = _on_map(flow, pictures), _in_time(flow, markup)
    around: list[str] = []
    for row in legend.steps(flow):
        if row.is_heading:
            around = [*around[: row.depth - 1], row.what]
            continue
        path = " → ".join(filter(None, (row.source, row.target)))
        within = f" ({', '.join(around[: row.depth])})" if row.depth else ""
        told = ", ".join(filter(None, (row.what, row.how)))
        marks = (*on_map.get(row.badge, ()), *in_time.get(row.badge, ()))
        yield Stop(row.badge, f"{path}: {told}{within}", marks)


def _steps_of(badge: str) -> Iterator[str]:
    """The steps that the number of a badge may be of: the one called so, and the one that it is a stretch of."""
    yield badge
    step, _, stretch = badge.rpartition(".")
    if stretch.isdecimal() and step:
        yield step


def _on_map(flow: Flow, pictures: Mapping[str, Picture]) -> dict[str, dict[str, None]]:
    """The lines, badges and cards of each step on the flow's own picture, by its number."""
    view = f"flow-{flow.id}"
    picture = pictures.get(view)
    found: dict[str, dict[str, None]] = {}
    for line in picture.graph.lines if isinstance(picture, Drawing) else ():
        ends = (_id("component", line.source), _id("component", line.target))
        for badge in line.badges:
            names = (_id("line", line.id), _id("badge", line.id, badge.text), *ends)
            ids = dict.fromkeys(id_in(view, name) for name in names)
            for number in badge.numbers or (badge.text,):
                for step in _steps_of(number):
                    found.setdefault(step, {}).update(ids)
    return found


def _in_time(flow: Flow, markup: Mapping[str, str]) -> dict[str, list[str]]:
    """The arrows of each step on the flow's sequence, by its number."""
    view = f"sequence-{flow.id}"
    before = id_in(view, "message-")
    found: dict[str, list[str]] = {}
    for id_ in _ID.findall(markup.get(view, "")):
        if id_.startswith(before):
            for step in _steps_of(id_.removeprefix(before)):
                found.setdefault(step, []).append(id_)
    return found


def _id(*parts: str) -> str:
    """The id of an element as a picture has it."""
    return Ids().new(*parts)


# ---- what is on a picture -----------------------------------------------------------------------


def _things(view: str, graph: Graph) -> Iterator[Thing]:
    titles = {card.id: card.title for card in graph.cards}
    for card in graph.cards:
        own = [line for line in graph.lines if card.id in (line.source, line.target) and not line.is_dimmed]
        near = [
            name
            for line in own
            for name in (
                _id("line", line.id),
                *(_id("badge", line.id, badge.text) for badge in line.badges),
                *(_id("component", end) for end in (line.source, line.target)),
            )
        ]
        said = [card.subtitle, card.tooltip, *(_told(line, card.id, titles) for line in own)]
        ids = (id_in(view, name) for name in dict.fromkeys(near))
        yield Thing(id_in(view, _id("component", card.id)), card.title, "; ".join(filter(None, said)), tuple(ids))


def _told(line: Line, card: str, titles: Mapping[str, str]) -> str:
    """A line as one of its ends sees it: "to tweets: data store access"."""
    if line.source == line.target:
        return "works by itself"
    other, way = (line.target, "to") if line.source == card else (line.source, "from")
    return f"{way} {titles.get(other, other)}: {wording.travels(line.protocol, line.is_dashed, line.modes)}"


# ---- what can be searched for -------------------------------------------------------------------


def _entries(model: Model, shows: tuple[Show, ...], pages: Mapping[str, Page]) -> Iterator[Entry]:
    first = next((show for show in shows if show.things), None)
    for thing in first.things if first is not None else ():
        yield Entry(thing.title, "component", first.view if first is not None else "", (thing.id, *thing.near))
    if "api" in pages:
        yield from (Entry(key, "operation", "api", (id_in("api", _id("row", key)),)) for key in model.operations)
    if any(show.view == "entities" for show in shows):
        drawn = (entity for entity in model.entities.values() if not entity.is_implied)
        yield from (
            Entry(each.id, "entity", "entities", (id_in("entities", _id("entity", each.id)),)) for each in drawn
        )
    for show in shows:
        if show.group == "Flows":
            yield Entry(show.title, "flow", show.view)
            yield from (
                Entry(f"{stop.number} {stop.words}", show.title, show.view, stop=stop.number) for stop in show.stops
            )
