"""Which components are gone when something happens, and which of them cannot reach each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from hld.analyse.failure.play import Broken
from hld.analyse.failure.types import ANY, Event
from hld.analyse.regions import count_of_regions, regions_of
from hld.errors import UsageError
from hld.model.types import Model
from hld.near import nearest

__all__ = ["broken"]

#: The mode of a relationship in which a component cannot do without the other.
_NEEDED = "runs-on"


def broken(model: Model, event: Event) -> Broken:
    """What an event breaks, the loss of a zone aside. Raises UsageError where it names what is not there."""
    gone = {}
    for name in event.kill:
        _expect(name, model.components, "component")
        gone[name] = f"'{name}' is gone"
    gone |= dict(_in_region(model, event.region))
    _carry_on(model, gone)
    cuts = [cut for names in event.partitions for cut in _cuts(model, names)]

    def is_cut(one: str, other: str) -> bool:
        return any((one in here and other in there) or (other in here and one in there) for here, there in cuts)

    return Broken(gone, is_cut)


def _carry_on(model: Model, gone: dict[str, str]) -> None:
    """Let go what runs on what is gone."""
    found = True
    while found:
        found = False
        for each in model.relationships:
            source, target = each.source.target, each.target.target
            if source is None or target is None or each.mode != _NEEDED:
                continue
            if target.id in gone and source.id not in gone:
                gone[source.id] = f"'{source.id}' runs on '{target.id}', which is gone"
                found = True


def _in_region(model: Model, region: str) -> Iterator[tuple[str, str]]:
    """What stands in a region that is lost and nowhere else."""
    if not region:
        return
    places = {each.id: regions_of(model, each) for each in model.components.values()}
    if region == ANY:
        counts = Counter(found[0] for found in places.values() if len(found) == 1)
        if not counts:
            raise UsageError("no component states a region", "'region: eu-west-1' on a component or a group does")
        region = max(counts, key=lambda name: (counts[name], name))
    known = {name for found in places.values() for name in found}
    _expect(region, sorted(known), "region")
    for component in model.components.values():
        if places[component.id] == (region,) and count_of_regions(component) <= 1:
            yield component.id, f"'{component.id}' was in region '{region}', which is lost"


def _cuts(model: Model, names: tuple[str, ...]) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The pairs of sides that cannot reach each other."""
    known = (*model.components, *model.groups)
    for name in names:
        _expect(name, known, "component or group")
    parts = [frozenset(_members(model, name)) for name in names]
    if len(parts) == 1:
        yield parts[0], frozenset(model.components) - parts[0]
    for index, one in enumerate(parts):
        for other in parts[index + 1 :]:
            if one & other:
                both = ", ".join(sorted(one & other))
                raise UsageError(f"{both} would be on both sides of the cut", "name two sides that share nothing")
            yield one, other


def _members(model: Model, name: str) -> Iterator[str]:
    """The component of this name, else all in the group of this name."""
    if name in model.components:
        yield name
        return
    yield from (each.id for each in model.components.values() if name in each.groups)


def _expect(name: str, known: Iterable[str], what: str) -> None:
    names = tuple(known)
    if name in names:
        return
    near = nearest(name, names)
    hint = f"did you mean '{near}'?" if near else f"there are: {', '.join(names[:12])}" if names else ""
    raise UsageError(f"there is no {what} '{name}'", hint)
