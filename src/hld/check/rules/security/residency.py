"""Data that must stay in one region is kept in another.

Many countries want the data of their people kept at home. Where an entity states its `residency`, every store that
holds it, and every copy of such a store, must be in one of those regions. Only regions that are stated are compared.

Bad:

    entities:
      User: {fields: {id: id, name: string}, residency: [eu]}
    components:
      job: scheduler
      users: {kind: sql, replicas: 2, region: us-east-1}  # <--
    flows:
      sync:
        - job -> users: write User
        - job -> users: read User

Good:

    entities:
      User: {fields: {id: id, name: string}, residency: [eu]}
    components:
      job: scheduler
      users: {kind: sql, replicas: 2, region: eu-west-1}
    flows:
      sync:
        - job -> users: write User
        - job -> users: read User

Source: GDPR, chapter V (transfers to third countries).
"""

from __future__ import annotations

from collections.abc import Iterator

from hld.catalog.kinds import Role
from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.check.rules.topology import _shape
from hld.diagnostics import Finding, Severity
from hld.model import walk
from hld.model.types import Component, Entity, Model

#: What the names of regions of the large providers begin with, and what people call the same.
_CONTINENTS = {
    "eu": "eu", "europe": "eu", "us": "us", "usa": "us", "ap": "asia", "asia": "asia", "sa": "south america",
    "ca": "canada", "me": "middle east", "af": "africa",
}  # fmt: skip
_COPIES = ("replicate", "cdc", "backup", "sync-job")


@rule("SE010", Severity.ERROR)
def check(model: Model) -> Iterator[Finding]:
    for entity in model.entities.values():
        homes = [leaf.text for leaf in entity.entry.leaves("residency")] if entity.entry is not None else []
        if not homes:
            continue
        for store in _holding(model, entity):
            abroad = next((each for each in _shape.regions(model, store) if _is_abroad(each, homes)), "")
            if abroad:
                yield Finding(
                    store.span,
                    f"'{entity.id}' must stay in {' or '.join(homes)}, and '{store.id}' keeps it in {abroad}",
                    f"keep it in {homes[0]}",
                )


def _holding(model: Model, entity: Entity) -> tuple[Component, ...]:
    """The stores and caches of `entity`, and the copies of those."""
    found = {each.id: each for each in _keeping.stores_of(model, entity) if each.role in (Role.STORE, Role.CACHE)}
    for store in tuple(found.values()):
        found |= {edge.target.id: edge.target for edge in walk.outgoing(model, store) if edge.mode in _COPIES}
    return tuple(found.values())


def _is_abroad(region: str, homes: list[str]) -> bool:
    """Whether `region` is known to be none of `homes`: both are on a continent that their names tell."""
    here = _continent(region)
    there = {_continent(home) for home in homes}
    return bool(here) and "" not in there and here not in there


def _continent(region: str) -> str:
    return _CONTINENTS.get(region.lower().replace("_", "-").split("-")[0], "")
