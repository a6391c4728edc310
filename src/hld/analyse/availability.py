"""The share of time that components and flows are up.

A component is as available as it states (or its mean times between failures and to repair tell, or the default of
its kind says), with its copies: as many of them must be up as the peak needs at their full capacity, over the zones
that are stated. A flow is up while all its hard dependencies are, each counted once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache, lru_cache

from hld.analyse import formulas
from hld.analyse.conventions import Reader
from hld.analyse.regions import count_of_regions, zones_of
from hld.analyse.service import is_managed
from hld.analyse.types import Availability, Instances, Number, Origin, provenance, unknown
from hld.catalog.defaults import ZONE, default_of
from hld.catalog.kinds import OUTSIDE, Role
from hld.model import walk
from hld.model.stated import steps_stating
from hld.model.types import Component, Flow, Model
from hld.units.parse import duration

__all__ = ["of_component", "of_flow"]

_ZERO = Fraction(0)


def of_component(component: Component, instances: Instances | None, reader: Reader) -> Availability | None:
    """How available a component is; None for clients, which are not of the system."""
    if component.role is Role.CLIENT:
        return None
    bare = _stated(component, reader)
    if bare.value is None:
        return Availability(bare, bare)
    count = _count(component, instances)
    if count <= 1 and not zones_of(component):
        return Availability(bare, bare)
    if is_managed(component) or component.role is Role.EXTERNAL:
        return Availability(bare, bare, copies="managed: its provider sees to copies")
    if count > formulas.MOST:
        return Availability(bare, bare, copies=f"more than {formulas.MOST:,} copies: taken as one")
    need = _needed(instances, count)
    zones = zones_of(component)
    down = _redundant(need, count, bare.value.as_integer_ratio(), zones)
    spread = f", over {zones} zones" if zones > 1 else ", in one zone" if zones else ""
    said = f"{need} of {count} must be up{spread}"
    origin = Origin.DEFAULT if zones else bare.origin
    told = Number(down, "1", provenance([origin]), bare.lower_bound, bare.why)
    return Availability(told, bare, copies=said, zones=zones)


@lru_cache(maxsize=4096)
def _redundant(need: int, count: int, ratio: tuple[int, int], zones: int) -> Fraction:
    down = Fraction(*ratio)  # not a parameter: the hash of a fraction costs more than all the rest
    if not zones:
        return formulas.k_of_n(need, count, down)
    return formulas.over_zones(need, count, down, min(zones, count), 1 - ZONE[0])


def _count(component: Component, instances: Instances | None) -> int:
    most = instances.most if instances is not None else component.replicas
    return most or 1


def _needed(instances: Instances | None, count: int) -> int:
    """How many must be up: those that carry the peak at full capacity, never more than there are."""
    bare = instances.bare.value if instances is not None else None
    return 1 if bare is None else max(1, min(int(bare), count))


def _stated(component: Component, reader: Reader) -> Number:
    """The share of time that one instance is down."""
    up = reader.share(component.entry, "availability")
    if up is not None and 0 <= up <= 1:
        return Number(1 - up, "1", Origin.STATED)
    between = reader.quantity(component.entry, "mtbf", duration)
    repair = reader.quantity(component.entry, "mttr", duration)
    if between is not None and repair is not None and between.value + repair.value:
        return Number(repair.value / (between.value + repair.value), "1", Origin.DERIVED)
    usual = _usual(component.kind.name)
    return unknown(f"the availability of '{component.id}' is not stated") if usual is None else usual


@cache
def _usual(kind: str) -> Number | None:
    row = default_of(kind)
    return None if row.availability is None else Number(1 - row.availability, "1", Origin.DEFAULT, why=row.row)


def of_flow(model: Model, flow: Flow, components: Mapping[str, Availability | None]) -> Availability:
    """How available the hard dependencies of a flow are together."""
    needed = _needed_by(flow)
    pairs = list(_fallbacks(model, flow, frozenset(each.id for each in needed), components))
    parts = [(each.id, found) for each in needed if (found := components.get(each.id)) is not None]
    if not parts and not pairs:
        why = f"flow '{flow.id}' waits for nothing" if flow.steps else f"flow '{flow.id}' has no steps"
        return Availability(unknown(why), unknown(why))
    missing = next((found.down.why for _, found in parts if found.down.value is None), "") or _hole(flow)
    known = [(name, found) for name, found in parts if found.down.value is not None]
    if not known and not pairs:
        return Availability(unknown(missing), unknown(missing))
    down = _together(model, known, pairs)
    alone = formulas.all_of([*(_down(found.bare) for _, found in known), *(_down(each) for _, each in pairs)])
    origin = provenance([found.down.origin for _, found in known] + [each.origin for _, each in pairs])
    bare_origin = provenance([found.bare.origin for _, found in known] + [each.origin for _, each in pairs])
    ranked = sorted(
        [*((name, found.down) for name, found in known), *pairs],
        key=lambda each: (-float(_down(each[1])), each[0]),
    )
    return Availability(
        Number(down, "1", origin, bool(missing), missing),
        Number(alone, "1", bare_origin, bool(missing), missing),
        tuple(ranked),
    )


def _needed_by(flow: Flow) -> tuple[Component, ...]:
    """The hard dependencies; of a flow that nobody outside starts, what starts it too, and who takes the message."""
    start = walk.initiator(flow)
    own: list[Component] = []
    if start is not None and start.role not in OUTSIDE:
        own.append(start)
        taker = flow.steps[0].target.target
        if start.role is Role.BROKER and taker is not None and taker.role not in OUTSIDE:
            own.append(taker)
    return tuple({each.id: each for each in (*own, *walk.critical(flow))}.values())


def _hole(flow: Flow) -> str:
    """That a component of the flow is not known, if one is not."""
    holes = (node.name for step in flow.steps for node in step.nodes if node.is_hole)
    return next((f"'{name}' is not declared" for name in holes), "")


def _down(share: Number) -> Fraction:
    return _ZERO if share.value is None else share.value


def _together(model: Model, known: list[tuple[str, Availability]], pairs: list[tuple[str, Number]]) -> Fraction:
    """The dependencies in a row; those that run in several regions fail only where all regions do."""
    by_regions: dict[int, list[Fraction]] = {}
    for name, found in known:
        by_regions.setdefault(count_of_regions(model.components[name]), []).append(_down(found.down))
    groups = [
        formulas.any_of([formulas.all_of(each)] * count) if count > 1 else formulas.all_of(each)
        for count, each in by_regions.items()
    ]
    if len(groups) == 1 and not pairs:
        return groups[0]
    return formulas.all_of([*groups, *(_down(each) for _, each in pairs)])


def _fallbacks(
    model: Model, flow: Flow, hard: frozenset[str], components: Mapping[str, Availability | None]
) -> Iterator[tuple[str, Number]]:
    """What a step that fails falls back on another component for: both have to be down."""
    done: set[tuple[str, str]] = set()
    for step in walk.before_reply(flow) if steps_stating(model, "fallback") else ():
        first, second = step.target.target, model.components.get(step.entry.text("fallback").strip())
        if first is None or second is None or first.id in hard or second.id in hard or (first.id, second.id) in done:
            continue
        one, other = components.get(first.id), components.get(second.id)
        if one is None or other is None or one.down.value is None or other.down.value is None:
            continue
        done.add((first.id, second.id))
        down = formulas.any_of([one.down.value, other.down.value])
        yield f"{first.id} or {second.id}", Number(down, "1", provenance([one.down.origin, other.down.origin]))
