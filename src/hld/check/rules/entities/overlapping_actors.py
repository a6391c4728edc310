"""Two actors are described by nearly the same fields.

They may be one actor with two roles: a person who rides today and drives tomorrow has one account. Say so with `is`,
or tell what is different.

Bad:

    entities:
      Rider: {is: actor, fields: {id, name, email, phone}}
      Driver: {is: actor, fields: {id, name, email, phone}}  # <--
    requirements:
      functional:
        ride: Rider should be able to ask for a ride
        accept: Driver should be able to accept a ride

Good:

    entities:
      Rider: {is: actor, fields: {id, name, email, phone}}
      Driver: {is: actor, fields: {id, name, licence, vehicle}}
    requirements:
      functional:
        ride: Rider should be able to ask for a ride
        accept: Driver should be able to accept a ride

Source: "do the actors overlap", system design interviews.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from hld.check.rule import rule
from hld.check.rules.entities import _keeping
from hld.diagnostics import Finding, Severity
from hld.model.types import Entity, Model

ALIKE = 0.8
FEW = 3
MANY = 50  # beyond so many actors nobody compares them in pairs


@rule("EN007", Severity.INFO)
def check(model: Model) -> Iterator[Finding]:
    acting = _keeping.acting(model)
    actors = [each for each in model.entities.values() if each in acting and len(each.fields) >= FEW]
    for one, other in combinations(actors[:MANY], 2):
        if not _is_kind_of(one, other) and _likeness(one, other) >= ALIKE:
            yield Finding(
                other.span,
                f"actors '{one.id}' and '{other.id}' have nearly the same fields",
                f"'is: {one.id}' if they are one, or say what is different",
            )


def _likeness(one: Entity, other: Entity) -> float:
    """The share of fields that both have (Jaccard)."""
    mine, theirs = ({field.name for field in each.fields} for each in (one, other))
    return len(mine & theirs) / len(mine | theirs)


def _is_kind_of(one: Entity, other: Entity) -> bool:
    kinds = {each.entry.text("is") for each in (one, other) if each.entry is not None}
    return not kinds.isdisjoint((one.id, other.id))
